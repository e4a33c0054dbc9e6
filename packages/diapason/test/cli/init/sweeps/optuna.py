import optuna


def objective(trial):
    lr = trial.suggest_float("lr", 1e-5, 1e-1, log=True)
    n_layers = trial.suggest_int("n_layers", 1, 3)
    name = trial.suggest_categorical("optimizer", ["sgd", "adam"])
    if name == "sgd":
        momentum = trial.suggest_float("momentum", 0.5, 0.99)
    else:
        beta = trial.suggest_float("beta", 0.8, 0.99)
    for i in range(n_layers):
        trial.suggest_int(f"units_{i}", 4, 128, log=True)
    drop = trial.suggest_float("drop", 0.0, 0.5, step=0.1)
    return lr + drop


study = optuna.create_study(study_name="small", direction="maximize", sampler=optuna.samplers.TPESampler(seed=1), pruner=optuna.pruners.MedianPruner())
study.enqueue_trial({"lr": 0.001, "n_layers": 2, "optimizer": "sgd", "momentum": 0.9, "drop": 0.1})
study.optimize(objective, n_trials=100, timeout=600, n_jobs=2)
