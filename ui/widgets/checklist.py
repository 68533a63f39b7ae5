"""One line of the checklist dock."""

from __future__ import annotations

from PySide6.QtCore import QRectF
from PySide6.QtGui import QPaintEvent, QPen
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desktop.watch.contract import DockItem, ItemState
from ui.theme.fonts import px
from ui.theme.icons import paint_icon
from ui.theme.look import color, look
from ui.widgets.painted import follow_look, smooth
from ui.widgets.progress import ProgressLine
from ui.widgets.text import Label

_ICONS = {
    ItemState.DONE: ("circle-check", "ok"),
    ItemState.CURRENT: ("circle-dot", "accent_text"),
    ItemState.WAITS: ("triangle-alert", "warn"),
    ItemState.AHEAD: ("circle", "text3"),
}
_WORDS = {
    ItemState.DONE: "done",
    ItemState.CURRENT: "under way",
    ItemState.WAITS: "waits for you",
    ItemState.AHEAD: "ahead",
}
_ICON = 16
_SIDE = 16
_TOP = 8


class ChecklistItem(QWidget):
    """Icon, title, how far, and a word below where there is one; the current line is tinted edge to edge."""

    def __init__(self) -> None:
        super().__init__()
        self._state = ItemState.AHEAD
        self._title = Label("", "body", elide=True)
        self._aside = Label("", "caption", "text2")
        self._line = ProgressLine()
        self._detail = Label("", "caption", "text2", wrap=True)
        head = QHBoxLayout()
        head.setSpacing(8)
        head.addWidget(self._title, 1)
        head.addWidget(self._aside)
        column = QVBoxLayout(self)
        self._column = column
        column.setSpacing(4)
        column.addLayout(head)
        column.addWidget(self._line)
        column.addWidget(self._detail)
        look().changed.connect(self._measure)
        follow_look(self)
        self._measure()

    def show_item(self, item: DockItem) -> None:
        """Show one line."""
        self._state = item.state
        current = item.state == ItemState.CURRENT
        self._title.role("label" if current else "body")
        self._title.tone("text2" if item.state == ItemState.AHEAD else "text")
        self._title.say(item.title)
        self._aside.say(item.aside)
        self._aside.tone("accent_text" if current else "text2")
        self._line.setVisible(item.total > 0)
        done = "ok_mark" if item.state == ItemState.DONE else "bar"
        self._line.show_value(item.done, item.total, done)
        self._detail.say(item.detail)
        self._detail.setVisible(bool(item.detail))
        words = (item.title, _WORDS[item.state], item.aside, item.detail)
        self.setAccessibleName(", ".join(word for word in words if word))
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the tint and the icon."""
        painter = smooth(self)
        if self._state == ItemState.CURRENT:
            painter.fillRect(self.rect(), color("accent_soft"))
        name, token = _ICONS[self._state]
        painter.setPen(QPen())
        side = px(_ICON)
        spot = QRectF(_SIDE, _TOP + (self._title.height() - side) / 2, side, side)
        paint_icon(painter, spot, name, token)
        painter.end()

    def _measure(self) -> None:
        self._column.setContentsMargins(_SIDE + px(_ICON) + 10, _TOP, _SIDE, _TOP)
