"""Evaluating the tone reads labels as words, as short words and as ratings."""

import json
from pathlib import Path

import pytest

from desktop.cli.evaluation.sentiment import evaluate
from desktop.domain.errors import InputError

OURS = Path(__file__).parents[3] / "queues/sentiment/ours.jsonl"


def written(folder: Path, *labels: object) -> Path:
    path = folder / "data.jsonl"
    rows = [json.dumps({"text": "Great, I love it", "label": label}) for label in labels]
    path.write_text("\n".join(rows), "utf-8")
    return path


@pytest.mark.parametrize("label", ["positive", "POSITIVE", "pos", " Pos ", 2.1, 0.5, "0.5", 1])
def test_every_way_to_say_positive_is_read(tmp_path: Path, label: object) -> None:
    assert evaluate(written(tmp_path, label), None) == (1, {"accuracy": 1.0, "macro_f1": 1.0})


@pytest.mark.parametrize("label", ["neutral", "neg", 0.49, -0.5, "-3"])
def test_every_way_to_say_something_else_is_read(tmp_path: Path, label: object) -> None:
    assert evaluate(written(tmp_path, label), None)[1]["accuracy"] == 0.0


def test_the_mean_is_over_the_classes_that_occur(tmp_path: Path) -> None:
    count, metrics = evaluate(written(tmp_path, "positive", "negative"), None)
    assert (count, metrics["accuracy"]) == (2, 0.5)
    assert metrics["macro_f1"] == pytest.approx((2 / 3 + 0) / 2, abs=1e-4)


def test_our_own_sentences_are_nearly_all_told_right() -> None:
    count, metrics = evaluate(OURS, None)
    assert count >= 60
    assert metrics["accuracy"] >= 0.95  # type: ignore[operator]
    assert metrics["macro_f1"] >= 0.95  # type: ignore[operator]


def test_no_data_is_no_crash(tmp_path: Path) -> None:
    assert evaluate(written(tmp_path), None) == (0, {"accuracy": 0.0, "macro_f1": 0.0})


@pytest.mark.parametrize("label", ["angry", "", None, [], "nan?"])
def test_a_label_nobody_knows_names_its_line(tmp_path: Path, label: object) -> None:
    with pytest.raises(InputError, match="line 2"):
        evaluate(written(tmp_path, "neutral", label), None)
