"""A ticket at risk in the checklist dock: its clock leads."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, QRectF, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desktop.domain.standing import ClockState
from desktop.domain.values import to_millis
from ui.widgets.clock import ClockLabel
from ui.widgets.painted import follow_look, paint_box, smooth
from ui.widgets.tag import VipTag
from ui.widgets.text import Label

if TYPE_CHECKING:
    from PySide6.QtGui import QKeyEvent, QMouseEvent, QPaintEvent

    from desktop.watch.contract import RiskRow

_OPEN = {Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space}


class RiskItem(QWidget):
    """Clock, VIP and id on line one, the subject below; a click or Enter opens the ticket."""

    clicked = Signal(int)

    def __init__(self) -> None:
        super().__init__()
        self._ticket, self._words = 0, ""
        self.clock = ClockLabel()
        self._vip = VipTag()
        self._id = Label("", "mono", "text2")
        self._subject = Label("", "caption", "text2", elide=True)
        head = QHBoxLayout()
        head.setSpacing(8)
        head.addWidget(self.clock)
        head.addStretch()
        head.addWidget(self._vip)
        head.addWidget(self._id)
        below = QHBoxLayout()
        below.setContentsMargins(18, 0, 0, 0)
        below.addWidget(self._subject)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 6, 16, 6)
        column.setSpacing(2)
        column.addLayout(head)
        column.addLayout(below)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        follow_look(self)

    def show_row(self, row: RiskRow, met: bool = False) -> None:
        """Show one ticket; ``met`` when its clock was fulfilled."""
        state = ClockState.MET if met else ClockState.RUNNING
        deadline = to_millis(row.deadline)
        self.show_ticket(row.ticket, deadline, state, vip=row.vip, subject=row.subject)

    def show_ticket(
        self, ticket: int, deadline_ms: int, state: ClockState, *, vip: bool, subject: str
    ) -> None:
        """Show one ticket from its values."""
        self._ticket = ticket
        self.clock.follow(deadline_ms, state)
        self._vip.setVisible(vip)
        self._id.say(f"#{ticket}")
        self._subject.say(subject)
        self._words = f"Ticket {ticket}{', VIP' if vip else ''}, {self._subject.text()}"
        self._name()

    def tick(self, now_ms: int) -> None:
        """Count down."""
        self.clock.tick(now_ms)
        if not self.accessibleName().endswith(self.clock.accessibleName()):
            self._name()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Open with Enter or Space."""
        if Qt.Key(event.key()) in _OPEN:
            self.clicked.emit(self._ticket)
        else:
            super().keyPressEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Open with a click."""
        at: QPoint = event.position().toPoint()
        if event.button() == Qt.MouseButton.LeftButton and self.rect().contains(at):
            self.clicked.emit(self._ticket)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Tint it under the pointer."""
        if self.underMouse():
            painter = smooth(self)
            paint_box(painter, QRectF(self.rect()).adjusted(8, 0, -8, 0), 6, "pressed")
            painter.end()

    def _name(self) -> None:
        self.setAccessibleName(f"{self._words}, {self.clock.accessibleName()}")
        self.setAccessibleDescription(self.clock.accessibleDescription())
