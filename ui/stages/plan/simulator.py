"""The breach simulator: more hands, another batch, a longer hold, and what this queue's clocks say to it."""

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desktop.stages.plan.contract import Simulation, WhatIf
from ui.theme.counted import counted
from ui.widgets.field import NumberField
from ui.widgets.fold import FoldCard
from ui.widgets.ground import Ground
from ui.widgets.page import clear
from ui.widgets.text import Label

_REST_MILLIS = 120
_CELL = 64


class Simulator(FoldCard):
    """``asked`` tells agents, batch size and minutes of hold once the hand rests."""

    asked = Signal(int, int, int)

    def __init__(self) -> None:
        super().__init__("What if?")
        self._agents = NumberField(0, 200, 2, "Agents who answer by hand")
        self._batch = NumberField(0, 200, 12, "Batch size to try")
        self._hold = NumberField(0, 120, 15, "Minutes a reply is held")
        self._said = Label("", "name", wrap=True)
        self._undo = Label("", "body", "text2", wrap=True)
        self._grid = BreachGrid()
        self._rest = QTimer(self)
        self._rest.setSingleShot(True)
        self._rest.setInterval(_REST_MILLIS)
        self._rest.timeout.connect(self._ask)
        for field in (self._agents, self._batch, self._hold):
            field.changed.connect(lambda _: self._rest.start())
        self._lay_out()

    def _lay_out(self) -> None:
        row = QHBoxLayout()
        row.setSpacing(10)
        fields = (("Agents", self._agents), ("Batch size", self._batch), ("Hold, min", self._hold))
        for title, field in fields:
            row.addWidget(Label(title, "body", "text2"))
            row.addWidget(field)
            row.addSpacing(12)
        row.addStretch()
        self.inside.addLayout(row)
        for part in (self._said, self._undo, self._grid):
            self.inside.addWidget(part)

    def _ask(self) -> None:
        self.asked.emit(self._agents.value(), self._batch.value(), self._hold.value())

    def show_what_if(self, told: WhatIf) -> None:
        """Draw what was asked, in a sentence, and what lies around it."""
        asked = told.asked
        self._said.say(_outcome(asked))
        self._undo.say(_undoable(asked))
        self._grid.show_grid(told)
        if not self._rest.isActive():
            self._put(asked)

    def _put(self, asked: Simulation) -> None:
        values = (
            (self._agents, asked.agents),
            (self._batch, asked.batch_size),
            (self._hold, asked.hold_seconds // 60),
        )
        for field, value in values:
            field.blockSignals(True)
            field.put(value)
            field.blockSignals(False)


class BreachGrid(QWidget):
    """Breaches: a row per number of agents, a column per batch size; the cell asked for is marked."""

    def __init__(self) -> None:
        super().__init__()
        self._rows = QVBoxLayout(self)
        self._rows.setContentsMargins(0, 0, 0, 0)
        self._rows.setSpacing(2)

    def show_grid(self, told: WhatIf) -> None:
        """Draw it anew."""
        clear(self._rows)
        head = [f"batch {size}" for size in told.batches]
        self._rows.addLayout(_row("Would breach", head, None))
        for agents, breaches in zip(told.agents, told.breaches, strict=True):
            at = told.batches.index(told.asked.batch_size) if agents == told.asked.agents else None
            self._rows.addLayout(_row(counted(agents, "agent"), [str(n) for n in breaches], at))
        self.setAccessibleName(f"Breaches by agents and batch size. {_outcome(told.asked)}")


def _row(title: str, cells: list[str], marked: int | None) -> QHBoxLayout:
    row = QHBoxLayout()
    row.setSpacing(8)
    name = Label(title, "caption", "text2")
    name.setFixedWidth(96)
    row.addWidget(name)
    for at, words in enumerate(cells):
        row.addWidget(_cell(words, marked=at == marked, head=title == "Would breach"))
    row.addStretch()
    return row


def _cell(words: str, *, marked: bool, head: bool) -> QWidget:
    label = Label(
        words, "caption" if head else "name" if marked else "body", "text2" if head else "text"
    )
    ground = Ground("accent_soft" if marked else "surface")
    ground.setFixedWidth(_CELL)
    inside = QHBoxLayout(ground)
    inside.setContentsMargins(6, 2, 6, 2)
    inside.addWidget(label)
    return ground


def _outcome(asked: Simulation) -> str:
    """Say it in a sentence."""
    hands = counted(asked.agents, "agent") if asked.agents else "nobody"
    return (
        f"With {hands} answering by hand and a batch of {asked.batch_size}, "
        f"{asked.breaches} of {counted(asked.clocks, 'clock')} would run out within 8 hours."
    )


def _undoable(asked: Simulation) -> str:
    if not asked.replies:
        return "The deck sends no reply. An answer by hand takes the time of the settings."
    minutes = asked.hold_seconds // 60
    early = asked.replies - asked.undoable
    shortened = f" {early} leave earlier, to be in time." if early else ""
    return (
        f"{asked.undoable} of {counted(asked.replies, 'reply', 'replies')} can be cancelled for the whole "
        f"{minutes} minutes.{shortened}"
    )
