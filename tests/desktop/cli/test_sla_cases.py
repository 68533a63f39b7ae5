"""SLA cases by others: the public ones where they are present, and files anyone may bring."""

import json
import os
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from desktop.base.paths import ROOT
from desktop.cli.sla_cases import CaseResult, run_cases
from desktop.cli.verbs import app
from desktop.domain.errors import InputError

_PUBLIC = (
    Path(os.environ.get("TRIAGEDECK_REFERENCE", ROOT.parent / "shared")) / "data/sla/cases.json"
)
_RESULTS = run_cases(_PUBLIC).cases if _PUBLIC.exists() else ()
OFFICE = {"mon": [["09:00", "12:00"], ["13:00", "17:00"]], "tue": [["09:00", "17:00"]]}


@pytest.mark.skipif(not _RESULTS, reason="no public reference data beside this clone")
@pytest.mark.parametrize("result", _RESULTS, ids=[result.id for result in _RESULTS])
def test_agrees_with_the_public_case(result: CaseResult) -> None:
    # working_hours-56 (a 25-hour day) and businesstimedelta-06 (a night shift) are disputed: real seconds count.
    assert result.ok, result


def case(kind: str, expected: Any, **more: Any) -> dict[str, Any]:
    start = {"start": "2026-11-23T09:00:00Z"}
    return (
        {"id": kind, "kind": kind, "tz": "UTC", "hours": OFFICE, "expected": expected}
        | start
        | more
    )


def run(tmp_path: Path, *cases: dict[str, Any]) -> list[CaseResult]:
    file = tmp_path / "cases.json"
    file.write_text(json.dumps({"cases": cases}), "utf-8")
    return list(run_cases(file).cases)


@pytest.mark.parametrize(
    "one",
    [
        case("within", 14_400, end="2026-11-23T14:00:00Z"),
        case("within", 10_800, end="2026-11-23T14:00:00Z", pauses=[["2026-11-23T11:00:00Z", "2026-11-23T13:00:00Z"]]),
        case("within_minutes_floor", 1, end="2026-11-23T09:01:59Z"),
        case("add", "2026-11-23T14:00:00+00:00", seconds=14_400),
        case("add", "2026-11-24T09:00:00Z", seconds=25_200, alt_expected="2026-11-23T17:00:00Z"),
        case("add", "2026-11-23T15:00:00Z", seconds=14_400, breaks={"2026-11-23": [["10:00", "11:00"]]}),
        case("sub", "2026-11-17T16:00:00Z", seconds=3_600),
        case("active", True),
        case("periods", [["2026-11-23T10:00:00Z", "2026-11-23T11:00:00Z"]], shifts={"2026-11-23": [["10:00", "11:00"]]}),
        case("within", 3_000, end="2026-11-23T10:00:00Z", tolerance=600),
    ],
    ids=lambda one: one["id"],
)  # fmt: skip
def test_each_kind_is_computed(one: dict[str, Any], tmp_path: Path) -> None:
    (result,) = run(tmp_path, one)
    assert result.ok, result


@pytest.mark.parametrize(
    ("words", "broken"),
    [
        ("'25:00' lies after 24:00", {"hours": {"mon": [["09:00", "25:00"]]}}),
        ("hours.mon: 'nine' is no time of day", {"hours": {"mon": [["nine", "17:00"]]}}),
        ("does not end after its start", {"hours": {"mon": [["17:00", "09:00"]]}}),
        ("where the last ended", {"hours": {"mon": [["09:00", "12:00"], ["11:00", "13:00"]]}}),
        ("the week is empty", {"hours": {}}),
        ("'Mars/Olympus' is no time zone", {"tz": "Mars/Olympus"}),
        ("no weekday", {"hours": {"someday": [["09:00", "17:00"]]}}),
        ("unknown kind", {"kind": "guess"}),
        ("Invalid isoformat", {"start": "yesterday"}),
        ("names no time zone", {"start": "2026-11-23T09:00:00"}),
        ("Expected `int`", {"seconds": "soon"}),
    ],
)
def test_a_case_that_cannot_be_fails_alone_and_says_where(
    words: str, broken: dict[str, Any], tmp_path: Path
) -> None:
    bad, good = run(tmp_path, case("add", "x", seconds=5) | broken, case("active", True))
    assert (bad.ok, good.ok) == (False, True)
    assert words in bad.got


def test_a_wrong_answer_fails_and_both_are_told(tmp_path: Path) -> None:
    (result,) = run(tmp_path, case("within", 5, end="2026-11-23T10:00:00Z"))
    assert (result.ok, result.expected, result.got) == (False, 5, 3_600)


@pytest.mark.parametrize("content", ["", "{}", '{"cases": 5}', "[1]"])
def test_a_file_that_holds_no_cases_is_refused(content: str, tmp_path: Path) -> None:
    file = tmp_path / "cases.json"
    file.write_text(content, "utf-8")
    with pytest.raises(InputError, match="cannot be read"):
        run_cases(file)


def test_the_verb_prints_json_and_ends_with_what_came_of_it(tmp_path: Path) -> None:
    run(tmp_path, case("active", True), case("active", False, id="wrong"))
    asked = CliRunner().invoke(app, ["sla", "--cases", str(tmp_path / "cases.json"), "--json"])
    told = json.loads(asked.stdout)
    assert (asked.exit_code, told["passed"], told["failed"]) == (1, 1, 1)
    assert told["cases"][1] == {"id": "wrong", "ok": False, "expected": False, "got": True}
    said = CliRunner().invoke(app, ["sla", "--cases", str(tmp_path / "cases.json")])
    assert said.stdout.splitlines()[-1] == "1 passed, 1 failed"
