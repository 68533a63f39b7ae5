"""The lead's own time for a plan: the pace of each stage, corrected by how long past missions took."""

import statistics
from collections.abc import Iterable
from dataclasses import dataclass

from desktop.domain.mission import Mission
from desktop.domain.plan import Range
from desktop.preferences.contract import Pace

_REFERENCE_ITEMS = 15
"""Drafts and posts the pace of Execute was set for: twelve and three."""

_ENOUGH = 3
_A_PERSON = (0.2, 5.0)
"""A mission this much faster or slower than the pace was not done by a person sitting at it."""

_UNCALIBRATED = (0.7, 1.5)


@dataclass(frozen=True)
class Calibration:
    """How past missions compare with the pace of the settings: 1 is as set, 2 twice as long."""

    low: float = _UNCALIBRATED[0]
    likely: float = 1.0
    high: float = _UNCALIBRATED[1]
    missions: int = 0


def calibrate(past: Iterable[Mission], pace: Pace) -> Calibration:
    """Compare the time from start to asking the manager, the part that holds no waiting, with the pace."""
    expected = (pace.home + pace.define + pace.prepare + pace.plan + pace.approve) * 60
    ratios = sorted(
        ratio
        for mission in past
        if mission.completed_at and mission.approval and expected
        for ratio in [(mission.approval.requested_at - mission.started_at) / 1000 / expected]
        if _A_PERSON[0] <= ratio <= _A_PERSON[1]
    )
    if len(ratios) < _ENOUGH:
        return Calibration(missions=len(ratios))
    return Calibration(ratios[0], statistics.median(ratios), ratios[-1], len(ratios))


def effort(items: int, pace: Pace, by: Calibration) -> Range:
    """Return the seconds the lead is busy with a plan of so many drafts and posts."""
    fixed = (pace.total - pace.execute) * 60
    seconds = fixed + pace.execute * 60 * items / _REFERENCE_ITEMS
    return Range(*(round(seconds * factor) for factor in (by.low, by.likely, by.high)))
