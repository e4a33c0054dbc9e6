"""Cells: small graphs whose operations stand on their edges or on their nodes. Read, pruned and put in order."""

from __future__ import annotations

import re
from typing import Any, Dict, List, Mapping, Optional, Set, Tuple

Wire = Tuple[int, int, Optional[str]]
Operation = Tuple[str, int]

_WINDOWED = re.compile(r"(?:nor)?(sepconv|conv|maxpool|avgpool)(?:(\d+)x\2)?(?:bnrelu)?$")


def cell_wires(network: Mapping[str, Any]) -> Tuple[str, List[Wire], Dict[str, Operation]]:
    """Whether operations stand on "edges" or "nodes"; the wires that lie on a path from input to output; the operations by name.

    The last node is the output: of edges the last that one of them names, or the last of `nodes` where the description has that number.
    An operation on an edge is called "0-1", one on a node "1". Raises ValueError.
    """
    kind = "nodes" if "operations" in network else "edges"
    edges = network["edges"]
    if not isinstance(edges, (list, tuple)):
        raise ValueError("edges must be a list, not %.60r" % (edges,))
    pairs, named, last = (_on_nodes if kind == "nodes" else _on_edges)(network, edges)
    alive = _between(pairs, last)
    if not alive:
        raise ValueError("no path leads from the input to the output of the cell, so nothing would be learned")
    operations: Dict[str, Operation] = {}
    wires: List[Wire] = []
    for start, end in sorted(alive, key=lambda pair: (pair[1], pair[0])):
        name = "%d-%d" % (start, end) if kind == "edges" else None if end == last else str(end)
        if name is not None:
            operations[name] = _operation(named[(start, end) if kind == "edges" else end], name)
        wires.append((start, end, name))
    return kind, wires, operations


def _on_edges(network: Mapping[str, Any], edges: Any) -> Tuple[List[Tuple[int, int]], Dict[Any, Any], int]:
    named: Dict[Any, Any] = {}
    count = network.get("nodes", 1)
    if not isinstance(count, (int, float)) or count != int(count):
        raise ValueError("nodes is how many there are, a whole number; it is %.60r" % (count,))
    nodes = [int(count) - 1]
    for edge in edges:
        if not isinstance(edge, Mapping) or not {"from", "to", "op"} <= set(edge):
            raise ValueError("an edge needs from, to and op; this one is %.60r" % (edge,))
        pair = _forward(edge["from"], edge["to"])
        if pair in named:
            raise ValueError("there are two edges from %d to %d" % pair)
        nodes.append(pair[1])
        if edge["op"] not in ("none", "zero", None):
            named[pair] = edge["op"]
    return list(named), named, max(nodes)  # also where the edges to the last node were removed


def _on_nodes(network: Mapping[str, Any], edges: Any) -> Tuple[List[Tuple[int, int]], Dict[Any, Any], int]:
    operations = network["operations"]
    if not isinstance(operations, (list, tuple)) or len(operations) < 2 or operations[0] != "input" or operations[-1] != "output":
        raise ValueError("operations must begin with input and end with output; they are %.60r" % (operations,))
    pairs = []
    for edge in edges:
        if not isinstance(edge, (list, tuple)) or len(edge) != 2:
            raise ValueError("an edge is a pair of nodes; this one is %.60r" % (edge,))
        pairs.append(_forward(*edge))
        if pairs[-1][1] >= len(operations):
            raise ValueError("the edge from %d to %d leads to a node that is not there; there are %d" % (*pairs[-1], len(operations)))
    return pairs, dict(enumerate(operations)), len(operations) - 1


def _forward(start: Any, end: Any) -> Tuple[int, int]:
    for node in (start, end):
        if isinstance(node, bool) or not isinstance(node, int) or node < 0:
            raise ValueError("nodes are numbered from 0 on; %.60r is no node" % (node,))
    if start >= end:
        raise ValueError("the edge from %d to %d does not lead forward, and a cell must not lead back into itself" % (start, end))
    return start, end


def _between(pairs: List[Tuple[int, int]], last: int) -> Set[Tuple[int, int]]:
    """The edges on a path from node 0 to the last."""
    reached, reaching = {0}, {last}
    for start, end in sorted(pairs):
        if start in reached:
            reached.add(end)
    for start, end in sorted(pairs, key=lambda pair: -pair[1]):
        if end in reaching:
            reaching.add(start)
    return {(start, end) for start, end in pairs if start in reached and end in reaching}


def _operation(word: Any, name: str) -> Operation:
    """By the words of the benchmarks too: `nor_conv_3x3`, `skip_connect`, `conv3x3-bn-relu`. A window without a size is 3 wide."""
    plain = re.sub("[^a-z0-9]", "", str(word).lower())
    if plain in ("skip", "skipconnect", "identity"):
        return "identity", 1
    if plain == "linear":
        return "linear", 1
    windowed = _WINDOWED.match(plain)
    if windowed is None:
        known = "none, skip, linear, conv1x1, conv3x3, sepconv3x3, maxpool3x3, avgpool3x3 and their like"
        raise ValueError("%s: there is no operation %.60r; there are %s" % (name, word, known))
    kernel = int(windowed.group(2) or 3)
    if kernel % 2 == 0:
        raise ValueError("%s: %s has a window of %d, which has no middle; take an odd one" % (name, word, kernel))
    return windowed.group(1), kernel
