"""Which pictures there are, and the class of each."""

from __future__ import annotations

import os
from typing import Dict, List, Optional, Tuple

import pandas as pd

from ..faults import Fault, Words, nearest, told
from ..reading import read

ENDINGS = (".png", ".jpg", ".jpeg", ".bmp", ".gif", ".webp", ".tif", ".tiff", ".ppm", ".pgm")
FILE = "file"  # the column of paths


def by_folder(folder: str, target: str) -> Tuple[pd.DataFrame, List[Words]]:
    """A class is a folder in it, whatever lies deeper. Raises Fault: no-file, no-images."""
    if not os.path.isdir(folder):
        raise Fault("no-file", f"{folder} is no folder", "pictures are looked for in a folder for each class", "give the folder with --images")
    rows: List[Tuple[str, str]] = []
    for name in sorted(os.listdir(folder)):
        inner = os.path.join(folder, name)
        if os.path.isdir(inner) and not name.startswith("."):
            rows += [(file, name) for file in files(inner)]
    loose = [name for name in os.listdir(folder) if name.lower().endswith(ENDINGS)]
    if not rows:
        why = f"{len(loose)} pictures lie in it and none in a folder that says its class" if loose else f"no folder in it has a file that ends in {' '.join(ENDINGS)}"
        raise Fault("no-images", f"{folder} has no pictures by class", why, "put them into a folder for each class, or give a CSV of files and classes: diapason automl labels.csv --images FOLDER --target class")
    warnings = [told("unlabelled", f"{len(loose)} pictures lie in no folder of a class and are left out", "nothing says what they show", "")] if loose else []
    return pd.DataFrame(rows, columns=[FILE, target]), warnings


def by_table(path: str, folder: str, target: str, most: int, seed: int) -> Tuple[pd.DataFrame, List[Words]]:
    """Files and classes as a table says them; paths are from `folder`. Raises Fault: those of reading, no-target, no-images."""
    table = read(path, most, seed)
    frame = table.frame
    if target not in frame.columns:
        raise Fault("no-target", f'there is no column "{target}"', nearest(target, frame.columns), "give the name of a column with --target")
    column = _files_in(frame, folder, target)
    if column is None:
        raise Fault("no-images", f"no column of {path} names pictures in {folder}", "half of its values or more would have to be files there", "say where they are with --images")
    whole = frame[column].map(lambda name: os.path.join(folder, str(name)))
    there = whole.map(os.path.isfile)
    warnings = list(table.warnings)
    if not there.all():
        lost = whole[~there]
        warnings.append(told("missing-file", f"{len(lost)} files are not there and are left out, {lost.iloc[0]} among them", "the table names them", ""))
    return pd.DataFrame({FILE: whole[there], target: frame.loc[there, target]}).reset_index(drop=True), warnings


def unlabelled(data: str, classes: List[str]) -> Tuple[pd.DataFrame, Optional[List[str]]]:
    """Every picture under a folder (or the one file), and its class where folders of just these names hold them. Raises Fault: no-images."""
    found = [data] if os.path.isfile(data) else files(data)
    if not found:
        raise Fault("no-images", f"{data} has no pictures", f"no file in it ends in {' '.join(ENDINGS)}", "give a folder with pictures, or one picture")
    labels = [os.path.relpath(file, data).split(os.sep)[0] for file in found]
    return pd.DataFrame({FILE: found}), labels if set(labels) <= set(classes) else None


def files(folder: str) -> List[str]:
    """All pictures under a folder, in the order of their names."""
    found: List[str] = []
    for place, folders, names in os.walk(folder):
        folders.sort()
        found += [os.path.join(place, name) for name in names if name.lower().endswith(ENDINGS) and not name.startswith(".")]
    return sorted(found)


def _files_in(frame: pd.DataFrame, folder: str, target: str) -> Optional[str]:
    shares: Dict[str, float] = {}
    for name in frame.columns:
        if name != target and not pd.api.types.is_numeric_dtype(frame[name].dtype):
            some = frame[name].dropna().head(200)
            shares[name] = float(some.map(lambda one: os.path.isfile(os.path.join(folder, str(one)))).mean()) if len(some) else 0.0
    best = max(shares, key=lambda name: shares[name], default=None)
    return best if best is not None and shares[best] >= 0.5 else None
