"""Trains by a configuration of hydra."""

import hydra


@hydra.main(version_base=None, config_path="conf", config_name="config")
def main(cfg):
    print(f"rmse={cfg.optimizer.lr * 2}")


if __name__ == "__main__":
    main()
