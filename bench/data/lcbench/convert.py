"""Writes the weights of the LCBench surrogate as plain numbers: convert.py MODEL.onnx ENCODING.json OUT.bin

The result is the header's length (32 bits), the header in JSON, then the tensors that it names, single precision; all little-endian.
Of an ONNX file only the parts that this model uses are read, so nothing beside Python is needed.
"""

import json
import struct
import sys

TASKS = ["3945", "7593", "126025", "126029", "146212", "167104", "167149", "167152", "167161", "167181", "167184", "168329"]
INPUTS = ["epoch", "batch_size", "learning_rate", "momentum", "weight_decay", "num_layers", "max_units", "max_dropout"]
OUTPUTS = ["time", "val_accuracy", "val_cross_entropy", "val_balanced_accuracy", "test_cross_entropy", "test_balanced_accuracy"]
EMBEDDING = "embds_fct.0.weight"


def varint(data, at):
    value = shift = 0
    while True:
        byte = data[at]
        at += 1
        value |= (byte & 127) << shift
        shift += 7
        if byte < 128:
            return value, at


def fields(data):
    """The fields of a protobuf message as (number, value), in their order."""
    at = 0
    while at < len(data):
        key, at = varint(data, at)
        kind = key & 7
        if kind == 0:
            value, at = varint(data, at)
        else:
            size, at = varint(data, at) if kind == 2 else ({1: 8, 5: 4}[kind], at)
            value, at = data[at : at + size], at + size
        yield key >> 3, value


def first(data, number, default=None):
    return next((value for field, value in fields(data) if field == number), default)


def tensor(data):
    """Name, shape and raw bytes."""
    shape = [value for field, value in fields(data) if field == 1]
    return first(data, 8, b"").decode(), shape, first(data, 9, b"")


def node(data):
    """Operation, inputs, and for a constant of single precision its value."""
    inputs = [value.decode() for field, value in fields(data) if field == 1]
    operation = first(data, 4).decode()
    constant = None
    if operation == "Constant":
        value = first(first(data, 5), 5)
        if first(value, 2) == 1:
            constant = struct.unpack("<f", first(value, 9))[0]
    return operation, inputs, constant


def scalings(nodes, source, names, last, log):
    """Each number is gathered from `source`, then shifted and scaled by two constants, which are the last two before `last`."""
    found = []
    constants = operations = None
    for operation, inputs, constant in nodes:
        if operation == "Gather" and inputs[0] == source:
            constants, operations = [], set()
        if constants is None:
            continue
        operations.add(operation)
        if constant is not None:
            constants.append(constant)
        if operation == last:
            found.append((log in operations, constants))
            constants = None
    assert len(found) == len(names), (len(found), source)
    return found


def main(model, encoding, out):
    graph = first(open(model, "rb").read(), 7)
    nodes = [node(value) for field, value in fields(graph) if field == 1]
    tensors = [tensor(value) for field, value in fields(graph) if field == 5]
    codes = json.load(open(encoding))["OpenML_task_id"]

    inputs = [
        {"name": name, "log": log, "shift": constants[-2], "scale": constants[-1]}
        for name, (log, constants) in zip(INPUTS, scalings(nodes, "x_cont", INPUTS, "Unsqueeze", "Log"))
    ]
    sigmoid = "193"
    outputs = [
        {"name": name, "log": log, "shift": constants[1], "scale": constants[0]}
        for name, (log, constants) in zip(OUTPUTS, scalings(nodes, sigmoid, OUTPUTS, "Unsqueeze", "Exp"))
    ]

    listed, blob = [], b""
    for name, shape, raw in tensors:
        if name == EMBEDDING:
            row = 4 * shape[1]
            raw = b"".join(raw[codes[task] * row : (codes[task] + 1) * row] for task in TASKS)
            shape = [len(TASKS), shape[1]]
        listed.append({"name": name, "shape": shape})
        blob += raw
    blocks = sum(name.endswith(".linear0.weight") for name, _, _ in tensors)
    header = {"tasks": TASKS, "inputs": inputs, "outputs": outputs, "blocks": blocks, "epsilon": 1e-5, "tensors": listed}
    text = json.dumps(header).encode()
    with open(out, "wb") as file:
        file.write(struct.pack("<I", len(text)) + text + blob)


if __name__ == "__main__":
    main(*sys.argv[1:4])
