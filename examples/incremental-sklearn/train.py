"""A network of scikit-learn learns to read digits, one epoch of partial_fit at a time. Needs scikit-learn, and no download.

Runs by itself with the defaults below, which are those of scikit-learn. It saves nothing: a trial that is stopped is over.
`--test` prints the share of unseen digits that is read right.
"""

import os
import sys

# Inside this repository; elsewhere install the helper, or copy its one file beside this one.
sys.path.append(os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "..", "clients", "python"))
import diapason  # noqa: E402
from sklearn.datasets import load_digits  # noqa: E402
from sklearn.metrics import log_loss  # noqa: E402
from sklearn.neural_network import MLPClassifier  # noqa: E402

EPOCHS = 27


def main():
    trial = diapason.trial(**given(lr=0.001, batch=200, width=100, alpha=0.0001, beta=0.9))
    images, digits = load_digits(return_X_y=True)  # 1797 images of 8 x 8; the last third is by writers of its own
    images = images / 16
    model = MLPClassifier(
        hidden_layer_sizes=(trial.width,),
        learning_rate_init=trial.lr,
        batch_size=trial.batch,
        alpha=trial.alpha,
        beta_1=trial.beta,
        random_state=trial.seed,
    )
    for epoch in trial.steps(EPOCHS):
        model.partial_fit(images[:800], digits[:800], classes=range(10))
        chances = model.predict_proba(images[800:1200])
        error = (chances.argmax(axis=1) != digits[800:1200]).mean()
        # An epoch takes milliseconds, so the answer is waited for.
        trial.report(val_loss=log_loss(digits[800:1200], chances), val_error=error, wait=True)

    if "--test" in sys.argv:
        print("test accuracy %.4f" % model.score(images[1200:], digits[1200:]))


def given(**defaults):
    """The defaults, with flags such as `--lr=0.1` in their places."""
    pairs = (word[2:].split("=", 1) for word in sys.argv[1:] if "=" in word)
    return {**defaults, **{name: type(defaults[name])(value) for name, value in pairs}}


if __name__ == "__main__":
    main()
