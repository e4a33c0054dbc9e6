"""A network with one hidden layer learns to tell three spiral arms apart, in plain Python.

Runs by itself with the defaults below. Inside a study it reports each epoch, stops when told, and can be paused and
continued, in another process too.
"""

import json
import math
import os
import random
import sys

# Inside this repository; elsewhere install the helper, or copy its one file beside this one.
sys.path.append(os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "..", "clients", "python"))
import diapason  # noqa: E402

ARMS = 3
EPOCHS = 27


def main():
    trial = diapason.trial(lr=0.01, momentum=0.0, hidden=8)
    points = spirals(random.Random(3), 100)
    train, validation = points[::2], points[1::2]
    net = Network(trial.hidden, random.Random(trial.seed))

    trial.resume(net.load)
    for epoch in trial.steps(EPOCHS):
        order = train[:]
        random.Random(epoch).shuffle(order)
        for point, arm in order:
            net.learn(point, arm, trial.lr, trial.momentum)
        trial.checkpoint(epoch, net.save)
        loss, error = net.score(validation)
        decision = trial.report(val_loss=loss, val_error=error)
        print("epoch %d: loss %.4f, %.1f %% wrong" % (epoch, loss, 100 * error), flush=True)
        if not math.isfinite(loss):
            break
        if decision.stop:
            print("told to leave: %s" % decision.why)


def spirals(rng, per_arm):
    """Points of three arms that wind around each other, with a little noise, in shuffled order."""
    points = []
    for arm in range(ARMS):
        for i in range(per_arm):
            radius = 0.1 + i / per_arm
            angle = 2 * math.pi * (arm / ARMS + 0.6 * radius) + rng.gauss(0, 0.12)
            points.append(((2 * radius * math.cos(angle), 2 * radius * math.sin(angle)), arm))
    rng.shuffle(points)
    return points


class Network:
    """Two inputs, tanh units, softmax; trained by gradient descent with momentum, one point at a time."""

    def __init__(self, hidden, rng):
        self.layers = [dense(2, hidden, rng), dense(hidden, ARMS, rng)]
        self.speed = [[[0.0] * len(row) for row in layer] for layer in self.layers]

    def forward(self, point):
        first, second = self.layers
        units = [math.tanh(row[0] + row[1] * point[0] + row[2] * point[1]) for row in first]
        scores = [row[0] + sum(w * u for w, u in zip(row[1:], units)) for row in second]
        top = max(scores)
        powers = [math.exp(score - top) for score in scores]
        total = sum(powers)
        return units, [power / total for power in powers]

    def learn(self, point, arm, lr, momentum):
        units, chances = self.forward(point)
        slopes = [chance - (k == arm) for k, chance in enumerate(chances)]
        back = [
            (1 - unit * unit) * sum(slope * row[j + 1] for slope, row in zip(slopes, self.layers[1]))
            for j, unit in enumerate(units)
        ]
        self.step(1, slopes, [1.0] + units, lr, momentum)
        self.step(0, back, [1.0, point[0], point[1]], lr, momentum)

    def step(self, layer, slopes, inputs, lr, momentum):
        for row, speed, slope in zip(self.layers[layer], self.speed[layer], slopes):
            for i, value in enumerate(inputs):
                speed[i] = momentum * speed[i] - lr * slope * value
                row[i] += speed[i]

    def score(self, points):
        """Mean cross-entropy, and the share of points whose arm is named wrongly."""
        loss, wrong = 0.0, 0
        for point, arm in points:
            chances = self.forward(point)[1]
            loss -= math.log(max(chances[arm], 1e-12))
            wrong += chances.index(max(chances)) != arm
        return loss / len(points), wrong / len(points)

    def save(self, folder):
        with open(os.path.join(folder, "network.json"), "w") as file:
            json.dump({"layers": self.layers, "speed": self.speed}, file)

    def load(self, folder):
        with open(os.path.join(folder, "network.json")) as file:
            saved = json.load(file)
        self.layers, self.speed = saved["layers"], saved["speed"]


def dense(inputs, units, rng):
    """Rows of a bias and `inputs` weights, one row for each unit."""
    return [[0.0] + [rng.gauss(0, 1 / math.sqrt(inputs)) for _ in range(inputs)] for _ in range(units)]


if __name__ == "__main__":
    main()
