"""Quiet hours: notifications stay silent, breaches do not."""

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.domain.sla.levels import Alerting
from tests.ui.clocks import clock_card
from ui.shell.quiet import is_quiet, to_tell


def at(hour: int, minute: int = 0) -> datetime:
    return datetime(2026, 11, 23, hour, minute).astimezone()


@pytest.mark.parametrize(
    ("start", "end", "hour", "quiet"),
    [
        ("12:00", "13:00", 12, True), ("12:00", "13:00", 13, False), ("12:00", "13:00", 11, False),
        ("22:00", "07:00", 23, True), ("22:00", "07:00", 6, True), ("22:00", "07:00", 7, False),
        ("22:00", "07:00", 21, False), ("22:00", "07:00", 22, True), ("00:00", "07:00", 0, True),
        ("", "", 3, False), ("22:00", "", 23, False), ("07:00", "07:00", 7, False),
        ("25:00", "07:00", 3, False), ("<b>", "x" * 99, 3, False),
    ],
)  # fmt: skip
def test_hours_may_span_midnight(start: str, end: str, hour: int, quiet: bool) -> None:
    assert is_quiet(Alerting(quiet_from=start, quiet_until=end), at(hour)) is quiet


def test_they_are_this_computers_hours_whatever_zone_an_instant_is_in() -> None:
    noon = at(12, 30)
    hours = Alerting(quiet_from="12:00", quiet_until="13:00")
    assert is_quiet(hours, noon.astimezone(UTC))


@given(st.integers(0, 23), st.integers(0, 23), st.integers(0, 23))
def test_an_hour_is_either_in_the_hours_or_in_those_between(a: int, b: int, now: int) -> None:
    forth = Alerting(quiet_from=f"{a:02}:00", quiet_until=f"{b:02}:00")
    back = Alerting(quiet_from=f"{b:02}:00", quiet_until=f"{a:02}:00")
    assert is_quiet(forth, at(now)) + is_quiet(back, at(now)) == (a != b)


BREACH, SOON = clock_card(0, -1), clock_card(30, 29)


@pytest.mark.parametrize(
    ("in_front", "quiet", "told"),
    [
        (False, False, [BREACH, SOON]), (True, False, [BREACH]), (False, True, [BREACH]), (True, True, [BREACH]),
    ],
)  # fmt: skip
def test_a_breach_is_told_whatever_the_hour(
    in_front: bool, quiet: bool, told: list[object]
) -> None:
    assert to_tell((BREACH, SOON), in_front=in_front, quiet=quiet) == told
