"""Tunes a scikit-learn model from Python: no command line, no second script."""

import argparse
from typing import Dict, Iterator

from sklearn.datasets import load_digits
from sklearn.model_selection import train_test_split
from sklearn.neural_network import MLPClassifier

from diapason.client import Config, Trial, Value, create_study
from diapason.space import choice, integer, real

images, digits = load_digits(return_X_y=True)
rest, test, rest_digits, test_digits = train_test_split(images / 16, digits, train_size=900, random_state=0, stratify=digits)
train, valid, train_digits, valid_digits = train_test_split(rest, rest_digits, train_size=600, random_state=0, stratify=rest_digits)

EPOCHS = 9
DEFAULTS: Dict[str, Value] = {"lr": 0.001, "width": 100, "alpha": 0.0001, "activation": "relu"}  # of scikit-learn


def epochs(config: Config, seed: int) -> Iterator[MLPClassifier]:
    """The model after each epoch."""
    model = MLPClassifier(
        hidden_layer_sizes=(config["width"],),
        learning_rate_init=config["lr"],
        alpha=config["alpha"],
        activation=config["activation"],
        random_state=seed,
    )
    for _ in range(EPOCHS):
        yield model.partial_fit(train, train_digits, classes=range(10))


def objective(trial: Trial) -> None:
    """Reports after each epoch, and leaves when the study says that this leads nowhere. The last report is the result."""
    for model in epochs(trial.config, trial.number):
        if trial.report(accuracy=model.score(valid, valid_digits)).stop:
            return


def on_the_test_digits(config: Config) -> float:
    """What all epochs come to on digits that nothing was chosen by."""
    *_, model = epochs(config, 1000)
    return float(model.score(test, test_digits))


def main() -> None:
    words = argparse.ArgumentParser()
    words.add_argument("--trials", type=int, default=16)
    given = words.parse_args()
    with create_study(
        space={
            "lr": real(1e-4, 1e-1, log=True),
            "width": integer(16, 128, log=True),
            "alpha": real(1e-6, 1.0, log=True),
            "activation": choice("relu", "tanh", "logistic"),
        },
        maximize="accuracy",
        budget=given.trials,
        fidelity="epoch=1..%d" % EPOCHS,
        scheduler="asha",
        baselines=[DEFAULTS],
        seed=1,
    ) as study:
        study.optimize(objective, jobs=2)
        best, trials = study.best, study.trials
    print("%d trials, %d stopped early" % (len(trials), sum(trial.state == "pruned" for trial in trials)))
    if best is not None:
        print("trial %d was best: %s" % (best.number, best.config))
        print("on the test digits: accuracy=%.3f" % on_the_test_digits(best.config))
        print("with the defaults of scikit-learn: accuracy=%.3f" % on_the_test_digits(DEFAULTS))


if __name__ == "__main__":
    main()
