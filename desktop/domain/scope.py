"""Which tickets a mission is about: what must hold, what must not, how many, and what a hand took in or out."""

from collections.abc import Collection
from datetime import datetime, timedelta
from enum import StrEnum
from typing import TypeVar

from msgspec import Struct

from desktop.domain.ticket import NOBODY, SOMEBODY, Agent, Priority, Status, Ticket

V = TypeVar("V")

UNSOLVED = (Status.NEW, Status.OPEN, Status.PENDING, Status.HOLD)
"""What "not solved" means, and what a scope means that names no status."""


class Order(StrEnum):
    """Which tickets come first where only some are wanted."""

    DEADLINE = "deadline"
    OLDEST = "oldest"
    NEWEST = "newest"


class Window(Struct, frozen=True):
    """From ``start`` until before ``end``; None is open on that side."""

    start: datetime | None = None
    end: datetime | None = None

    def holds(self, at: datetime) -> bool:
        """Whether an instant lies inside."""
        return (self.start is None or at >= self.start) and (self.end is None or at < self.end)

    def meet(self, other: "Window") -> "Window":
        """Return what lies in both; it may be empty."""
        starts = [one for one in (self.start, other.start) if one]
        ends = [one for one in (self.end, other.end) if one]
        return Window(max(starts, default=None), min(ends, default=None))

    @property
    def empty(self) -> bool:
        """Whether no instant lies inside."""
        return self.start is not None and self.end is not None and self.start >= self.end


class Filter(Struct, frozen=True):
    """Conditions that must all hold; an empty one holds for every ticket.

    Attributes:
        topic: The topic's words, alternatives joined by "or"; judged by triage, not here.
        priorities: Any of these; None among them is a ticket whose priority is not set.
        statuses: Any of these.
        max_age_seconds: Younger than this, counted back from the mission's start.
        organisation: Part of the organisation's name, typed by hand.
        min_age_seconds: Older than this.
        window: When it came, in instants.
        vip: Whether the customer must be a VIP, or must not.
        organisations: Whole names, any of these.
        assignees: Any of these; ``NOBODY`` is an unassigned ticket, ``SOMEBODY`` any other.
        channels: The service's words for how it came, any of these.
        languages: Codes of the language it is written in, any of these; judged by triage.
        tags: Tags or words of its text, any of these; judged by triage.
    """

    topic: str = ""
    priorities: tuple[Priority | None, ...] = ()
    statuses: tuple[Status, ...] = ()
    max_age_seconds: int | None = None
    organisation: str = ""
    min_age_seconds: int | None = None
    window: Window | None = None
    vip: bool | None = None
    organisations: tuple[str, ...] = ()
    assignees: tuple[Agent, ...] = ()
    channels: tuple[str, ...] = ()
    languages: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()

    def admits(self, ticket: Ticket, now: datetime) -> bool:
        """Whether the ticket fits everything that its fields alone can tell."""
        return self.timely(ticket, now) and self.fitting(ticket)

    def fitting(self, ticket: Ticket) -> bool:
        """Whether the ticket's own fields fit, whenever it came."""
        named = ticket.organisation.name if ticket.organisation else ""
        return (
            _one_of(ticket.status, self.statuses)
            and _one_of(ticket.priority, self.priorities)
            and (self.vip is None or ticket.vip is self.vip)
            and self.organisation.casefold() in named.casefold()
            and _one_of(named, self.organisations)
            and self._assigned(ticket.assignee_id or NOBODY.id)
            and _one_of(ticket.channel, self.channels)
        )

    def _assigned(self, holder: int) -> bool:
        if SOMEBODY in self.assignees and holder != NOBODY.id:
            return True
        return _one_of(holder, [agent.id for agent in self.assignees])

    def timely(self, ticket: Ticket, now: datetime) -> bool:
        """Whether it came at the right time: strictly younger, strictly older, inside the window."""
        age = now - ticket.created_at
        return (
            (self.max_age_seconds is None or age < timedelta(seconds=self.max_age_seconds))
            and (self.min_age_seconds is None or age > timedelta(seconds=self.min_age_seconds))
            and (self.window is None or self.window.holds(ticket.created_at))
        )


class Scope(Filter, frozen=True):
    """Which tickets a mission is about; every part can be edited as a chip.

    Attributes:
        without: A ticket that fits one of these is left out.
        either: Where there are some, a ticket must fit at least one of these.
        limit: At most so many, the first by ``order``; None for all.
        order: Which come first.
        included: Ids taken in by hand, whatever else holds.
        excluded: Ids left out by hand.
    """

    without: tuple[Filter, ...] = ()
    either: tuple[Filter, ...] = ()
    limit: int | None = None
    order: Order = Order.DEADLINE
    included: tuple[int, ...] = ()
    excluded: tuple[int, ...] = ()

    @property
    def title(self) -> str:
        """The topic as a sentence begins: what a mission is called."""
        topic = self.topic or "all open tickets"
        return topic[:1].upper() + topic[1:]


class Edge(Struct, frozen=True):
    """One ticket near the edge of a scope, and why it is there."""

    ticket: int
    subject: str
    reason: str


def _one_of(value: V, wanted: Collection[V]) -> bool:
    return not wanted or value in wanted
