"""What Diapason proposes for a script that says its space as it runs.

The space of a study is what its trials have asked for so far, each parameter as it was asked for last, with the conditions that
explain why some were not asked for (`_shape`). As long as it stays the same, one conversation goes on (`_talk`): a trial is asked
for, told, and the next is asked for. Where it has changed a new study is begun in the conversation, with all that is known so far.
What nobody has proposed is drawn by itself, from a generator that the seed, the trial and the name decide.
"""

import json
from typing import Any, Callable, Dict, List, Mapping, NamedTuple, Optional, Sequence, Set, Tuple

from ._draw import share, spread_out
from ._history import Ended, History, ended_of
from ._shape import NONE, shape_of
from ._talk import Talk
from ._wire import Wire, inward, is_choice, middle, nearest, outward, parameter, spread

_SETTLED = 10
_TRIED = 5
_BRANCHES = 8


class _Proposal(NamedTuple):
    """What was proposed for a trial: its number in the conversation, and values by name, as they were sent."""

    trial: int
    config: Dict[str, Wire]


class Advice:
    """One study's adviser. Not for several threads at once."""

    def __init__(self, directions: Sequence[str], sampler: Any, seed: int, ahead: bool) -> None:
        self._seed = seed
        self._ahead = ahead
        self._history = History()
        self._new: List[Ended] = []
        self._visited: Set[str] = set()
        self._drawn: Set[str] = set()
        self._aliases: Dict[str, str] = {}
        self._shape = NONE
        self._talk = Talk(directions, sampler, seed)
        self._open: Dict[int, _Proposal] = {}

    # What has happened

    def learn(self, trials: Sequence[Any]) -> None:
        """Takes in the trials that have ended, of all that the study has."""
        self._new += self._history.learn(trials)

    def space(self) -> Dict[str, Any]:
        """The parameters that are proposed together, in the order in which they were first asked for."""
        return self._history.space()

    # What is proposed

    def propose(self, number: int, asked: Mapping[str, Any]) -> Dict[str, Any]:
        """Values for a new trial, of the parameters in `asked` that it is likely to ask for; empty where nothing is known yet."""
        try:
            return self._propose(number, asked)
        except BaseException:
            self._talk.drop()
            self._open = {}
            raise

    def _propose(self, number: int, asked: Mapping[str, Any]) -> Dict[str, Any]:
        dists = {name: dist for name, dist in asked.items() if parameter(dist) is not None}
        if not dists or not self._history.ended:
            return {}
        if not self._shape.space or dists != self._shape.asked or not self._foreseen():
            unsettled = bool(self._shape.space) and len(self._history.ended) < _SETTLED
            self._shape = shape_of(self._history, dists, number, self._aliases)
            if unsettled:  # a new study for each trial would teach little: what is proposed next is drawn
                return {}
        if not self._shape.space:
            return {}
        key = json.dumps([self._shape.space, self._history.limits])
        neglected = self._neglected()
        if neglected is not None:
            self._prepare(key)
            return self._drawn_together(number, dists, neglected)
        if self._talk.is_about(key):
            self._tell()
        else:
            first = self._talk.silent
            self._begin(key)
            if self._ahead and first:  # the program may still be starting, and nobody waits for that: what it says is for the next trial
                self._talk.think()
                return self._drawn_together(number, dists)
        answer = self._talk.ask()
        if "trial" not in answer:  # everything was tried: it goes on at random, as long as the script does
            return self._drawn_together(number, dists)
        config = {self._shape.names[alias]: wire for alias, wire in answer["config"].items()}
        self._open[number] = _Proposal(answer["trial"], config)
        if self._ahead and len(self._open) == 1:
            self._talk.think()
        return {name: outward(dists[name], wire) for name, wire in config.items()}

    def _foreseen(self) -> bool:
        return all(self._shape.foreseen(ended, self._history.ranges) for ended in self._new)

    def _prepare(self, key: str) -> None:
        """Has the program think while a trial runs that needs no proposal, so that it is ready for the first one that does."""
        if not self._ahead:
            return
        if self._talk.is_about(key):
            self._tell()
        else:
            self._begin(key)
            self._talk.think()

    def _neglected(self) -> Optional[Dict[str, Wire]]:
        """A choice on which other parameters hang and that was tried less than five times, the least tried first.

        A model that has seen one branch once believes too soon that another one is better.
        """
        whens, dists = self._shape.whens, self._shape.dists
        for parent in {parent: None for when in whens.values() for parent in when}:
            dist = dists[parent]
            if parent in self._visited or parent in whens or not is_choice(dist) or len(dist.choices) > _BRANCHES:
                continue
            tried = [0] * len(dist.choices)
            for ended in self._history.ended.values():
                wire = inward(dist, ended.params[parent]) if parent in ended.params else None
                if wire is not None:
                    tried[int(wire)] += 1
            if min(tried) < _TRIED:
                return {parent: tried.index(min(tried))}
            self._visited.add(parent)
        return None

    def _drawn_together(self, number: int, dists: Mapping[str, Any], given: Optional[Dict[str, Wire]] = None) -> Dict[str, Any]:
        known = self._shape.dists
        if given is None:
            shares = {name: share(self._seed, number, name) for name in known}
        else:
            shares = spread_out(self._seed, list(known), len(self._history.ended))
        drawn = {name: inward(dist, spread(dist, shares[name])) for name, dist in known.items()}
        active = self._shape.active({**{name: wire for name, wire in drawn.items() if wire is not None}, **(given or {})})
        return {name: outward(dists[name], wire) for name, wire in active.items()}

    # What the program is told

    def _begin(self, key: str) -> None:
        """A study of its own in the conversation, with all that has happened."""
        self._open = {}
        self._talk.begin(key, self._shape.space, len(self._history.limits))
        self._new = []
        self._add([(ended, {}) for _, ended in sorted(self._history.ended.items())])

    def _tell(self) -> None:
        """What has ended since the last proposal: as it was proposed, or else as it really was."""
        new, self._new = sorted(self._new, key=lambda ended: ended.number), []
        others: List[Tuple[Ended, Mapping[str, Wire]]] = []
        for ended in new:
            proposal = self._open.pop(ended.number, None)
            if proposal is None:
                others.append((ended, {}))
                continue
            same = self._shape.config(ended, proposal.config, self._seed) == proposal.config
            if same and ended.state == "COMPLETE":
                self._talk.say({"op": "tell", "trial": proposal.trial, "metrics": self._metrics(ended)})
            elif same and ended.state == "FAIL":
                self._talk.say({"op": "fail", "trial": proposal.trial, "kind": "crash"})
            else:
                self._talk.say({"op": "fail", "trial": proposal.trial, "kind": "cancelled"})
                others.append((ended, proposal.config))
        self._add(others)

    def _add(self, trials: Sequence[Tuple[Ended, Mapping[str, Wire]]]) -> None:
        told = self._told(trials)
        if told:
            self._talk.say({"op": "add", "trials": told})

    def _told(self, trials: Sequence[Tuple[Ended, Mapping[str, Wire]]]) -> List[Dict[str, Any]]:
        """Trials, each with what was proposed for it, as observations; without those that teach nothing in the space of today."""
        told = [self._observed(ended, proposed) for ended, proposed in trials]
        return [one for one in told if one is not None]

    def _observed(self, ended: Ended, proposed: Mapping[str, Wire]) -> Optional[Dict[str, Any]]:
        if ended.state == "FAIL" or (ended.state == "PRUNED" and not ended.steps):
            return None
        config = self._shape.config(ended, proposed, self._seed)
        if config is None:
            return None
        told = {"config": {self._shape.aliases[name]: wire for name, wire in config.items()}}
        if ended.state == "COMPLETE":
            return {**told, "metrics": self._metrics(ended)}
        reports = [{"step": step, "metrics": {"v0": value}} for step, value in sorted(ended.steps.items())]
        return {**told, "state": "pruned", "reports": reports}

    def _metrics(self, ended: Ended) -> Dict[str, float]:
        limits = dict(ended.limits)
        told = {"v{}".format(at): value for at, value in enumerate(ended.values or ())}
        return {**told, **{"l{}".format(at): limits[name] for at, name in enumerate(self._history.limits) if name in limits}}

    # What mattered

    def importance(self, link: Any, trials: Sequence[Any], target: Callable[[Any], float], method: str) -> Dict[str, Any]:
        """The answer of the program, by the names of the script; `target` says of each trial the value that is explained."""
        for trial in trials:
            self._history.take(trial, ended_of(trial)._replace(values=[float(target(trial))], limits=()))
        self._shape = shape_of(self._history, self.space(), max(self._history.ended), self._aliases)
        if not self._shape.space:
            return {"parameters": {}}
        objectives = [{"metric": "v0", "direction": "minimize"}]
        link.call({"op": "init", "space": self._shape.space, "objectives": objectives, "sampler": "random", "thread": False})
        told = self._told([(ended, {}) for ended in self._history.ended.values()])
        if told:
            link.send({"op": "add", "trials": told})
        answer = link.call({"op": "importance", "method": method})
        names = self._shape.names
        return {**answer, "parameters": {names[alias]: share for alias, share in answer["parameters"].items() if alias in names}}

    # What is drawn by itself

    def independent(self, number: int, name: str, dist: Any) -> Any:
        """A value that no proposal has: near the one that was proposed for another range, the middle at the first time, else drawn."""
        proposal = self._open.get(number)
        if proposal is not None and name in proposal.config and name in self._shape.dists:
            close = nearest(dist, outward(self._shape.dists[name], proposal.config[name]))
            if close is not None:
                return close
        first = name not in self._drawn and not any(name in ended.params for ended in self._history.ended.values())
        self._drawn.add(name)
        return middle(dist) if first else spread(dist, share(self._seed, number, name))
