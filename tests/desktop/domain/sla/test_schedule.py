"""Schedules: what holds for every schedule, hand-made cases, and hours that cannot be."""

from datetime import UTC, date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.domain.errors import FieldError
from desktop.domain.sla.schedule import (
    DAY,
    Schedule,
    deadline,
    elapsed,
    is_open,
    openings,
    start_for,
)
from tests.desktop.domain.sla.schedules import ZONES, instants, schedules, spans

WEEKDAYS = Schedule("Europe/Berlin", tuple((d * 1440 + 540, d * 1440 + 1020) for d in range(1, 6)))
ALL_WEEK = Schedule("America/New_York", ((0, 10080),))
any_schedule = st.one_of(st.none(), schedules)
seconds = st.integers(0, 400_000)


class TestRules:
    @given(any_schedule, instants, seconds)
    def test_a_deadline_lies_exactly_its_seconds_away(
        self, schedule: Schedule | None, start: datetime, target: int
    ) -> None:
        assert elapsed(schedule, start, deadline(schedule, start, target)) == target

    @given(any_schedule, instants, seconds)
    def test_no_earlier_instant_is_that_far_away(
        self, schedule: Schedule | None, start: datetime, target: int
    ) -> None:
        if target:
            before = deadline(schedule, start, target) - timedelta(seconds=1)
            assert elapsed(schedule, start, before) < target

    @given(any_schedule, instants, seconds)
    def test_backwards_leads_to_where_the_same_seconds_begin(
        self, schedule: Schedule | None, end: datetime, target: int
    ) -> None:
        assert elapsed(schedule, start_for(schedule, end, target), end) == target

    @given(any_schedule, instants, spans, spans)
    def test_elapsed_adds_up_over_split_intervals(
        self, schedule: Schedule | None, start: datetime, first: timedelta, then: timedelta
    ) -> None:
        middle, end = start + first, start + first + then
        parts = elapsed(schedule, start, middle) + elapsed(schedule, middle, end)
        assert elapsed(schedule, start, end) == parts

    @given(any_schedule, instants, spans, spans)
    def test_more_time_never_counts_less(
        self, schedule: Schedule | None, start: datetime, one: timedelta, more: timedelta
    ) -> None:
        assert elapsed(schedule, start, start + one) <= elapsed(schedule, start, start + one + more)

    @given(any_schedule, instants, seconds, seconds)
    def test_a_longer_target_never_ends_sooner(
        self, schedule: Schedule | None, start: datetime, one: int, more: int
    ) -> None:
        assert deadline(schedule, start, one) <= deadline(schedule, start, one + more)

    @given(any_schedule, instants, seconds, spans, st.sampled_from(ZONES))
    def test_the_observers_zone_changes_nothing(
        self,
        schedule: Schedule | None,
        start: datetime,
        target: int,
        span: timedelta,
        observer: str,
    ) -> None:
        there = start.astimezone(ZoneInfo(observer))
        assert deadline(schedule, there, target) == deadline(schedule, start, target)
        ends = (start + span).astimezone(ZoneInfo(observer))
        assert elapsed(schedule, there, ends) == elapsed(schedule, start, start + span)

    @given(schedules, instants, st.integers(0, 7200))
    def test_every_second_counted_one_by_one_gives_the_same(
        self, schedule: Schedule, start: datetime, length: int
    ) -> None:
        ticks = (start + timedelta(seconds=tick) for tick in range(length))
        counted = sum(_counts(schedule, tick) for tick in ticks)
        assert elapsed(schedule, start, start + timedelta(seconds=length)) == counted

    @given(schedules, instants)
    def test_open_means_that_the_next_second_counts(
        self, schedule: Schedule, instant: datetime
    ) -> None:
        counts = elapsed(schedule, instant, instant + timedelta(seconds=1))
        assert is_open(schedule, instant) is (counts == 1)

    @given(schedules, instants, spans)
    def test_the_openings_add_up_to_what_elapsed(
        self, schedule: Schedule, start: datetime, span: timedelta
    ) -> None:
        found = openings(schedule, start, start + span)
        total = sum(((closes - opens) for opens, closes in found), timedelta())
        assert total.total_seconds() == elapsed(schedule, start, start + span)


def _counts(schedule: Schedule, instant: datetime) -> bool:
    """Look at the wall clock of the schedule's zone at that second, as a person would."""
    wall = instant.astimezone(ZoneInfo(schedule.zone))
    day, minute = wall.date(), wall.hour * 60 + wall.minute
    if any(a <= minute < b for at, cut in schedule.breaks if at == day for a, b in cut):
        return False
    for at, own in schedule.overrides:
        if at == day:
            return any(a <= minute < b for a, b in own)
    of_week = (wall.weekday() + 1) % 7 * DAY + minute
    return day not in schedule.holidays and any(a <= of_week < b for a, b in schedule.windows)


