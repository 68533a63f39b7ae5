"""What happened to a ticket, as far as a clock cares: the only thing clocks are computed from."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from enum import StrEnum
from itertools import pairwise
from typing import Any

import msgspec

from desktop.domain.errors import FieldError
from desktop.domain.ticket import Priority, Status

ENDED = (Status.SOLVED, Status.CLOSED)


class EventKind(StrEnum):
    """What happened."""

    CREATED = "created"
    CUSTOMER_COMMENT = "customer_comment"
    PUBLIC_REPLY = "public_reply"
    STATUS = "status"
    FIELD = "field"
    """A field that a policy may ask about changed; ``schedule_id`` is one of them."""
    TARGET = "target"
    """The service says which target it set for a metric."""


class Told(msgspec.Struct, frozen=True):
    """A target as the service told it. ``seconds`` None: the metric has none any more."""

    metric: str
    seconds: int | None
    business_hours: bool = False
    policy: str = ""


class TicketEvent(msgspec.Struct, frozen=True):
    """One event.

    Attributes:
        at: When.
        kind: What.
        status: For CREATED and STATUS, the status from then on.
        field: For FIELD, its name as a policy's filter writes it.
        value: For FIELD, its value from then on.
        told: For TARGET, what the service set.
    """

    at: datetime
    kind: EventKind
    status: str = ""
    field: str = ""
    value: Any = None
    told: Told | None = None

    @property
    def answers(self) -> bool:
        """Whether a customer who waits for words waits no more: a public reply, or solved without one."""
        return self.kind is EventKind.PUBLIC_REPLY or self.status in ENDED


class History(msgspec.Struct, frozen=True):
    """A ticket's events, oldest first, beginning with its creation.

    Attributes:
        events: What happened.
        born: The fields a policy may ask about, in the service's shape, as they were at creation.

    Raises:
        FieldError: The events cannot be: none, no creation first, one before the other, an unknown status.
    """

    events: tuple[TicketEvent, ...]
    born: Mapping[str, Any] = {}

    def __post_init__(self) -> None:
        check_events(self.events)

    @property
    def created_at(self) -> datetime:
        """When the ticket came."""
        return self.events[0].at


def check_events(events: Sequence[TicketEvent]) -> None:
    """Raise FieldError at the first event that cannot be."""
    if not events or events[0].kind is not EventKind.CREATED:
        raise _impossible(0, "a ticket's history begins with its creation")
    for place, (one, other) in enumerate(pairwise(events), start=1):
        if other.kind is EventKind.CREATED:
            raise _impossible(place, "a ticket is created once")
        if other.at < one.at:
            raise _impossible(place, f"{other.at} lies before {one.at}, the event before it")
    for place, event in enumerate(events):
        _check_one(place, event)


def _check_one(place: int, event: TicketEvent) -> None:
    if event.at.tzinfo is None:
        raise _impossible(place, f"{event.at} names no time zone")
    stands = event.kind in (EventKind.CREATED, EventKind.STATUS)
    if stands and event.status not in list(Status):
        raise _impossible(place, f"{event.status!r} is no status")
    if not stands and event.status:
        raise _impossible(place, f"{event.kind} says nothing of a status")
    if event.field == "priority" and event.value not in (None, *Priority):
        raise _impossible(place, f"{event.value!r} is no priority")
    if (event.kind is EventKind.TARGET) != (event.told is not None):
        raise _impossible(place, "a target is told by its own kind of event")
    if event.told and event.told.seconds is not None and event.told.seconds < 0:
        raise _impossible(place, f"a target of {event.told.seconds} s")


def _impossible(place: int, message: str) -> FieldError:
    return FieldError(f"events[{place}]", message, "This ticket's history cannot be")
