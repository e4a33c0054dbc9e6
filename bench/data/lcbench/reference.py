"""What onnxruntime says of 8 random trainings a task: reference.py MODEL.onnx ENCODING.json > reference.json"""

import json
import sys

import numpy as np
import onnxruntime

from convert import INPUTS, OUTPUTS, TASKS

LOW = [1, 16, 1e-4, 0.1, 1e-5, 1, 64, 0]
HIGH = [52, 512, 1e-1, 0.99, 1e-1, 5, 1024, 1]
WHOLE = ["epoch", "batch_size", "num_layers", "max_units"]
LOG = ["batch_size", "learning_rate", "max_units", "weight_decay"]


def drawn(random, name, low, high):
    value = np.exp(random.uniform(np.log(low), np.log(high))) if name in LOG else random.uniform(low, high)
    return int(round(value)) if name in WHOLE else float(np.float32(value))


def main(model, encoding):
    session = onnxruntime.InferenceSession(model)
    codes = json.load(open(encoding))["OpenML_task_id"]
    random = np.random.default_rng(0)
    rows = []
    for task in TASKS:
        for i in range(8):
            values = [drawn(random, *limits) for limits in zip(INPUTS, LOW, HIGH)]
            if i == 0:
                values[0] = 52
            fed = {"x_cat": np.array([[codes[task]]], np.int32), "x_cont": np.array([values], np.float32)}
            answer = session.run(None, fed)[0][0]
            rows.append({"task": task, "input": dict(zip(INPUTS, values)), "output": dict(zip(OUTPUTS, map(float, answer)))})
    json.dump(rows, sys.stdout)


if __name__ == "__main__":
    main(*sys.argv[1:3])
