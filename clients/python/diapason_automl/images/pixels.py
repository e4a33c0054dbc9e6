"""Pictures as numbers: all of one size, grey or in colours. Kept with the model."""

from __future__ import annotations

from typing import Any, List, NamedTuple, Optional, Tuple

import numpy as np
import pandas as pd

from .listing import FILE

SIDE = 48  # pixels of a side at most; small networks see no more
LEAST = 8


class Pixels(NamedTuple):
    """The form that every picture is brought to: `side` x `side`, with 1 or 3 channels."""

    side: int
    channels: int

    @property
    def shape(self) -> Tuple[int, int, int]:
        """Channels, height, width."""
        return (self.channels, self.side, self.side)

    def read(self, file: str) -> Optional[np.ndarray]:
        """Bytes, channels first; None where the file is no picture that can be read."""
        opened = open_picture(file)
        if opened is None:
            return None
        values = np.asarray(_eight_bits(opened).convert("L" if self.channels == 1 else "RGB").resize((self.side, self.side), 2), dtype="uint8")
        return values.reshape(self.side, self.side, self.channels).transpose(2, 0, 1).ravel()

    def apply(self, frame: pd.DataFrame) -> Tuple[np.ndarray, np.ndarray]:
        """A row of bytes for each picture, black where it cannot be read; and no categories."""
        blank = np.zeros(self.channels * self.side**2, "uint8")
        rows = [self.read(file) for file in frame[FILE]]
        return np.stack([blank if row is None else row for row in rows]), np.empty((len(frame), 0), "int32")


class Seen(NamedTuple):
    """What a first look at one picture says."""

    width: int
    height: int
    grey: bool


def glance(file: str) -> Optional[Seen]:
    """Size and colour; None where it cannot be read to its end."""
    opened = open_picture(file)
    return None if opened is None else Seen(*opened.size, opened.mode in ("1", "L", "LA", "F") or opened.mode.startswith("I"))


def form_of(seen: List[Seen]) -> Pixels:
    """The form for these: the middle of their longer sides, within what a small network can use; grey where all are."""
    middle = int(np.median([max(one.width, one.height) for one in seen]))
    return Pixels(min(SIDE, max(LEAST, middle)), 1 if all(one.grey for one in seen) else 3)


def open_picture(file: str) -> Any:
    """The picture, read to its end, since a file that was cut off is only found so; None where it is none."""
    from PIL import Image, ImageOps

    try:
        with Image.open(file) as opened:
            opened.load()
            return ImageOps.exif_transpose(opened)
    except (OSError, ValueError, SyntaxError, EOFError, Image.DecompressionBombError):
        return None


def _eight_bits(picture: Any) -> Any:
    """Deep grey pictures in the range of others: Pillow would cut off all above 255. Floats have no range that is agreed on, so that each has its own."""
    from PIL import Image

    if picture.mode != "F" and not picture.mode.startswith("I"):
        return picture
    values = np.nan_to_num(np.asarray(picture, dtype="float64"), posinf=0.0, neginf=0.0)
    if picture.mode == "F":
        low, high = float(values.min()), float(values.max())
        values = (values - low) * (255 / (high - low)) if high > low else np.zeros_like(values)
    else:
        values = values / 256
    return Image.fromarray(np.clip(values, 0, 255).astype("uint8"))
