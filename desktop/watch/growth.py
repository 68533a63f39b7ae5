"""The surge goes on: what matches now and is not in the mission, and what is in it and matches no more. Pure."""

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta

from desktop.domain.mission import Mission
from desktop.domain.ticket import Ticket
from desktop.watch.clocks import at_risk
from desktop.watch.contract import Growth, Left


def growth(
    mission: Mission,
    open_now: Sequence[Ticket],
    matching: Iterable[Ticket],
    looked_at: datetime,
) -> Growth:
    """Compare the mission with the queue.

    Args:
        mission: What it took in.
        open_now: Every open ticket.
        matching: Those of them the scope admits, as judged now.
        looked_at: When the queue was read.
    """
    inside = set(mission.scope_tickets)
    matches = {ticket.id: ticket for ticket in matching}
    fresh = [ticket for number, ticket in matches.items() if number not in inside]
    window = timedelta(seconds=mission.rules.window_seconds)
    still_open = {ticket.id for ticket in open_now}
    return Growth(
        looked_at=looked_at,
        fresh=tuple(ticket.id for ticket in fresh),
        at_risk=len(at_risk(fresh, looked_at, window)),
        left=tuple(
            Left(number, "solved or closed" if number not in still_open else "no longer matches")
            for number in mission.scope_tickets
            if number not in matches
        ),
    )
