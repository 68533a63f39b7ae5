"""A presenter: between one stage's commands and its page. It holds no widget; a page can be drawn from its View."""

import asyncio
import inspect
from collections.abc import Coroutine
from typing import Any

from PySide6.QtCore import QObject, Signal
from shiboken6 import isValid

from desktop.bus import Progress
from desktop.domain.values import StageName
from ui.bridge.bar import Bar, Busy, Notice
from ui.bridge.desk import ScreenDesk
from ui.bridge.problems import Problem
from ui.bridge.relay import Relay
from ui.bridge.tasks import Tasks

_SHOW_BUSY_AFTER = 0.3


class Presenter(QObject):
    """What all seven have in common: load a View, run one piece of work at a time, offer the bar.

    Signals:
        shown: The View to draw.
        noticed: A ``Notice`` to show instead of it.
        barred: The ``Bar``.
        worked: A ``Busy`` while something long runs, None when it ended.
        failed: A ``Problem`` of a command; the View stays.
        said: A short sentence for a toast.
        left_for: The stage to go to next.
        asked: Something only the window can do: its name (``open_evidence``, ``open_link``, ``open_ticket``,
            ``dry_run``, ``exhibit``, ``tools`` …) and what it is about.
    """

    shown = Signal(object)
    noticed = Signal(object)
    barred = Signal(object)
    worked = Signal(object)
    failed = Signal(object)
    said = Signal(str)
    left_for = Signal(object)
    asked = Signal(str, object)
    stage: StageName

    def __init__(self, desk: ScreenDesk, tasks: Tasks, relay: Relay) -> None:
        super().__init__()
        self.desk = desk
        self.tasks = tasks
        self.busy = False
        self._here = False
        self._again = False
        self._loading: asyncio.Task[Any] | None = None
        relay.changed.connect(self._heard)
        relay.progressed.connect(self._progressed)

    # What a stage says for itself.

    async def load(self) -> object:
        """Return the View, or a Notice."""
        raise NotImplementedError

    def bar(self) -> Bar:
        """Return the bar as it stands now."""
        return Bar()

    def primary(self) -> None:
        """Do the page's one act."""

    def secondary(self) -> None:
        """Do the act beside it."""

    def quiet(self) -> None:
        """Do the third act."""

    def retry(self) -> None:
        """Do what a Notice offers: look again, unless a stage knows better."""
        self.enter()

    def arrive(self) -> None:
        """Do what belongs to coming to the page; nothing by default."""

    # What they share.

    def enter(self) -> None:
        """The page is on the screen now."""
        self._here = True
        self.refresh()
        self.arrive()

    def leave(self) -> None:
        """Another page is on the screen; what runs goes on."""
        self._here = False

    def refresh(self) -> None:
        """Ask for the View anew; asked while one is being made, it is made once more after that."""
        # Its own load: one that a presenter before it left under the same key is not waited for, but ended.
        self._again = self._loading is not None and not self._loading.done()
        if not self._again:
            self._loading = self.tasks.start(self._load(), f"{self.stage}.view", self._no_view)

    def work(
        self, work: Coroutine[Any, Any, Any], words: str, then: StageName | None = None
    ) -> bool:
        """Run a command with progress; one at a time. Return whether it was started."""
        if self.busy:
            work.close()
            return False
        self.busy = True
        self.barred.emit(self.bar())
        key = f"{self.stage}.work"
        task = self.tasks.start(self._work(work, words, then), key, self.failed.emit)
        task.add_done_callback(lambda _: self._drop(work))
        return True

    def cancel(self) -> None:
        """Stop what runs; what was done stays."""
        self.tasks.cancel(f"{self.stage}.work")

    async def _work(
        self, work: Coroutine[Any, Any, Any], words: str, then: StageName | None
    ) -> None:
        soon = asyncio.get_running_loop().call_later(
            _SHOW_BUSY_AFTER, lambda: self.worked.emit(Busy(words))
        )
        try:
            await work
        finally:
            soon.cancel()
            self._rest()
        if then is not None:
            self.left_for.emit(then)

    def _rest(self) -> None:
        if not isValid(self):
            return
        self.busy = False
        self.worked.emit(None)
        self.refresh()

    def _drop(self, work: Coroutine[Any, Any, Any]) -> None:
        """Work cancelled before its first step never comes to its own end: the page would stay busy."""
        if inspect.getcoroutinestate(work) == inspect.CORO_CREATED:
            work.close()
            self._rest()

    async def _load(self) -> None:
        self._again = True
        while self._again:
            self._again = False
            view = await self.load()
            if not isValid(self):  # another mission is followed by now
                return
            if isinstance(view, Notice):
                self.noticed.emit(view)
            else:
                self.shown.emit(view)
            self.barred.emit(self.bar())

    def _no_view(self, problem: Problem) -> None:
        if not isValid(self):
            return
        self.noticed.emit(
            Notice(
                "plug",
                problem.title,
                f"{problem.message} {problem.remedy}",
                "Try again",
                problem.details,
                "crit",
            )
        )
        self.barred.emit(self.bar())

    def _heard(self) -> None:
        if self._here:
            self.refresh()

    def _progressed(self, progress: Progress) -> None:
        if self.busy and progress.stage is self.stage:
            self.worked.emit(Busy(progress.words, progress.done, progress.total))
