"""PyTorch: builds the network that a study describes, lets it inherit trained weights, scores it before it is trained.

    from diapason.torch import Unbuildable, build

    trial = diapason.trial(net={"layers": [{"op": "conv", "width": 16, "kernel": 3, "normalisation": "batch"}, {"op": "pool"}]})
    try:
        model = build(trial.net, (1, 28, 28), 10)
    except Unbuildable as problem:
        trial.fail("invalid", str(problem))
        raise SystemExit(65)
"""

from __future__ import annotations

from typing import Any, Dict, Mapping, Sequence

from diapason.described import Piece, Plan, Unbuildable, plan, product
from diapason.inheritance import Inherited, inherited
from diapason.reporting import library
from diapason.scoring import latency, memory, scores

torch = library("torch")
nn = torch.nn

__all__ = ["Described", "Inherited", "Unbuildable", "build", "inherit", "latency", "memory", "scores"]

_ACTIVATIONS = {
    "none": nn.Identity,
    "relu": nn.ReLU,
    "leaky_relu": nn.LeakyReLU,
    "elu": nn.ELU,
    "gelu": nn.GELU,
    "silu": nn.SiLU,
    "sigmoid": nn.Sigmoid,
    "tanh": nn.Tanh,
}


def build(network: Mapping[str, Any], input_shape: Sequence[int], outputs: int, *, width: int = 16, cells: int = 1) -> Described:
    """The module of a chain or a cell, with fresh weights. It takes a batch of `input_shape` and gives `outputs` numbers each.

    `width`, the channels, and `cells`, how many of it stand in a row, are for cells. Raises Unbuildable, before any weight is made.
    """
    return Described(plan(network, input_shape, outputs, width=width, cells=cells))


def inherit(child: Described, parent: Described, seed: int = 0) -> Inherited:
    """Gives the child, in place, what its parent has learned; says what it took, and whether it still computes the same.

    Wider layers copy units and share out what reads them; new layers pass on what they get; windows grow by a rim of 0. In
    training mode a batch normalisation looks at the batch, so the same function holds in evaluation. What a child with
    inherited weights scores after a few epochs is no match for what another scores from nothing: keep the two apart.
    """
    arrays = [{path: value.detach().cpu().numpy() for path, value in one.state_dict().items()} for one in (child, parent)]
    state, done = inherited(child.plan, parent.plan, arrays[1], arrays[0], seed)
    child.load_state_dict({path: torch.as_tensor(value) for path, value in state.items()})
    return done


class Described(nn.Module):
    """A network by its plan: the layers, the mean over positions, the linear head."""

    def __init__(self, planned: Plan) -> None:
        super().__init__()
        self.plan = planned
        parts = {piece.path: _Part(piece) for piece in planned.pieces}
        if planned.kind == "chain":
            self.layers = nn.ModuleList(parts.values())
        else:
            self.stem = parts["stem"]
            ours = [[path for path in parts if path.startswith("cells.%d." % cell)] for cell in range(planned.cells)]
            self.cells = nn.ModuleList(nn.ModuleDict({path.split(".")[2]: parts[path] for path in paths}) for paths in ours)
        self.head = nn.Linear(planned.features, planned.outputs)

    def forward(self, x: Any) -> Any:
        if self.plan.kind == "chain":
            for layer in self.layers:
                x = layer(x)
        else:
            x = self.stem(x)
            for cell in self.cells:
                x = self._cell(cell, x)
        return self.head(x.flatten(2).mean(2) if x.dim() > 2 else x)

    def _cell(self, parts: Any, x: Any) -> Any:
        """Each node adds up what comes in; an operation stands on the way in, or works on the sum."""
        sums: Dict[int, Any] = {0: x}
        on_nodes = self.plan.kind == "nodes"
        done: Dict[int, Any] = {}
        for start, end, name in self.plan.wires:
            if on_nodes:
                if start not in done:
                    done[start] = parts[str(start)](sums[start]) if str(start) in parts else sums[start]
                value = done[start]
            else:
                value = parts[name](sums[start])
            sums[end] = value if end not in sums else sums[end] + value
        return sums[self.plan.wires[-1][1]]


class _Part(nn.Module):
    """One layer: operation, normalisation, the skip added, activation, dropout; in a cell the activation stands first."""

    def __init__(self, piece: Piece) -> None:
        super().__init__()
        self.piece = piece
        self.op = _operation(piece)
        if piece.normalisation != "none":
            self.norm = _normalisation(piece)
        if piece.skip == "project":
            self.skip = _projection(piece)
        self.activation = _ACTIVATIONS[piece.activation]()
        self.dropout = nn.Dropout(piece.dropout)

    def forward(self, x: Any) -> Any:
        piece = self.piece
        if piece.op == "linear" and x.dim() > 2:
            x = x.flatten(1)
        y = self.op(self.activation(x) if piece.early else x)
        if piece.normalisation != "none":
            y = self.norm(y)
        if piece.skip:
            y = y + (self.skip(x) if piece.skip == "project" else x)
        return self.dropout(y if piece.early else self.activation(y))


def _operation(piece: Piece) -> Any:
    inputs, width, places, half = piece.before[0], piece.after[0], len(piece.before) - 1, piece.kernel // 2 if piece.kernel % 2 else 0
    window = {"kernel_size": piece.kernel, "stride": piece.stride, "padding": half}
    if piece.op == "linear":
        return nn.Linear(product(piece.before), width)
    if piece.op == "conv":
        return _nd("Conv", places)(inputs, width, **window)
    if piece.op == "sepconv":
        both = nn.Sequential()
        both.add_module("depth", _nd("Conv", places)(inputs, inputs, groups=inputs, bias=False, **window))
        both.add_module("point", _nd("Conv", places)(inputs, width, 1))
        return both
    if piece.op == "maxpool":
        return _nd("MaxPool", places)(**window)
    if piece.op == "avgpool":
        return _nd("AvgPool", places)(count_include_pad=False, **window)
    return nn.Identity()


def _normalisation(piece: Piece) -> Any:
    width, places = piece.after[0], max(1, len(piece.after) - 1)
    if piece.normalisation == "batch":
        return _nd("BatchNorm", places)(width)
    if piece.normalisation == "layer":
        return nn.GroupNorm(1, width)
    return _nd("InstanceNorm", places)(width, affine=True)


def _projection(piece: Piece) -> Any:
    if piece.op == "linear":
        return nn.Linear(product(piece.before), piece.after[0], bias=False)
    return _nd("Conv", len(piece.before) - 1)(piece.before[0], piece.after[0], 1, stride=piece.stride, bias=False)


def _nd(name: str, places: int) -> Any:
    return getattr(nn, "%s%dd" % (name, places))
