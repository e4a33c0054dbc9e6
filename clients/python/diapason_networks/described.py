"""A network as a study describes it, read into a plan of layers; what cannot be built is refused before anything is spent.

Needs neither torch nor numpy. A chain is `{"layers": [{"op": "conv", "width": 32, "kernel": 3, ...}, ...]}`, a cell
`{"edges": [{"from": 0, "to": 1, "op": "conv3x3"}, ...]}` or `{"operations": ["input", ..., "output"], "edges": [[0, 1], ...]}`.
"""

from __future__ import annotations

from typing import Any, Dict, List, Mapping, NamedTuple, Optional, Sequence, Tuple

from diapason.cells import cell_wires

ACTIVATIONS = ("none", "relu", "leaky_relu", "elu", "gelu", "silu", "sigmoid", "tanh")
NORMALISATIONS = ("none", "batch", "layer", "instance")
WEIGHTED = ("linear", "conv", "sepconv")
POOLS = ("maxpool", "avgpool")
FIELDS = ("op", "width", "kernel", "stride", "activation", "normalisation", "skip", "dropout")

Shape = Tuple[int, ...]


class Unbuildable(ValueError):
    """A description that no network can be built from. Its text says where and why, in one sentence or two."""


class Piece(NamedTuple):
    """One layer: its operation, then the normalisation, the skip added, the activation, the dropout.

    In a cell (`early`) the activation comes first, as in a residual branch. Shapes are without the batch.
    """

    path: str
    op: str
    before: Shape
    after: Shape
    kernel: int = 1
    stride: int = 1
    activation: str = "none"
    normalisation: str = "none"
    skip: str = ""  # "add" where shapes agree, "project" where a linear map must make them agree
    dropout: float = 0.0
    early: bool = False


class Plan(NamedTuple):
    """All layers of a network, before its head: a mean over positions where there are any, and a linear map to `outputs`."""

    kind: str  # "chain", "edges" or "nodes"
    shape: Shape
    outputs: int
    pieces: Tuple[Piece, ...]
    wires: Tuple[Tuple[int, int, Optional[str]], ...] = ()  # of a cell: from, to, and the operation on the edge or at the target
    cells: int = 0

    @property
    def features(self) -> int:
        """What the head reads."""
        return (self.pieces[-1].after if self.pieces else self.shape)[0]


def plan(network: Mapping[str, Any], input_shape: Sequence[int], outputs: int, *, width: int = 16, cells: int = 1) -> Plan:
    """Reads a description. `input_shape` is that of one example: `(64,)` for numbers, `(channels, height, width)` for a picture.

    `width` and `cells` are for cells, which do not say them: the channels, and how often the cell stands in a row.
    Raises Unbuildable.
    """
    try:
        sizes = list(input_shape)
    except TypeError:
        raise Unbuildable("the input shape is a list of numbers, such as (64,); it is %.60r" % (input_shape,)) from None
    shape = tuple(_whole(size, "the input shape") for size in sizes)
    if len(shape) not in (1, 2, 3, 4):
        raise Unbuildable("the input shape has %d numbers; it must have one (numbers), or channels and one to three sizes" % len(shape))
    outputs = _whole(outputs, "the number of outputs")
    if not isinstance(network, Mapping):
        raise Unbuildable("a network is described by an object with layers, or with edges, not by %.60r" % (network,))
    if "layers" in network:
        return Plan("chain", shape, outputs, tuple(_chain(network["layers"], shape)))
    if "edges" in network:
        return _cell(network, shape, outputs, _whole(width, "width"), _whole(cells, "cells"))
    raise Unbuildable("the description has neither layers nor edges; it has %s" % (", ".join(network) or "nothing"))


def tensors(planned: Plan) -> Dict[str, Shape]:
    """The shape of every tensor by its path, as torch's `state_dict` names it, without counters of batches."""
    named: Dict[str, Shape] = {}
    for piece in planned.pieces:
        named.update({"%s.%s" % (piece.path, name): shape for name, shape in _tensors(piece).items()})
    named.update({"head.weight": (planned.outputs, planned.features), "head.bias": (planned.outputs,)})
    return named


