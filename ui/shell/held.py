"""The held replies, and the words of one: what the window does when they are asked for."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from desktop.domain.values import StageName

if TYPE_CHECKING:
    from desktop.stages.execute.contract import EffectRow
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
            )
            show_held_replies(window, effects, ways)

    def amend(self, row: EffectRow) -> None:
        """Keep the reply from leaving, and open its words."""
        self._window.tasks.start(self._amend(row), f"amend.{row.id}")

    async def _amend(self, row: EffectRow) -> None:
        from ui.dialogs.amend_reply import show_amend_reply

        window = self._window
        if window.desk is None:
            return
        await window.desk.execute.pause_reply(row.id)
        detail = await window.desk.watch.detail(int(row.target))
        text = self._typed.get(row.id) or (detail.draft.text if detail.draft else "")
        sheet = show_amend_reply(window, window.desk.execute, window.tasks, row, text)
        sheet.left.connect(self._typed.__setitem__)
        sheet.planned.connect(partial(self._planned, row.id))

    def _planned(self, effect: str, ticket: int) -> None:
        self._typed.pop(effect, None)
        self._window.say(f"New words for #{ticket} planned. They leave only after a yes.")
        self._window.host.open(StageName.APPROVE)
