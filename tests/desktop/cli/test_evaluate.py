"""`triagedeck evaluate`: small data whose answers anybody can count."""

import json
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from desktop.cli.verbs import app

TAUGHT = [("invoice charged twice", "billing"), ("refund of the invoice", "billing"), ("wrong bill", "billing"),
    ("token refused", "auth"), ("401 from the token service", "auth"), ("expired token", "auth")] * 3  # fmt: skip


def run(*words: object, ends: int = 0) -> Any:
    done = CliRunner().invoke(app, ["evaluate", *map(str, words), "--json"])
    assert done.exit_code == ends, done.output
    return json.loads(done.stdout) if not ends else done.output


def table(place: Path, rows: list[tuple[str, str]], header: str = "text,label") -> Path:
    file = place / "data.csv"
    lines = [f'"{text}",{label}' for text, label in rows]
    file.write_text("\n".join([header, *lines] if header else lines) + "\n", "utf-8")
    return file


def test_categories_are_learnt_from_the_other_file(tmp_path: Path) -> None:
    (tmp_path / "train").mkdir()
    train = table(tmp_path / "train", TAUGHT, header="")
    data = table(
        tmp_path,
        [("the invoice is wrong", "billing"), ("token expired again", "auth"), ("token", "x")],
    )
    told = run("categorise", data, "--train", train)
    assert (told["task"], told["n"], told["model"]) == ("categorise", 3, "all-MiniLM-L6-v2-int8")
    assert told["metrics"]["accuracy"] == pytest.approx(2 / 3)
    assert told["metrics"]["macro_f1"] == pytest.approx((1 + 2 / 3 + 0) / 3)


def test_without_another_file_each_fifth_is_answered_from_the_others(tmp_path: Path) -> None:
    told = run("categorise", table(tmp_path, TAUGHT))
    assert (told["n"], told["metrics"]["accuracy"]) == (18, 1.0)


def test_groups_are_compared_with_the_labels(tmp_path: Path) -> None:
    rows = [("How can I delete my account?", "1"), ("I want to get rid of my account", "1"),
        ("The printer is out of paper", "2"), ("No paper in the printer", "2"), ("Voice notes stop early", "3")]  # fmt: skip
    told = run("clusters", table(tmp_path, rows))
    assert told["metrics"]["pair_f1"] == told["metrics"]["v_measure"] == told["metrics"]["ari"] == 1


def test_the_right_article_is_looked_for(tmp_path: Path) -> None:
    file = tmp_path / "kb.json"
    kb = [
        {"id": "a", "title": "Reset a password", "body": "Choose Forgot."},
        {"id": 7, "body": "Refunds take a week."},
    ]
    asked = [
        {"text": "forgot my password", "id": "a"},
        {"text": "money back", "id": "7"},
        {"text": "x", "id": "gone"},
    ]
    file.write_text(json.dumps({"kb": kb, "queries": asked}), "utf-8")
    told = run("retrieve", file)
    assert told["n"] == 3
    assert told["metrics"] == {"top1": pytest.approx(2 / 3), "top5": pytest.approx(2 / 3)}


def test_labelled_spans_and_tones_are_measured(tmp_path: Path) -> None:
    text = "Patient MRN 00482913, call 212-555-0187."
    spans = [
        {"start": 12, "end": 20, "type": "mrn"},
        {"start": 27, "end": 39, "type": "PHONE_NUMBER"},
    ]
    file = tmp_path / "phi.jsonl"
    file.write_text(json.dumps({"text": text, "spans": spans}) + "\n\n", "utf-8")
    told = run("phi", file)
    assert told["metrics"]["structured_recall"] == told["metrics"]["structured_precision"] == 1
    assert told["metrics"]["per_type"] == {"PHONE_NUMBER": 1.0, "mrn": 1.0}
    file.write_text('{"text": "Thank you, that works great!", "label": "Positive"}\n', "utf-8")
    assert run("sentiment", file)["metrics"]["accuracy"] == 1


@pytest.mark.parametrize(
    ("task", "words", "told"),
    [
        ("categorise", "text,label\nalone\n", "line 2"),
        ("categorise", b"\xff\xfe\x00", "UTF-8"),
        ("retrieve", "{", "kb"),
        ("retrieve", '{"kb": [{"id": 1}, {"id": "1"}], "queries": []}', "one id"),
        ("phi", '{"text": "a", "spans": []}\n{"text": 5}\n', "line 2"),
        ("phi", '{"text": "a", "spans": [{"start": 0, "end": 9, "type": "mrn"}]}\n', "line 1"),
        ("sentiment", '{"text": "a", "label": "angry"}\n', "line 1"),
    ],
)  # fmt: skip
def test_a_broken_file_is_named_with_its_place(
    tmp_path: Path, task: str, words: str | bytes, told: str
) -> None:
    file = tmp_path / "kb"
    file.write_bytes(words if isinstance(words, bytes) else words.encode())
    assert told in run(task, file, ends=2)


@pytest.mark.parametrize("task", ["categorise", "clusters", "phi", "sentiment"])
def test_an_empty_file_measures_nothing(tmp_path: Path, task: str) -> None:
    file = tmp_path / "empty"
    file.write_text("", "utf-8")
    assert run(task, file)["n"] == 0


def test_a_file_that_is_not_there_is_named(tmp_path: Path) -> None:
    assert "gone.csv" in run("clusters", tmp_path / "gone.csv", ends=2)
