"""Which tickets of a snapshot a scope takes in: its fields, its text, what it leaves out, how many, and by hand."""

from collections.abc import Sequence
from datetime import UTC, datetime

from desktop.domain.scope import Filter, Order, Scope
from desktop.domain.ticket import Snapshot, Ticket
from desktop.triage.language import language_of
from desktop.triage.letters import fold
from desktop.triage.lexicon import concepts, pattern
from desktop.triage.topic import Judge

_NEVER = datetime.max.replace(tzinfo=UTC)


def in_scope(scope: Scope, snapshot: Snapshot, now: datetime) -> tuple[Ticket, ...]:
    """Return the tickets in scope, oldest first. Ages are counted back from ``now``."""
    judge = judge_of(snapshot)
    found = first_of(scope, meeting(scope, snapshot.tickets, judge, now))
    kept = {ticket.id for ticket in found if ticket.id not in scope.excluded} | set(scope.included)
    return oldest_first([ticket for ticket in snapshot.tickets if ticket.id in kept])


def judge_of(snapshot: Snapshot) -> Judge:
    """Return who judges by this tenant's solved tickets."""
    field = snapshot.category_field
    return Judge(snapshot.solved, field.options if field else ())


def meeting(
    scope: Scope, tickets: Sequence[Ticket], judge: Judge, now: datetime
) -> tuple[Ticket, ...]:
    """Return the tickets that meet every condition, before any count or hand."""
    found = passing(scope, tickets, judge, now)
    for without in scope.without:
        gone = {ticket.id for ticket in passing(without, found, judge, now)}
        found = [ticket for ticket in found if ticket.id not in gone]
    if scope.either:
        kept = {t.id for one in scope.either for t in passing(one, found, judge, now)}
        found = [ticket for ticket in found if ticket.id in kept]
    return tuple(found)


def passing(wanted: Filter, tickets: Sequence[Ticket], judge: Judge, now: datetime) -> list[Ticket]:
    """Return the tickets one filter takes, its text among it."""
    found = [ticket for ticket in tickets if wanted.admits(ticket, now) and spoken(wanted, ticket)]
    if not wanted.topic:
        return found
    judged = judge.about(wanted.topic, found)
    return [ticket for ticket in found if judged[ticket.id].about]


def spoken(wanted: Filter, ticket: Ticket) -> bool:
    """Whether the ticket is in one of the languages and bears one of the tags wanted."""
    return (not wanted.languages or language_of(ticket.text) in wanted.languages) and (
        not wanted.tags or any(tagged(tag, ticket) for tag in wanted.tags)
    )


def tagged(tag: str, ticket: Ticket) -> bool:
    """Whether a ticket bears a tag, or its text the word."""
    known = fold(tag)
    return any(fold(own) == known for own in ticket.tags) or bool(
        known not in concepts() and pattern(known).search(fold(ticket.text))
    )


def first_of(scope: Scope, tickets: Sequence[Ticket]) -> Sequence[Ticket]:
    """Return the first tickets by the scope's order, where it wants but some."""
    return ordered(scope.order, tickets)[: scope.limit] if scope.limit is not None else tickets


def ordered(order: Order, tickets: Sequence[Ticket]) -> list[Ticket]:
    """Put tickets in an order: nearest deadline, oldest or newest first."""
    if order is Order.DEADLINE:
        return sorted(tickets, key=lambda t: (t.deadline or _NEVER, t.created_at, t.id))
    newest = order is Order.NEWEST
    return sorted(tickets, key=lambda t: (t.created_at, t.id), reverse=newest)


def oldest_first(tickets: Sequence[Ticket]) -> tuple[Ticket, ...]:
    """Return tickets by the time they came."""
    return tuple(sorted(tickets, key=lambda t: (t.created_at, t.id)))
