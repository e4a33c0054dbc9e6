"""What a network takes over from one that was trained: all that fits, and the function itself where the shapes allow it.

Works on arrays by path, so that it needs numpy and no training library.
"""

from __future__ import annotations

from typing import Any, Dict, List, Mapping, NamedTuple, Tuple

import numpy

from diapason.described import WEIGHTED, Piece, Plan, product
from diapason.morphisms import Copies, after, copies, flattened, framed, passing, placed, unchanged, widened

BATCH_EPSILON = 1e-5  # that of torch's batch normalisation
_LEAVES = {"none": (True, True), "relu": (False, True), "leaky_relu": (False, True)}  # as they are: all numbers; those not below 0


class Inherited(NamedTuple):
    """What came of it. `preserved`: in evaluation the child computes what its parent does. Else `why` says what stands in the way."""

    preserved: bool
    why: Tuple[str, ...]
    taken: Tuple[str, ...]  # the paths of the tensors that were taken over, whole or in part


def inherited(
    child: Plan, parent: Plan, trained: Mapping[str, Any], fresh: Mapping[str, Any], seed: int = 0
) -> Tuple[Dict[str, Any], Inherited]:
    """The child's tensors: those of the parent, fitted, and where there are none the child's own `fresh` ones."""
    heir = _Heir(dict(fresh), dict(trained), numpy.random.default_rng(seed))
    if child.kind != parent.kind or child.shape != parent.shape:
        heir.why.append("parent and child are of two kinds, or read two shapes of input")
        heir.same_shapes()
    elif child.kind == "chain":
        heir.chain(child, parent)
    else:
        heir.cell(child, parent)
    return heir.state, Inherited(not heir.why, tuple(heir.why), tuple(sorted(heir.taken)))