def parameters(planned: Plan) -> int:
    """How many numbers are learned."""
    return sum(product(shape) for path, shape in tensors(planned).items() if ".running_" not in path)


def flops(planned: Plan) -> int:
    """Floating-point operations for one example: two for each product of a linear map or a convolution, nothing for the rest."""
    products = planned.features * planned.outputs
    for piece in planned.pieces:
        places = product(piece.after[1:])
        shapes = _tensors(piece)
        for name in ("op.weight", "op.point.weight", "skip.weight"):
            products += places * product(shapes[name]) if name in shapes else 0
        if "op.depth.weight" in shapes:
            products += places * product(shapes["op.depth.weight"])
    return 2 * products


def product(numbers: Sequence[int]) -> int:
    result = 1
    for number in numbers:
        result *= number
    return result


def _tensors(piece: Piece) -> Dict[str, Shape]:
    inputs, width, places = piece.before[0], piece.after[0], len(piece.before) - 1
    window = (piece.kernel,) * places
    shapes: Dict[str, Shape] = {}
    if piece.op == "linear":
        shapes.update({"op.weight": (width, product(piece.before)), "op.bias": (width,)})
    elif piece.op == "conv":
        shapes.update({"op.weight": (width, inputs) + window, "op.bias": (width,)})
    elif piece.op == "sepconv":
        shapes.update({"op.depth.weight": (inputs, 1) + window})
        shapes.update({"op.point.weight": (width, inputs) + (1,) * places, "op.point.bias": (width,)})
    if piece.normalisation != "none":
        names = ("weight", "bias") + (("running_mean", "running_var") if piece.normalisation == "batch" else ())
        shapes.update({"norm.%s" % name: (width,) for name in names})
    if piece.skip == "project":
        shapes["skip.weight"] = (width, product(piece.before)) if piece.op == "linear" else (width, inputs) + (1,) * places
    return shapes


def _chain(layers: Any, shape: Shape) -> List[Piece]:
    if not isinstance(layers, (list, tuple)):
        raise Unbuildable("layers must be a list, not %.60r" % (layers,))
    pieces: List[Piece] = []
    for number, layer in enumerate(layers):
        pieces.append(_layer(number, layer, pieces[-1].after if pieces else shape))
    return pieces


def _layer(number: int, layer: Any, before: Shape) -> Piece:
    here = "layer %d" % number
    if not isinstance(layer, Mapping) or "op" not in layer:
        raise Unbuildable("%s has no op; it is %.60r" % (here, layer))
    strangers = [name for name in layer if name not in FIELDS]
    if strangers:
        raise Unbuildable("%s has a field %r that no builder knows; the fields are %s" % (here, strangers[0], ", ".join(FIELDS)))
    if not isinstance(layer["op"], str):
        raise Unbuildable("%s has an op that is no word: %.60r" % (here, layer["op"]))
    op = {"pool": "maxpool", "dense": "linear", "skip": "identity"}.get(layer["op"], layer["op"])
    one = _of(op, WEIGHTED + POOLS + ("identity",), here, "op")
    if one == "identity":
        return Piece("layers.%d" % number, one, before, before)
    if one != "linear" and len(before) == 1:
        raise Unbuildable("%s is a %s, which needs positions, but what comes before it is %d plain numbers" % (here, one, before[0]))
    kernel = 1 if one == "linear" else _whole(layer.get("kernel", 2 if one in POOLS else 3), here + ": kernel")
    stride = 1 if one == "linear" else _whole(layer.get("stride", 2 if one in POOLS else 1), here + ": stride")
    if one in WEIGHTED and kernel % 2 == 0:
        raise Unbuildable("%s has a kernel of %d, which has no middle; take an odd one, such as %d" % (here, kernel, kernel + 1))
    if one in WEIGHTED and "width" not in layer:
        raise Unbuildable("%s is a %s without a width" % (here, one))
    width = _whole(layer["width"], here + ": width") if one in WEIGHTED else before[0]
    after = (width,) if one == "linear" else (width,) + tuple(_size(size, kernel, stride, here) for size in before[1:])
    return _finished(Piece("layers.%d" % number, one, before, after, kernel, stride), layer, here)


