"""Time that only passes while everybody waits: hours of retries and held replies in milliseconds."""

import asyncio
import selectors
from collections.abc import Callable, Coroutine
from concurrent.futures import Future, ThreadPoolExecutor
from datetime import datetime, timedelta
from typing import Any, TypeVar

from desktop.base.clock import RunningClock

T = TypeVar("T")


class VirtualLoop(asyncio.SelectorEventLoop):
    """A loop whose clock jumps to the next timer instead of waiting for it.

    Nothing may come from outside meanwhile: threads work inline (``Here``), services are in the same process.
    """

    def __init__(self) -> None:
        self._passed = 0.0
        super().__init__(_Jumping(self))
        self.set_default_executor(Here())

    def time(self) -> float:
        """Return virtual seconds."""
        return self._passed

    def skip(self, seconds: float) -> None:
        """Let time pass at once."""
        self._passed += seconds


class _Jumping(selectors.SelectSelector):
    """Looks at its files, and lets the time one would wait for them pass instead."""

    def __init__(self, loop: VirtualLoop) -> None:
        super().__init__()
        self._loop = loop

    def select(self, timeout: float | None = None) -> Any:
        found = super().select(0)
        if not found and timeout is None:
            raise AssertionError("everybody waits, for nothing that could come")
        if not found and timeout:
            self._loop.skip(timeout)
        return found


class Here(ThreadPoolExecutor):
    """Calls at once, in the caller's thread."""

    def submit(self, fn: Callable[..., T], /, *args: Any, **kwargs: Any) -> "Future[T]":
        """Return what is done already."""
        done: Future[T] = Future()
        try:
            done.set_result(fn(*args, **kwargs))
        except BaseException as failed:  # noqa: BLE001 - it belongs to whoever waits for the result
            done.set_exception(failed)
        return done


class VirtualClock(RunningClock):
    """A wall clock that runs on the loop's time."""

    def __init__(self, start: datetime) -> None:
        self.set(start)

    def now(self) -> datetime:
        """Return start plus what has passed on the loop."""
        return self._start + timedelta(seconds=_seconds() - self._since)

    def set(self, instant: datetime) -> None:
        """Make it read ``instant`` now."""
        self._start, self._since = instant, _seconds()


def _seconds() -> float:
    return asyncio.get_running_loop().time()


def run(work: Coroutine[Any, Any, T]) -> T:
    """Run in virtual time."""
    loop = VirtualLoop()
    try:
        return loop.run_until_complete(work)
    finally:
        loop.run_until_complete(loop.shutdown_asyncgens())
        loop.close()
