"""What a piece of work takes, in what a million additions take on the same machine at the same moment.

A limit in seconds fails where others share the machine and says nothing where nobody does; this one is of the code
alone: the processor time of its own thread, the collector of other tests' garbage held off.
"""

import gc
import time
from collections.abc import Callable
from statistics import median
from typing import TypeVar

T = TypeVar("T")
FREEZE = 18
"""So many efforts on the screen's thread are felt as a freeze: 0.2 s where nothing else runs."""
_TRIES = 3
_LEAST = 0.002
"""Seconds of one effort on no machine yet built: what takes less is within its limit without looking."""


def within(limit: float, work: Callable[[], T]) -> T:
    """Do the work and return what it gave; fail when it took more than `limit` efforts each time of three."""
    return kept(limit, lambda: measured(work))


def kept(limit: float, attempt: Callable[[], tuple[T, float]], of: str = "") -> T:
    """As `within`, of an attempt that makes anew what it measures: a second time must be as dear as the first.

    `attempt` returns what `measured` returned. `of` is told on failure.
    """
    took = []
    for _ in range(_TRIES):
        given, seconds = attempt()
        if seconds <= limit * _LEAST:
            return given
        took.append(seconds / one_effort())
        if took[-1] <= limit:
            return given
    raise AssertionError(f"took {min(took):.1f} efforts at best, and may take {limit:g} {of}")


def measured(work: Callable[[], T]) -> tuple[T, float]:
    """Return what the work gave, and its seconds of this thread's processor time."""
    collecting = gc.isenabled()
    gc.disable()
    try:
        began = time.thread_time()
        return work(), time.thread_time() - began
    finally:
        if collecting:
            gc.enable()


def one_effort() -> float:
    """Return the seconds of a million additions, as busy as the machine is now: about 0.011 where nothing else runs."""
    return median(measured(lambda: sum(range(1_000_000)))[1] for _ in range(3))
