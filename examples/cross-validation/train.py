"""A support vector machine reads digits, and is cross-validated fold by fold. Needs scikit-learn, and no download."""

import os
import sys

# Inside this repository; elsewhere install the helper, or copy diapason.py and diapason_callbacks beside this file.
sys.path.append(os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "..", "clients", "python"))
import diapason  # noqa: E402
from diapason.sklearn import cross_val  # noqa: E402
from sklearn.datasets import load_digits  # noqa: E402
from sklearn.svm import SVC  # noqa: E402

trial = diapason.trial(C=1.0, gamma=0.001)
images, digits = load_digits(return_X_y=True)
scores = cross_val(trial, SVC(C=trial.C, gamma=trial.gamma), images[:1200], digits[:1200], metric="accuracy", cv=9)
print("%d folds, accuracy %.4f" % (len(scores), sum(scores) / len(scores)))
