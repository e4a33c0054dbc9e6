"""What the programs of the peers that hear of training curves share: JSON lines as in frame.py, with other requests.

{"op":"versions"}                        {"versions":{"optuna":"5.0.0"}}
{"op":"start","kind":"tpe+median","parameters":[…],"epochs":52,"seed":0,"workers":1,"size":20}
                                         {"ok":true} or {"unsupported":"why"}; size: full trainings, or their worth, that there is time for
{"op":"ask"}                             {"trial":7,"values":{"p0":0.3},"to":17}, or {} when it has nothing left
{"op":"report","trial":7,"epoch":3,"loss":0.4}
                                         {"over":false}; true: this training ends here
{"op":"finish","trial":7,"loss":0.4}     {"ok":true}: it has reached "to"
anything that breaks                     {"error":"…"}

With several workers a trial is asked for while others are open. What is asked for again with the same values goes on from where it was.
"""

from frame import answered

import platform


def serve_curves(make, versions):
    """Answers until the input ends. make(problem) gives an object with ask() -> (trial, values, to), finish(trial, loss) and, perhaps,
    report(trial, epoch, loss) -> whether it is over."""
    state = {}
    answered(lambda message: respond(state, message, make, versions))


def respond(state, message, make, versions):
    op = message["op"]
    if op == "versions":
        return {"versions": {**versions, "python": platform.python_version()}}
    if op == "start":
        state["peer"] = make(message)
        return {"ok": True}
    peer = state["peer"]
    if op == "ask":
        trial, values, to = peer.ask()
        return {"trial": trial, "values": values, "to": to}
    if op == "report":
        over = hasattr(peer, "report") and peer.report(message["trial"], message["epoch"], message["loss"])
        return {"over": bool(over)}
    if op == "finish":
        peer.finish(message["trial"], message["loss"])
        return {"ok": True}
    raise ValueError(f"no op {op}")
