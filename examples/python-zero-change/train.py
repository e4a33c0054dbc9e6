"""Logistic regression by stochastic gradient descent, on points drawn from a fixed seed. Knows nothing of any tuner."""

import argparse
import math
import random

FEATURES = 10


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--lr", type=float, default=0.001)
    parser.add_argument("--momentum", type=float, default=0.0)
    parser.add_argument("--decay", type=float, default=0.0, help="weight decay")
    parser.add_argument("--epochs", type=int, default=15)
    args = parser.parse_args()

    points = drawn(random.Random(7), 240)
    train, validation = points[:120], points[120:]
    order = random.Random(8)
    weights, speed = [0.0] * (FEATURES + 1), [0.0] * (FEATURES + 1)
    for epoch in range(1, args.epochs + 1):
        order.shuffle(train)
        for x, label in train:
            miss = probability(weights, x) - label
            for i, value in enumerate(x):
                speed[i] = args.momentum * speed[i] - args.lr * (miss * value + args.decay * weights[i])
                weights[i] += speed[i]
        print("epoch %d train_loss=%.4f val_loss=%.4f" % (epoch, loss(weights, train), loss(weights, validation)), flush=True)


def drawn(rng, count):
    """Points whose label depends on the first half of the features, with noise; the other half says nothing."""
    points = []
    for _ in range(count):
        x = [1.0] + [rng.gauss(0, 1) for _ in range(FEATURES)]
        score = sum(x[1 : FEATURES // 2 + 1]) - 0.5 + rng.gauss(0, 1)
        points.append((x, 1 if score > 0 else 0))
    return points


def probability(weights, x):
    score = sum(w * value for w, value in zip(weights, x))
    return 1 / (1 + math.exp(-max(-30.0, min(30.0, score))))


def loss(weights, points):
    total = 0.0
    for x, label in points:
        p = probability(weights, x)
        total -= math.log(p if label else 1 - p)
    return total / len(points)


if __name__ == "__main__":
    main()
