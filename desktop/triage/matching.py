"""What a scope matches, why, and what lies at its edge: everything Define shows of a scope, in one go."""

from dataclasses import dataclass
from datetime import datetime

from desktop.domain.scope import Edge, Scope
from desktop.domain.ticket import Snapshot
from desktop.triage.borderline import just_inside, just_outside
from desktop.triage.scoping import in_scope, judge_of, ordered


@dataclass(frozen=True)
class Matched:
    """What a scope matches.

    Attributes:
        tickets: Ids, nearest deadline first, or in the order the scope asks for.
        terms: Words that showed the topic, per ticket.
        inside: Tickets taken in that nearly were not.
        outside: Tickets left out that nearly were taken in.
    """

    tickets: tuple[int, ...]
    terms: tuple[tuple[int, tuple[str, ...]], ...]
    inside: tuple[Edge, ...]
    outside: tuple[Edge, ...]


def match(scope: Scope, snapshot: Snapshot, now: datetime) -> Matched:
    """Match a scope against a snapshot. Ages are counted back from ``now``."""
    found = in_scope(scope, snapshot, now)
    judge = judge_of(snapshot)
    judged = judge.about(scope.topic, found) if scope.topic else {}
    return Matched(
        tuple(ticket.id for ticket in ordered(scope.order, found)),
        tuple((ticket, one.terms) for ticket, one in judged.items()),
        just_inside(scope, found, judge, now),
        just_outside(scope, found, snapshot.tickets, judge, now),
    )
