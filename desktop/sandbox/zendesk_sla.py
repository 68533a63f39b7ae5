"""The ``slas`` sideload and the truth about breaches, computed on read from a ticket's events."""

from collections.abc import Iterable, Iterator
from datetime import datetime, timedelta

from desktop.base.clock import format_instant, parse_instant
from desktop.domain.sla.audits import read_history
from desktop.domain.sla.clock import SlaClock, Stage, compute_clocks, current
from desktop.domain.sla.history import History
from desktop.domain.sla.policy import first_match
from desktop.domain.sla.runs import Run, Span
from desktop.domain.sla.terms import Term
from desktop.sandbox.queue_shapes import Json
from desktop.sandbox.state import Record, Sandbox
from desktop.sandbox.zendesk_audits import all_audits

_MINUTE = timedelta(minutes=1)


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
    history = ticket_history(sandbox, record)
    if first_match(sandbox.policies, record.ticket) is not None:
        return compute_clocks(history, sandbox.agreements)
    return tuple(_given(sandbox, record, history))


def ticket_history(sandbox: Sandbox, record: Record) -> History:
    """Return what happened to a ticket, beginning with its creation."""
    ticket = {**record.ticket, "created_at": parse_instant(record.ticket["created_at"])}
    audits = [(parse_instant(audit["created_at"]), audit["events"]) for audit in all_audits(record)]

    def is_agent(user: int) -> bool:
        return bool(sandbox.users.get(user, {}).get("role", "agent") != "end-user")

    return read_history(ticket, audits, is_agent)


def _given(sandbox: Sandbox, record: Record, history: History) -> Iterator[SlaClock]:
    """Yield the file's own clocks; an answer after the file's ``now`` achieves those still active."""
    start, created = sandbox.queue.now, history.created_at
    answered = next((e.at for e in history.events if e.answers and e.at > start), None)
    for row in (record.slas or {}).get("policy_metrics", []):
        metric, stage = row["metric"], Stage(row.get("stage", "active"))
        running = stage is Stage.ACTIVE
        breach = parse_instant(row["breach_at"]) if row.get("breach_at") and running else None
        ended = answered if running else None
        late = breach is not None and (ended is None or ended > breach)
        yield SlaClock(
            metric=metric,
            stage=Stage.ACHIEVED if ended else stage,
            breach_at=breach,
            target_seconds=0,
            ended_at=ended,
            run=Run(metric, created, (Span(created, ended),), ended),
            terms=(Term(created, None, told=True),),
            breaches=(breach,) if breach and late else (),
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
