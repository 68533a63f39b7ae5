"""A whole queue at once gives what one ticket after the other gives."""

from datetime import UTC, datetime, timedelta

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.domain.sla import columns
from desktop.domain.sla.clock import Stage, compute_clocks, current
from desktop.domain.sla.history import EventKind, History, TicketEvent
from desktop.domain.sla.policy import Policy, Target
from desktop.domain.sla.runs import METRICS
from desktop.domain.sla.schedule import Schedule, from_micros, ruler_of, to_micros
from desktop.domain.sla.terms import Agreements

T0 = datetime(2026, 11, 20, 15, tzinfo=UTC)
"""A Friday afternoon: the weekend lies ahead."""
OFFICE = Schedule("Europe/Berlin", tuple((d * 1440 + 540, d * 1440 + 1020) for d in range(1, 6)))
_KINDS = [EventKind.CUSTOMER_COMMENT, EventKind.PUBLIC_REPLY, *columns.STATUSES[1:]]

steps = st.lists(st.tuples(st.integers(1, 40_000), st.sampled_from(_KINDS)), max_size=8)
queues = st.lists(steps, min_size=1, max_size=12)


def history(wanted: list[tuple[int, str]]) -> History:
    at, events = T0, [TicketEvent(T0, EventKind.CREATED, "new")]
    for seconds, what in wanted:
        at += timedelta(seconds=seconds)
        known = what in list(EventKind)
        kind = EventKind(what) if known else EventKind.STATUS
        events.append(TicketEvent(at, kind, "" if known else what))
    return History(tuple(events), {"priority": "high"})


def code(event: TicketEvent) -> int:
    if event.status:
        return columns.STATUSES.index(event.status)
    return columns.REPLIED if event.kind is EventKind.PUBLIC_REPLY else columns.WROTE


@pytest.mark.parametrize("business", [False, True])
@pytest.mark.parametrize("metric", METRICS)
@given(queue=queues, target=st.integers(1, 200_000))
def test_each_deadline_is_that_of_the_ticket_alone(
    metric: str, business: bool, queue: list[list[tuple[int, str]]], target: int
) -> None:
    told = {number: history(wanted) for number, wanted in enumerate(queue)}
    promise = Target(metric, "high", target, business)
    agreed = Agreements((Policy(1, "", 0, (), (), (promise,)),), (OFFICE,))
    rows = {n: [(to_micros(e.at), code(e)) for e in one.events] for n, one in told.items()}
    ruler = ruler_of(OFFICE, 2026, 2028) if business else None
    promised = columns.Promised(np.full(len(told), target), ruler)
    found = columns.deadlines(columns.in_columns(rows), metric, promised)
    assert [_instant(one) for one in found] == [_alone(one, agreed) for one in told.values()]


def _instant(found: np.int64) -> datetime | None:
    return None if found == columns.NEVER else from_micros(int(found))


def _alone(one: History, agreed: Agreements) -> datetime | None:
    clocks = [c for c in current(compute_clocks(one, agreed)) if c.stage is Stage.ACTIVE]
    return clocks[0].breach_at if clocks else None


def test_a_ticket_without_a_target_has_no_deadline_and_the_nearest_one_counts() -> None:
    made = (to_micros(T0), 0)
    events = columns.in_columns({1: [made], 2: [made]})
    short = columns.deadlines(events, "first_reply_time", columns.Promised(np.array([60, 0])))
    long = columns.deadlines(
        events, "total_resolution_time", columns.Promised(np.array([600, 600]))
    )
    seconds = [(int(at) - made[0]) // 10**6 for at in columns.earliest([short, long])]
    assert (short[1], seconds) == (columns.NEVER, [60, 600])
