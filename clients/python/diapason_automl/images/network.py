"""A configuration as a network that learns pictures, an epoch at a time; what is saved of it are plain arrays."""

from __future__ import annotations

import math
from typing import Any, Dict, List, Tuple

import numpy as np

from ..build import threads


class Network:
    """Trained by `epoch`; `predict` gives probabilities (rows x classes). `total` epochs are what the learning rate falls over."""

    def __init__(self, config: Dict[str, Any], shape: Tuple[int, int, int], classes: int, seed: int, total: int) -> None:
        import torch
        from diapason.torch import Unbuildable, build

        torch.set_num_threads(threads())
        torch.manual_seed(seed)
        self.config, self.shape, self.classes, self.seed, self.total, self.done = config, shape, classes, seed, total, 0
        self.centre, self.spread = 0.0, 1.0
        try:
            self.module = build(config["net"], shape, classes)
        except Unbuildable as problem:
            raise ValueError(str(problem)) from None
        self.step = torch.optim.AdamW(self.module.parameters(), lr=float(config["rate"]), weight_decay=float(config["decay"]))

    def epoch(self, rows: np.ndarray, y: np.ndarray) -> None:
        """Sees every picture once, each changed a little. The rate rises over a tenth of all steps and falls as a cosine (Loshchilov and Hutter 2017)."""
        import torch

        torch.manual_seed(self.seed * 1009 + self.done)
        if self.done == 0:
            self.centre, self.spread = float(rows.mean()), float(rows.std()) or 1.0
        size = int(self.config["batch"])
        order = np.random.default_rng([self.seed, self.done]).permutation(len(y))
        batches = [order[begin : begin + size] for begin in range(0, len(y), size)]
        batches = [batch for batch in batches if len(batch) > 1] or batches  # a batch of one cannot be normalised
        self.module.train(len(y) > 1)
        for number, batch in enumerate(batches):
            self._rate(self.done + number / len(batches))
            x = self._moved(self._tensor(rows[batch]))
            loss = torch.nn.functional.cross_entropy(self.module(x), torch.as_tensor(y[batch]), label_smoothing=float(self.config["smooth"]))
            self.step.zero_grad()
            loss.backward()
            self.step.step()
        self.done += 1

    def predict(self, rows: np.ndarray, codes: Any = None) -> np.ndarray:
        """Float64. Raises ValueError where training has run away."""
        import torch

        self.module.eval()
        said: List[np.ndarray] = []
        with torch.no_grad():
            for begin in range(0, len(rows), 256):
                said.append(torch.softmax(self.module(self._tensor(rows[begin : begin + 256])).double(), 1).numpy())
        joint = np.concatenate(said) if said else np.empty((0, self.classes))
        if not np.isfinite(joint).all():
            raise ValueError("the predictions hold NaN")
        return joint

    def save(self, file: str) -> None:
        """All that it takes to go on."""
        import torch

        torch.save({"module": self.module.state_dict(), "step": self.step.state_dict(), "done": self.done, "scale": [self.centre, self.spread]}, file)

    def load(self, file: str) -> Network:
        """Takes up what `save` wrote."""
        import torch

        kept = torch.load(file, weights_only=True)
        self.module.load_state_dict(kept["module"])
        self.step.load_state_dict(kept["step"])
        self.done, (self.centre, self.spread) = kept["done"], kept["scale"]
        return self

    def __getstate__(self) -> Dict[str, Any]:
        """For the saved model: arrays by name, without the state of training."""
        kept = {name: value for name, value in self.__dict__.items() if name not in ("module", "step")}
        return {**kept, "arrays": {name: value.numpy() for name, value in self.module.state_dict().items()}}

    def __setstate__(self, kept: Dict[str, Any]) -> None:
        import torch

        arrays = kept.pop("arrays")
        self.__init__(kept["config"], kept["shape"], kept["classes"], kept["seed"], kept["total"])  # type: ignore[misc]
        self.module.load_state_dict({name: torch.as_tensor(value) for name, value in arrays.items()})
        self.__dict__.update(kept)

    def _rate(self, at: float) -> None:
        part = at / self.total
        factor = min(part / 0.1, 0.5 * (1 + math.cos(math.pi * min(1.0, part))))
        for group in self.step.param_groups:
            group["lr"] = float(self.config["rate"]) * max(0.01, factor)

    def _tensor(self, rows: np.ndarray) -> Any:
        import torch

        values = (np.asarray(rows, dtype="float32") - self.centre) / self.spread
        return torch.as_tensor(values.reshape(-1, *self.shape))

    def _moved(self, x: Any) -> Any:
        """Mirrored, shifted and turned, each picture by its own draw."""
        import torch

        flip, shift, turn = bool(self.config["flip"]), float(self.config["shift"]), float(self.config["turn"])
        if not (flip or shift or turn):
            return x
        count = len(x)
        angle = (torch.rand(count) * 2 - 1) * math.radians(turn)
        mirror = torch.where(torch.rand(count) < 0.5, -1.0, 1.0) if flip else torch.ones(count)
        away = (torch.rand(count, 2) * 2 - 1) * 2 * shift
        theta = torch.stack([
            torch.stack([torch.cos(angle) * mirror, -torch.sin(angle), away[:, 0]], 1),
            torch.stack([torch.sin(angle) * mirror, torch.cos(angle), away[:, 1]], 1),
        ], 1)
        grid = torch.nn.functional.affine_grid(theta, list(x.shape), align_corners=False)
        return torch.nn.functional.grid_sample(x, grid, padding_mode="border", align_corners=False)
