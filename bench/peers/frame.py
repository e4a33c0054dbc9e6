"""What the programs of the peers share: JSON lines on standard input, one answer line each on standard output.

{"op":"versions"}                        {"versions":{"optuna":"5.0.0"}}
{"op":"start","kind":"gp","parameters":[…],"objectives":1,"constraints":0,"noisy":false,"seed":0,"trials":100,"parallel":1}
                                         {"ok":true} or {"unsupported":"why"}
{"op":"suggest"}                         {"values":{"p0":0.3},"ms":1.2}
{"op":"observe","losses":[0.4],"violations":[]}
                                         {"ms":0.1}
{"op":"recommend"}                       {"values":{…}} or {"values":null}: the best value seen
anything that breaks                     {"error":"…"}

A parameter is {"name","type":"float"|"int","low","high","log"} or {"name","type":"cat","choices":[…]}, parents before children, with
"when": {parent: [values]} where it depends on others. With "parallel" above 1 several suggestions are open at a time, and an observation
is always of the oldest. Losses are minimised; a violation is 0 or less where its constraint holds.
"""

import json
import os
import platform
import sys
import time
import warnings

for _name in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"):
    os.environ[_name] = "1"
warnings.filterwarnings("ignore")


class Unsupported(Exception):
    """The peer has no means for this problem."""


def is_active(parameter, values):
    return all(values.get(parent) in allowed for parent, allowed in parameter.get("when", {}).items())


def active_only(parameters, values):
    """The values of the active parameters, as plain numbers and text."""
    kept = {}
    for parameter in parameters:
        if is_active(parameter, kept):
            kept[parameter["name"]] = plain(parameter, values[parameter["name"]])
    return kept


def plain(parameter, value):
    if parameter["type"] == "cat":
        return str(value)
    return int(value) if parameter["type"] == "int" else float(value)


def single_objective(problem, name):
    if problem["objectives"] > 1:
        raise Unsupported(f"{name} is run with one objective only")


def unconstrained(problem, name):
    if problem["constraints"] > 0:
        raise Unsupported(f"{name} has no outcome constraints")


def serve(make, versions):
    """Answers until the input ends. make(problem) gives an object with suggest(), observe(losses, violations) and, perhaps, recommend();
    make.parallel says that it can keep several suggestions open."""
    state = {}
    answered(lambda message: respond(state, message, make, versions))


def answered(respond):
    """Answers each line of the input with respond(message), and with a line for what it raises."""
    out = os.fdopen(os.dup(1), "w", encoding="utf-8")
    # What a library prints is not an answer.
    os.dup2(2, 1)
    for line in sys.stdin:
        try:
            answer = respond(json.loads(line))
        except Unsupported as reason:
            answer = {"unsupported": str(reason)}
        except Exception as error:
            answer = {"error": f"{type(error).__name__}: {error}"}
        out.write(json.dumps(answer) + "\n")
        out.flush()


def respond(state, message, make, versions):
    op = message["op"]
    if op == "versions":
        return {"versions": {**versions, "python": platform.python_version()}}
    if op == "start":
        if message["parallel"] > 1 and not getattr(make, "parallel", False):
            raise Unsupported("it is asked one question at a time")
        state["peer"] = make(message)
        return {"ok": True}
    peer = state["peer"]
    begin = time.perf_counter()
    if op == "suggest":
        values = peer.suggest()
        return {"values": values, "ms": (time.perf_counter() - begin) * 1e3}
    if op == "observe":
        peer.observe(message["losses"], message["violations"])
        return {"ms": (time.perf_counter() - begin) * 1e3}
    if op == "recommend":
        return {"values": peer.recommend() if hasattr(peer, "recommend") else None}
    raise ValueError(f"no op {op}")
