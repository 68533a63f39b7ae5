"""The edge of the scope: tickets that nearly stayed out or nearly came in, each with its reason and one act."""

from collections.abc import Callable

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desktop.domain.scope import Edge
from desktop.stages.define.contract import Match
from ui.widgets.button import Button
from ui.widgets.card import Section
from ui.widgets.fold import FoldCard
from ui.widgets.rows import Rows
from ui.widgets.text import Label
from ui.widgets.ticket_clock import TicketClock


class EdgeRow(QWidget):
    """One ticket: its number, subject and reason, and the act that decides it."""

    def __init__(self, act: str, chosen: Callable[[int], None]) -> None:
        super().__init__()
        self._act, self._ticket = act, 0
        self.subject = Label("", "body", elide=True)
        self.reason = Label("", "caption", "text2", elide=True)
        self.button = Button(act, "secondary", dense=True)
        self.button.clicked.connect(lambda _=False: chosen(self._ticket))
        self.clock = TicketClock()
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(self.subject)
        words.addWidget(self.reason)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 4, 0, 4)
        row.setSpacing(12)
        row.addLayout(words, 1)
        row.addWidget(self.clock, 0, Qt.AlignmentFlag.AlignVCenter)
        row.addWidget(self.button, 0, Qt.AlignmentFlag.AlignVCenter)

    def show_edge(self, edge: Edge) -> None:
        """Draw a ticket."""
        self._ticket = edge.ticket
        self.subject.say(f"#{edge.ticket}  {edge.subject}")
        self.reason.say(edge.reason)
        self.clock.name(edge.ticket)
        self.button.setAccessibleName(f"{self._act}: ticket {edge.ticket}, {edge.reason}")


class Borderline(FoldCard):
    """Two short lists behind a title that counts them. ``taken_in`` and ``left_out`` tell a ticket's id."""

    taken_in = Signal(int)
    left_out = Signal(int)

    def __init__(self) -> None:
        super().__init__("At the edge of the scope")
        self.setAccessibleName("At the edge of the scope")
        self._in = Rows(lambda: EdgeRow("Leave out", self.left_out.emit), EdgeRow.show_edge)
        self._out = Rows(lambda: EdgeRow("Take in", self.taken_in.emit), EdgeRow.show_edge)
        row = QHBoxLayout()
        row.setSpacing(24)
        self._columns = [
            _column("Just inside", self._in),
            _column("Just outside", self._out),
        ]
        for column in self._columns:
            row.addWidget(column, 1)
        self.inside.addLayout(row)

    def show_match(self, match: Match | None) -> None:
        """Draw the sample; without any there is nothing to see."""
        inside, outside = (match.inside, match.outside) if match else ((), ())
        self._in.show_values(inside)
        self._out.show_values(outside)
        for column, edges in zip(self._columns, (inside, outside), strict=True):
            column.setVisible(bool(edges))
        self.head.say(
            f"At the edge of the scope: {len(inside)} just inside, {len(outside)} just outside"
        )
        self.setVisible(bool(inside or outside))


def _column(title: str, rows: QWidget) -> QWidget:
    column = QWidget()
    box = QVBoxLayout(column)
    box.setContentsMargins(0, 0, 0, 0)
    box.setSpacing(4)
    box.addWidget(Section(title, role="caption_strong"))
    box.addWidget(rows)
    box.addStretch()
    return column
