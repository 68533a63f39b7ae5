"""Schedules: hand-made cases, properties, and the public cases where they are present."""

import json
import os
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.base.clock import parse_instant
from desktop.base.paths import ROOT
from desktop.domain.errors import InputError
from desktop.domain.sla.schedule import Schedule, deadline, elapsed, parse_schedule

_DAYS = ("sun", "mon", "tue", "wed", "thu", "fri", "sat")


def _reference() -> list[dict[str, Any]]:
    folder = Path(os.environ.get("TRIAGEDECK_REFERENCE", ROOT.parent / "shared"))
    path = folder / "data" / "sla" / "cases.json"
    if not path.exists():
        return []
    cases: list[dict[str, Any]] = json.loads(path.read_text("utf-8"))["cases"]
    return [case for case in cases if _is_supported(case)]


def _is_supported(case: dict[str, Any]) -> bool:
    later = ("shifts", "breaks", "pauses", "disputed", "tolerance")
    return case["kind"] in ("within", "add") and not any(case.get(key) for key in later)


def _minutes(clock: str) -> int:
    hours, minutes, *_ = clock.split(":")
    return int(hours) * 60 + int(minutes)


def _schedule(case: dict[str, Any]) -> Schedule:
    windows = [
        (_DAYS.index(day) * 1440 + _minutes(opens), _DAYS.index(day) * 1440 + _minutes(closes))
        for day, pairs in case["hours"].items()
        for opens, closes in pairs
    ]
    closed = frozenset(date.fromisoformat(day) for day in case.get("holidays", []))
    return Schedule(case["tz"], tuple(sorted(windows)), closed)


_CASES = _reference()


@pytest.mark.skipif(not _CASES, reason="no public reference data beside this clone")
@pytest.mark.parametrize("case", _CASES, ids=[case["id"] for case in _CASES])
def test_agrees_with_the_public_case(case: dict[str, Any]) -> None:
    schedule, start = _schedule(case), parse_instant(case["start"])
    if case["kind"] == "within":
        assert elapsed(schedule, start, parse_instant(case["end"])) == case["expected"]
        return
    got = deadline(schedule, start, case["seconds"])
    others = case.get("alt_expected", [])
    allowed = [case["expected"], *([others] if isinstance(others, str) else others)]
    assert got in [parse_instant(text) for text in allowed]


WEEKDAYS = Schedule("Europe/Berlin", tuple((d * 1440 + 540, d * 1440 + 1020) for d in range(1, 6)))
ALL_WEEK = Schedule("America/New_York", ((0, 10080),))
_instants = st.datetimes(datetime(2024, 1, 1), datetime(2027, 12, 31), timezones=st.just(UTC))  # noqa: DTZ001 - hypothesis adds the zone
_schedules = st.sampled_from([None, WEEKDAYS, ALL_WEEK])


@given(_schedules, _instants, st.integers(0, 400_000))
def test_the_deadline_lies_exactly_its_seconds_away(
    schedule: Schedule | None, start: datetime, seconds: int
) -> None:
    start = start.replace(microsecond=0)
    assert elapsed(schedule, start, deadline(schedule, start, seconds)) == seconds


@given(_schedules, _instants, st.integers(0, 10**6), st.integers(0, 10**6))
def test_elapsed_adds_up(schedule: Schedule | None, start: datetime, first: int, then: int) -> None:
    start = start.replace(microsecond=0)
    middle = start + timedelta(seconds=first)
    end = middle + timedelta(seconds=then)
    whole = elapsed(schedule, start, end)
    assert whole == elapsed(schedule, start, middle) + elapsed(schedule, middle, end)


def test_a_window_used_up_exactly_answers_the_close() -> None:
    friday = datetime(2026, 11, 27, 8, tzinfo=UTC)
    assert deadline(WEEKDAYS, friday, 8 * 3600) == datetime(2026, 11, 27, 16, tzinfo=UTC)


def test_a_day_of_the_autumn_change_is_25_hours_long() -> None:
    day = datetime(2026, 11, 1, 4, tzinfo=UTC)
    assert elapsed(ALL_WEEK, day, datetime(2026, 11, 2, 5, tzinfo=UTC)) == 25 * 3600


def test_holidays_are_closed() -> None:
    closed = Schedule(WEEKDAYS.zone, WEEKDAYS.windows, frozenset({date(2026, 12, 25)}))
    thursday = datetime(2026, 12, 24, 15, tzinfo=UTC)
    assert deadline(closed, thursday, 2 * 3600) == datetime(2026, 12, 28, 9, tzinfo=UTC)


def test_zendesks_shape_is_read() -> None:
    raw = {
        "time_zone": "UTC",
        "intervals": [{"start_time": 1980, "end_time": 2460}],
        "holidays": [{"start_date": "2026-12-24", "end_date": "2026-12-26"}],
    }
    assert parse_schedule(raw) == Schedule(
        "UTC", ((1980, 2460),), frozenset(date(2026, 12, day) for day in (24, 25, 26))
    )


@pytest.mark.parametrize(
    "raw",
    [
        {},
        {"time_zone": "Mars/Olympus"},
        {"time_zone": "UTC", "intervals": [{"start_time": 5, "end_time": 5}]},
        {"time_zone": "UTC", "intervals": [{"start_time": "x", "end_time": 5}]},
    ],
)
def test_impossible_hours_are_refused(raw: dict[str, object]) -> None:
    with pytest.raises(InputError):
        parse_schedule(raw)


def test_a_schedule_that_never_opens_says_so() -> None:
    with pytest.raises(InputError, match="never opens"):
        deadline(Schedule("UTC", ()), datetime(2026, 1, 1, tzinfo=UTC), 1)
