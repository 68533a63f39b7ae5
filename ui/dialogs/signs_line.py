"""What a ticket's words say of it: upset, and which priority the rules would give, each with its reasons."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from ui.theme.plain import one_line
from ui.widgets.tag import Tag
from ui.widgets.text import Label

if TYPE_CHECKING:
    from desktop.watch.contract import Signs


class SignsLines(QWidget):
    """A line a sign; hidden where there is none."""

    def __init__(self, signs: Signs) -> None:
        super().__init__()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 2, 0, 2)
        column.setSpacing(4)
        if signs.upset:
            said = ", ".join(f"\u201c{one_line(word, 40)}\u201d" for word in signs.said[:3])
            column.addLayout(_line(Tag("Sounds upset", "warn", "message-square"), said))
        if signs.asks_for:
            words = " ".join(signs.reasons)
            column.addLayout(_line(Tag(f"Rules say {signs.asks_for}", "info", "gauge"), words))
        if not (signs.upset or signs.asks_for):
            self.hide()


def _line(tag: Tag, words: str) -> QHBoxLayout:
    line = QHBoxLayout()
    line.setSpacing(8)
    line.addWidget(tag, 0, Qt.AlignmentFlag.AlignTop)
    line.addWidget(Label(words, "caption", "text2", wrap=True), 1)
    return line