class TestWhereSuitesDisagree:
    """DESIGN's choices: facts on SLA, A2, by number."""

    def test_1_a_window_used_up_exactly_answers_the_close(self) -> None:
        friday = datetime(2026, 11, 27, 8, tzinfo=UTC)
        assert deadline(WEEKDAYS, friday, 8 * 3600) == datetime(2026, 11, 27, 16, tzinfo=UTC)

    def test_2_a_day_of_the_autumn_change_is_25_hours_long(self) -> None:
        day = datetime(2026, 11, 1, 4, tzinfo=UTC)
        assert elapsed(ALL_WEEK, day, datetime(2026, 11, 2, 5, tzinfo=UTC)) == 25 * 3600

    def test_3_in_a_spring_gap_open_and_elapsed_say_the_same(self) -> None:
        early = Schedule("Europe/Berlin", ((0, 150),))
        midnight = datetime(2026, 3, 28, 23, tzinfo=UTC)
        assert elapsed(early, midnight, midnight + timedelta(hours=9)) == 150 * 60
        assert is_open(early, midnight + timedelta(minutes=141))

    def test_4_a_date_that_never_was_is_not_counted(self) -> None:
        apia = Schedule("Pacific/Apia", ((0, 10080),))
        start = datetime(2011, 12, 29, 10, tzinfo=UTC)
        assert elapsed(apia, start, start + timedelta(days=2)) == 2 * 86_400
        friday = Schedule("Pacific/Apia", ((5 * 1440, 6 * 1440),))
        assert elapsed(friday, start, start + timedelta(days=2)) == 0

    def test_5_seconds_are_whole_inside(self) -> None:
        start = datetime(2026, 11, 23, 9, 0, 0, 400_000, tzinfo=UTC)
        assert elapsed(None, start, start + timedelta(seconds=1, microseconds=900_000)) == 1


class TestDates:
    def test_a_holiday_is_closed(self) -> None:
        closed = Schedule(WEEKDAYS.zone, WEEKDAYS.windows, frozenset({date(2026, 12, 25)}))
        thursday = datetime(2026, 12, 24, 15, tzinfo=UTC)
        assert deadline(closed, thursday, 2 * 3600) == datetime(2026, 12, 28, 9, tzinfo=UTC)

    def test_a_date_of_its_own_hours_wins_over_week_and_holiday(self) -> None:
        day = date(2026, 12, 25)
        own = Schedule("UTC", WEEKDAYS.windows, frozenset({day}), ((day, ((600, 660),)),))
        opens = datetime(2026, 12, 25, 10, tzinfo=UTC)
        assert list(openings(own, opens - timedelta(hours=9), opens + timedelta(hours=12))) == [
            (opens, opens + timedelta(hours=1))
        ]

    def test_a_break_is_cut_out(self) -> None:
        day = date(2026, 11, 23)
        paused = Schedule("UTC", WEEKDAYS.windows, breaks=((day, ((600, 660), (900, 960))),))
        start = datetime(2026, 11, 23, 9, tzinfo=UTC)
        assert elapsed(paused, start, start + timedelta(hours=8)) == 6 * 3600


@pytest.mark.parametrize(
    ("field", "broken"),
    [
        ("zone", {"zone": "Mars/Olympus"}),
        ("zone", {"zone": "../../etc/passwd"}),
        ("windows", {"windows": ()}),
        ("windows[0]", {"windows": ((540, 540),)}),
        ("windows[0]", {"windows": ((540, 500),)}),
        ("windows[1]", {"windows": ((540, 1020), (1000, 1100))}),
        ("windows[1]", {"windows": ((540, 1020), (100, 200))}),
        ("windows[0]", {"windows": ((0, 10_081),)}),
        ("windows[0]", {"windows": ((-5, 10),)}),
        ("overrides[2026-12-24][0]", {"overrides": ((date(2026, 12, 24), ((540, 1500),)),)}),
        ("breaks[2026-12-24][0]", {"breaks": ((date(2026, 12, 24), ((540, 530),)),)}),
    ],
)
def test_hours_that_cannot_be_are_refused_at_their_field(
    field: str, broken: dict[str, Any]
) -> None:
    with pytest.raises(FieldError) as refused:
        Schedule(**{"zone": "UTC", "windows": ((540, 1020),)} | broken)
    assert refused.value.field == field


def test_a_target_beyond_twenty_years_says_so() -> None:
    once = Schedule("UTC", (), overrides=((date(2026, 1, 1), ((0, 60),)),))
    with pytest.raises(FieldError, match="never opens"):
        deadline(once, datetime(2026, 1, 1, tzinfo=UTC), 3601)
    with pytest.raises(FieldError, match="never opens"):
        start_for(once, datetime(2026, 1, 2, tzinfo=UTC), 3601)
