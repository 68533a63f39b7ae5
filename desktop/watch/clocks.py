"""How near a breach is, from the deadlines alone; ``now`` is handed in."""

from collections.abc import Iterable
from datetime import datetime, timedelta

from desktop.domain.ticket import Ticket
from desktop.watch.contract import Nearness, RiskRow

_STEPS = (
    (timedelta(0), Nearness.BREACHED),
    (timedelta(minutes=30), Nearness.UNDER_30),
    (timedelta(minutes=90), Nearness.UNDER_90),
    (timedelta(hours=4), Nearness.UNDER_4_HOURS),
)


def nearness(ticket: Ticket, now: datetime) -> Nearness:
    """Return how near the ticket's next breach is."""
    deadline = ticket.deadline
    if deadline is None:
        return _without_deadline(ticket)
    left = deadline - now
    return next((name for limit, name in _STEPS if left <= limit), Nearness.LATER)


def _without_deadline(ticket: Ticket) -> Nearness:
    stages = {clock.stage for clock in ticket.clocks}
    if "paused" in stages:
        return Nearness.PAUSED
    return Nearness.MET if "achieved" in stages else Nearness.UNKNOWN


def at_risk(tickets: Iterable[Ticket], now: datetime, window: timedelta) -> tuple[RiskRow, ...]:
    """Return the tickets whose clock runs out within ``window`` and has not yet, nearest first."""
    rows = [
        RiskRow(ticket.id, ticket.deadline, ticket.vip, ticket.subject)
        for ticket in tickets
        if ticket.deadline is not None and timedelta(0) < ticket.deadline - now <= window
    ]
    return tuple(sorted(rows, key=lambda row: (row.deadline, row.ticket)))
