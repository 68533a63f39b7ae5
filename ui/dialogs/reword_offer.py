"""Above a draft in the ticket's pane: asking for other words, and whose words it has."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from ui.widgets.button import Button
from ui.widgets.tag import Tag


class RewordOffer(QWidget):
    """Signals ``wanted``.

    Args:
        may_ask: The writing assistant is on and the plan can still be changed.
        reworded: The draft has words of the assistant that a person took.
    """

    wanted = Signal()

    def __init__(self, *, may_ask: bool, reworded: bool) -> None:
        super().__init__()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        left = Qt.AlignmentFlag.AlignLeft
        if reworded:
            column.addWidget(Tag("Words of the writing assistant", "info", "sparkles"), 0, left)
        if may_ask:
            ask = Button("Suggest other words", "quiet", "sparkles", dense=True)
            ask.clicked.connect(self.wanted)
            column.addWidget(ask, 0, left)
