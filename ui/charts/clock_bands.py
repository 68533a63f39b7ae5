"""The deadlines of the queue in bands of time left, and stacked in columns: the rule behind the clocks' chart."""

from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from ui.theme.time_left import HOUR, MINUTE


class Band(NamedTuple):
    """One band of time left: its upper end in ms (None is open), words, symbol and colour token."""

    until: int | None
    words: str
    symbol: str
    token: str


BANDS = (
    Band(0, "over", "s", "crit"),
    Band(30 * MINUTE, "under 30 min", "t1", "crit"),
    Band(90 * MINUTE, "under 90 min", "d", "warn"),
    Band(4 * HOUR, "in 4 h", "o", "bar"),
    Band(8 * HOUR, "in 8 h", "o", "bar"),
    Band(None, "later", "o", "bar"),
)
"""Every clock falls into one; shape and colour both tell which."""

HORIZON = 8 * HOUR
"""How far the axis reaches from when it was last laid out."""


def band_edges(deadlines: NDArray[np.int64], now_ms: int) -> tuple[int, ...]:
    """Return for sorted deadlines how many lie below the end of each band; the last is their number."""
    ends = np.array([now_ms + band.until for band in BANDS if band.until is not None], np.int64)
    below = np.searchsorted(deadlines, ends, side="left")
    if len(below):
        # A deadline reached is over.
        below[0] = np.searchsorted(deadlines, now_ms, side="right")
    return (*below.tolist(), len(deadlines))


@dataclass(frozen=True)
class Stacks:
    """Dots in columns: where each stands (ms), how high (from 0), and the highest column."""

    across: NDArray[np.float64]
    up: NDArray[np.int64]
    top: int


def stack(deadlines: NDArray[np.int64], start: int, end: int, columns: int) -> Stacks:
    """Put sorted deadlines between ``start`` and ``end`` into columns, each on top of the one before."""
    width = (end - start) / columns
    column = np.clip((deadlines - start) // width, 0, columns - 1).astype(np.int64)
    first = np.searchsorted(column, column, side="left")
    up = np.arange(len(column)) - first
    top = int(up.max()) + 1 if len(up) else 0
    return Stacks(start + (column + 0.5) * width, up, top)
