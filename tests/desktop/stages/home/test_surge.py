"""Surge: the last hour against the usual one."""

from datetime import UTC, datetime, timedelta

import pytest
from msgspec.structs import replace

from desktop.domain.ticket import Requester, Status, Ticket
from desktop.stages.home.contract import Surge
from desktop.stages.home.surge import surge

NOW = datetime(2026, 11, 23, 14, 0, tzinfo=UTC)
ONE = Ticket(1, "", "", Status.NEW, None, NOW, "", Requester(1, "", ""), None, (), None, None, ())


def aged(*minutes: int) -> list[Ticket]:
    return [replace(ONE, created_at=NOW - timedelta(minutes=m)) for m in minutes]


@pytest.mark.parametrize(
    ("ages", "shown"),
    [
        ([], Surge(0, 0.0, False)),
        ([5, 10, 15, 20], Surge(4, 0.0, False)),
        ([5, 10, 15, 20, 25], Surge(5, 0.0, True)),
        ([59] * 5 + [61] * 48, Surge(5, 2.0, True)),
        ([59] * 5 + [61] * 60, Surge(5, 2.5, False)),
        ([60] * 24, Surge(0, 1.0, False)),
        ([25 * 60] * 99, Surge(0, 0.0, False)),
    ],
    ids=["nothing", "few", "rising", "twice and a half", "usual", "an hour old", "long ago"],
)
def test_the_last_hour_is_compared_with_the_mean_of_the_day(ages: list[int], shown: Surge) -> None:
    seen = surge(aged(*ages), NOW)
    assert (seen.last_hour, seen.usual, seen.rising) == (
        shown.last_hour,
        shown.usual,
        shown.rising,
    )
    assert (seen.since is not None) == seen.rising


def test_the_bars_are_the_last_twenty_quarters_the_newest_last() -> None:
    seen = surge(aged(0, 14, 15, 299, 300), NOW)
    assert len(seen.bars) == 20
    assert (seen.bars[-1], seen.bars[-2], seen.bars[0], sum(seen.bars)) == (2, 1, 1, 4)


def test_a_surge_began_where_the_unbroken_run_above_the_usual_begins() -> None:
    seen = surge(aged(1, 2, 16, 17, 31, 32, 46, 47, 61, 62, 120), NOW)
    assert seen.rising
    assert seen.since == NOW - timedelta(minutes=75)


def test_a_ticket_of_the_next_second_belongs_to_the_newest_bar() -> None:
    assert surge(aged(-1), NOW).bars[-1] == 1
