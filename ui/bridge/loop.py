"""One event loop for Qt and asyncio: the only file that knows qasync, so that it can be replaced."""

import asyncio
from asyncio import _get_running_loop, _set_running_loop  # asyncio offers them to event loops
from collections.abc import Callable, Coroutine
from contextvars import Context
from typing import Any

import qasync
from PySide6.QtCore import QCoreApplication


class ScreenLoop(qasync.QEventLoop):  # type: ignore[misc] # qasync brings no types
    """A loop each of whose steps finds it running.

    Qt gives steps their turn whenever anybody lets it work off its events: also between two runs of the loop, and
    after the last one, while asyncio knows of no running loop and a deadline or a new task would be an error.
    """

    def call_later(
        self,
        delay: float,
        callback: Callable[..., object],
        *args: Any,
        context: Context | None = None,
    ) -> asyncio.Handle:
        """As asyncio's; every other way to ask for a step ends here, too."""
        handle: asyncio.Handle = super().call_later(
            delay, self._step, callback, *args, context=context
        )
        return handle

    def _step(self, callback: Callable[..., object], *args: Any) -> None:
        before = _get_running_loop()
        _set_running_loop(self)
        try:
            callback(*args)
        finally:
            _set_running_loop(before)


def new_loop(app: QCoreApplication) -> asyncio.AbstractEventLoop:
    """Return a loop that turns with Qt's; whoever asks closes it."""
    loop: asyncio.AbstractEventLoop = ScreenLoop(app)
    return loop


def run(app: QCoreApplication, main: Coroutine[Any, Any, int]) -> int:
    """Run ``main`` in one loop with Qt until it returns; its answer is the exit code.

    What is still running then is cancelled and awaited, so that nothing outlives the loop.
    """
    loop = new_loop(app)
    loop.set_exception_handler(_unheard)
    asyncio.set_event_loop(loop)
    try:
        code: int = loop.run_until_complete(main)
        loop.run_until_complete(_end_the_rest())
    finally:
        loop.close()
        asyncio.set_event_loop(None)
    return code


def _unheard(_: asyncio.AbstractEventLoop, context: dict[str, Any]) -> None:
    """A task nobody asked for its end: Python would print it with the words of its exception."""
    from desktop.base.log import get_log, places_of  # the first page is painted without it

    error = context.get("exception")
    kind = type(error).__name__ if error else "no exception"
    get_log("ui").error("task failed unheard", kind=kind, exception=places_of(error))


async def _end_the_rest() -> None:
    rest = [task for task in asyncio.all_tasks() if task is not asyncio.current_task()]
    for task in rest:
        task.cancel()
    await asyncio.gather(*rest, return_exceptions=True)