class _Heir:
    """A walk along both networks that knows which channels of the parent those of the child copy."""

    def __init__(self, state: Dict[str, Any], trained: Dict[str, Any], random: Any) -> None:
        self.state, self.trained, self.random = state, trained, random
        self.why: List[str] = []
        self.taken: set = set()

    def chain(self, child: Plan, parent: Plan) -> None:
        carried, signless = unchanged(child.shape[0]), False
        for number, piece in enumerate(child.pieces):
            if number < len(parent.pieces):
                carried = self.follow(piece, parent.pieces[number], carried)
            else:
                carried = self.deepen(piece, carried, signless)
            signless = piece.activation in ("relu", "sigmoid") or (signless and piece.op not in WEIGHTED and piece.activation == "none")
        if len(child.pieces) < len(parent.pieces):
            self.why.append("the child has %d layers and its parent %d" % (len(child.pieces), len(parent.pieces)))
        self.head(child, parent, carried)

    def cell(self, child: Plan, parent: Plan) -> None:
        """All nodes of a cell add up, so they copy the same channels."""
        before = {piece.path: piece for piece in parent.pieces}
        stem = child.pieces[0]
        carried = self.follow(stem, before["stem"], unchanged(child.shape[0]))
        for piece in child.pieces[1:]:
            if piece.path in before:
                self.follow(piece, before[piece.path], carried, carried)
            elif piece.normalisation == "batch" and child.kind == "edges":
                self.silence(piece)  # a new edge that adds nothing at first
            else:
                self.why.append("%s is new and adds to the sum" % piece.path)
        lost = set(before) - {piece.path for piece in child.pieces}
        if lost or child.cells != parent.cells:
            self.why.append("the child lacks %s of its parent" % (", ".join(sorted(lost)) or "cells"))
        if child.kind == "nodes" and child.wires != parent.wires:
            self.why.append("the nodes are joined otherwise")
        self.head(child, parent, carried)

    def follow(self, piece: Piece, model: Piece, carried: Copies, result: Any = None) -> Copies:
        """One layer by the parent's at its place."""
        here = piece.path
        if piece.op != model.op:
            self.why.append("%s is %s and was %s" % (here, piece.op, model.op))
            return placed(model.after[0], piece.after[0]) if result is None else result
        for name in ("stride", "activation", "normalisation") + (() if piece.op in WEIGHTED else ("kernel",)):
            if getattr(piece, name) != getattr(model, name):
                self.why.append("%s: its %s is another than its parent's" % (here, name))
        if piece.op not in WEIGHTED:
            return carried
        if piece.after[0] < model.after[0] or piece.kernel < model.kernel:
            self.why.append("%s is narrower than its parent's" % here)
        grown = self.grown(piece, model, carried) if result is None else result
        self.operation(piece, model, carried, grown)
        self.skipped(piece, model, carried, grown)
        if piece.normalisation != "none" and piece.normalisation == model.normalisation:
            self.normalised(piece, grown)
        return grown

    def grown(self, piece: Piece, model: Piece, carried: Copies) -> Copies:
        """Where the input is added as it is, the sum must be of copies of the same channels."""
        if piece.skip == "add" and model.skip == "add":
            return carried
        return copies(model.after[0], piece.after[0], self.random)

    def operation(self, piece: Piece, model: Piece, carried: Copies, grown: Copies) -> None:
        here = piece.path + ".op."
        if piece.op == "sepconv":
            self.put(here + "depth.weight", framed(self.trained[here + "depth.weight"][carried.of], piece.kernel))
            self.put(here + "point.weight", widened(self.trained[here + "point.weight"], grown.of, carried))
            self.put(here + "point.bias", self.trained[here + "point.bias"][grown.of])
            return
        if piece.op == "linear":
            if piece.before[1:] != model.before[1:]:
                self.why.append("%s reads another number of positions than its parent's" % piece.path)
                return
            carried = flattened(carried, product(piece.before[1:]))
        self.put(here + "weight", framed(widened(self.trained[here + "weight"], grown.of, carried), piece.kernel))
        self.put(here + "bias", self.trained[here + "bias"][grown.of])

    def skipped(self, piece: Piece, model: Piece, carried: Copies, grown: Copies) -> None:
        if piece.skip == "project" and model.skip:
            path, places = piece.path + ".skip.weight", len(piece.before) - 1
            if piece.op == "linear":
                if piece.before[1:] != model.before[1:]:
                    return
                carried = flattened(carried, product(piece.before[1:]))
            whole = passing(numpy.arange(model.before[0]), model.before[0], (1,) * (places if piece.op != "linear" else 0))
            self.put(path, widened(self.trained[path] if model.skip == "project" else whole, grown.of, carried))
        elif piece.skip != model.skip:
            self.why.append("%s: its skip is another than its parent's" % piece.path)

    def normalised(self, piece: Piece, grown: Copies) -> None:
        for name in ("weight", "bias", "running_mean", "running_var"):
            path = "%s.norm.%s" % (piece.path, name)
            if path in self.trained:
                self.put(path, self.trained[path][grown.of])
        if piece.normalisation == "layer" and len(set(numpy.bincount(grown.of))) > 1:
            self.why.append("%s is normalised over all its channels, of which some now count twice" % piece.path)

    def deepen(self, piece: Piece, carried: Copies, signless: bool) -> Copies:
        """A layer that the parent does not have passes on what it gets, where it can."""
        width, now = piece.after[0], len(carried.of)
        calm = _LEAVES.get(piece.activation, (False, False))[1 if signless else 0]
        able = piece.op in WEIGHTED and piece.stride == 1 and calm and width >= now and (piece.op != "linear" or len(piece.before) == 1)
        if piece.op == "identity":
            return carried
        if not able or (not piece.skip and piece.normalisation in ("layer", "instance")):
            self.why.append("%s is new and cannot pass on what it gets" % piece.path)
            return after(carried, placed(now, width))
        more = copies(now, width, self.random)
        if piece.skip:
            self.silence(piece)
            if piece.skip == "project":
                self.put(piece.path + ".skip.weight", passing(more.of, now, (1,) * (len(piece.before) - 1)))
        else:
            self.pass_on(piece, more, now)
        return after(carried, more)

    def pass_on(self, piece: Piece, more: Copies, now: int) -> None:
        here, places = piece.path, len(piece.before) - 1
        if piece.op == "sepconv":
            lone = numpy.zeros((now, 1) + (piece.kernel,) * places)
            lone[(slice(None), 0) + (piece.kernel // 2,) * places] = 1
            self.put(here + ".op.depth.weight", lone)
        name = ".op.point." if piece.op == "sepconv" else ".op."
        window = (1 if piece.op == "sepconv" else piece.kernel,) * places
        self.put(here + name + "weight", passing(more.of, now, window))
        self.put(here + name + "bias", numpy.zeros(len(more.of)))
        if piece.normalisation == "batch":
            units = numpy.ones(len(more.of))
            values = {"weight": units * numpy.sqrt(1 + BATCH_EPSILON), "bias": units * 0, "running_mean": units * 0, "running_var": units}
            for word, value in values.items():
                self.put("%s.norm.%s" % (here, word), value)

    def silence(self, piece: Piece) -> None:
        """The layer adds 0, and its gradient is not 0: the last map before the sum is, and nothing before that."""
        if piece.normalisation != "none":
            last = ["norm.weight", "norm.bias"]
        else:
            last = ["op.point.weight", "op.point.bias"] if piece.op == "sepconv" else ["op.weight", "op.bias"]
        for name in last:
            path = "%s.%s" % (piece.path, name)
            self.put(path, numpy.zeros_like(self.state[path]))

    def head(self, child: Plan, parent: Plan, carried: Copies) -> None:
        if child.outputs != parent.outputs:
            self.why.append("the child has %d outputs and its parent %d" % (child.outputs, parent.outputs))
            return
        weight = self.trained["head.weight"]
        if len(carried.of) == child.features and (len(carried.of) == 0 or carried.of.max() < weight.shape[1]):
            self.put("head.weight", widened(weight, numpy.arange(child.outputs), carried))
        elif weight.shape == self.state["head.weight"].shape:
            self.put("head.weight", weight)
        self.put("head.bias", self.trained["head.bias"])

    def same_shapes(self) -> None:
        for path, value in self.trained.items():
            if path in self.state and self.state[path].shape == value.shape:
                self.put(path, value)

    def put(self, path: str, value: Any) -> None:
        if self.state[path].shape != value.shape:
            self.why.append("%s does not fit" % path)
            return
        self.state[path] = value.astype(self.state[path].dtype)
        self.taken.add(path)
