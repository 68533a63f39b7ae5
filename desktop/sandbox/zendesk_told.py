"""Audits as Zendesk lists them: with what a ticket was born with, and each target that a policy set."""

from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Any

from desktop.base.clock import parse_instant
from desktop.domain.sla.history import History
from desktop.domain.sla.runs import METRICS
from desktop.domain.sla.terms import Term, terms_of
from desktop.sandbox.queue_shapes import Json
from desktop.sandbox.state import Record, Sandbox
from desktop.sandbox.zendesk_audits import all_audits
from desktop.sandbox.zendesk_sla import ticket_history

_BORN_WITH = (
    "subject", "status", "priority", "type", "requester_id", "assignee_id", "group_id", "organization_id", "tags",
)  # fmt: skip
_SOURCE: Json = {"from": {}, "to": {}, "rel": None}
_EVENTS_EACH = 1000
"""An audit's own events are numbered behind its id: no other row has such a number."""


def tell_audits(sandbox: Sandbox, record: Record) -> list[Json]:
    """Return a ticket's audits, oldest first, each with every key Zendesk sends."""
    history = ticket_history(sandbox, record)
    audits = [_whole(record, audit) for audit in all_audits(record)]
    first = audits[0]
    if not any(event["type"] == "Create" for event in first["events"]):
        _add(first, _born(history))
    at = {parse_instant(audit["created_at"]): audit for audit in audits}
    for since, event in _targets(sandbox, history):
        _add(first if since == history.created_at else at.get(since, first), [event])
    return [_numbered(audit) for audit in audits]


def people_of(audits: list[Json]) -> Iterator[int | None]:
    """Yield who made the audits and who wrote their comments."""
    for audit in audits:
        yield audit["author_id"]
        yield from (event.get("author_id") for event in audit["events"])


def _whole(record: Record, audit: Json) -> Json:
    base = {
        "ticket_id": record.ticket["id"],
        "author_id": record.ticket["submitter_id"],
        "metadata": {"system": {}, "custom": {}},
        "via": {"channel": "web", "source": _SOURCE},
    }
    return {**base, **audit, "events": list(audit["events"])}


def _born(history: History) -> list[Json]:
    """Return the events of creation, of what the ticket was given."""
    born: Mapping[str, Any] = {**history.born, "status": history.events[0].status}
    named = {name: born.get(name) for name in _BORN_WITH if born.get(name) not in (None, [])}
    return [{"type": "Create", "field_name": name, "value": value} for name, value in named.items()]


def _targets(sandbox: Sandbox, history: History) -> Iterator[tuple[datetime, Json]]:
    """Yield when a policy set, changed or took back a target, and the event that tells it."""
    for metric in METRICS:
        before: tuple[Json | None, str] = (None, "")
        for term in terms_of(metric, history, sandbox.agreements):
            after = (_value(term), term.policy)
            if after != before and (after[0] or before[0]):
                yield term.since, _target(metric, after, before[0])
            before = after


def _target(metric: str, after: tuple[Json | None, str], previous: Json | None) -> Json:
    value, policy = after
    via = {"channel": "sla_target_change", "current_sla_policy": policy or None}
    event = {"type": "Change", "field_name": metric, "value": value, "previous_value": previous}
    return {**event, "via": via}


def _value(term: Term) -> Json | None:
    if term.seconds is None:
        return None
    minutes = term.seconds // 60 if term.seconds % 60 == 0 else term.seconds / 60
    return {"minutes": minutes, "in_business_hours": term.hours is not None or term.unclear}


def _add(audit: Json, events: list[Json]) -> None:
    audit["events"] += events


def _numbered(audit: Json) -> Json:
    start = audit["id"] * _EVENTS_EACH
    events = [{"id": start + place, **event} for place, event in enumerate(audit["events"])]
    return {**audit, "events": events}
