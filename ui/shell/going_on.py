"""Asks before a run goes on that was cut short; until somebody says yes nothing leaves, and that is on the screen."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QVBoxLayout
from shiboken6 import isValid

from desktop.domain.standing import NO_DEADLINE
from desktop.domain.values import StageName
from ui.bridge.desk import Gate
from ui.shell.cut_short import read_cut_short
from ui.shell.jumps import jump_words
from ui.widgets.banner import Banner
from ui.widgets.ground import Ground

if TYPE_CHECKING:
    from datetime import datetime

    from desktop.base.clock import Jump
    from ui.bridge.desk import ScreenDesk
    from ui.bridge.problems import Problem
    from ui.dialogs.sheet import Sheet
    from ui.shell.cut_short import CutShort
    from ui.shell.main_window import MainWindow

_KEY = "going_on"
_YES = "Go on"
_SLEEP = 60
"""Seconds of a jump from which on a person is asked."""
_BEFORE = timedelta(minutes=5)
"""How long before a customer's clock ends the question is put again."""
_OPENED = "The program was closed, or ended, before its run was through."


class GoingOn(QObject):
    """``asking`` while the gate is shut. ``may`` is asked right before anything leaves by itself."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window
        self._sheet: Sheet | None = None
        self._open: CutShort | None = None
        self._again: datetime | None = None
        self._gate = Gate()
        self._facts = -1
        self.banner = _Waiting(self)
        window.ticker.jumped.connect(self._slept)
        window.ticker.passed.connect(self._pass)

    @property
    def asking(self) -> bool:
        """Whether the question has no yes yet."""
        return self._gate.shut

    def may(self) -> bool:
        """Whether what is due may leave; a sleep is noticed here before the first second after it is over."""
        self._window.ticker.look()
        return not self.asking

    def forget(self) -> None:
        """Another mission comes, or none."""
        self._gate.shut, self._open, self._again = False, None, None
        self.banner.hide()

    # When it is asked.

    async def opened(self, desk: ScreenDesk) -> None:
        """A mission was opened: ask before anything of a run that was cut short goes on."""
        self._shut(desk)
        await self._ask(desk, _OPENED)

    def _shut(self, desk: ScreenDesk) -> None:
        self._gate = desk.gate
        self._gate.shut = True

    def _slept(self, jump: Jump) -> None:
        if abs(jump.seconds) > _SLEEP:
            self._ask_soon(f"{jump_words(jump)}.", None)

    def lost(self, problem: Problem) -> None:
        """A service or the network failed a run: ask where something is due or unclear, else say what failed."""
        self._ask_soon(f"{problem.title}. {problem.message}", problem)

    def _ask_soon(self, cause: str, problem: Problem | None) -> None:
        window = self._window
        if window.desk is None or window.looks_on:
            return
        self._shut(window.desk)
        if window.tasks.runs("execute.work"):
            window.desk.execute.pause()
        asking = self._ask(window.desk, cause, problem)
        window.tasks.start(asking, _KEY, self._cannot_tell)

    async def _ask(self, desk: ScreenDesk, cause: str, problem: Problem | None = None) -> None:
        self._open = await self._read(desk)
        if self._open is not None and self._open.asks:
            self._show(cause)
            return
        self._gate.shut = False
        if problem is not None:
            self._window.show_problem(problem)

    async def _read(self, desk: ScreenDesk) -> CutShort | None:
        around = await desk.watch.view()
        if around.sealed or around.stage not in (StageName.EXECUTE, StageName.REFLECT):
            return None
        queue = await desk.watch.queue()
        ends = zip(queue.ids.tolist(), queue.deadlines.tolist(), strict=True)
        deadlines = {ticket: end for ticket, end in ends if end != NO_DEADLINE}
        return read_cut_short(await desk.execute.view(), deadlines, desk.clock.now())

    def _cannot_tell(self, problem: Problem) -> None:
        """Replies are owed all the same: what cannot be asked does not hold them up."""
        self._gate.shut = False
        self._window.show_problem(problem)

    # The question.

    def _show(self, cause: str) -> None:
        from ui.dialogs.going_on import ask_to_go_on

        now = self._window.ticker.now()
        if self._open is None or now is None:
            return
        self._close_sheet()
        again = self._open.deadline - _BEFORE if self._open.deadline else now
        self._again = again if again > now else None
        lines = self._open.sentences(now)
        self._sheet = ask_to_go_on(self._window, cause, lines, self.go_on)
        self.banner.show_waiting(lines[-1])

    def _pass(self, now: datetime) -> None:
        """The answer "not now" is no answer for ever: before a customer's clock ends it is asked once more."""
        view = self._window.view
        shown = self.asking and self._open is not None and not self._window.tasks.runs(_KEY)
        if not shown or view is None:
            return
        if self._again is not None and now >= self._again:
            self._again = None
            self._ask_soon("A customer's clock is about to end.", None)
        elif view.facts != self._facts and self._window.desk is not None:
            self._facts = view.facts
            looking = self._look_again(self._window.desk)
            self._window.tasks.start(looking, _KEY, self._cannot_tell)

    async def _look_again(self, desk: ScreenDesk) -> None:
        """What was open may have been undone, given up or sent meanwhile: then there is nothing to ask."""
        self._open = await self._read(desk)
        now = self._window.ticker.now()
        if self._open is None or not self._open.asks:
            self._close_sheet()
            self.forget()
        elif now is not None and self.banner.isVisible():
            self.banner.show_waiting(self._open.sentences(now)[-1])

    def _close_sheet(self) -> None:
        if self._sheet is not None and isValid(self._sheet):
            self._sheet.give_up()

    def hear(self, act: str) -> None:
        """The page's own "Go on" is the same yes."""
        button = getattr(self._window.bar, f"{act}_button")
        if self.asking and button.text() == _YES:
            self.forget()

    def go_on(self) -> None:
        """Somebody said yes: what is due leaves, what is unclear is read back, the steps go on."""
        was, window = self._open, self._window
        self.forget()
        if was is None or was.finished or window.desk is None:
            return
        window.host.open(StageName.EXECUTE)
        presenter = window.host.presenter_of(StageName.EXECUTE)
        if presenter.busy:  # what was paused has not ended yet: a second call takes the pause back
            window.tasks.start(window.desk.execute.run(), "going_on.run", presenter.failed.emit)
        else:
            presenter.run()


class _Waiting(Ground):
    """Stands above the page as long as the question has no yes."""

    def __init__(self, asks: GoingOn) -> None:
        super().__init__("bg", "b")
        self._banner = Banner("warn", "clock")
        self._banner.action(_YES, kind="primary").clicked.connect(asks.go_on)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 10, 16, 10)
        column.addWidget(self._banner)
        self.hide()

    def show_waiting(self, cost: str) -> None:
        """Say that nothing leaves, and what that costs."""
        self._banner.say("Nothing leaves until you go on.", cost)
        self.show()
