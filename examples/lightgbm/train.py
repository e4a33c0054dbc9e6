"""LightGBM learns to read digits; each round of boosting is reported. Needs lightgbm and scikit-learn, and no download."""

import os
import sys

# Inside this repository; elsewhere install the helper, or copy diapason.py and diapason_callbacks beside this file.
sys.path.append(os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "..", "clients", "python"))
import diapason  # noqa: E402
import lightgbm as lgb  # noqa: E402
from diapason.lightgbm import DiapasonCallback  # noqa: E402
from sklearn.datasets import load_digits  # noqa: E402

trial = diapason.trial(learning_rate=0.1, leaves=31)
images, digits = load_digits(return_X_y=True)
train = lgb.Dataset(images[:800], digits[:800])
valid = lgb.Dataset(images[800:1200], digits[800:1200], reference=train)
settings = {"objective": "multiclass", "num_class": 10, "verbose": -1, "num_threads": 1, "seed": trial.seed}
settings.update(learning_rate=trial.learning_rate, num_leaves=trial.leaves)
report = DiapasonCallback(trial, {"val_loss": "valid/multi_logloss"})
model = lgb.train(settings, train, 27, valid_sets=[valid], valid_names=["valid"], callbacks=[report])
print("%d rounds" % model.current_iteration())
