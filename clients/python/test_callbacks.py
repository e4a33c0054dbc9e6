"""The callbacks with the real libraries, each in a process of its own under a parent that a test plays.

Those of a library that this interpreter does not have are not there. Small networks and data, and no download.
"""

import importlib.util
import unittest

from test_diapason import Parent, run

DATA = """
    import numpy, diapason
    numpy.random.seed(0)
    x = numpy.random.rand(60, 3).astype("float32"); y = (x[:, 0] > 0.5).astype(int)
"""

LIGHTGBM = DATA + """
    import lightgbm as lgb
    from diapason.lightgbm import DiapasonCallback
    trial = diapason.trial(lr=0.1)
    train = lgb.Dataset(x, y)
    model = lgb.train({"objective": "binary", "verbose": -1, "num_threads": 1, "learning_rate": trial.lr}, train, 6, [train],
        ["valid"], callbacks=[DiapasonCallback(trial, {"val_loss": "valid/binary_logloss"}, live="lr")])
    print("rounds", model.current_iteration(), trial.lr)
"""

XGBOOST = DATA + """
    import xgboost
    from diapason.xgboost import DiapasonCallback
    trial = diapason.trial(lr=0.1)
    train = xgboost.DMatrix(x, y)
    model = xgboost.train({"objective": "binary:logistic", "eta": trial.lr, "nthread": 1}, train, 6, evals=[(train, "valid")],
        verbose_eval=False, callbacks=[DiapasonCallback(trial, {"val_loss": "valid/logloss"}, live="lr")])
    print("rounds", model.num_boosted_rounds(), trial.lr)
"""

PARTIAL = DATA + """
    from sklearn.linear_model import SGDClassifier
    from diapason.sklearn import partial_fit
    trial = diapason.trial()
    rounds = []
    score = lambda model: rounds.append(1) or {"val_loss": 1 - model.score(x, y)}
    partial_fit(trial, SGDClassifier(), x, y, score, steps=6, classes=[0, 1])
    print("rounds", len(rounds))
"""

FOLDS = DATA + """
    from sklearn.linear_model import LogisticRegression
    from diapason.sklearn import cross_val
    scores = cross_val(diapason.trial(), LogisticRegression(), x, y, metric="val_loss", cv=6)
    print("rounds", len(scores))
"""

KERAS = DATA + """
    import keras
    from diapason.keras import DiapasonCallback
    model = keras.Sequential([keras.layers.Dense(1, activation="sigmoid")])
    model.compile("sgd", "binary_crossentropy")
    done = model.fit(x, y, epochs=6, verbose=0, validation_data=(x, y), callbacks=[DiapasonCallback(metrics={"val_loss": "val_loss"}, wait=True)])
    print("rounds", len(done.epoch))
"""

LIGHTNING = DATA + """
    import torch
    from diapason.lightning import DiapasonCallback, _lightning as pl
    class Net(pl.LightningModule):
        def __init__(self):
            super().__init__(); self.layer = torch.nn.Linear(3, 1)
        def loss(self, batch):
            return torch.nn.functional.mse_loss(self.layer(batch[0]), batch[1])
        def training_step(self, batch, _): return self.loss(batch)
        def validation_step(self, batch, _): self.log("val_loss", self.loss(batch))
        def configure_optimizers(self): return torch.optim.SGD(self.parameters(), 0.1)
    data = torch.utils.data.DataLoader(torch.utils.data.TensorDataset(torch.tensor(x), torch.tensor(y).float()[:, None]), 60)
    trainer = pl.Trainer(max_epochs=6, logger=False, enable_checkpointing=False, enable_progress_bar=False, accelerator="cpu",
        callbacks=[DiapasonCallback(metrics={"val_loss": "val_loss"}, wait=True)])
    trainer.fit(Net(), data, data)
    print("rounds", trainer.current_epoch)
"""

CASES = {"lightgbm": [LIGHTGBM], "xgboost": [XGBOOST], "sklearn": [PARTIAL, FOLDS], "keras": [KERAS], "lightning": [LIGHTNING]}
LIVE = (LIGHTGBM, XGBOOST)


# The libraries are compiled where they are installed; to compile them anew takes longer than the deadline.
INSTALLED = {"PYTHONPYCACHEPREFIX": "", "PYTHONDONTWRITEBYTECODE": "1"}


def there(name):
    return importlib.util.find_spec(name) is not None


class Shared(unittest.TestCase):
    def test_the_package_imports_no_library_and_a_missing_one_is_named(self):
        script = """
            import sys, diapason
            heavy = [name for name in ("numpy", "sklearn", "torch") if name in sys.modules]
            from diapason.reporting import library
            try:
                library("no_such_library", "nor_this")
            except ImportError as error:
                print(heavy, error)
        """
        expected = "[] this callback of diapason needs no_such_library or nor_this, which is not installed\n"
        self.assertEqual(run(script).stdout, expected)

    def test_a_metric_that_was_not_measured_is_an_error_that_names_those_that_were(self):
        ran = run("from diapason.reporting import Reporter\nReporter(None, {'a': 'b'}).finished({'c': 1}, 1)")
        self.assertIn("no metric 'b' was measured; there are: c", ran.stderr)


class Libraries(unittest.TestCase):
    def alone(self, script):
        ran = run(script, **INSTALLED)
        self.assertRegex(ran.stdout, r"rounds 6\b", ran.stderr)

    def stopped(self, script):
        with Parent(script, DIAPASON_PARAMS='{"lr": 0.1}', **INSTALLED) as parent:
            seen = []
            for n in (1, 2, 3):
                message = parent.hears_type("report")
                seen.append(message)
                if n == 1 and script in LIVE:
                    parent.decide(message["seq"], "update", rev=1, config={"lr": 0.05}, apply="next-step")
                else:
                    parent.decide(message["seq"], "stop" if n == 3 else "continue", why="behind")
            rounds = parent.printed()
        self.assertEqual([message["step"] for message in seen], [1, 2, 3])
        self.assertEqual(list(seen[0]["metrics"]), ["val_loss"])
        self.assertEqual(rounds, "rounds 3 0.05" if script in LIVE else "rounds 3")


def _register(name, number, script):
    setattr(Libraries, "test_%s_%d_runs_alone" % (name, number), lambda self: self.alone(script))
    setattr(Libraries, "test_%s_%d_ends_when_told" % (name, number), lambda self: self.stopped(script))


for _name, _scripts in CASES.items():
    if there(_name):
        for _number, _script in enumerate(_scripts):
            _register(_name, _number, _script)

if __name__ == "__main__":
    unittest.main()
