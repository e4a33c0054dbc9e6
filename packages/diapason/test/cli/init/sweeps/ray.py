from ray import tune
from ray.tune.schedulers import ASHAScheduler

WIDTHS = [64, 128, 256]
scheduler = ASHAScheduler(max_t=20)


def main(train):
    tuner = tune.Tuner(
        train,
        param_space={
            "lr": tune.loguniform(1e-4, 1e-1),  # rate
            "layers": tune.randint(1, 5),
            "width": tune.choice(WIDTHS),
            "model": {"dropout": tune.quniform(0, 0.5, 0.1), "act": tune.choice(["relu", "gelu"])},
            "decay": tune.sample_from(lambda spec: spec.config.lr / 10),
            "epochs": 20,
            "seed": tune.grid_search([1, 2, 3]),
        },
        tune_config=tune.TuneConfig(metric="mean_accuracy", mode="max", num_samples=20, scheduler=scheduler),
    )
    return tuner.fit()
