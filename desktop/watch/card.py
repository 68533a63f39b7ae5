"""What every alert card shows: whose ticket it is and how long it has. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from desktop.domain.mission import Alert
from desktop.domain.plan import Draft
from desktop.domain.ticket import Ticket
from desktop.domain.values import Id, from_millis, to_millis
from desktop.watch.contract import AlertCard


@dataclass(frozen=True)
class About:
    """What a card tells beside the alert itself: the tickets in scope and the drafts, by ticket.

    Attributes:
        now: Alerts put to rest beyond it are not shown; None shows all.
        incidents: The incidents' names by id.
    """

    tickets: Mapping[int, Ticket] = field(default_factory=dict)
    drafts: Mapping[int, Draft] = field(default_factory=dict)
    now: datetime | None = None
    incidents: Mapping[Id, str] = field(default_factory=dict)

    def rests(self, alert: Alert) -> bool:
        """Whether somebody lets the alert rest."""
        return self.now is not None and alert.snoozed_until > to_millis(self.now)


def plain_card(alert: Alert, about: About) -> AlertCard:
    """What every card shows: whose ticket it is and how long it has."""
    ticket = about.tickets.get(alert.ticket)
    running = ticket.deadline if ticket else None
    return AlertCard(
        id=alert.id,
        kind=alert.kind,
        ticket=alert.ticket,
        sentence="",
        action="",
        way_out="",
        organisation=ticket.organisation.name if ticket and ticket.organisation else "",
        vip=bool(ticket and ticket.vip),
        deadline=from_millis(alert.deadline) if alert.deadline else running,
        may_override=False,
    )
