"""Chips: small choices that can be pressed."""

from PySide6.QtCore import QRectF, QSize
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QPushButton, QSizePolicy

from ui.theme.fonts import px
from ui.theme.icons import paint_icon
from ui.theme.plain import as_tip, one_line
from ui.widgets.painted import follow_look, paint_box, paint_words, smooth, width_of

_PADDING = 8
_GAP = 6
_CHECK = 14


class Chip(QPushButton):
    """A choice that is on or off, 24 high; on shows a check."""

    def __init__(self, text: str, checked: bool = False) -> None:
        super().__init__(one_line(text, 80))
        self.setCheckable(True)
        self.setChecked(checked)
        self.setAutoDefault(False)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.toggled.connect(self.updateGeometry)
        follow_look(self)

    def sizeHint(self) -> QSize:
        """Word, padding and, when on, the check."""
        check = px(_CHECK) + _GAP if self.isChecked() else 0
        word = width_of(self.text(), "caption_strong")
        return QSize(round(word) + check + 2 * _PADDING, px(24))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw ground, check and word."""
        painter, place, on = smooth(self), QRectF(self.rect()), self.isChecked()
        ground = "accent_soft" if on else "hover" if self.underMouse() else "surface"
        paint_box(painter, place, 6, ground, "accent_line" if on else "border_strong")
        left = float(_PADDING)
        if on:
            spot = QRectF(left, (self.height() - px(_CHECK)) / 2, px(_CHECK), px(_CHECK))
            paint_icon(painter, spot, "check", "accent_text")
            left += px(_CHECK) + _GAP
        place.setLeft(left)
        token = "accent_text" if on else "text"
        paint_words(painter, place, self.text(), "caption_strong", token)
        painter.end()


class ScopeChip(QPushButton):
    """One part of the scope, 28 high: what it is about, its value, and that it can be changed."""

    def __init__(self, key: str, value: str) -> None:
        super().__init__()
        self._key, self._value, self._note = key, "", ""
        self.setAutoDefault(False)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.show_value(value)
        follow_look(self)

    def show_part(self, key: str, value: str, note: str = "") -> None:
        """Show another part of the scope; ``note`` says more where one asks for it."""
        self._key = key
        self._note = note
        self.setToolTip(as_tip(note))
        self.show_value(value)

    def show_value(self, value: str) -> None:
        """Show another value."""
        self._value = one_line(value, 60)
        note = f" {self._note}." if self._note else ""
        self.setAccessibleName(f"{self._key}: {self._value}.{note} Change")
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        """Key, value and chevron."""
        words = width_of(self._key, "body") + width_of(self._value, "name")
        return QSize(round(words) + 2 * _PADDING + 2 * _GAP + 14 + 2, px(28))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw key, value and chevron."""
        painter, place = smooth(self), QRectF(self.rect())
        ground = "pressed" if self.isDown() else "hover" if self.underMouse() else "surface"
        paint_box(painter, place, 6, ground, "border_strong")
        key = width_of(self._key, "body")
        paint_words(painter, place.adjusted(_PADDING, 0, 0, 0), self._key, "body", "text3")
        value = place.adjusted(_PADDING + key + _GAP, 0, -_PADDING - 14, 0)
        paint_words(painter, value, self._value, "name", "text")
        chevron = QRectF(place.right() - _PADDING - 14, (place.height() - 14) / 2, 14, 14)
        paint_icon(painter, chevron, "chevron-down", "text3")
        painter.end()
