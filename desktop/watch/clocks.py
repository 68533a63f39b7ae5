"""Which clocks run out soon, from the deadlines alone; ``now`` is handed in."""

from collections.abc import Iterable
from datetime import UTC, datetime, timedelta

from desktop.domain.ticket import Ticket
from desktop.watch.contract import RiskRow

_NEVER = datetime.max.replace(tzinfo=UTC)


def at_risk(tickets: Iterable[Ticket], now: datetime, window: timedelta) -> tuple[RiskRow, ...]:
    """Return the tickets whose clock runs out within ``window`` and has not yet, nearest first."""
    rows = [
        RiskRow(ticket.id, ticket.deadline, ticket.vip, ticket.subject)
        for ticket in tickets
        if ticket.deadline is not None and timedelta(0) < ticket.deadline - now <= window
    ]
    return tuple(sorted(rows, key=lambda row: (row.deadline, row.ticket)))


def urgency(ticket: Ticket) -> tuple[datetime, datetime, int]:
    """Sort key: the earliest deadline first, tickets without one last, then the oldest."""
    return ticket.deadline or _NEVER, ticket.created_at, ticket.id
