"""Service levels as entered: what they promise, and every problem at its field."""

from datetime import UTC, date, datetime
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from desktop.domain.errors import FieldError
from desktop.domain.sla.entered import problems, read_levels
from desktop.domain.sla.levels import (
    Alerting,
    EnteredHours,
    EnteredTarget,
    OwnHours,
    ServiceLevels,
)
from desktop.domain.sla.schedule import Schedule, deadline, is_open
from tests.desktop.domain.sla.tickets import T0, clocks

YEARS = range(2026, 2028)
FIRST = EnteredTarget("first_reply_time", "high", 90, business_hours=True)
CLOSED = ("",) * 7


def entered(**hours: Any) -> ServiceLevels:
    return ServiceLevels(EnteredHours(**hours), (FIRST,))


def schedule(**hours: Any) -> Schedule:
    (found,) = read_levels(entered(**hours), YEARS).schedules
    return found


def named(levels: ServiceLevels) -> dict[str, str]:
    return {error.field: error.message for error in problems(levels)}


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


def test_the_defaults_promise_nothing_and_have_no_problem() -> None:
    assert problems(ServiceLevels()) == ()
    read = read_levels(ServiceLevels(), YEARS)
    assert (read.policies, read.entered) == ((), True)


def test_one_policy_holds_for_every_ticket_in_seconds() -> None:
    half = EnteredTarget("next_reply_time", "low", 0.25)
    read = read_levels(ServiceLevels(targets=(FIRST, half)), YEARS)
    (policy,) = read.policies
    assert policy.matches({})
    assert [(t.seconds, t.business_hours) for t in policy.targets] == [(5400, True), (15, False)]


def test_clocks_run_on_what_was_entered() -> None:
    promised = read_levels(entered(week=("10:00-17:00", *CLOSED[1:])), YEARS)
    clock = clocks(promised=promised)["first_reply_time"]
    assert (T0.hour, clock.breach_at) == (9, at("2026-11-23T11:30"))


def test_the_week_begins_on_monday_and_sunday_is_its_last_line() -> None:
    week = ("00:00-24:00", "", "", "", "", "", "10:00-12:00")
    assert schedule(week=week).windows == ((600, 720), (1440, 2880))


def test_a_night_shift_is_two_windows_that_run_on() -> None:
    nights = schedule(week=("22:00-24:00", "00:00–06:00", "", "", "", "", ""))
    assert deadline(nights, at("2026-11-23T22:00"), 7 * 3600) == at("2026-11-24T05:00")


def test_public_holidays_are_closed_by_name_and_own_dates_win() -> None:
    own = (OwnHours("2026-12-25", "10:00-12:00"), OwnHours("2026-12-28"))
    found = schedule(country="US", dates=own)
    assert dict(found.named)[date(2026, 11, 26)].startswith("Thanksgiving")
    assert not is_open(found, at("2026-11-26T10:00"))
    assert is_open(found, at("2026-12-25T10:30"))
    assert not is_open(found, at("2026-12-28T10:00"))


def test_an_empty_week_is_fine_while_every_target_counts_calendar_time() -> None:
    calendar = EnteredTarget("first_reply_time", "high", 90)
    levels = ServiceLevels(EnteredHours(week=CLOSED), (calendar,))
    assert problems(levels) == ()
    assert read_levels(levels, YEARS).schedules == ()


@pytest.mark.parametrize(
    ("hours", "field", "words"),
    [
        ({"zone": "Berlin"}, "hours.zone", "'Berlin' is no time zone"),
        ({"zone": ""}, "hours.zone", "is no time zone"),
        ({"week": ("25:00-26:00", *CLOSED[1:])}, "hours.week[0]", "25:00 is no time of day"),
        ({"week": ("17:00-09:00", *CLOSED[1:])}, "hours.week[0]", "ends before it starts"),
        ({"week": (*CLOSED[1:], "09:00-11:00, 10:00-12:00")}, "hours.week[6]",
         "10:00–12:00 overlaps 09:00–11:00"),
        ({"week": CLOSED}, "hours.week", "the week is empty, and one target counts business hours"),
        ({"week": ("09:00-17:00",) * 5}, "hours.week", "seven days are needed"),
        ({"country": "ZZ"}, "hours.country", "'ZZ' is no country"),
        ({"country": "DE", "subdivision": "QQ"}, "hours.subdivision", "'QQ' is no part of DE"),
        ({"subdivision": "BY"}, "hours.subdivision", "choose the country first"),
        ({"dates": (OwnHours("2026-12-24"), OwnHours("2026-02-30"))}, "hours.dates[1].date",
         "'2026-02-30' is no date"),
        ({"dates": (OwnHours("20261224"),)}, "hours.dates[0].date", "is no date"),
        ({"dates": (OwnHours("2026-12-24"),) * 2}, "hours.dates[1].date", "stands here twice"),
        ({"dates": (OwnHours("2026-12-24", "x"),)}, "hours.dates[0].hours", "'x' is no window"),
    ],
)  # fmt: skip
def test_hours_that_cannot_be_are_an_error_at_their_field(
    hours: dict[str, Any], field: str, words: str
) -> None:
    assert words in named(entered(**hours))[field]
    with pytest.raises(FieldError) as wrong:
        read_levels(entered(**hours), YEARS)
    assert wrong.value.field == field


