"""Reading a ticket's history off its audits, as an agent may see them.

Source: Zendesk, "Ticket Audit events reference" (Create, Change, Comment and SLA target change events).
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from typing import Any

from desktop.domain.sla.history import EventKind, History, TicketEvent, Told
from desktop.domain.sla.policy import FIELDS, Ticket
from desktop.domain.sla.runs import METRICS

IsAgent = Callable[[int], bool]
"""Says whether a user's id is one of ours."""


Audit = tuple[datetime, Sequence[Mapping[str, Any]]]
"""When, and what happened, in the service's shape."""


def read_history(ticket: Ticket, audits: Iterable[Audit], is_agent: IsAgent) -> History:
    """Return what happened to a ticket.

    Args:
        ticket: As it is now, in the service's shape.
        audits: Oldest first; the first tells its creation.
        is_agent: Who answers, and who asks.

    Raises:
        FieldError: The audits contradict one another.
    """
    told = [(at, event) for at, events in audits for event in events]
    born = _as_born(ticket, [event for _, event in told])
    created = ticket["created_at"]
    first = TicketEvent(created, EventKind.CREATED, str(born.get("status") or "new"))
    rest = [found for at, event in _after_creation(told) for found in _events(at, event, is_agent)]
    return History((first, *sorted(rest, key=lambda event: event.at)), born)


def _as_born(ticket: Ticket, events: Sequence[Mapping[str, Any]]) -> dict[str, Any]:
    """Return the fields a policy may ask about as they were, by taking each change back."""
    fields = {name: ticket.get(name) for name in ("via", "custom_fields", "tags", *FIELDS)}
    for event in reversed(events):
        if event.get("type") == "Change" and event.get("field_name") in fields:
            fields[event["field_name"]] = event.get("previous_value")
    return fields


def _after_creation(
    told: Iterable[tuple[datetime, Mapping[str, Any]]],
) -> Iterator[tuple[datetime, Mapping[str, Any]]]:
    """Pass over the first comment: it is the description, which starts the clocks and answers none."""
    described = False
    for at, event in told:
        if event.get("type") == "Comment" and not described:
            described = True
            continue
        yield at, event


def _events(at: datetime, event: Mapping[str, Any], is_agent: IsAgent) -> Iterator[TicketEvent]:
    kind, field = event.get("type"), str(event.get("field_name") or "")
    if kind == "Comment" and event.get("public"):
        ours = is_agent(int(event.get("author_id") or 0))
        yield TicketEvent(at, EventKind.PUBLIC_REPLY if ours else EventKind.CUSTOMER_COMMENT)
    elif kind in ("Change", "Create") and field in METRICS:
        yield TicketEvent(at, EventKind.TARGET, told=_told(field, event))
    elif kind == "Change" and field == "status":
        yield TicketEvent(at, EventKind.STATUS, str(event.get("value") or ""))
    elif kind == "Change" and (field in FIELDS or field == "schedule_id"):
        yield TicketEvent(at, EventKind.FIELD, field=field, value=event.get("value"))


def _told(metric: str, event: Mapping[str, Any]) -> Told:
    value, via = event.get("value"), event.get("via") or {}
    policy = str(via.get("current_sla_policy") or "")
    if not isinstance(value, Mapping) or value.get("minutes") is None:
        return Told(metric, None, policy=policy)
    return Told(
        metric, round(float(value["minutes"]) * 60), bool(value.get("in_business_hours")), policy
    )
