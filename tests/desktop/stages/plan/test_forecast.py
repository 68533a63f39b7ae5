"""What becomes of the clocks, held against people who answer one after the other."""

import heapq
from datetime import timedelta

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from desktop.domain.plan import DraftKind, DraftNeed
from desktop.stages.plan.forecast import HORIZON, LIKELY, ClockTable, predicted, simulate
from tests.desktop.stages.plan.test_counts import NOW, ticket

MANY = 1 << 40


def table(left: list[float], public: list[int]) -> ClockTable:
    """Clocks with these seconds left; ``public`` are the places in the batch, -1 for none."""
    rank = np.array([place if place >= 0 else MANY for place in public], np.int64)
    return ClockTable(np.array(left, float), rank, rank < MANY)


def one_after_the_other(left: list[float], agents: int, seconds: float) -> int:
    """Count who waits too long when each free agent takes the nearest deadline."""
    free = [0.0] * agents
    late = 0
    for deadline in left:
        done = heapq.heappop(free) + seconds if agents else float("inf")
        heapq.heappush(free, done)
        late += done > deadline and deadline <= HORIZON
    return late


@given(
    left=st.lists(st.floats(1, 40_000), max_size=60).map(sorted),
    agents=st.integers(0, 8),
    seconds=st.sampled_from([60.0, 240.0]),
)
def test_agents_alone_breach_about_what_people_one_after_the_other_would(
    left: list[float], agents: int, seconds: float
) -> None:
    ours = simulate(table(left, [-1] * len(left)), agents, 12, 900, seconds, 180).breaches
    exact = one_after_the_other(left, agents, seconds)
    # Work is shared out as if it could be split: at most one ticket an agent is judged too kindly.
    assert exact - agents <= ours <= exact


@given(
    left=st.lists(st.floats(1, 40_000), max_size=60).map(sorted),
    agents=st.integers(0, 8),
    batch=st.integers(0, 30),
)
def test_more_agents_or_a_larger_batch_never_breach_more(
    left: list[float], agents: int, batch: int
) -> None:
    clocks = table(left, list(range(len(left))))
    now = simulate(clocks, agents, batch, 900, 240, 180).breaches
    assert simulate(clocks, agents + 1, batch, 900, 240, 180).breaches <= now
    assert simulate(clocks, agents, batch + 1, 900, 240, 180).breaches <= now


def test_a_longer_hold_breaches_nobody_but_leaves_less_to_undo() -> None:
    clocks = table([1200.0, 3600.0], [0, 1])
    short, long = (simulate(clocks, 0, 12, hold, 240, 180) for hold in (300, 1800))
    assert short.breaches == long.breaches == 0
    assert (short.undoable, long.undoable) == (2, 1)


def test_a_reply_whose_clock_ends_before_the_yes_comes_too_late() -> None:
    clocks = table([LIKELY - 1.0], [0])
    assert simulate(clocks, 0, 12, 900, 240, 180).breaches == 1


def test_the_forecast_ranges_from_a_yes_at_once_to_a_late_one() -> None:
    soon, later, bare = ticket(1, False, 5, 5), ticket(2, False, 5, 30), ticket(3, False, 5, 60)
    needs = [DraftNeed(n, DraftKind.PUBLIC_REPLY, (), NOW + timedelta(0)) for n in (1, 2)]
    breaches, answered = predicted([soon, later, bare], needs, NOW)
    assert (breaches.low, breaches.likely, breaches.high) == (1, 2, 2)
    assert answered == 1
