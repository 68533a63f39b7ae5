"""Terms: which target holds for a metric of a ticket, from when on, and why.

Policies are matched again at each event, as Zendesk does after each update; what the service itself told wins.
"""

from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Any

import msgspec

from desktop.domain.sla.history import EventKind, History, TicketEvent
from desktop.domain.sla.policy import Policy, first_match
from desktop.domain.sla.schedule import Schedule


class Agreements(msgspec.Struct, frozen=True):
    """What was promised: policies in the order they are tried, and the schedules their business hours mean.

    Attributes:
        policies: Ordered by position.
        schedules: The first holds for a ticket that names none.
        entered: They were entered here, not read from the service.
    """

    policies: tuple[Policy, ...] = ()
    schedules: tuple[Schedule, ...] = ()
    entered: bool = False

    def schedule(self, wanted: Any = None) -> Schedule | None:
        """Return the schedule with that id (a number or its text), the first for none; None when it is not known."""
        if not wanted:
            return self.schedules[0] if self.schedules else None
        return next((one for one in self.schedules if str(one.id) == str(wanted)), None)


class Term(msgspec.Struct, frozen=True):
    """One target in force from ``since`` until the next term.

    Attributes:
        since: From when on.
        seconds: The time allowed; None when there is no target.
        hours: The schedule its seconds count in; None for calendar time.
        policy: The policy's title; empty when none matches.
        priority: The priority it follows from; empty when unknown.
        unclear: No clock can be computed: it counts business hours and the schedule is not known, or the policy that
            may hold cannot be read.
        told: The service itself said so; otherwise it was matched here.
    """

    since: datetime
    seconds: int | None
    hours: Schedule | None = None
    policy: str = ""
    priority: str = ""
    unclear: bool = False
    told: bool = False

    def same_as(self, other: "Term") -> bool:
        """Whether both promise the same, whenever they began."""
        return msgspec.structs.replace(self, since=other.since) == other


def terms_of(metric: str, history: History, agreements: Agreements) -> tuple[Term, ...]:
    """Return the terms of a metric, oldest first, each different from the one before it."""
    told = [e for e in history.events if e.told is not None and e.told.metric == metric]
    found = _told(told, history, agreements) if told else _matched(metric, history, agreements)
    terms: list[Term] = []
    for term in found:
        if terms and term.since == terms[-1].since:
            terms.pop()  # several events of one update: the last word counts
        if not terms or not term.same_as(terms[-1]):
            terms.append(term)
    return tuple(terms)


def _matched(metric: str, history: History, agreements: Agreements) -> Iterator[Term]:
    for event, fields in _states(history):
        policy = first_match(agreements.policies, fields)
        priority = str(fields.get("priority") or "")
        if policy is not None and policy.unreadable:
            yield Term(event.at, None, policy=policy.title, priority=priority, unclear=True)
            continue
        target = policy.target(metric, priority) if policy else None
        if policy is None or target is None:
            yield Term(event.at, None, priority=priority, policy=policy.title if policy else "")
            continue
        hours = agreements.schedule(fields.get("schedule_id")) if target.business_hours else None
        unclear = target.business_hours and hours is None
        yield Term(event.at, target.seconds, hours, policy.title, priority, unclear)


def _told(events: list[TicketEvent], history: History, agreements: Agreements) -> Iterator[Term]:
    states = {event.at: fields for event, fields in _states(history)}
    for event in events:
        told, fields = event.told, states[event.at]
        if told is None:
            continue
        hours = agreements.schedule(fields.get("schedule_id")) if told.business_hours else None
        yield Term(
            # The first word of the service is of the creation, however late its rules were done.
            history.created_at if event is events[0] else event.at,
            told.seconds,
            hours,
            told.policy,
            str(fields.get("priority") or ""),
            unclear=told.business_hours and hours is None and told.seconds is not None,
            told=True,
        )


def _states(history: History) -> Iterator[tuple[TicketEvent, Mapping[str, Any]]]:
    """Yield each event with the ticket's fields right after it."""
    fields = dict(history.born)
    for event in history.events:
        if event.status:
            fields["status"] = event.status
        if event.kind is EventKind.FIELD:
            fields[event.field] = event.value
        yield event, dict(fields)
