"""From "how clear" to "how often right": isotonic regression on answers whose truth is known.

Pool adjacent violators (Ayer et al. 1955): the share that was right never falls as the answers get clearer.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

_DOUBT = 2.0
"""So many answers, half of them wrong, are added to each step: a few right ones prove no certainty."""
_STEP = 20
"""Answers of about the same clearness that are counted together, at least."""


@dataclass(frozen=True)
class Calibration:
    """Steps of clearness with the share of right answers from each step on."""

    begins: tuple[float, ...]
    shares: tuple[float, ...]

    def of(self, clearness: NDArray[np.float32]) -> NDArray[np.float64]:
        """Return the share of right answers among those as clear as these, 0 to 1; 0 where nothing is known."""
        if not self.begins:
            return np.zeros(len(clearness))
        at = np.searchsorted(np.array(self.begins), clearness, side="right") - 1
        return np.array(self.shares)[np.maximum(at, 0)]


def calibrate(
    clearness: NDArray[np.float32], right: Sequence[bool] | NDArray[np.bool_]
) -> Calibration:
    """Learn the steps from answers that were right or wrong."""
    order = np.argsort(clearness, kind="stable")
    steps: list[tuple[float, float, float]] = []
    for part in _parts(order):
        count = len(part) + _DOUBT
        hits = float(np.asarray(right)[part].sum()) + _DOUBT / 2
        steps.append((float(clearness[part[0]]), hits, count))
        while len(steps) > 1 and steps[-2][1] / steps[-2][2] >= steps[-1][1] / steps[-1][2]:
            _, hits, count = steps.pop()
            begin, before, many = steps.pop()
            steps.append((begin, before + hits, many + count))
    return Calibration(tuple(s[0] for s in steps), tuple(s[1] / s[2] for s in steps))


def _parts(order: NDArray[np.int_]) -> list[NDArray[np.int_]]:
    return np.array_split(order, max(1, len(order) // _STEP)) if len(order) else []
