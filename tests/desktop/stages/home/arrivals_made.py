"""Arrivals made up minute by minute, with planted bursts, holidays, old surges: the truth is known."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from desktop.stages.home.arrivals import WINDOWS, Arrivals, windows

WEEK = 7 * 24
_DAY = (1, 1, 1, 1, 1, 2, 4, 9, 16, 20, 21, 19, 15, 17, 19, 18, 15, 11, 7, 5, 4, 3, 2, 1)
_WEEKDAYS = (1.2, 1.05, 1.0, 0.95, 0.85, 0.2, 0.15)


@dataclass(frozen=True)
class Burst:
    """A planted burst: hours from the start, and how often the usual came."""

    start: int
    hours: int
    factor: float


@dataclass
class Desk:
    """A help desk of some size over some weeks: ``minutes[i]`` tickets came in minute i."""

    usual: NDArray[np.float64]
    minutes: NDArray[np.int64]

    def arrivals(self, minute: int, history: int) -> Arrivals:
        """What the surge rule would be given at this minute, with ``history`` past weeks."""
        recent = tuple(int(self.minutes[minute - 60 * w : minute].sum()) for w in WINDOWS)
        weeks = tuple(self._week(minute - 60 * WEEK * back) for back in range(1, history + 1))
        return Arrivals(recent, weeks)

    def _week(self, minute: int) -> tuple[float, ...]:
        begin = minute // 60 * 60
        starts = [begin - 60 * n for n in range(max(WINDOWS) + 1)]
        return windows([int(self.minutes[s : s + 60].sum()) for s in starts], (minute - begin) / 60)


def make_desk(
    seed: int,
    weeks: int,
    busiest: float,
    *,
    holidays: tuple[int, ...] = (),
    bursts: tuple[Burst, ...] = (),
) -> Desk:
    """Make a desk: ``busiest`` tickets an hour at most, ``holidays`` are days from the start.

    Days differ by 10 %, quarters of an hour scatter by half as much again as chance, it grows by 1 % a week,
    a holiday brings a fifth, the day after it a quarter more.
    """
    dice = np.random.default_rng(seed)
    hours = np.arange(weeks * WEEK)
    usual = np.array([_DAY[h % 24] * _WEEKDAYS[h // 24 % 7] for h in hours]) * busiest / 25.2
    level = usual * 1.01 ** (hours / WEEK)
    level = level * np.exp(dice.normal(0, 0.1, weeks * 7)).repeat(24)
    for day in holidays:
        level[day * 24 : day * 24 + 24] *= 0.2
        level[day * 24 + 24 : day * 24 + 48] *= 1.25
    for burst in bursts:
        level[burst.start : burst.start + burst.hours] *= burst.factor
    quarters = level.repeat(4) / 4
    # A gamma-mixed Poisson with variance 1.3 times its mean.
    rates = dice.gamma(np.maximum(quarters / 0.3, 1e-9), 0.3)
    return Desk(usual, dice.poisson((rates / 15).repeat(15)))
