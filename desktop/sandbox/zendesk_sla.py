"""The ``slas`` sideload and the truth about breaches, computed on read from a ticket's events."""

from collections.abc import Iterable, Iterator
from datetime import datetime, timedelta

from desktop.base.clock import format_instant, parse_instant
from desktop.domain.sla.clock import EventKind, SlaClock, TicketEvent, compute_clocks, current
from desktop.domain.sla.policy import first_match
from desktop.sandbox.queue_shapes import Json
from desktop.sandbox.state import Record, Sandbox

_MINUTE = timedelta(minutes=1)
_ENDED = ("solved", "closed")


def sla_metrics(sandbox: Sandbox, record: Record) -> list[Json]:
    """Return ``policy_metrics`` of the sideload: metric, stage, breach_at and what is left."""
    return tell_metrics(current(find_clocks(sandbox, record)), sandbox.now())


def tell_metrics(clocks: Iterable[SlaClock], now: datetime) -> list[Json]:
    """Return clocks as the sideload tells them at this moment."""
    return [_metric(clock, now) for clock in clocks]


def breached(sandbox: Sandbox, start: datetime, ids: frozenset[int] | None = None) -> list[int]:
    """Return the ids of tickets with a clock that ran out unanswered after ``start`` and by now."""
    now = sandbox.now()
    return [
        record.ticket["id"]
        for record in sandbox.records()
        if (ids is None or record.ticket["id"] in ids)
        and any(clock.breached_between(start, now) for clock in find_clocks(sandbox, record))
    ]


def find_clocks(sandbox: Sandbox, record: Record) -> tuple[SlaClock, ...]:
    """Return the clocks of a ticket: by the policy it falls under, else as the queue file gave them."""
    ticket, events = record.ticket, ticket_events(sandbox, record)
    policy = first_match(sandbox.policies, ticket)
    if policy is not None:
        return compute_clocks(events, policy, ticket["priority"], sandbox.schedule)
    return tuple(_given(sandbox, record, events))


def ticket_events(sandbox: Sandbox, record: Record) -> list[TicketEvent]:
    """Return what happened to a ticket, in order, beginning with its creation."""
    created = parse_instant(record.ticket["created_at"])
    status, changes = _status_changes(record)
    events = [*changes, *_comment_events(sandbox, record)]
    events.sort(key=lambda event: event.at)
    return [TicketEvent(created, EventKind.CREATED, status), *events]


def _comment_events(sandbox: Sandbox, record: Record) -> Iterator[TicketEvent]:
    # The first comment is the description: it starts the clocks, it does not answer them.
    for comment in record.comments[1:]:
        if comment["public"]:
            role = sandbox.users.get(comment["author_id"], {}).get("role", "agent")
            customer = role == "end-user"
            kind = EventKind.CUSTOMER_COMMENT if customer else EventKind.PUBLIC_REPLY
            yield TicketEvent(parse_instant(comment["created_at"]), kind)


def _status_changes(record: Record) -> tuple[str, list[TicketEvent]]:
    """Return the status at creation and the changes since; without history, one at the last update."""
    changes = [
        (parse_instant(audit["created_at"]), event)
        for audit in record.audits
        for event in audit.get("events", [])
        if event.get("type") == "Change" and event.get("field_name") == "status"
    ]
    events = [TicketEvent(at, EventKind.STATUS, event["value"]) for at, event in changes]
    if events:
        return changes[0][1].get("previous_value") or "new", events
    status = record.ticket["status"]
    if status in _ENDED:
        moment = parse_instant(record.ticket["updated_at"])
        return "new", [TicketEvent(moment, EventKind.STATUS, status)]
    return status, []


def _given(sandbox: Sandbox, record: Record, events: list[TicketEvent]) -> Iterator[SlaClock]:
    """Yield the file's own clocks; an answer after the file's ``now`` achieves those still active."""
    start = sandbox.queue.now
    answers = (e.at for e in events if e.kind == EventKind.PUBLIC_REPLY or e.status in _ENDED)
    answered = next((at for at in answers if at > start), None)
    for row in (record.slas or {}).get("policy_metrics", []):
        stage, breach = row.get("stage", "active"), row.get("breach_at")
        ended = answered if stage == "active" else None
        yield SlaClock(
            metric=row["metric"],
            stage="achieved" if ended else stage,
            breach_at=parse_instant(breach) if breach and stage == "active" else None,
            target_seconds=0,
            ended_at=ended,
        )


def _metric(clock: SlaClock, now: datetime) -> Json:
    if clock.stage != "active" or clock.breach_at is None:
        return {"metric": clock.metric, "stage": clock.stage, "breach_at": None}
    left = (clock.breach_at - now) // _MINUTE
    unit, size = _unit(abs(left))
    breach_at = format_instant(clock.breach_at)
    return {"metric": clock.metric, "stage": "active", "breach_at": breach_at, unit: left // size}


def _unit(minutes: int) -> tuple[str, int]:
    if minutes >= 1440:
        return "days", 1440
    return ("hours", 60) if minutes >= 60 else ("minutes", 1)
