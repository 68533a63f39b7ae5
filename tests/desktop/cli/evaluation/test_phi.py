"""Evaluating the tripwire counts by the letter what it found and what it took for something."""

import json
from pathlib import Path
from typing import Any

import pytest

from desktop.cli.evaluation.phi import evaluate
from desktop.domain.errors import InputError
from tests.desktop.triage.phi.texts import FOLDER


def written(folder: Path, *rows: Any) -> Path:
    path = folder / "data.jsonl"
    path.write_text("\n".join(map(json.dumps, rows)), "utf-8")
    return path


def test_recall_precision_and_each_class_are_counted(tmp_path: Path) -> None:
    found = {"text": "MRN 4471982 is here", "spans": [{"start": 4, "end": 11, "type": "MRN"}]}
    missed = {"text": "the code is blue", "spans": [{"start": 12, "end": 16, "type": "PASSWORD"}]}
    false = {"text": "call 555-014-2231 of patient Anna Berg", "spans": []}
    place = {"text": "in Springfield", "spans": [{"start": 3, "end": 14, "type": "GPE"}]}
    assert evaluate(written(tmp_path, found, missed, false, place), None) == (
        4,
        {
            "structured_recall": 0.5,
            "structured_precision": 0.5,
            "per_type": {"GPE": 0.0, "MRN": 1.0, "PASSWORD": 0.0},
        },
    )


def test_half_of_a_span_is_enough_and_less_is_not(tmp_path: Path) -> None:
    text = "x MRN 4471982"
    half = {"text": text, "spans": [{"start": 0, "end": 13, "type": "mrn"}]}
    less = {"text": "yy " + text, "spans": [{"start": 0, "end": 16, "type": "mrn"}]}
    assert evaluate(written(tmp_path, half), None)[1]["structured_recall"] == 1.0
    assert evaluate(written(tmp_path, less), None)[1]["structured_recall"] == 0.0


def test_our_own_tickets_reach_what_their_test_holds() -> None:
    count, metrics = evaluate(FOLDER / "ours.jsonl", None)
    assert count == 150
    assert min(metrics["structured_recall"], metrics["structured_precision"]) >= 0.95  # type: ignore[type-var]


def test_no_data_is_no_crash(tmp_path: Path) -> None:
    count, metrics = evaluate(written(tmp_path), None)
    assert (count, metrics["structured_recall"], metrics["per_type"]) == (0, 0.0, {})


@pytest.mark.parametrize(
    "line",
    [
        "nonsense", "[]", '{"spans": []}', '{"text": 1}', '{"text": "a", "spans": [{"start": 0, "end": 2, "type": "x"}]}',
        '{"text": "a", "spans": [{"start": "0"}]}', "[" * 5000,
    ],
)  # fmt: skip
def test_a_bad_line_is_named(tmp_path: Path, line: str) -> None:
    path = tmp_path / "data.jsonl"
    path.write_text('{"text": "fine"}\n\n' + line, "utf-8")
    with pytest.raises(InputError, match="line 3"):
        evaluate(path, None)


def test_a_file_that_is_not_there_is_said(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="cannot be read"):
        evaluate(tmp_path / "none.jsonl", None)
