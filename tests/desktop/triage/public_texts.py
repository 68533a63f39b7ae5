"""Public texts a measure is judged by, where they lie: answers for everybody, and reports by engineers for engineers."""

import csv
import json
import os
from collections.abc import Callable, Sequence
from functools import cache
from pathlib import Path

import pytest

REFERENCE = Path(os.environ.get("TRIAGEDECK_REFERENCE", Path(__file__).parents[4] / "shared"))
_FEWEST, _LONGEST = 20, 3000


@cache
def plain_and_technical() -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return answers of web support threads, and descriptions of bugs. Skips where they are not there."""
    threads = REFERENCE / "data/stackfaq/stackfaq_dev.json"
    bugs = REFERENCE / "data/gitbugs/hadoop_bugs.csv"
    if not threads.is_file() or not bugs.is_file():
        pytest.skip("the public texts are not in ../shared: not run")
    told = json.loads(threads.read_text("utf-8"))["threads"]
    answers = [answer for thread in told for answer in thread["answer"]]
    csv.field_size_limit(10_000_000)
    with bugs.open(encoding="utf-8", newline="") as rows:
        reports = [row["Description"] for row in csv.DictReader(rows)][::4]
    return _long_enough(answers), _long_enough(reports)


def auc(
    measure: Callable[[str], float], low: Sequence[str], high: Sequence[str]
) -> tuple[float, list[float], list[float]]:
    """Return how often a text of ``high`` measures more than one of ``low``, and both measures."""
    small, large = [measure(one) for one in low], [measure(one) for one in high]
    wins = sum((one > other) + 0.5 * (one == other) for one in large for other in small)
    return wins / (len(small) * len(large)), small, large


def _long_enough(texts: Sequence[str]) -> tuple[str, ...]:
    return tuple(text[:_LONGEST] for text in texts if len(text.split()) >= _FEWEST)
