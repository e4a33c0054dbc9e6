"""The version of Optuna whose words these are."""

__version__ = "5.0.0"
