"""What Diapason proposes for a script that says its space as it runs.

The space of a study is what its trials have asked for so far, each parameter as it was asked for last, with the conditions that
explain why some were not asked for (`_conditions`). As long as it stays the same, one conversation goes on: a trial is asked for,
told, and the next is asked for. Where it has changed a new study is begun in the conversation, with all that is known so far.
What nobody has proposed is drawn by itself, from a generator that the seed, the trial and the name decide.
"""

import json
import os
import random
import weakref
from typing import Any, Callable, Dict, List, Mapping, NamedTuple, Optional, Sequence, Tuple

from . import _links
from ._conditions import Asked, When, conditions
from ._wire import Wire, inward, is_choice, joined, middle, nearest, outward, parameter, spread

_RARE = 0.3
_FORGOTTEN = 50
_SETTLED = 10
_TRIED = 5
_BRANCHES = 8


class _Known(NamedTuple):
    """An ended trial, as far as it teaches."""

    number: int
    state: str
    params: Mapping[str, Any]
    values: Optional[Sequence[float]]
    limits: Tuple[Tuple[str, float], ...]
    steps: Mapping[int, float]


class _Proposal(NamedTuple):
    """What was proposed for a trial: its number in the conversation, and values by name, as they were sent."""

    trial: int
    config: Dict[str, Wire]


