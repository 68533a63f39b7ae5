"""SLA clocks of a hundred thousand tickets: all computed anew, one second passing, and what they hold in memory."""

import random
import tracemalloc
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import numpy as np

from desktop.domain.sla import columns
from desktop.domain.sla.clock import compute_clocks, current
from desktop.domain.sla.history import EventKind, History, TicketEvent
from desktop.domain.sla.policy import Policy, Target
from desktop.domain.sla.schedule import Schedule, ruler_of, to_micros
from desktop.domain.sla.terms import Agreements
from desktop.watch.thresholds import Thresholds
from tests.bench.measure import Entry, by_turns

_TICKETS = 100_000
_SAMPLE = 2_000
_NOW = datetime(2026, 11, 25, 12, tzinfo=UTC)
_OFFICE = Schedule("Europe/Berlin", tuple((d * 1440 + 540, d * 1440 + 1020) for d in range(1, 6)))
_METRICS = {"first_reply_time": 240, "next_reply_time": 120, "requester_wait_time": 2_880}
_PROMISED = Agreements(
    (Policy(1, "", 0, (), (), tuple(Target(m, "high", t * 60, True) for m, t in _METRICS.items())),),
    (_OFFICE,),
)  # fmt: skip
_KINDS = ("wrote", "replied", "open", "pending", "hold")

Rows = list[tuple[int, int]]


def _rows(seed: random.Random) -> Rows:
    """One ticket's events: created in the last week, then up to seven steps."""
    at = _NOW - timedelta(seconds=seed.randrange(3_600, 7 * 86_400))
    found = [(to_micros(at), 0)]
    for _ in range(seed.randrange(8)):
        at += timedelta(seconds=seed.randrange(60, 40_000))
        kind = seed.choice(_KINDS)
        code = {"wrote": columns.WROTE, "replied": columns.REPLIED}.get(kind)
        found.append((to_micros(at), columns.STATUSES.index(kind) if code is None else code))
    return found


def _history(rows: Rows) -> History:
    start = datetime(1970, 1, 1, tzinfo=UTC)
    kinds = {columns.WROTE: EventKind.CUSTOMER_COMMENT, columns.REPLIED: EventKind.PUBLIC_REPLY}
    events = []
    for place, (at, what) in enumerate(rows):
        kind = kinds.get(what, EventKind.STATUS if place else EventKind.CREATED)
        status = "" if what in kinds else columns.STATUSES[what]
        events.append(TicketEvent(start + timedelta(microseconds=at), kind, status))
    return History(tuple(events), {"priority": "high"})


def _tickets(count: int) -> dict[int, Rows]:
    seed = random.Random(7)
    return {number: _rows(seed) for number in range(count)}


def _all(events: columns.Events) -> columns.Instants:
    ruler = ruler_of(_OFFICE, 2025, 2028)
    seconds = {metric: np.full(len(events), t * 60) for metric, t in _METRICS.items()}
    return columns.earliest(
        [
            columns.deadlines(events, metric, columns.Promised(seconds[metric], ruler))
            for metric in _METRICS
        ]
    )


def evaluation() -> Entry:
    """Every clock of every ticket from its events, in business hours, beside one ticket after the other."""
    rows = _tickets(_TICKETS)
    events, sample = columns.in_columns(rows), [_history(rows[n]) for n in range(_SAMPLE)]

    def loop() -> None:
        for one in sample:
            current(compute_clocks(one, _PROMISED))

    def at_once() -> None:
        _all(events)

    ours, part = by_turns(at_once, loop, 3)
    whole = part * _TICKETS / _SAMPLE
    return Entry("sla", ours, whole, 0.02, "ms", "one after the other (2,000 of them, times 50)")


def tick() -> Entry:
    """One second passes over 100,000 clocks that run, beside looking at each of them."""
    seed = random.Random(7)
    now = int(_NOW.timestamp() * 1000)
    deadlines = {n: now + seed.randrange(-3_600_000, 86_400_000) for n in range(_TICKETS)}
    ahead = Thresholds((90, 30))
    ahead.follow(deadlines)
    ahead.pass_by(now)
    clock = iter(range(now, now + 3_600_000, 1000))

    def scan() -> None:
        before, after = now, now + 1000
        _ = [
            (ticket, level)
            for ticket, at in deadlines.items()
            for level in (90, 30, 0)
            if before < at - level * 60_000 <= after
        ]

    def look() -> None:
        ahead.pass_by(next(clock))

    ours, reference = by_turns(look, scan, 60)
    return Entry("sla_tick", ours, reference, 0.01, "ms", "looking at every clock")


def memory() -> Entry:
    """What the events and deadlines of 100,000 tickets hold, beside the same as objects."""
    rows = _tickets(_TICKETS // 10)
    ours = _held(lambda: (kept := columns.in_columns(rows), _all(kept)))
    objects = _held(lambda: [_history(one) for one in rows.values()])
    return Entry("sla_memory", ours * 10, objects * 10, 0.25, "MB", "one object an event")


def _held(make: Callable[[], object]) -> float:
    tracemalloc.start()
    kept = make()
    size = tracemalloc.get_traced_memory()[0] / 1e6
    tracemalloc.stop()
    del kept
    return size


CLOCKS = {"sla": evaluation, "sla_tick": tick, "sla_memory": memory}
"""The entries of this room."""
