"""The sweeper: asks Diapason for configurations, lets Hydra's launcher run them, and tells what came of each."""

import logging
from pathlib import Path
from typing import Any, Dict, List, Mapping, Optional, Sequence, Tuple

from diapason.stdio import Link
from hydra.core.override_parser.overrides_parser import OverridesParser
from hydra.core.plugins import Plugins
from hydra.core.utils import JobReturn, JobStatus
from hydra.errors import HydraException
from hydra.plugins.launcher import Launcher
from hydra.plugins.sweeper import Sweeper
from hydra.types import HydraContext, TaskFunction
from omegaconf import DictConfig, OmegaConf

from . import config as _config  # noqa: F401  registers hydra/sweeper=diapason
from .space import Searched, split

log = logging.getLogger(__name__)


class DiapasonSweeper(Sweeper):
    """`hydra/sweeper=diapason`. The settings are those of `DiapasonSweeperConf`."""

    def __init__(self, **settings: Any) -> None:
        self.settings: Dict[str, Any] = {name: _plain(value) for name, value in settings.items()}
        self.hydra_context: Optional[HydraContext] = None
        self.config: Optional[DictConfig] = None
        self.launcher: Optional[Launcher] = None

    def setup(self, *, hydra_context: HydraContext, task_function: TaskFunction, config: DictConfig) -> None:
        """Called by Hydra before `sweep`."""
        self.hydra_context = hydra_context
        self.config = config
        self.launcher = Plugins.instance().instantiate_launcher(
            hydra_context=hydra_context, task_function=task_function, config=config
        )

    def sweep(self, arguments: List[str]) -> Any:
        """Runs jobs until there are `n_trials` in all, and returns what `optimization_results.yaml` says.

        A job that fails, or returns what is no result, is recorded as failed, and the sweep goes on.
        """
        assert self.config is not None and self.hydra_context is not None
        parser = OverridesParser.create(config_loader=self.hydra_context.config_loader)
        given = ["%s=%s" % pair for pair in (self.settings.get("params") or {}).items()]
        searched, fixed = split(parser.parse_overrides([*given, *arguments]))
        if not searched:
            raise HydraException("Nothing is to be searched: say a sweep such as 'lr=interval(1e-5, 1e-1)', or hydra.sweeper.params")
        folder = Path(self.config.hydra.sweep.dir)
        folder.mkdir(parents=True, exist_ok=True)
        OmegaConf.save(self.config, folder / "multirun.yaml")
        objectives = self._objectives()
        with Link(self.settings.get("command")) as link:
            begun = link.call(self._init(searched, objectives))
            log.info("Study %s in %s%s", begun["study"], self.settings["storage"], ", gone on with" if begun.get("resumed") else "")
            self._run(link, searched, fixed, [name for name, _ in objectives])
            keys = {one.name: one.key.lstrip("+") for one in searched}
            results = _results(link.call({"op": "best"}), [name for name, _ in objectives], keys)
        OmegaConf.save(OmegaConf.create(results), folder / "optimization_results.yaml")
        log.info("Best: %s", {name: value for name, value in results.items() if name != "name"})
        return results

    def _objectives(self) -> List[Tuple[str, str]]:
        told = self.settings.get("direction")
        directions = [str(getattr(one, "name", one)).lower() for one in (told if isinstance(told, (list, tuple)) else [told])]
        wrong = [one for one in directions if one not in ("minimize", "maximize")]
        if wrong or not directions:
            raise HydraException("hydra.sweeper.direction is minimize or maximize, or a list of these, not %s" % (told,))
        names = self.settings.get("metrics") or (["value"] if len(directions) == 1 else ["value_%d" % i for i in range(len(directions))])
        if len(names) != len(directions):
            raise HydraException("hydra.sweeper.metrics names %d numbers, and direction %d" % (len(names), len(directions)))
        return list(zip(names, directions))

    def _init(self, searched: Sequence[Searched], objectives: Sequence[Tuple[str, str]]) -> Dict[str, Any]:
        said = self.settings
        names = {one.key.lstrip("+"): one.name for one in searched}
        optional = {"sampler": said.get("sampler"), "seed": said.get("seed"), "constraints": said.get("constraints") or None}
        baselines = [{names.get(key, key): value for key, value in one.items()} for one in said.get("baselines") or []]
        return {
            "op": "init",
            "name": said.get("study_name") or "hydra",
            "store": said["storage"],
            "space": {one.name: one.json for one in searched},
            "objectives": [{"metric": metric, "direction": direction} for metric, direction in objectives],
            "budget": {"trials": said["n_trials"]},
            "scheduler": "none",  # a job tells nothing on its way
            **{name: value for name, value in optional.items() if value is not None},
            **({"baselines": baselines} if baselines else {}),
        }

    def _run(self, link: Link, searched: Sequence[Searched], fixed: Sequence[str], metrics: Sequence[str]) -> None:
        first = True
        while True:
            asked = link.call({"op": "ask", "count": max(1, int(self.settings["n_jobs"]))})
            trials = asked.get("trials")
            if not isinstance(trials, list):
                if "wait" in asked:
                    log.warning("Others run what is left of this study: %s", asked.get("why"))
                return
            jobs = {int(one["trial"]): self._overrides(one["config"], searched, fixed) for one in trials}
            self._refuse(link, jobs, first)
            first = False
            for numbers in _runs(sorted(jobs)):
                for number, returned in zip(numbers, self._launch([jobs[number] for number in numbers], numbers[0])):
                    _tell(link, number, returned, metrics)

    def _overrides(self, given: Mapping[str, Any], searched: Sequence[Searched], fixed: Sequence[str]) -> List[str]:
        return [*fixed, *(one.override(given[one.name]) for one in searched if one.name in given)]

    def _refuse(self, link: Link, jobs: Dict[int, List[str]], first: bool) -> None:
        """Configurations that Hydra cannot compose never start. Where none of the first batch can be, the command is wrong."""
        problems: Dict[int, Exception] = {}
        for number, overrides in jobs.items():
            try:
                self.validate_batch_is_legal([overrides])
            except Exception as error:
                problems[number] = error
        if first and len(problems) == len(jobs):
            raise next(iter(problems.values()))
        for number, problem in problems.items():
            log.warning("Job %d cannot be composed: %s", number, problem)
            link.call({"op": "fail", "trial": number, "kind": "invalid", "message": _line(problem)})
            del jobs[number]

    def _launch(self, jobs: List[List[str]], first: int) -> Sequence[JobReturn]:
        assert self.launcher is not None
        return self.launcher.launch(jobs, initial_job_idx=first)