def _finished(piece: Piece, layer: Mapping[str, Any], here: str) -> Piece:
    """With what follows the operation. A pool takes neither a normalisation nor a skip."""
    activation = _of(layer.get("activation", "none" if piece.op in POOLS else "relu"), ACTIVATIONS, here, "activation")
    normalisation = _of(layer.get("normalisation", "none"), NORMALISATIONS, here, "normalisation")
    if normalisation == "instance" and len(piece.after) == 1:
        raise Unbuildable("%s is normalised over the positions of each example, but it makes plain numbers; take batch or layer" % here)
    dropout = layer.get("dropout", 0.0)
    if isinstance(dropout, bool) or not isinstance(dropout, (int, float)) or not 0 <= dropout < 1:
        raise Unbuildable("%s: dropout must be a number from 0 to below 1, not %.60r" % (here, dropout))
    if piece.op in POOLS:
        return piece._replace(activation="none", dropout=float(dropout))
    same = piece.before == piece.after
    skip = "" if layer.get("skip", False) in (False, "none", None) else "add" if same else "project"
    return piece._replace(activation=activation, normalisation=normalisation, skip=skip, dropout=float(dropout))


def _size(size: int, kernel: int, stride: int, here: str) -> int:
    """Padded by half an odd kernel, so that with a stride of 1 the size stays."""
    padded = size + 2 * (kernel // 2 if kernel % 2 else 0)
    if padded < kernel:
        hint = "fewer pools or strides before it leave more"
        raise Unbuildable("%s looks at windows of %d, but only %d are left; %s" % (here, kernel, size, hint))
    return (padded - kernel) // stride + 1


def _cell(network: Mapping[str, Any], shape: Shape, outputs: int, width: int, cells: int) -> Plan:
    try:
        kind, wires, operations = cell_wires(network)
    except ValueError as problem:
        raise Unbuildable(str(problem)) from None
    picture = (width,) + shape[1:]
    stem = Piece("stem", "conv" if len(shape) > 1 else "linear", shape, picture, 3 if len(shape) > 1 else 1, normalisation="batch")
    pieces = [stem]
    for cell in range(cells):
        for name, (op, kernel) in operations.items():
            if op not in ("linear", "identity") and len(shape) == 1:
                raise Unbuildable("%s is a %s, which needs positions, but the input is %d plain numbers" % (name, op, shape[0]))
            bare = Piece("cells.%d.%s" % (cell, name), op, picture, picture, kernel)
            pieces.append(bare._replace(activation="relu", normalisation="batch", early=True) if op in WEIGHTED else bare)
    flat = [name for name, (op, _) in operations.items() if op == "linear" and len(shape) > 1]
    if flat:
        raise Unbuildable("%s is linear, which takes plain numbers, but the input has positions; conv1x1 is the same at each" % flat[0])
    return Plan(kind, shape, outputs, tuple(pieces), tuple(wires), cells)


def _whole(value: Any, what: str) -> int:
    if isinstance(value, bool) or not isinstance(value, (int, float)) or value != value // 1 or value < 1:
        raise Unbuildable("%s must be a whole number from 1 on, not %.60r" % (what, value))
    return int(value)


def _of(value: Any, known: Sequence[str], here: str, what: str) -> str:
    value = "none" if value is None or value is False else value
    if value not in known:
        raise Unbuildable("%s: there is no %s %.60r; there are %s" % (here, what, value, ", ".join(known)))
    return str(value)
