"""Does what a transcript asks of training code, with the Python client, whose folder is on PYTHONPATH."""

import json
import os

import diapason

t = diapason.trial(lr=1, depth=3)


def numbers(metrics):
    return {name: float(x) if isinstance(x, str) else x for name, x in metrics.items()}


def saw(what):
    print(json.dumps(what), flush=True)


class Error(Exception):
    """What a setter raises; its name is that of JavaScript, so that a refusal reads the same."""


def refusal(text):
    def refuse(value):
        raise Error(text)

    return refuse


for act in json.loads(os.environ["TRANSCRIPT"]):
    if "steps" in act:
        for step in t.steps(act["steps"]):
            t.report(numbers(act["report"]), wait=True)
            saw({"step": step, "lr": t.lr})
        saw({"left": True})
    elif "report" in act:
        decision = t.report(numbers(act["report"]), step=act.get("step"), wait=True)
        saw({"action": decision.action, "why": decision.why})
    elif "show" in act:
        saw({"config": t.config, "seed": t.seed})
    elif "live" in act:
        if "raises" in act:
            t.live(**{name: refusal(act["raises"]) for name in act["live"]})
        else:
            t.live(*act["live"])
    elif "asked" in act:
        saw({"save": t.save_requested})
    elif "checkpoint" in act:
        t.checkpoint(act["checkpoint"], lambda folder: None)
    elif "resume" in act:
        t.resume(lambda folder: None)
    else:
        (name, said), = act.items()
        t.result(numbers(said)) if name == "result" else getattr(t, name)(*said)
