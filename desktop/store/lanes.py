"""One writer thread, one reader thread: the screen never waits for the disk, and every call has a deadline."""

import asyncio
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import TypeVar

from sqlalchemy import Connection, Engine

from desktop.domain.errors import StoreBusyError
from desktop.store.failures import telling

T = TypeVar("T")


class Lane:
    """A thread with its own connection; calls run one after the other, each in a transaction."""

    def __init__(self, engine: Engine, name: str, deadline: float = 8.0) -> None:
        self._engine = engine
        self._deadline = deadline
        self._thread = ThreadPoolExecutor(1, thread_name_prefix=f"store-{name}")

    async def run(self, doing: str, work: Callable[[Connection], T]) -> T:
        """Run ``work`` in one transaction.

        Raises StoreBusyError past the deadline: the call may still end later, so a writer must read its
        state again before it goes on.
        """
        future = self._thread.submit(self._transact, doing, work)
        try:
            # Not wait_for: in Python 3.11 it swallows a cancellation that comes as the answer does (bpo-37658),
            # and whoever cancelled then waits for ever.
            async with asyncio.timeout(self._deadline):
                return await asyncio.wrap_future(future)
        except TimeoutError:
            raise StoreBusyError(
                "The database does not answer",
                f"No answer within {self._deadline:.0f} s while {doing}.",
                "Wait a moment and try again. What was done is kept.",
            ) from None

    def wait(self, doing: str, work: Callable[[Connection], T]) -> T:
        """Run ``work`` and wait for it: for threads without a loop, before anybody else has the lane."""
        return self._thread.submit(self._transact, doing, work).result()

    def _transact(self, doing: str, work: Callable[[Connection], T]) -> T:
        with telling(doing), self._engine.begin() as connection:
            return work(connection)

    def close(self) -> None:
        """Let the running call end, then close the connection."""
        self._thread.shutdown(wait=True)
        self._engine.dispose()