def _tell(link: Link, number: int, returned: JobReturn, metrics: Sequence[str]) -> None:
    if returned.status != JobStatus.COMPLETED:
        error = returned._return_value
        log.warning("Job %d failed: %s", number, error)
        link.call({"op": "fail", "trial": number, "kind": "crash", "message": _line(error)})
        return
    values = _values(returned.return_value, metrics)
    if values is None:
        wanted = "a number was" if len(metrics) == 1 else "%d numbers were" % len(metrics)
        message = "the job returned %r, and %s expected" % (returned.return_value, wanted)
        log.warning("Job %d: %s", number, message)
        link.call({"op": "fail", "trial": number, "kind": "no-metric", "message": message[:500]})
        return
    answer = link.call({"op": "tell", "trial": number, "metrics": values})
    if "failed" in answer:
        log.warning("Job %d is no result: %s (%s)", number, values, answer["failed"])


def _values(returned: Any, metrics: Sequence[str]) -> Optional[Dict[str, float]]:
    """The numbers of a job by metric: it returns one, a sequence of them, or a mapping that has them. None for anything else."""
    if isinstance(returned, (Mapping, DictConfig)):
        found: List[Any] = [returned.get(name) for name in metrics]
    elif len(metrics) == 1 and not isinstance(returned, (list, tuple)):
        found = [returned]
    else:
        found = list(returned) if isinstance(returned, (list, tuple)) else []
    if len(found) != len(metrics):
        return None
    if any(isinstance(value, (str, bytes, bool)) for value in found):
        return None
    try:
        return {name: float(value) for name, value in zip(metrics, found)}
    except (TypeError, ValueError):
        return None


def _results(told: Mapping[str, Any], metrics: Sequence[str], keys: Mapping[str, str]) -> Dict[str, Any]:
    """As sweepers of Hydra write it: the best parameters and their value, or of several numbers the front."""
    best = [{**one, "config": {keys.get(name, name): value for name, value in one["config"].items()}} for one in told.get("best") or []]
    if len(metrics) > 1:
        solutions = [{"params": one["config"], "values": [one["values"][name] for name in metrics]} for one in best]
        return {"name": "diapason", "solutions": solutions}
    if not best:
        return {"name": "diapason", "best_params": None, "best_value": None}
    return {"name": "diapason", "best_params": best[0]["config"], "best_value": best[0]["values"][metrics[0]]}


def _runs(numbers: Sequence[int]) -> List[List[int]]:
    """Numbers that follow each other, together: a launcher counts its jobs on from the first."""
    runs: List[List[int]] = []
    for number in numbers:
        if runs and runs[-1][-1] == number - 1:
            runs[-1].append(number)
        else:
            runs.append([number])
    return runs


def _line(error: Any) -> str:
    text = "%s: %s" % (type(error).__name__, error)
    return " ".join(text.split())[:500]


def _plain(value: Any) -> Any:
    return OmegaConf.to_container(value, resolve=True) if OmegaConf.is_config(value) else value
