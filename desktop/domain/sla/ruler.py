"""A ruler along which only open hours count: from instants to business time and back, one or a million at once.

Openings are laid end to end. An instant's *position* is the business time that lies before it on the ruler, so
the time between two instants is a difference and a deadline is a sum. Microseconds, exact.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

Instants = NDArray[np.int64]
"""Microseconds since 1970-01-01 UTC."""

SECOND = 1_000_000


@dataclass(frozen=True, eq=False)
class Ruler:
    """Openings in order, none overlapping.

    Attributes:
        opens: When each begins, microseconds.
        closes: When each ends; that instant is outside.
    """

    opens: list[int]
    closes: list[int]

    @cached_property
    def before(self) -> list[int]:
        """The business time before each opening."""
        lengths = np.array(self.closes, np.int64) - np.array(self.opens, np.int64)
        return [0, *np.cumsum(lengths).tolist()][: len(lengths)]

    @property
    def length(self) -> int:
        """All of its business time."""
        return self.before[-1] + self.closes[-1] - self.opens[-1] if self.opens else 0

    def position(self, instant: int) -> int:
        """Return the business time before an instant."""
        last = bisect_right(self.opens, instant) - 1
        if last < 0:
            return 0
        return self.before[last] + min(instant, self.closes[last]) - self.opens[last]

    def earliest(self, position: int) -> int:
        """Return the first instant with this much business time before it: a close, not the next opening."""
        place = max(bisect_left(self.before, position) - 1, 0)
        return self.opens[place] + position - self.before[place]

    def latest(self, position: int) -> int:
        """Return the last such instant: an opening, not the close before it."""
        place = max(bisect_right(self.before, position) - 1, 0)
        return self.opens[place] + position - self.before[place]

    def is_open(self, instant: int) -> bool:
        """Say whether the instant lies in an opening."""
        last = bisect_right(self.opens, instant) - 1
        return last >= 0 and instant < self.closes[last]

    def positions(self, instants: Instants) -> Instants:
        """Return ``position`` of many instants."""
        opens, closes, before = self._columns
        last = np.searchsorted(opens, instants, "right") - 1
        inside = np.maximum(last, 0)
        found = before[inside] + np.minimum(instants, closes[inside]) - opens[inside]
        return np.where(last < 0, 0, found)

    def earliest_of(self, positions: Instants) -> Instants:
        """Return ``earliest`` of many positions."""
        opens, _, before = self._columns
        place = np.maximum(np.searchsorted(before, positions, "left") - 1, 0)
        return opens[place] + positions - before[place]

    @cached_property
    def _columns(self) -> tuple[Instants, Instants, Instants]:
        return (
            np.array(self.opens, np.int64),
            np.array(self.closes, np.int64),
            np.array(self.before, np.int64),
        )


def lay(openings: Iterable[tuple[int, int]]) -> Ruler:
    """Lay openings end to end. They come by their beginning; where two overlap, no instant is counted twice."""
    opens: list[int] = []
    closes: list[int] = []
    for begins, ends in openings:
        start = max(begins, closes[-1]) if closes else begins
        if ends > start:
            opens.append(start)
            closes.append(ends)
    return Ruler(opens, closes)
