"""XGBoost learns to read digits; each round of boosting is reported. Needs xgboost and scikit-learn, and no download."""

import os
import sys

# Inside this repository; elsewhere install the helper, or copy diapason.py and diapason_callbacks beside this file.
sys.path.append(os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "..", "clients", "python"))
import diapason  # noqa: E402
import xgboost  # noqa: E402
from diapason.xgboost import DiapasonCallback  # noqa: E402
from sklearn.datasets import load_digits  # noqa: E402

trial = diapason.trial(learning_rate=0.3, depth=6)
images, digits = load_digits(return_X_y=True)
train = xgboost.DMatrix(images[:800], digits[:800])
valid = xgboost.DMatrix(images[800:1200], digits[800:1200])
settings = {"objective": "multi:softprob", "num_class": 10, "nthread": 1, "seed": trial.seed}
settings.update(learning_rate=trial.learning_rate, max_depth=trial.depth)
report = DiapasonCallback(trial, {"val_loss": "valid/mlogloss"})
model = xgboost.train(settings, train, 27, evals=[(valid, "valid")], verbose_eval=False, callbacks=[report])
print("%d rounds" % model.num_boosted_rounds())
