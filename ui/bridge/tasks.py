"""Running commands: every coroutine the screen starts is kept, named, cancellable, and its failure is told."""

import asyncio
from collections.abc import Awaitable, Callable, Coroutine
from typing import Any

from PySide6.QtCore import QObject, Signal

from desktop.domain.errors import TriageError
from ui.bridge.problems import Problem, problem_of


class Tasks(QObject):
    """The commands under way. A key names what replaces what: starting it again cancels the one before.

    ``failed`` tells a ``Problem`` nobody else takes; ``idle`` tells that nothing runs any more.
    """

    failed = Signal(object)
    idle = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._running: dict[str, asyncio.Task[Any]] = {}
        self._count = 0

    def start(
        self,
        work: Coroutine[Any, Any, Any],
        key: str = "",
        on_problem: Callable[[Problem], None] | None = None,
    ) -> "asyncio.Task[Any]":
        """Run ``work``; a problem goes to ``on_problem``, else to ``failed``."""
        self._count += 1
        name = key or f"task-{self._count}"
        before = self._running.pop(name, None)
        if before is not None:
            before.cancel()
        task = asyncio.ensure_future(self._guard(work, on_problem))
        task.set_name(f"ui:{name}")
        self._running[name] = task
        task.add_done_callback(lambda done: self._end(name, done))
        # One that is cancelled before its first step was never awaited: it is closed instead.
        task.add_done_callback(lambda _: work.close())
        return task

    def runs(self, key: str) -> bool:
        """Whether a command of this key is under way.

        One whose last step is done is not, even before its end was noticed: who asks "once more after it" would
        be forgotten.
        """
        task = self._running.get(key)
        return task is not None and not task.done()

    def cancel(self, key: str) -> None:
        """Cancel the command of this key, if any."""
        task = self._running.get(key)
        if task is not None:
            task.cancel()

    async def settle(self, key: str, seconds: float) -> None:
        """Wait until the command of this key has ended by itself, but no longer than ``seconds``."""
        task = self._running.get(key)
        if task is not None:
            await asyncio.wait([task], timeout=seconds)

    async def close(self, but: str = "") -> None:
        """Cancel everything, ``but`` one key, and wait until it has ended; what that starts is ended, too."""
        while tasks := [task for key, task in self._running.items() if key != but]:
            for task in tasks:
                task.cancel()
            await asyncio.gather(*tasks, return_exceptions=True)

    async def _guard(
        self, work: Awaitable[Any], on_problem: Callable[[Problem], None] | None
    ) -> Any:
        try:
            return await work
        except asyncio.CancelledError:
            raise
        except Exception as error:  # noqa: BLE001 - the door of the screen: nothing fails silently
            if not isinstance(error, TriageError):
                from desktop.base.log import get_log

                get_log("ui").exception("command failed", kind=type(error).__name__)
            (on_problem or self.failed.emit)(problem_of(error))
            return None

    def _end(self, name: str, task: "asyncio.Task[Any]") -> None:
        if self._running.get(name) is task:
            del self._running[name]
        if not self._running:
            self.idle.emit()
