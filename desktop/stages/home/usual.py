"""Is more coming in than usual? The last hours against the same hours of past weeks.

Arrivals scatter more than chance alone would have it, a week may hold a holiday (far too few) and another one
an old surge (far too many). So the usual is the mean of the weeks without the extremes, and an alarm
needs both: clearly more, and more than scatter explains.
"""

import math
import statistics
from collections.abc import Sequence
from dataclasses import dataclass

from desktop.stages.home.arrivals import WINDOWS, Arrivals

LEAST_WEEKS = 4
"""With fewer weeks of history nothing is called usual."""

_FACTOR = 1.5
_LEAST = 6
_CHANCE = 6e-5
"""An alarm's chance on a usual day, in each of three windows. Looked at every quarter of an hour it is rarer
than that sounds, since neighbours see the same tickets: measured, one in 40 quiet weeks."""

_SCATTER = 1.3
"""Variance over mean of what comes in an hour: 1 is pure chance (Poisson), help desks scatter more."""

_DAYS_DIFFER = 0.12
"""By which share one Monday differs from another, as a standard deviation."""


@dataclass(frozen=True)
class Verdict:
    """``usual``: tickets in a like hour; None without enough history. ``window``: hours the alarm is about."""

    usual: float | None
    rising: bool
    window: int = 1
    weeks: int = 0


def judge(arrivals: Arrivals) -> Verdict:
    """Say what is usual for the last hour and whether what came lately is a surge."""
    weeks = arrivals.weeks
    if len(weeks) < LEAST_WEEKS:
        return Verdict(None, rising=False, weeks=len(weeks))
    usual = [_middle(values) for values in zip(*weeks, strict=True)]
    spans = [
        window
        for window, came, expected in zip(WINDOWS, arrivals.recent, usual, strict=True)
        if stands_out(came, expected, len(weeks))
    ]
    return Verdict(usual[0], bool(spans), spans[0] if spans else 1, len(weeks))


def stands_out(came: int, usual: float, weeks: int) -> bool:
    """Whether ``came`` is clearly more than ``usual``, itself known from ``weeks`` counts only."""
    mean = max(usual, 1.0)
    variance = _SCATTER * mean * (1 + 1.3 / weeks) + (_DAYS_DIFFER * mean) ** 2
    enough = came >= _LEAST and came >= _FACTOR * mean
    return enough and _chance_of_at_least(came, mean, variance) <= _CHANCE


def _chance_of_at_least(came: int, mean: float, variance: float) -> float:
    """Return the upper tail of the negative binomial law: counts that scatter more than chance (Hilbe 2011)."""
    size = mean * mean / (variance - mean)
    again = mean / (size + mean)
    log_of_first = math.lgamma(came + size) - math.lgamma(size) - math.lgamma(came + 1)
    term = math.exp(log_of_first + size * math.log1p(-again) + came * math.log(again))
    total, count = 0.0, came
    while term > total * 1e-9:
        total += term
        term *= (count + size) / (count + 1) * again
        count += 1
    return total


def _middle(values: Sequence[float]) -> float:
    """Return the mean without the highest (an old surge) and the lowest (a holiday; of six weeks, two)."""
    kept = sorted(values)[len(values) // 3 : -1]
    return statistics.fmean(kept)