class Advice:
    """One study's adviser. Not for several threads at once."""

    def __init__(self, directions: Sequence[str], sampler: Any, seed: int, ahead: bool) -> None:
        self._directions = list(directions)
        self._sampler = sampler
        self._seed = seed
        self._ahead = ahead
        self._known: Dict[int, _Known] = {}
        self._new: List[_Known] = []
        self._limits: set = set()
        self._visited: set = set()
        self._ranges: Dict[str, Any] = {}
        self._changes: Dict[str, int] = {}
        self._last_asked: Dict[str, int] = {}
        self._drawn: set = set()
        self._link: Any = None
        self._closing: Any = None
        self._key = ""
        self._names: Dict[str, str] = {}
        self._whens: Dict[str, When] = {}
        self._dists: Dict[str, Any] = {}
        self._loose: set = set()
        self._shaped: Dict[str, Any] = {}
        self._asked: Mapping[str, Any] = {}
        self._begun: Any = None
        self._open: Dict[int, _Proposal] = {}
        self._coming: Any = None

    # What has happened

    def learn(self, trials: Sequence[Any]) -> None:
        """Takes in the trials that have ended, of all that the study has."""
        for trial in trials:
            if trial.number in self._known or not trial.state.is_finished():
                continue
            for name, dist in trial.distributions.items():
                self._range(name, dist, trial.number)
            known = _known(trial)
            self._known[trial.number] = known
            self._new.append(known)
            self._limits.update(name for name, _ in known.limits)

    def space(self) -> Dict[str, Any]:
        """The parameters that are proposed together, in the order in which they were first asked for."""
        return {name: self._ranges[name] for name in self._ranges if parameter(self._ranges[name]) is not None}

    def _range(self, name: str, dist: Any, number: int) -> None:
        """Today's range is the last one; one that changes from trial to trial is taken as wide as it was at most."""
        self._last_asked[name] = max(number, self._last_asked.get(name, 0))
        kept = self._ranges.get(name)
        if kept is None or type(kept) is not type(dist) or (is_choice(dist) and kept != dist):
            self._ranges[name] = dist
        elif kept != dist:
            self._changes[name] = self._changes.get(name, 0) + 1
            self._ranges[name] = dist if self._changes[name] < 3 else joined(kept, dist)

    # What is proposed

    def propose(self, number: int, asked: Mapping[str, Any]) -> Dict[str, Any]:
        """Values for a new trial, of the parameters in `asked` that it is likely to ask for; empty where nothing is known yet."""
        try:
            return self._propose(number, asked)
        except BaseException:
            self._drop()
            raise

    def _propose(self, number: int, asked: Mapping[str, Any]) -> Dict[str, Any]:
        dists = {name: dist for name, dist in asked.items() if parameter(dist) is not None}
        if not dists or not self._known:
            return {}
        if not self._shaped or dists != self._asked or not all(map(self._foreseen, self._new)):
            unsettled = bool(self._shaped) and len(self._known) < _SETTLED
            self._shaped, self._asked = self._shape(dists, number), dists
            if unsettled:  # a new study for each trial would teach little: what is proposed next is drawn
                return {}
        if not self._shaped:
            return {}
        space = self._shaped
        key = json.dumps([space, sorted(self._limits)])
        neglected = self._neglected()
        if neglected is not None:
            self._prepare(key, space)
            return self._drawn_together(number, dists, neglected)
        if key != self._key or self._link is None or not _links.usable(self._link):
            first = self._link is None
            self._begin(key, space)
            if self._ahead and first:
                return self._meanwhile(number, dists)
        else:
            self._tell()
        config = self._ask()
        if config is None:  # everything was tried: it goes on at random, as long as the script does
            return self._drawn_together(number, dists)
        self._open[number] = config
        if self._ahead and len(self._open) == 1:
            self._coming = self._link.send({"op": "ask"})
        return {name: outward(dists[name], wire) for name, wire in config.config.items()}

    def _prepare(self, key: str, space: Dict[str, Any]) -> None:
        """Has the program think while a trial runs that needs no proposal, so that it is ready for the first one that does."""
        if not self._ahead:
            return
        if key != self._key or self._link is None or not _links.usable(self._link):
            self._begin(key, space)
            self._coming = self._link.send({"op": "ask"})
        else:
            self._tell()

    def _meanwhile(self, number: int, dists: Mapping[str, Any]) -> Dict[str, Any]:
        """The program may still be starting, and nobody waits for that: what it says is for the next trial, and this one is drawn."""
        self._coming = self._link.send({"op": "ask"})
        return self._drawn_together(number, dists)

    def _neglected(self) -> Optional[Dict[str, Wire]]:
        """A choice on which other parameters hang and that was tried less than five times, the least tried first.

        A model that has seen one branch once believes too soon that another one is better.
        """
        for parent in {parent: None for when in self._whens.values() for parent in when}:
            dist = self._dists[parent]
            if parent in self._visited or parent in self._whens or not is_choice(dist) or len(dist.choices) > _BRANCHES:
                continue
            tried = [0] * len(dist.choices)
            for known in self._known.values():
                wire = inward(dist, known.params[parent]) if parent in known.params else None
                if wire is not None:
                    tried[int(wire)] += 1
            if min(tried) < _TRIED:
                return {parent: tried.index(min(tried))}
            self._visited.add(parent)
        return None

    def _drawn_together(self, number: int, dists: Mapping[str, Any], given: Optional[Dict[str, Wire]] = None) -> Dict[str, Any]:
        shares = {name: self._share(number, name) for name in self._dists}
        if given is not None:
            shares = self._spread_out(len(self._known))
        drawn = {name: inward(dist, spread(dist, shares[name])) for name, dist in self._dists.items()}
        active = self._active({**{name: wire for name, wire in drawn.items() if wire is not None}, **(given or {})})
        return {name: outward(dists[name], wire) for name, wire in active.items()}

    def _shape(self, dists: Mapping[str, Any], number: int) -> Dict[str, Any]:
        """The space in Diapason's words. Parameters that come and go without a reason that is seen are left out where they are rare."""
        trials = [Asked(known.params, known.state == "COMPLETE") for known in self._known.values()]
        whole = sum(1 for trial in trials if trial.whole)
        whens, loose = conditions(trials, dists)
        for name in loose:
            share = sum(1 for trial in trials if trial.whole and name in trial.params) / max(whole, 1)
            if share < _RARE or number - self._last_asked.get(name, number) > _FORGOTTEN:
                dists = {other: dist for other, dist in dists.items() if other != name}
        kept = {name: dist for name, dist in dists.items() if all(parent in dists for parent in whens.get(name, {}))}
        for name in kept:
            self._names.setdefault(name, "p{}".format(len(self._names)))
        self._whens = {name: when for name, when in whens.items() if name in kept}
        self._dists, self._loose = kept, set(loose)
        return {self._names[name]: self._one(name, dist) for name, dist in kept.items()}

    def _foreseen(self, known: _Known) -> bool:
        """Whether a trial has asked for what the conditions say, so that they stay."""
        wires = {name: inward(dist, known.params[name]) for name, dist in self._dists.items() if name in known.params}
        for name in self._asked:
            there = name in known.params
            if name in self._loose:
                continue
            active = all(wires.get(parent) in values for parent, values in self._whens.get(name, {}).items())
            if (there and not active) or (known.state == "COMPLETE" and active and not there):
                return False
        return not any(parameter(self._ranges[name]) is not None and name not in self._asked for name in known.params)

    def _one(self, name: str, dist: Any) -> Dict[str, Any]:
        told = parameter(dist)
        assert told is not None
        when = self._whens.get(name)
        return {**told, "when": {self._names[parent]: list(values) for parent, values in when.items()}} if when else told

    def _begin(self, key: str, space: Dict[str, Any]) -> None:
        """A study of its own in the conversation, with all that has happened."""
        if self._link is not None and _links.usable(self._link):
            self._link.send({"op": "close"})
        else:
            self._drop()
            self._link = _links.take()
            self._closing = weakref.finalize(self, _links.give, self._link, os.getpid())
        self._coming, self._open = None, {}
        objectives = [{"metric": "v{}".format(at), "direction": direction} for at, direction in enumerate(self._directions)]
        request = {"op": "init", "space": space, "objectives": objectives, "seed": self._seed, "sampler": self._sampler}
        request.update(scheduler="none", thread=False)
        limits = sorted(self._limits)
        if limits:
            request["constraints"] = ["l{} <= 0".format(at) for at in range(len(limits))]
        self._begun = self._link.send(request)
        self._key, self._new = key, []
        self._send([(known, None) for _, known in sorted(self._known.items())])

    def _tell(self) -> None:
        """What has ended since the last proposal: as it was proposed, or else as it really was."""
        ended, self._new = sorted(self._new, key=lambda known: known.number), []
        others: List[Tuple[_Known, Optional[_Proposal]]] = []
        for known in ended:
            proposal = self._open.pop(known.number, None)
            same = proposal is not None and self._config(known, proposal) == proposal.config
            if proposal is not None and same and known.state == "COMPLETE":
                self._link.send({"op": "tell", "trial": proposal.trial, "metrics": self._metrics(known)})
            elif proposal is not None and same and known.state == "FAIL":
                self._link.send({"op": "fail", "trial": proposal.trial, "kind": "crash"})
            else:
                if proposal is not None:
                    self._link.send({"op": "fail", "trial": proposal.trial, "kind": "cancelled"})
                others.append((known, proposal))
        self._send(others)

    def _ask(self) -> Optional[_Proposal]:
        coming, self._coming = self._coming, None
        asking = coming if coming is not None else self._link.send({"op": "ask"})
        self._begun.result()
        answer = asking.result()
        if "trial" not in answer:
            return None
        back = {alias: name for name, alias in self._names.items()}
        return _Proposal(answer["trial"], {back[alias]: wire for alias, wire in answer["config"].items()})

    def _send(self, ended: Sequence[Tuple[_Known, Optional[_Proposal]]]) -> None:
        trials = [self._added(known, proposal) for known, proposal in ended]
        told = [trial for trial in trials if trial is not None]
        if told:
            self._link.send({"op": "add", "trials": told})

    def _added(self, known: _Known, proposal: Optional[_Proposal]) -> Optional[Dict[str, Any]]:
        if known.state == "FAIL" or (known.state == "PRUNED" and not known.steps):
            return None
        config = self._config(known, proposal)
        if config is None:
            return None
        told = {"config": {self._names[name]: wire for name, wire in config.items()}}
        if known.state == "COMPLETE":
            return {**told, "metrics": self._metrics(known)}
        reports = [{"step": step, "metrics": {"v0": value}} for step, value in sorted(known.steps.items())]
        return {**told, "state": "pruned", "reports": reports}

    def _config(self, known: _Known, proposal: Optional[_Proposal]) -> Optional[Dict[str, Wire]]:
        """The configuration that was used; what was not asked for is as proposed, or drawn. None where today's space does not hold it."""
        config: Dict[str, Wire] = {}
        for name, dist in self._dists.items():
            if name in known.params:
                wire = inward(dist, known.params[name])
                if wire is None:
                    return None
            elif proposal is not None and name in proposal.config:
                wire = proposal.config[name]
            else:
                wire = inward(dist, spread(dist, self._share(known.number, name)))
            if wire is not None:
                config[name] = wire
        return self._active(config)

    def _active(self, config: Dict[str, Wire]) -> Dict[str, Wire]:
        """Without what the conditions leave out."""
        left = dict(config)
        gone = True
        while gone:
            gone = False
            for name, when in self._whens.items():
                if name in left and not all(left.get(parent) in values for parent, values in when.items()):
                    del left[name]
                    gone = True
        return left

    def _metrics(self, known: _Known) -> Dict[str, float]:
        limits = dict(known.limits)
        told = {"v{}".format(at): value for at, value in enumerate(known.values or ())}
        return {**told, **{"l{}".format(at): limits[name] for at, name in enumerate(sorted(self._limits)) if name in limits}}

    # What mattered

    def importance(self, link: Any, trials: Sequence[Any], target: Callable[[Any], float], method: str) -> Dict[str, Any]:
        """The answer of the program, by the names of the script; `target` says of each trial the value that is explained."""
        for trial in trials:
            for name, dist in trial.distributions.items():
                self._range(name, dist, trial.number)
            self._known[trial.number] = _known(trial)._replace(values=[float(target(trial))], limits=())
        space = self._shape(self.space(), max(self._known))
        if not space:
            return {"parameters": {}}
        link.call(
            {"op": "init", "space": space, "objectives": [{"metric": "v0", "direction": "minimize"}], "sampler": "random", "thread": False}
        )
        self._link = link
        self._send([(known, None) for known in self._known.values()])
        answer = link.call({"op": "importance", "method": method})
        self._link = None
        back = {alias: name for name, alias in self._names.items()}
        return {**answer, "parameters": {back[alias]: share for alias, share in answer["parameters"].items() if alias in back}}

    # What is drawn by itself

    def independent(self, number: int, name: str, dist: Any) -> Any:
        """A value that no proposal has: near the one that was proposed for another range, the middle at the first time, else drawn."""
        proposal = self._open.get(number)
        if proposal is not None and name in proposal.config and name in self._dists:
            close = nearest(dist, outward(self._dists[name], proposal.config[name]))
            if close is not None:
                return close
        first = name not in self._drawn and not any(name in known.params for known in self._known.values())
        self._drawn.add(name)
        return middle(dist) if first else spread(dist, self._share(number, name))

    def _share(self, number: int, name: str) -> float:
        return random.Random("{}/{}/{}".format(self._seed, number, name)).random()

    def _spread_out(self, turn: int) -> Dict[str, float]:
        """Shares of all parameters, far from those of other turns: multiples of powers of an irrational number."""
        root = 2.0
        for _ in range(30):
            root = (1.0 + root) ** (1.0 / (len(self._dists) + 1))
        begin = {name: random.Random("{}/{}".format(self._seed, name)).random() for name in self._dists}
        return {name: (begin[name] + (turn + 1) * root ** -(at + 1)) % 1.0 for at, name in enumerate(self._dists)}

    def _drop(self) -> None:
        """Lets go of the conversation; what comes next begins another one."""
        self._key, self._coming, self._open = "", None, {}
        link, self._link = self._link, None
        if self._closing is not None:
            self._closing.detach()
        if link is not None and _links.usable(link):
            link.close()


def _known(trial: Any) -> _Known:
    values = trial.values if trial.state.name == "COMPLETE" else None
    limits = tuple(sorted(trial.constraints.items()))
    return _Known(trial.number, trial.state.name, dict(trial.params), values, limits, dict(trial.intermediate_values))
