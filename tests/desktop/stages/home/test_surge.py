"""Surge: the last hour against the usual one."""

from datetime import UTC, datetime, timedelta

from msgspec.structs import replace

from desktop.domain.ticket import Requester, Status, Ticket
from desktop.stages.home.arrivals import Arrivals
from desktop.stages.home.contract import Surge
from desktop.stages.home.surge import surge

NOW = datetime(2026, 11, 23, 14, 0, tzinfo=UTC)
ONE = Ticket(1, "", "", Status.NEW, None, NOW, "", Requester(1, "", ""), None, (), None, None, ())


def aged(*minutes: int) -> list[Ticket]:
    return [replace(ONE, created_at=NOW - timedelta(minutes=m)) for m in minutes]


USUAL = ((1.0, 2.0, 4.0),) * 5


def seen(tickets: list[Ticket], weeks: tuple[tuple[float, ...], ...] = USUAL) -> Surge:
    """Judge these tickets as all that came, against these weeks."""
    ages = [NOW - ticket.created_at for ticket in tickets]
    recent = tuple(sum(age < timedelta(hours=w) for age in ages) for w in (1, 2, 4))
    return surge(tickets, Arrivals(recent, weeks), NOW)


def test_it_says_how_many_came_against_what_is_usual() -> None:
    told = seen(aged(*range(0, 60, 5)))
    assert (told.last_hour, told.usual, told.rising, told.weeks) == (12, 1.0, True, 5)
    assert told.since is not None


def test_without_history_nothing_is_compared() -> None:
    told = seen(aged(*range(0, 60, 5)), USUAL[:3])
    assert (told.usual, told.rising, told.weeks, told.since) == (None, False, 3, None)


def test_it_says_what_the_tickets_of_a_surge_have_in_common() -> None:
    burst = [
        replace(one, subject="Token refused", description="the gateway answers 401", id=n)
        for n, one in enumerate(aged(*range(0, 60, 5)))
    ]
    old = [
        replace(one, subject="Invoice", description="the total is off") for one in aged(*[600] * 20)
    ]
    told = seen(burst + old)
    assert told.common
    assert {one.tickets for one in told.common} == {12}
    assert told.common[0].word in {"Token", "token", "refused", "gateway", "answers", "401"}


def test_the_bars_are_the_last_twenty_quarters_the_newest_last() -> None:
    told = seen(aged(0, 14, 15, 299, 300))
    assert len(told.bars) == 20
    assert (told.bars[-1], told.bars[-2], told.bars[0], sum(told.bars)) == (2, 1, 1, 4)


def test_a_surge_began_where_the_unbroken_run_above_the_usual_begins() -> None:
    told = seen(aged(1, 2, 3, 16, 17, 18, 31, 32, 33, 46, 47, 48, 61, 62, 120))
    assert told.rising
    assert told.since == NOW - timedelta(minutes=75)


def test_a_ticket_of_the_next_second_belongs_to_the_newest_bar() -> None:
    assert seen(aged(-1)).bars[-1] == 1