@pytest.mark.parametrize(
    ("change", "field", "words"),
    [
        ({"minutes": 0}, "minutes", "at least 15 seconds"),
        ({"minutes": float("nan")}, "minutes", "at least 15 seconds"),
        ({"minutes": float("inf")}, "minutes", "more than a year"),
        ({"minutes": 200_000}, "minutes", "a week is open for 2400 minutes"),
        ({"metric": "mood"}, "metric", "'mood' is no metric"),
        ({"priority": "huge"}, "priority", "'huge' is no priority"),
        ({}, "metric", "first_reply_time at high stands here twice"),
    ],
)
def test_a_target_that_cannot_be_is_an_error_at_its_field(
    change: dict[str, Any], field: str, words: str
) -> None:
    base = {"metric": FIRST.metric, "priority": FIRST.priority, "minutes": 90.0}
    other = EnteredTarget(**(base | {"business_hours": True} | change))
    assert words in named(ServiceLevels(targets=(FIRST, other)))[f"targets[1].{field}"]


@pytest.mark.parametrize(
    ("alerting", "field", "words"),
    [
        (Alerting((90, 0)), "minutes[1]", "1 to 10080"),
        (Alerting((10081,)), "minutes[0]", "1 to 10080"),
        (Alerting((30, 30)), "minutes[1]", "stands here twice"),
        (
            Alerting(quiet_from="25:00", quiet_until="07:00"),
            "quiet_from",
            "25:00 is no time of day",
        ),
        (Alerting(quiet_from="22:00", quiet_until="7:00"), "quiet_until", "7:00 is no time of day"),
        (Alerting(quiet_from="22:00", quiet_until="24:00"), "quiet_until", "is no time of day"),
        (Alerting(quiet_from="22:00"), "quiet_until", "or neither"),
        (Alerting(quiet_until="22:00"), "quiet_from", "or neither"),
        (Alerting(quiet_from="22:00", quiet_until="22:00"), "quiet_until", "no time at all"),
    ],
)
def test_alerting_that_cannot_be_is_an_error_at_its_field(
    alerting: Alerting, field: str, words: str
) -> None:
    assert words in named(ServiceLevels(alerting=alerting))[f"alerting.{field}"]


def test_every_problem_is_told_at_once_in_the_order_of_the_form() -> None:
    hours = EnteredHours(zone="x", week=("x", *CLOSED[1:]), country="ZZ", dates=(OwnHours("x"),))
    levels = ServiceLevels(hours, (EnteredTarget("x", "x", 0),), Alerting((0,), "x", "y"))
    assert [error.field for error in problems(levels)] == [
        "hours.zone", "hours.week[0]", "hours.country", "hours.dates[0].date", "targets[0].metric",
        "targets[0].priority", "targets[0].minutes", "alerting.minutes[0]", "alerting.quiet_from",
        "alerting.quiet_until",
    ]  # fmt: skip


_TIMES = st.sampled_from(["00:00", "06:30", "9:00", "12:00", "17:00", "24:00", "25:00", "x", ""])
_LINES = st.lists(st.tuples(_TIMES, _TIMES), max_size=3).map(
    lambda rows: ", ".join(f"{one}-{other}" for one, other in rows)
)


@settings(deadline=None)
@given(
    zone=st.sampled_from(["UTC", "Europe/Berlin", "Pacific/Apia", "nowhere"]),
    week=st.lists(_LINES, min_size=6, max_size=8).map(tuple),
    dates=st.lists(st.tuples(st.sampled_from(["2026-12-24", "x"]), _LINES), max_size=2),
    minutes=st.floats(),
)
def test_what_has_no_problem_always_gives_a_clock(
    zone: str, week: tuple[str, ...], dates: list[tuple[str, str]], minutes: float
) -> None:
    own = tuple(OwnHours(*each) for each in dates)
    target = EnteredTarget("first_reply_time", "high", minutes, business_hours=True)
    levels = ServiceLevels(EnteredHours(zone, week, dates=own), (target,))
    if not problems(levels):
        assert clocks(promised=read_levels(levels, YEARS))["first_reply_time"].breach_at
