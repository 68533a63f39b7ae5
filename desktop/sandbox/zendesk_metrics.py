"""Ticket metric events: what each clock of a ticket did, told from its runs and terms."""

from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import datetime

from desktop.base.clock import format_instant
from desktop.domain.sla.clock import SlaClock
from desktop.domain.sla.runs import Run, pauses
from desktop.domain.sla.schedule import Schedule, elapsed
from desktop.domain.sla.terms import Agreements, Term
from desktop.sandbox.queue_shapes import Json

_NAMES = {
    "first_reply_time": "reply_time",
    "next_reply_time": "reply_time",
    "total_resolution_time": "resolution_time",
}
"""Where Zendesk calls a metric otherwise here than in a policy."""

_ORDER = ("activate", "apply_sla", "breach", "pause", "fulfill", "update_status")
"""What comes first of what happens at one instant."""

Event = tuple[datetime, Json]


def metric_events(
    ticket: int, clocks: Sequence[SlaClock], agreements: Agreements
) -> Iterator[Event]:
    """Yield what the clocks of a ticket did, and will do if nothing happens, each metric's runs numbered from 1."""
    instances: Counter[str] = Counter()
    for clock in sorted(clocks, key=lambda one: one.run.started_at):
        name = _NAMES.get(clock.metric, clock.metric)
        instances[name] += 1
        base = {"ticket_id": ticket, "metric": name, "instance_id": instances[name]}
        for at, kind, more in _of_clock(clock, agreements):
            yield at, {**base, "type": kind, "time": format_instant(at), **more}


def in_order(event: Event) -> tuple[datetime, int]:
    """Return by what events are ordered."""
    at, row = event
    return at, _ORDER.index(row["type"])


def _of_clock(clock: SlaClock, agreements: Agreements) -> Iterator[tuple[datetime, str, Json]]:
    run, hours = clock.run, agreements.schedule()
    yield run.started_at, "activate", {}
    for term in clock.terms:
        if term.seconds is not None:
            yield max(term.since, run.started_at), "apply_sla", {"sla": _sla(term, agreements)}
    for breach in clock.breaches:
        yield breach, "breach", {"deleted": False}
    for stops, goes_on in pauses(run):
        yield stops, "pause", {}
        yield stops, "update_status", {"status": _used(run, hours, stops)}
        if goes_on is not None:
            yield goes_on, "activate", {}
    if run.ended_at is not None:
        yield run.ended_at, "fulfill", {}
        yield run.ended_at, "update_status", {"status": _used(run, hours, run.ended_at)}


def _sla(term: Term, agreements: Agreements) -> Json:
    seconds = term.seconds or 0
    ids = {policy.title: policy.id for policy in agreements.policies}
    return {
        "target": seconds // 60,
        "target_in_seconds": seconds,
        "business_hours": term.hours is not None or term.unclear,
        "policy": {"id": ids.get(term.policy), "title": term.policy, "description": None},
    }


def _used(run: Run, hours: Schedule | None, until: datetime) -> Json:
    """Return the minutes a metric was open by then, of the calendar and of business hours."""
    spans = [(span.start, min(span.end or until, until)) for span in run.spans]
    return {
        "calendar": sum(elapsed(None, *span) for span in spans) // 60,
        "business": sum(elapsed(hours, *span) for span in spans) // 60,
    }
