"""Which tickets of a snapshot a scope takes in: the scope's own limits, then the topic."""

from datetime import datetime

from desktop.domain.brief import Scope
from desktop.domain.ticket import Snapshot, Ticket
from desktop.triage.categories import learnt
from desktop.triage.topic import category_of, judge


def in_scope(scope: Scope, snapshot: Snapshot, now: datetime) -> tuple[Ticket, ...]:
    """Return the tickets in scope, oldest first. Ages are counted back from ``now``."""
    admitted = [ticket for ticket in snapshot.tickets if scope.admits(ticket, now)]
    if not scope.topic or not admitted:
        return _oldest_first(admitted)
    options = snapshot.category_field.options if snapshot.category_field else ()
    category = category_of(scope.topic, options)
    judged = judge(scope.topic, admitted, learnt(snapshot.solved), category)
    return _oldest_first([ticket for ticket in admitted if judged[ticket.id].about])


def _oldest_first(tickets: list[Ticket]) -> tuple[Ticket, ...]:
    return tuple(sorted(tickets, key=lambda t: (t.created_at, t.id)))
