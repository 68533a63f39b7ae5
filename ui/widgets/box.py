"""The box around what can be typed: its border tells focus and fault without a jump in size."""

from PySide6.QtCore import QEvent, QObject, QRectF
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from ui.theme.fonts import px
from ui.theme.icons import paint_icon
from ui.theme.look import look
from ui.widgets.painted import follow_look, paint_box, smooth
from ui.widgets.text import Label

_ICON = 16


class InputBox(QFrame):
    """Holds one editor; 2 px focus border while the editor has the focus, red while it is at fault."""

    def __init__(self, editor: QWidget, height: int = 32, icon: str = "") -> None:
        super().__init__()
        self._editor, self._height, self._icon, self._fault = editor, height, icon, False
        self.row = QHBoxLayout(self)
        self.row.setSpacing(4)
        self.row.addWidget(editor, 1)
        editor.installEventFilter(self)
        self.setFocusProxy(editor)
        look().changed.connect(self._measure)
        follow_look(self)
        self._measure()

    def mark(self, fault: bool) -> None:
        """Show that what was typed is at fault, or no more."""
        self._fault = fault
        self._measure()
        self.update()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Draw the border anew when the focus comes or goes."""
        if event.type() in {QEvent.Type.FocusIn, QEvent.Type.FocusOut}:
            self.update()
        return super().eventFilter(watched, event)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw ground, border, icon and the sign of a fault."""
        painter, place = smooth(self), QRectF(self.rect())
        ground = "surface" if self._editor.isEnabled() else "sunken"
        if self._editor.hasFocus():
            paint_box(painter, place, 6, ground, "focus", 2)
        else:
            paint_box(painter, place, 6, ground, "crit_mark" if self._fault else "border_control")
        side = px(_ICON)
        top = (place.height() - side) / 2
        if self._icon:
            paint_icon(painter, QRectF(10, top, side, side), self._icon, "text3")
        if self._fault:
            spot = QRectF(place.right() - 10 - side, top, side, side)
            paint_icon(painter, spot, "octagon-alert", "crit")
        painter.end()

    def _measure(self) -> None:
        self.setFixedHeight(px(self._height))
        room = 10 + px(_ICON) + 8
        left, right = (room if shown else 10 for shown in (self._icon, self._fault))
        self.row.setContentsMargins(left, 0, right, 0)


class Faulty(QWidget):
    """An editor with the sentence of its fault below; the sentence is also what a screen reader adds."""

    def __init__(self, box: QWidget, editor: QWidget) -> None:
        super().__init__()
        self._spoken_by = editor
        self._sentence = Label("", "caption", "crit", wrap=True)
        self._sentence.hide()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addWidget(box)
        column.addWidget(self._sentence)
        self.setFocusProxy(editor)

    def fail(self, sentence: str) -> None:
        """Say what is wrong and what would be right."""
        self._sentence.say(sentence)
        self._sentence.show()
        self._spoken_by.setAccessibleDescription(sentence)
        self._mark(True)

    def clear_fault(self) -> None:
        """Take the sentence away."""
        self._sentence.hide()
        self._spoken_by.setAccessibleDescription("")
        self._mark(False)

    def _mark(self, fault: bool) -> None:
        raise NotImplementedError
