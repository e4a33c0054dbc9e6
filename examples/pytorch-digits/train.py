"""A small network of PyTorch learns to read digits. Needs torch and scikit-learn, whose data it reads; no download.

Runs by itself with the defaults below. Inside a study it saves itself each epoch, goes on from there when it is called again, and takes
a new learning rate while it runs. `--test` prints the share of unseen digits that is read right.
"""

import os
import sys

# Inside this repository; elsewhere install the helper, or copy its one file beside this one.
sys.path.append(os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "..", "clients", "python"))
import diapason  # noqa: E402
import torch  # noqa: E402
from sklearn.datasets import load_digits  # noqa: E402
from torch import nn  # noqa: E402

EPOCHS = 27


def main():
    trial = diapason.trial(**given(lr=0.01, momentum=0.9, batch=64, width=32, dropout=0.0))
    torch.set_num_threads(1)
    torch.manual_seed(trial.seed)
    images, digits = load_digits(return_X_y=True)  # 1797 images of 8 x 8; the last third is by writers of its own
    images, digits = torch.tensor(images / 16, dtype=torch.float32), torch.tensor(digits)

    model = nn.Sequential(nn.Linear(64, trial.width), nn.ReLU(), nn.Dropout(trial.dropout), nn.Linear(trial.width, 10))
    optimizer = torch.optim.SGD(model.parameters(), lr=trial.lr, momentum=trial.momentum)
    loss_of = nn.CrossEntropyLoss()

    def set_rate(lr):
        for group in optimizer.param_groups:
            group["lr"] = lr

    def save(folder):
        torch.save({"model": model.state_dict(), "optimizer": optimizer.state_dict()}, os.path.join(folder, "state.pt"))

    def load(folder):
        state = torch.load(os.path.join(folder, "state.pt"))
        model.load_state_dict(state["model"])
        optimizer.load_state_dict(state["optimizer"])
        set_rate(trial.lr)  # the study's, which may be another one than that it was saved with

    trial.live(lr=set_rate)
    trial.resume(load)
    for epoch in trial.steps(EPOCHS):
        torch.manual_seed(trial.seed + epoch)  # so that an epoch is the same whether or not it follows a pause
        model.train()
        for rows in torch.randperm(800).split(trial.batch):
            optimizer.zero_grad()
            loss_of(model(images[rows]), digits[rows]).backward()
            optimizer.step()
        model.eval()
        with torch.no_grad():
            scores = model(images[800:1200])
        loss = loss_of(scores, digits[800:1200])
        trial.checkpoint(epoch, save)
        trial.report(val_loss=loss, val_error=(scores.argmax(1) != digits[800:1200]).float().mean())
        print("epoch %d: loss %.4f at rate %.4g" % (epoch, loss, trial.lr), flush=True)

    if "--test" in sys.argv:
        with torch.no_grad():
            right = model(images[1200:]).argmax(1) == digits[1200:]
        print("test accuracy %.4f" % right.float().mean())


def given(**defaults):
    """The defaults, with flags such as `--lr=0.1` in their places."""
    pairs = (word[2:].split("=", 1) for word in sys.argv[1:] if "=" in word)
    return {**defaults, **{name: type(defaults[name])(value) for name, value in pairs}}


if __name__ == "__main__":
    main()
