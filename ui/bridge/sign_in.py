"""Signing in from a tool card: one at a time, in the background, cancellable; a problem stays on its card."""

from collections.abc import Coroutine, Mapping
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Signal

from desktop.accounts.contract import Entered, SignInCommands
from desktop.domain.account import Way
from desktop.domain.values import Toolkit
from ui.bridge.problems import Problem
from ui.bridge.tasks import Tasks

if TYPE_CHECKING:
    import asyncio

_KEY = "accounts.sign_in"


class SigningIn(QObject):
    """What the cards call.

    Signals:
        changed: Something was done: ask for the cards again.
        waiting: The toolkit whose browser page is open, None when none is.
        failed: Toolkit, and in words what went wrong and what to do.
    """

    changed = Signal()
    waiting = Signal(object)
    failed = Signal(object, str)

    def __init__(self, accounts: SignInCommands, tasks: Tasks) -> None:
        super().__init__()
        self._accounts, self._tasks = accounts, tasks
        self.under_way: Toolkit | None = None
        self._latest: asyncio.Task[Any] | None = None

    def sign_in(
        self, toolkit: Toolkit, way: Way, entered: Entered, needs: Mapping[str, str]
    ) -> None:
        """Keep what was typed, then sign in; whatever was under way is cancelled."""
        self._start(toolkit, self._sign_in(toolkit, way, entered, needs))

    def sign_out(self, toolkit: Toolkit) -> None:
        """Revoke and wipe."""
        self._start(toolkit, self._accounts.sign_out(toolkit))

    def cancel(self) -> None:
        """Stop waiting for the browser; nothing is kept."""
        self._tasks.cancel(_KEY)

    def _start(self, toolkit: Toolkit, work: Coroutine[Any, Any, None]) -> None:
        self._tasks.cancel(_KEY)
        self.under_way = toolkit
        self.waiting.emit(toolkit)
        task = self._tasks.start(work, _KEY, lambda problem: self._fail(toolkit, problem))
        self._latest = task
        task.add_done_callback(self._end)

    async def _sign_in(
        self, toolkit: Toolkit, way: Way, entered: Entered, needs: Mapping[str, str]
    ) -> None:
        if needs:
            await self._accounts.set_up(needs)
        await self._accounts.sign_in(toolkit, way, entered)

    def _fail(self, toolkit: Toolkit, problem: Problem) -> None:
        self.failed.emit(toolkit, f"{problem.title}. {problem.message} {problem.remedy}")

    def _end(self, task: "asyncio.Task[Any]") -> None:
        if self._latest is task:
            self.under_way = None
            self.waiting.emit(None)
            self.changed.emit()
