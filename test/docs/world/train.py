"""What the pages call `train.py`: a script with flags that prints a loss for each epoch, saves itself, and takes a fraction of a second."""

import argparse
import math
import os

import diapason

parser = argparse.ArgumentParser()
parser.add_argument("--lr", type=float, default=0.003)
parser.add_argument("--bs", type=int, default=32)
parser.add_argument("--epochs", type=int, default=6)
args, _ = parser.parse_known_args()

trial = diapason.trial(lr=args.lr, bs=args.bs)
lr = trial.lr if isinstance(trial.lr, float) else args.lr


def save(folder):
    with open(os.path.join(folder, "state"), "w") as file:
        file.write("saved")


start = trial.resume(lambda folder: open(os.path.join(folder, "state")).read())
for epoch in range(max(1, start), int(trial.fidelity or args.epochs) + 1):
    val_loss = (math.log10(lr) + 3) ** 2 + trial.bs / 100 + 1 / epoch
    trial.checkpoint(epoch, save)
    told = {"val_loss": val_loss, "loss": val_loss, "acc": 1 / (1 + val_loss), "latency": trial.bs * 2.0, "size": float(trial.bs)}
    if trial.report(told, step=epoch, wait=True).stop:
        break
    print("epoch %d val_loss=%.4f" % (epoch, val_loss), flush=True)
