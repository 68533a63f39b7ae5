"""The held replies, and the words of one: what the window does when they are asked for."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from shiboken6 import isValid

from desktop.domain.values import StageName
from ui.theme.counted import counted

if TYPE_CHECKING:
    from desktop.domain.plan import CheckResult
    from desktop.stages.execute.contract import EffectRow, ExecuteCommands
    from ui.bridge.problems import Problem
    from ui.dialogs.amend_reply import AmendSheet
    from ui.shell.main_window import MainWindow


class HeldReplies(QObject):
    """Opens the list, and the sheet where one reply gets other words.

    What was typed and not planned comes back when the sheet is opened again.
    """

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window
        self._typed: dict[str, str] = {}

    def show(self) -> None:
        """Open the list of held replies."""
        self._window.tasks.start(self._show(), "held")

    async def _show(self) -> None:
        from ui.dialogs.held_replies import Ways, show_held_replies

        window = self._window
        if window.desk is not None:
            effects = (await window.desk.execute.view()).effects
            presenter = window.host.presenter_of(StageName.EXECUTE)
            ways = Ways(
                window.ticket_view.open,
                presenter.pause_reply,
                presenter.let_go,
                presenter.give_up_reply,
                self.amend,
                presenter.drop_increment,
            )
            show_held_replies(window, effects, ways)

    def amend(self, row: EffectRow) -> None:
        """Open the words of a reply, and keep it from leaving."""
        self._window.tasks.start(self._open(row), f"amend.{row.id}")

    async def _open(self, row: EffectRow) -> None:
        from ui.dialogs.amend_reply import show_amend_reply

        window = self._window
        if window.desk is None:
            return
        execute = window.desk.execute
        text = await execute.words(row.id)
        await execute.pause_reply(row.id)
        sheet = show_amend_reply(window, row, self._typed.pop(row.id, text))
        sheet.left.connect(partial(self._typed.__setitem__, row.id))
        sheet.wanted.connect(partial(self._plan, execute, sheet, row))

    def _plan(
        self, execute: ExecuteCommands, sheet: AmendSheet, row: EffectRow, words: str
    ) -> None:
        """The sheet may be closed before the answer: what was asked for is done, and what failed is said, all the same."""
        key = f"amend.{row.id}.plan"
        if self._window.tasks.runs(key):
            sheet.rest()
            self._window.say("The words before are being checked. Try again in a moment.")
            return
        work = self._weigh_and_plan(execute, sheet, row, words)
        self._window.tasks.start(work, key, partial(self._refused, sheet))

    async def _weigh_and_plan(
        self, execute: ExecuteCommands, sheet: AmendSheet, row: EffectRow, words: str
    ) -> None:
        if not sheet.knows(words):
            draft = await execute.weigh(row.id, words)
            failed = [check for check in draft.checks if not check.passed]
            if failed:
                self._warn(sheet, row, words, failed)
                return
        await execute.amend(row.id, words)
        if isValid(sheet):
            sheet.shut()
        self._typed.pop(row.id, None)
        self._window.say(f"New words for #{row.target} planned. They leave only after a yes.")
        self._window.host.open(StageName.APPROVE)

    def _warn(
        self, sheet: AmendSheet, row: EffectRow, words: str, failed: list[CheckResult]
    ) -> None:
        if isValid(sheet):
            sheet.warn(words, failed)
            return
        checks = counted(len(failed), "check")
        self._window.say(
            f"Not planned: {checks} would fail. Open the words to #{row.target} again."
        )

    def _refused(self, sheet: AmendSheet, problem: Problem) -> None:
        if isValid(sheet):
            sheet.refuse(problem)
        else:
            self._window.show_problem(problem)
