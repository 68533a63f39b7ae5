"""Which clock comes to which threshold next: a heap, so that each look costs what it finds, not what the queue holds."""

import heapq
from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from desktop.domain.values import Millis

_MINUTE = 60_000
BREACH = 0
"""The last threshold: no minutes are left."""


class Crossing(NamedTuple):
    """A clock comes to a threshold: when, whose, how many minutes were left there, and when it runs out."""

    at: Millis
    ticket: int
    level: int
    deadline: Millis


class Thresholds:
    """The thresholds ahead of every clock that is followed."""

    def __init__(self, minutes: Iterable[int]) -> None:
        self._levels = (*sorted(set(minutes) - {BREACH}, reverse=True), BREACH)
        self._deadlines: dict[int, Millis] = {}
        self._heap: list[Crossing] = []

    def follow(self, deadlines: Mapping[int, Millis]) -> None:
        """Follow these clocks from now on, and no others. One that changed comes to its thresholds anew."""
        fresh = [(t, at) for t, at in deadlines.items() if self._deadlines.get(t) != at]
        self._deadlines = dict(deadlines)
        new = [
            Crossing(deadline - level * _MINUTE, ticket, level, deadline)
            for ticket, deadline in fresh
            for level in self._levels
        ]
        if len(new) > len(self._heap):
            self._heap += new
            heapq.heapify(self._heap)
        else:
            for crossing in new:
                heapq.heappush(self._heap, crossing)

    def pass_by(self, now: Millis) -> Sequence[Crossing]:
        """Take what was crossed by ``now``, nearest deadline first; of one ticket only the last threshold."""
        passed: dict[int, Crossing] = {}
        while (ahead := self._first()) is not None and ahead.at <= now:
            passed[ahead.ticket] = heapq.heappop(self._heap)
        return sorted(passed.values(), key=lambda crossing: (crossing.deadline, crossing.ticket))

    @property
    def next(self) -> Millis | None:
        """When something is crossed next; None when nothing is ahead."""
        ahead = self._first()
        return ahead.at if ahead else None

    def _first(self) -> Crossing | None:
        """Return the head, once those of clocks that ended or changed are gone."""
        while self._heap and self._deadlines.get(self._heap[0].ticket) != self._heap[0].deadline:
            heapq.heappop(self._heap)
        return self._heap[0] if self._heap else None
