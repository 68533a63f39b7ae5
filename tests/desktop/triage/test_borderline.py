"""The edge of a scope: who nearly stayed out, who nearly came in, and why."""

from datetime import timedelta
from typing import Any

from desktop.domain.scope import UNSOLVED, Edge, Scope
from desktop.domain.ticket import Priority, Snapshot, Status, Ticket
from desktop.triage.matching import Matched, match
from tests.desktop.triage.tickets import NOW, ticket

HOUR = 3600


def matched(scope: Scope, *tickets: Ticket) -> Matched:
    return match(scope, Snapshot(NOW, tickets, (), (), None, None), NOW)


def scope(**fields: Any) -> Scope:
    return Scope(**({"statuses": UNSOLVED} | fields))


def aged(number: int, minutes: int, **more: Any) -> Ticket:
    return ticket(number, created_at=NOW - timedelta(minutes=minutes), **more)


def reasons(edges: tuple[Edge, ...]) -> dict[int, str]:
    return {edge.ticket: edge.reason for edge in edges}


def test_a_ticket_a_little_too_old_is_just_outside_and_one_far_too_old_is_not() -> None:
    found = matched(scope(max_age_seconds=HOUR), aged(1, 10), aged(2, 63), aged(3, 300))
    assert found.tickets == (1,)
    assert reasons(found.outside) == {2: "3 minutes too old"}


def test_a_ticket_soon_too_old_is_just_inside() -> None:
    found = matched(scope(max_age_seconds=HOUR), aged(1, 55), aged(2, 1))
    assert reasons(found.inside) == {1: "5 minutes from being too old"}


def test_another_priority_or_status_keeps_a_ticket_just_outside() -> None:
    wanted = scope(priorities=(Priority.URGENT, Priority.HIGH), statuses=(Status.NEW,))
    high = {"priority": Priority.HIGH}
    found = matched(
        wanted,
        ticket(1, **high),
        ticket(2, priority=Priority.NORMAL),
        ticket(3, status=Status.PENDING, **high),
        ticket(4, status=Status.PENDING),
    )
    assert found.tickets == (1,)
    assert reasons(found.outside) == {2: "priority normal", 3: "status pending"}


def test_a_ticket_that_says_all_is_well_with_the_topic_is_just_outside_and_says_so() -> None:
    found = matched(
        scope(topic="authentication"),
        ticket(1, "Token refused"),
        ticket(2, "Feed throttled", description="The token is fine."),
        ticket(3, "Invoice twice", description="Please credit one."),
    )
    assert found.tickets == (1,)
    assert reasons(found.outside) == {2: "says the token is fine"}
    assert dict(found.terms) == {1: ("token",)}


def test_what_a_count_cuts_off_is_just_outside() -> None:
    found = matched(scope(limit=1), aged(1, 90), aged(2, 5))
    assert reasons(found.outside) == {2: "beyond the 1 you asked for"}


def test_at_most_three_tickets_stand_on_either_side() -> None:
    found = matched(scope(max_age_seconds=HOUR), *(aged(n, 50 + n) for n in range(1, 20)))
    assert (len(found.inside), len(found.outside)) == (3, 3)


def test_a_hand_overrules_every_condition_and_what_it_chose_is_no_edge() -> None:
    wanted = scope(max_age_seconds=HOUR, included=(2,), excluded=(1,))
    found = matched(wanted, aged(1, 10), aged(2, 63), aged(3, 5))
    assert set(found.tickets) == {2, 3}
    assert 2 not in reasons(found.inside)
    assert 1 not in reasons(found.outside)
