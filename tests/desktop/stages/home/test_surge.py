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
    assert surge(aged(*ages), NOW) == shown
