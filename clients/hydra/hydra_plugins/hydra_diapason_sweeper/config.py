"""What can be said under `hydra.sweeper`, and what holds where nothing is said."""

from dataclasses import dataclass, field
from typing import Any, Dict, List, Optional

from hydra.core.config_store import ConfigStore


@dataclass
class DiapasonSweeperConf:
    """The settings of a sweep. Those with the names of Optuna's sweeper mean what they mean there."""

    _target_: str = "hydra_plugins.hydra_diapason_sweeper.sweeper.DiapasonSweeper"

    # What is done with the number that the job returns: minimize or maximize. For several numbers, a list.
    direction: Any = "minimize"
    # What these numbers are called; `value`, or `value_0` and on, where nothing is said.
    metrics: Optional[List[str]] = None
    # How many jobs there are in all, over all runs of the command.
    n_trials: int = 20
    # How many are launched together. What runs at once is the launcher's affair.
    n_jobs: int = 1
    # Where the study is kept. A relative path is one of the folder that the command is run in.
    storage: str = "sqlite:.diapason/diapason.db"
    # The same name in the same place goes on.
    study_name: Optional[str] = "${hydra.job.name}"
    # A name of Diapason's list, or that with settings: {type: tpe, startup: 10}.
    sampler: Any = None
    seed: Optional[int] = None
    # Parameters, in the words of Hydra's sweeps: {lr: "interval(1e-5, 1e-1)"}.
    params: Dict[str, str] = field(default_factory=dict)
    # Rules that every configuration keeps: ["width * depth <= 4096"].
    constraints: List[str] = field(default_factory=list)
    # Configurations to try first.
    baselines: List[Dict[str, Any]] = field(default_factory=list)
    # How Diapason is started, where it is not on the PATH.
    command: Optional[str] = None


ConfigStore.instance().store(group="hydra/sweeper", name="diapason", node=DiapasonSweeperConf, provider="diapason_sweeper")
