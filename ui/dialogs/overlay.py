"""A flat scrim over the window with one panel on it; Escape or a press outside closes it."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QPoint, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget
from shiboken6 import isValid

from ui.theme.look import color, look
from ui.widgets.motion import fade_in

ABOVE = 88


class Panel(QFrame):
    """The raised ground of a panel."""

    def __init__(self) -> None:
        super().__init__()
        look().changed.connect(self.update)
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(0, 0, 0, 0)
        self.column.setSpacing(0)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw ground and border."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(color("border_strong"))
        painter.setBrush(color("raised"))
        painter.drawRoundedRect(self.rect().adjusted(0, 0, -1, -1), 12, 12)
        painter.end()


class Overlay(QWidget):
    """Covers the whole window while open. ``closed`` tells that it went; focus returns to where it was."""

    closed = Signal()

    def __init__(self, window: QWidget, width: int) -> None:
        super().__init__(window)
        self._over = window
        self.panel = Panel()
        self.panel.setParent(self)
        self._width = width
        self._before: QWidget | None = None
        self._open = False
        window.installEventFilter(self)
        self.hide()

    def open(self) -> None:
        """Show it over everything; while the window is locked it waits behind."""
        self._open = True
        if self._over.property("locked"):
            return
        self._before = self.window().focusWidget()
        self._fit()
        self.show()
        self.raise_()
        fade_in(self.panel)

    def shut(self) -> None:
        """Close it; the keyboard goes back to where it was."""
        if not self._open:
            return
        self._open = False
        self.hide()
        # What had the keyboard may be gone: a page draws itself anew meanwhile.
        if self._before is not None and isValid(self._before) and self._before.isVisible():
            self._before.setFocus(Qt.FocusReason.OtherFocusReason)
        self.closed.emit()

    def wait(self, on: bool) -> None:
        """Hide while the window is locked, then come back, unless it was closed meanwhile."""
        if on:
            self.hide()
        elif self._open:
            self._fit()
            self.show()
            self.raise_()

    def give_up(self) -> None:
        """Close it whatever was typed: what it stands over goes away."""
        self.shut()

    def _fit(self) -> None:
        window = self._over
        self.setGeometry(window.rect())
        width = min(self._width, window.width() - 48)
        height = min(self.panel.sizeHint().height(), window.height() - ABOVE - 24)
        self.panel.setGeometry((window.width() - width) // 2, ABOVE, width, height)

    def tick(self, now_ms: int) -> None:
        """Paint the countdowns, where it has some; the window's one ticker tells the time."""

    def fit(self) -> None:
        """Take the panel's new height."""
        if self.isVisible():
            self._fit()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the scrim, flat."""
        painter = QPainter(self)
        painter.fillRect(self.rect(), color("scrim"))
        painter.end()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Outside the panel: close."""
        if not self.panel.geometry().contains(QPoint(event.position().toPoint())):
            self.shut()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Escape closes; nothing typed here reaches the page below."""
        if event.key() == Qt.Key.Key_Escape:
            self.shut()
        event.accept()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Follow the window's size."""
        if event.type() == QEvent.Type.Resize and self.isVisible():
            self._fit()
        return super().eventFilter(watched, event)
