"""What came in, hour by hour: now, and in the same hours of past weeks. Counts only, read once and remembered."""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

HOUR = timedelta(hours=1)
WINDOWS = (1, 2, 4)
"""The spans judged, in hours back from now: a slow surge shows in the longer ones first."""

WEEKS = 6
"""How many past weeks are asked: one more than two holidays among the four that are needed."""

_AT_ONCE = 4
"""Counts asked at the same time: Home must stay a gentle guest of the account's limits."""

Count = Callable[[datetime, datetime], Awaitable[int]]
"""Counts the tickets created from an instant (included) to another (left out)."""


@dataclass(frozen=True)
class Arrivals:
    """What is needed to say whether more comes in than usual.

    Attributes:
        recent: Tickets of the last 1, 2 and 4 hours (``WINDOWS``).
        weeks: For each past week that has history, nearest first: what came in the same windows then,
            in tickets; parts of an hour count by their share of it.
    """

    recent: tuple[int, ...]
    weeks: tuple[tuple[float, ...], ...]


class ArrivalBook:
    """Reads counts once: what came in an hour that is over does not change any more."""

    def __init__(self, count: Count) -> None:
        self._count = count
        self._known: dict[tuple[datetime, datetime], int] = {}
        self._gate = asyncio.Semaphore(_AT_ONCE)

    async def read(self, now: datetime) -> Arrivals:
        """Count what came lately and in the same hours of past weeks. Raises ServiceError.

        The first reading asks 39 counts, one in the same hour afterwards three.
        """
        recent = await asyncio.gather(*(self._asked(now - w * HOUR, now) for w in WINDOWS))
        weeks = await asyncio.gather(*(self._week(now, week) for week in range(1, WEEKS + 1)))
        return Arrivals(tuple(recent), tuple(week for week in weeks if week))

    async def _week(self, now: datetime, back: int) -> tuple[float, ...]:
        """Return that week's windows; nothing when the account had no ticket in all of that week."""
        there = now - timedelta(weeks=back)
        begin = there.replace(minute=0, second=0, microsecond=0)
        if not await self._past(begin - timedelta(weeks=1), begin):
            return ()
        starts = [begin - n * HOUR for n in range(max(WINDOWS) + 1)]
        hours = await asyncio.gather(*(self._past(start, start + HOUR) for start in starts))
        return windows(hours, (there - begin) / HOUR)

    async def _past(self, start: datetime, end: datetime) -> int:
        if (start, end) not in self._known:
            self._known[start, end] = await self._asked(start, end)
        return self._known[start, end]

    async def _asked(self, start: datetime, end: datetime) -> int:
        async with self._gate:
            return await self._count(start, end)


def windows(hours: list[int], share: float) -> tuple[float, ...]:
    """Return what came in the windows that end ``share`` of an hour into ``hours[0]``; older hours follow it."""
    return tuple(
        hours[0] * share + sum(hours[1:window]) + hours[window] * (1 - share) for window in WINDOWS
    )
