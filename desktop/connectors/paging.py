"""Paging: never without end (a service that hands out a cursor twice would keep us reading for ever), and ahead."""

import asyncio
from collections import deque
from collections.abc import AsyncGenerator, Awaitable, Callable, Sequence
from typing import TypeVar

from desktop.connectors.answers import unclear

T = TypeVar("T")

_AHEAD = 4


class Cursors:
    """The cursors seen in one listing."""

    def __init__(self, service: str) -> None:
        self._service = service
        self._seen: set[str] = set()

    def next(self, cursor: str | None) -> str:
        """Return the cursor to follow, empty at the end. Raises UnknownOutcomeError when it repeats."""
        if cursor in self._seen:
            raise unclear(self._service, "a list whose next page is one we have read")
        if cursor:
            self._seen.add(cursor)
        return cursor or ""


async def ahead(pages: Sequence[Callable[[], Awaitable[T]]]) -> AsyncGenerator[T, None]:
    """Yield the pages in order, a few of them being asked for at a time; none is left running."""
    waiting, running = deque(pages), deque[asyncio.Future[T]]()
    try:
        while waiting or running:
            while waiting and len(running) < _AHEAD:
                running.append(asyncio.ensure_future(waiting.popleft()()))
            yield await running[0]
            running.popleft()
    finally:
        for one in running:
            one.cancel()
        await asyncio.gather(*running, return_exceptions=True)
