"""python -m diapason_automl look | worker | finish | predict"""

from __future__ import annotations

import argparse
import json
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
    lost = missing_packages()
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
    from .workdir import plain

    print(json.dumps(answer, ensure_ascii=True, default=plain))
    return 0


def _run(verb: str, asked: argparse.Namespace) -> Dict[str, Any]:
    if verb == "look":
        from .look import look

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
    look.add_argument("data")
    look.add_argument("--target", required=True)
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
