"""Other words for a held reply: written here, checked, then asked about; the approved ones stay held meanwhile."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout

from ui.dialogs.held_replies import what_waiting_costs
from ui.dialogs.sheet import Sheet
from ui.widgets.field import TextField
from ui.widgets.text import Label
from ui.widgets.ticket_clock import TicketClock

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from desktop.stages.execute.contract import EffectRow, ExecuteCommands
    from ui.bridge.problems import Problem
    from ui.bridge.tasks import Tasks

_WORDS = (
    "It waits for you meanwhile. The new words need a yes of their own: until it came, and you began them, the "
    "approved ones stay held and nothing leaves."
)
_ROWS = 12


class AmendSheet(Sheet):
    """Signals: ``planned`` (the ticket whose new words wait for a yes), ``left`` (effect, what was typed so far)."""

    planned = Signal(int)
    left = Signal(str, str)

    def __init__(
        self, window: QWidget, commands: ExecuteCommands, tasks: Tasks, row: EffectRow, text: str
    ) -> None:
        super().__init__(window, f"Change the words to #{row.target}", _WORDS, 640)
        self._commands, self._tasks, self._row = commands, tasks, row
        cost = QHBoxLayout()
        cost.addWidget(Label(what_waiting_costs(row), "caption", "text2", wrap=True), 1)
        cost.addWidget(TicketClock(int(row.target)))
        self._field = TextField("The reply as it shall leave", _ROWS)
        self._field.edit.setPlainText(text)
        self.body.addLayout(cost)
        self.body.addWidget(self._field)
        self.act("Keep it paused", lambda: None)
        self._ask = self.stay("Plan these words", self._begin)
        self.closed.connect(lambda: self.left.emit(row.id, self._field.text()))

    def open(self) -> None:
        """Show it, the keyboard in the words."""
        super().open()
        self._field.edit.setFocus()

    def _begin(self) -> None:
        self._field.clear_fault()
        self._ask.setEnabled(False)
        self._tasks.start(self._plan(), f"amend.{self._row.id}", self._fail)

    async def _plan(self) -> None:
        await self._commands.amend(self._row.id, self._field.text())
        self.shut()
        self.planned.emit(int(self._row.target))

    def _fail(self, problem: Problem) -> None:
        """Say what is wrong below the words; they stay as typed."""
        self._ask.setEnabled(True)
        self._field.fail(f"{problem.title}. {problem.message} {problem.remedy}")
        self.refit()
        self._field.edit.setFocus()


def show_amend_reply(
    window: QWidget, commands: ExecuteCommands, tasks: Tasks, row: EffectRow, text: str
) -> AmendSheet:
    """Open the sheet with these words in it."""
    sheet = AmendSheet(window, commands, tasks, row, text)
    sheet.open()
    return sheet
