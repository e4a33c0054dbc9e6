"""Gradient-boosted trees learn to read digits; a step is a round of boosting. Needs scikit-learn, and no download.

Runs by itself with the defaults below, which are those of scikit-learn. Inside a study it saves the trees it has grown, and goes on
from them when it is called again. `--test` prints the share of unseen digits that is read right.
"""

import os
import pickle
import sys

# Inside this repository; elsewhere install the helper, or copy its one file beside this one.
sys.path.append(os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "..", "clients", "python"))
import diapason  # noqa: E402
from sklearn.datasets import load_digits  # noqa: E402
from sklearn.ensemble import HistGradientBoostingClassifier  # noqa: E402
from sklearn.metrics import log_loss  # noqa: E402

ROUNDS = 63


def main():
    trial = diapason.trial(**given(learning_rate=0.1, leaves=31, least=20, l2=0.0, features=1.0))
    images, digits = load_digits(return_X_y=True)  # 1797 images of 8 x 8; the last third is by writers of its own
    model = HistGradientBoostingClassifier(
        learning_rate=trial.learning_rate,
        max_leaf_nodes=trial.leaves,
        min_samples_leaf=trial.least,
        l2_regularization=trial.l2,
        max_features=trial.features,
        warm_start=True,  # a further fit adds rounds to those there are
        early_stopping=False,
        random_state=trial.seed,
    )

    def save(folder):
        with open(os.path.join(folder, "model.pickle"), "wb") as file:
            pickle.dump(model, file)

    def load(folder):
        nonlocal model
        with open(os.path.join(folder, "model.pickle"), "rb") as file:
            model = pickle.load(file)

    trial.resume(load)
    for rounds in trial.steps(ROUNDS):
        model.set_params(max_iter=rounds).fit(images[:800], digits[:800])
        loss = log_loss(digits[800:1200], model.predict_proba(images[800:1200]))
        if rounds == trial.fidelity or trial.save_requested:  # where this attempt ends, and a later one goes on
            trial.checkpoint(rounds, save)
        trial.report(val_loss=loss)
        if rounds % 9 == 0 or not trial.inside:
            print("%d rounds: loss %.4f" % (rounds, loss), flush=True)

    if "--test" in sys.argv:
        print("test accuracy %.4f" % model.score(images[1200:], digits[1200:]))


def given(**defaults):
    """The defaults, with flags such as `--leaves=15` in their places."""
    pairs = (word[2:].split("=", 1) for word in sys.argv[1:] if "=" in word)
    return {**defaults, **{name: type(defaults[name])(value) for name, value in pairs}}


if __name__ == "__main__":
    main()
