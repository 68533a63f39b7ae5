"""Measuring: ours and the reference by turns in the same run, medians, and their ratio.

These machines are noisy: only the ratio means anything.
"""

import time
from collections.abc import Callable
from dataclasses import asdict, dataclass
from statistics import median
from typing import Any


@dataclass(frozen=True)
class Entry:
    """One line of the bench. ``target`` is the ratio not to exceed."""

    name: str
    ours: float
    reference: float
    target: float
    unit: str
    against: str

    @property
    def ratio(self) -> float:
        """Ours over the reference."""
        return self.ours / self.reference

    def row(self) -> dict[str, Any]:
        """Return the entry as it is printed with ``--json``."""
        judged = {"ratio": round(self.ratio, 3), "ok": self.ratio <= self.target}
        return {**asdict(self), **judged}


def by_turns(
    ours: Callable[[], None], reference: Callable[[], None], rounds: int
) -> tuple[float, float]:
    """Return the median milliseconds of both, each run once in every round after one warm-up."""
    times: tuple[list[float], list[float]] = ([], [])
    for number in range(rounds + 1):
        for kept, run in zip(times, (ours, reference), strict=True):
            start = time.perf_counter()
            run()
            if number:
                kept.append((time.perf_counter() - start) * 1000)
    return median(times[0]), median(times[1])
