"""Other words for a held reply: written here, checked, then asked about; the approved ones stay held meanwhile."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout

from ui.dialogs.held_replies import what_waiting_costs
from ui.dialogs.sheet import Sheet
from ui.widgets.check_line import CheckLine
from ui.widgets.field import TextField
from ui.widgets.page import clear
from ui.widgets.text import Label
from ui.widgets.ticket_clock import TicketClock

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtWidgets import QWidget

    from desktop.domain.plan import CheckResult
    from desktop.stages.execute.contract import EffectRow
    from ui.bridge.problems import Problem

_WORDS = (
    "It waits for you meanwhile. The new words need a yes of their own: until it came, and you began them, the "
    "approved ones stay held and nothing leaves."
)
_ROWS = 12
_PLAN, _ANYWAY = "Plan these words", "Plan them anyway"


class AmendSheet(Sheet):
    """Signals: ``wanted`` (the words to plan), ``left`` (what stood there when it was closed)."""

    wanted = Signal(str)
    left = Signal(str)

    def __init__(self, window: QWidget, row: EffectRow, text: str) -> None:
        super().__init__(window, f"Change the words to #{row.target}", _WORDS, 640)
        self._warned_of = ""
        cost = QHBoxLayout()
        cost.addWidget(Label(what_waiting_costs(row), "caption", "text2", wrap=True), 1)
        cost.addWidget(TicketClock(int(row.target)))
        self._field = TextField("The reply as it shall leave", _ROWS)
        self._field.edit.setPlainText(text)
        self._field.edit.textChanged.connect(self._changed)
        self._checks = QVBoxLayout()
        self.body.addLayout(cost)
        self.body.addWidget(self._field)
        self.body.addLayout(self._checks)
        self.act("Keep it paused", lambda: None)
        self._plan = self.stay(_PLAN, self._begin)
        self.closed.connect(lambda: self.left.emit(self.words))

    @property
    def words(self) -> str:
        """What stands there now."""
        return self._field.text()

    def open(self) -> None:
        """Show it, the keyboard in the words."""
        super().open()
        self._field.edit.setFocus()

    def _begin(self) -> None:
        self._field.clear_fault()
        self._plan.setEnabled(False)
        self.wanted.emit(self.words)

    def knows(self, words: str) -> bool:
        """Whether a person saw what these words fail, and wants them all the same."""
        return bool(words) and self._warned_of == words

    def warn(self, words: str, failed: Sequence[CheckResult]) -> None:
        """Show what these words fail, though nothing forbids them; the next press plans them."""
        clear(self._checks)
        if words != self.words:  # other words were typed meanwhile
            self.rest()
            return
        self._warned_of = words
        for check in failed:
            self._checks.addWidget(CheckLine(check))
        self._ready(_ANYWAY)

    def rest(self) -> None:
        """Nothing was planned; what stands there can be."""
        self._ready(_PLAN)

    def refuse(self, problem: Problem) -> None:
        """Say what is wrong below the words; they stay as typed."""
        self._field.fail(f"{problem.title}. {problem.message} {problem.remedy}")
        self._ready(_PLAN)
        self._field.edit.setFocus()

    def _ready(self, title: str) -> None:
        self._plan.say(title)
        self._plan.setEnabled(True)
        self.refit()

    def _changed(self) -> None:
        """Other words were not looked at yet."""
        self._field.clear_fault()
        if self._warned_of and self._warned_of != self.words:
            self._warned_of = ""
            clear(self._checks)
            self._ready(_PLAN)


def show_amend_reply(window: QWidget, row: EffectRow, text: str) -> AmendSheet:
    """Open the sheet with these words in it."""
    sheet = AmendSheet(window, row, text)
    sheet.open()
    return sheet
