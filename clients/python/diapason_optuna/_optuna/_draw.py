"""What is drawn without a proposal: decided by the seed, the trial and the name, so that threads and replays draw the same."""

import random
from typing import Dict, Sequence


def share(seed: int, number: int, name: str) -> float:
    """Where in its range a parameter of a trial lies, from 0 to 1."""
    return random.Random("{}/{}/{}".format(seed, number, name)).random()


def spread_out(seed: int, names: Sequence[str], turn: int) -> Dict[str, float]:
    """Shares of all parameters, far from those of other turns: multiples of powers of an irrational number."""
    root = 2.0
    for _ in range(30):
        root = (1.0 + root) ** (1.0 / (len(names) + 1))
    begin = {name: random.Random("{}/{}".format(seed, name)).random() for name in names}
    return {name: (begin[name] + (turn + 1) * root ** -(at + 1)) % 1.0 for at, name in enumerate(names)}
