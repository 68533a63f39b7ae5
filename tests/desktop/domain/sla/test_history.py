"""Histories that cannot be get an error at the event, never a wrong clock."""

from datetime import datetime
from typing import Any

import pytest

from desktop.domain.errors import FieldError
from desktop.domain.sla.history import EventKind, History, TicketEvent, Told
from tests.desktop.domain.sla.tickets import T0, at

MADE = TicketEvent(T0, EventKind.CREATED, "new")


def event(minutes: int, kind: EventKind, **more: Any) -> TicketEvent:
    return TicketEvent(at(minutes), kind, **more)


@pytest.mark.parametrize(
    ("place", "events"),
    [
        (0, ()),
        (0, (event(0, EventKind.PUBLIC_REPLY),)),
        (1, (MADE, event(5, EventKind.CREATED, status="new"))),
        (1, (MADE, event(-5, EventKind.PUBLIC_REPLY))),
        (0, (event(0, EventKind.CREATED, status="asleep"),)),
        (1, (MADE, event(5, EventKind.STATUS))),
        (1, (MADE, event(5, EventKind.PUBLIC_REPLY, status="open"))),
        (1, (MADE, event(5, EventKind.FIELD, field="priority", value="huge"))),
        (1, (MADE, event(5, EventKind.TARGET))),
        (1, (MADE, event(5, EventKind.STATUS, status="open", told=Told("x", 5)))),
        (1, (MADE, event(5, EventKind.TARGET, told=Told("first_reply_time", -5)))),
        (0, (TicketEvent(datetime(2026, 11, 23), EventKind.CREATED, "new"),)),  # noqa: DTZ001
    ],
)
def test_an_impossible_event_is_named_by_its_place(
    place: int, events: tuple[TicketEvent, ...]
) -> None:
    with pytest.raises(FieldError) as refused:
        History(events)
    assert refused.value.field == f"events[{place}]"


def test_two_events_of_one_instant_are_fine() -> None:
    assert History((MADE, event(0, EventKind.PUBLIC_REPLY))).created_at == T0
