"""Paging: never without end (a service that hands out a cursor twice would keep us reading for ever), and ahead."""

import asyncio
from collections.abc import AsyncGenerator, AsyncIterable, Awaitable, Callable, Sequence
from typing import Any, TypeVar

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


async def batches(
    found: AsyncIterable[Sequence[int]], size: int
) -> AsyncGenerator[Sequence[int], None]:
    """Yield what is found in batches of one size, each as soon as it is full."""
    left: list[int] = []
    async for some in found:
        left += some
        while len(left) >= size:
            yield left[:size]
            del left[:size]
    if left:
        yield left


async def ahead(
    ids: AsyncIterable[Sequence[int]], page: Callable[[Sequence[int]], Awaitable[T]]
) -> AsyncGenerator[T, None]:
    """Yield the page of each batch in order, a few being asked for at a time while more are found; none left running."""
    gate = asyncio.Semaphore(_AHEAD)
    pages: asyncio.Queue[asyncio.Future[T] | None] = asyncio.Queue()
    running: list[asyncio.Future[Any]] = []

    async def ask(batch: Sequence[int]) -> T:
        async with gate:
            return await page(batch)

    async def start() -> None:
        try:
            async for batch in ids:
                running.append(asyncio.ensure_future(ask(batch)))
                pages.put_nowait(running[-1])
        finally:
            pages.put_nowait(None)

    finding = asyncio.ensure_future(start())
    try:
        while (one := await pages.get()) is not None:
            yield await one
        await finding
    finally:
        for each in (finding, *running):
            each.cancel()
        await asyncio.gather(finding, *running, return_exceptions=True)
