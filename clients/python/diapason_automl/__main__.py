"""python -m diapason_automl look | worker | finish | predict"""

from __future__ import annotations

import argparse
import json
import math
import sys
import time
from typing import Any, Dict, List, Optional

from .faults import Fault, missing_packages


def main(words: Optional[List[str]] = None) -> int:
    """Runs one verb. Prints one JSON object (the worker: lines); 0 when all went well, 2 for a fault of the data or of a flag."""
    begun = time.monotonic()  # before the libraries, which may take seconds to import
    asked = _parser().parse_args(words)
    asked.begun = begun
    verb = asked.verb
    lost = missing_packages(pictures=bool(getattr(asked, "images", None)))
    if lost:
        print(json.dumps({"schema": f"diapason.automl.{verb}/1", "warnings": [], "errors": [lost]}))
        return 2
    if verb == "worker":
        from .worker import work

        return work(asked.workdir)
    schema = f"diapason.automl.{verb}/1"
    try:
        answer = _run(verb, asked)
    except Fault as fault:
        print(json.dumps({"schema": schema, "warnings": [], "errors": [fault.words]}, ensure_ascii=True))
        return 2
    print(json.dumps(_finite(answer), ensure_ascii=True, allow_nan=False))
    return 0


def _finite(value: Any) -> Any:
    """The same as JSON can say it: numpy's numbers as Python's, and null for one that is not finite."""
    from .workdir import plain

    if isinstance(value, dict):
        return {name: _finite(one) for name, one in value.items()}
    if isinstance(value, (list, tuple)):
        return [_finite(one) for one in value]
    if isinstance(value, float):
        return float(value) if math.isfinite(value) else None
    return value if value is None or isinstance(value, (str, int)) else _finite(plain(value))


def _run(verb: str, asked: argparse.Namespace) -> Dict[str, Any]:
    if verb == "look" and asked.images:
        from .images.look import look as look_at_pictures

        return look_at_pictures(asked)
    if verb == "look":
        from .look import look

        if not asked.data or not asked.target:
            raise Fault("bad-flag", "a table and the column to predict are needed", "--images is for pictures", "look DATA --target COLUMN")
        return look(asked)
    if verb == "finish":
        from .finish import finish

        return finish(asked)
    from .predict import predict

    return predict(asked)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="diapason_automl")
    verbs = parser.add_subparsers(dest="verb", required=True)
    look = verbs.add_parser("look", help="read the table and prepare what the search works on")
    look.add_argument("data", nargs="?")
    look.add_argument("--target")
    look.add_argument("--images", help="a folder with a folder of pictures for each class; or with DATA the folder of the files that it names")
    look.add_argument("--seconds", type=float, default=600.0, help="that the search may take, and")
    look.add_argument("--jobs", type=int, default=1, help="how many trials run at a time: so many epochs a trial of pictures gets")
    look.add_argument("--out", required=True)
    for flag in ("--task", "--metric", "--time-column", "--group", "--ignore", "--keep"):
        look.add_argument(flag)
    look.add_argument("--seed", type=int, default=0)
    look.add_argument("--max-rows", type=int, default=250_000)
    look.add_argument("--max-columns", type=int, default=1000)
    look.add_argument("--holdout", type=float)
    verbs.add_parser("worker", help="run one trial after another").add_argument("workdir")
    finish = verbs.add_parser("finish", help="join the trials to one model")
    finish.add_argument("workdir")
    finish.add_argument("--trials")
    finish.add_argument("--out", required=True)
    finish.add_argument("--seconds", "--deadline", dest="seconds", type=float, default=60.0)
    predict = verbs.add_parser("predict", help="predict new data with a saved model")
    predict.add_argument("model")
    predict.add_argument("data")
    predict.add_argument("--out", required=True)
    predict.add_argument("--proba", action="store_true")
    return parser


if __name__ == "__main__":
    sys.exit(main())
