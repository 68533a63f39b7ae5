"""The intent, the scope it asks for, and the brief that is locked."""

from datetime import datetime, timedelta
from enum import StrEnum

from msgspec import Struct

from desktop.domain.ticket import Priority, Status, Ticket


class Scope(Struct, frozen=True):
    """Which tickets a mission is about; every part can be edited as a chip.

    Attributes:
        topic: The topic's words, empty for every topic.
        priorities: Priorities taken in; empty for all, unset included.
        statuses: Statuses taken in.
        max_age_seconds: Younger than this; None for any age.
        organisation: Part of the organisation's name, empty for all.
    """

    topic: str
    priorities: tuple[Priority, ...]
    statuses: tuple[Status, ...]
    max_age_seconds: int | None
    organisation: str = ""

    @property
    def title(self) -> str:
        """The topic as a sentence begins: what a mission is called."""
        topic = self.topic or "all open tickets"
        return topic[:1].upper() + topic[1:]

    def admits(self, ticket: Ticket, now: datetime) -> bool:
        """Whether the ticket fits everything but the topic (which triage judges from its words)."""
        return (
            ticket.status in self.statuses
            and (not self.priorities or ticket.priority in self.priorities)
            and self._young_enough(ticket, now)
            and self._of_organisation(ticket)
        )

    def _young_enough(self, ticket: Ticket, now: datetime) -> bool:
        if self.max_age_seconds is None:
            return True
        return now - ticket.created_at < timedelta(seconds=self.max_age_seconds)

    def _of_organisation(self, ticket: Ticket) -> bool:
        name = ticket.organisation.name if ticket.organisation else ""
        return self.organisation.casefold() in name.casefold()


class Check(StrEnum):
    """The named checks a safeguard can turn into."""

    VERIFIED_KB = "verified_kb"
    NO_JARGON = "no_jargon"
    EMPATHY = "empathy"
    OWN = "own"


class Safeguard(Struct, frozen=True):
    """One line of the brief that every draft is checked against."""

    check: Check
    text: str


class Brief(Struct, frozen=True):
    """What the mission is for, in words a manager can read."""

    intent: str
    scope: Scope
    objective: str
    audience: str
    kpi: str
    safeguards: tuple[Safeguard, ...]
    tips: tuple[str, ...]
    matched: int
