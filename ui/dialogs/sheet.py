"""A sheet: an overlay with a head, a body that scrolls, and buttons at its foot."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QLayout, QVBoxLayout, QWidget

from ui.dialogs.overlay import ABOVE, Overlay
from ui.widgets.button import Button, IconButton
from ui.widgets.clock import ClockLabel
from ui.widgets.risk_row import RiskItem
from ui.widgets.scroll import Scroll
from ui.widgets.text import Label

if TYPE_CHECKING:
    from collections.abc import Callable


class Sheet(Overlay):
    """Deleted when closed. Put widgets into ``body``."""

    def __init__(self, window: QWidget, title: str, message: str = "", width: int = 560) -> None:
        super().__init__(window, width)
        self.setAccessibleName(title)
        self.body = QVBoxLayout()
        self.body.setSpacing(12)
        self._foot = QHBoxLayout()
        self._foot.setContentsMargins(20, 12, 20, 16)
        self._foot.setSpacing(8)
        self._foot.addStretch()
        self._first: QWidget | None = None
        self.panel.column.addLayout(self._head(title, message))
        self.panel.column.addWidget(self._scrolled(), 1)
        self.panel.column.addLayout(self._foot)
        self.closed.connect(self.deleteLater)

    def _head(self, title: str, message: str) -> QVBoxLayout:
        words = QVBoxLayout()
        words.setContentsMargins(20, 16, 12, 12)
        top = QHBoxLayout()
        top.addWidget(Label(title, "card_title", wrap=True), 1)
        shut = IconButton("x", "Close")
        shut.clicked.connect(self.shut)
        top.addWidget(shut, 0, Qt.AlignmentFlag.AlignTop)
        words.addLayout(top)
        if message:
            words.addWidget(Label(message, "body", "text2", wrap=True))
        return words

    def _scrolled(self) -> Scroll:
        inner = QWidget()
        column = QVBoxLayout(inner)
        column.setContentsMargins(20, 0, 20, 4)
        column.addLayout(self.body)
        column.addStretch()
        area = Scroll(inner)
        area.setMinimumHeight(40)
        self._inner, self._area = inner, area
        return area

    def act(self, title: str, run: Callable[[], object], kind: str = "secondary") -> Button:
        """Add a button that closes the sheet, then acts."""
        button = Button(title, kind)
        button.clicked.connect(self.shut)
        button.clicked.connect(lambda: run())
        self._foot.addWidget(button)
        if kind == "primary":
            self._first = button
        return button

    def stay(self, title: str, run: Callable[[], None], kind: str = "primary") -> Button:
        """Add a button that acts and leaves it to that whether the sheet closes."""
        button = Button(title, kind)
        button.clicked.connect(lambda: run())
        self._foot.addWidget(button)
        return button

    def tick(self, now_ms: int) -> None:
        """Paint the countdowns of its rows."""
        for clock in self.findChildren(ClockLabel):
            clock.tick(now_ms)
        for row in self.findChildren(RiskItem):
            row.tick(now_ms)

    def refit(self) -> None:
        """Take the height that what it holds now needs."""
        self._fit()

    def _fit(self) -> None:
        super()._fit()
        at = self.panel.geometry()
        # What is wrapped is higher the narrower it is: ask for the height at this width.
        self._inner.setFixedWidth(at.width())
        self._inner.ensurePolished()
        body = _height(self._inner.layout(), at.width())
        around = _height(self.panel.column, at.width()) - self._area.sizeHint().height()
        height = min(around + max(body, 24), self._over.height() - ABOVE - 24)
        self.panel.setGeometry(at.left(), at.top(), at.width(), height)

    def open(self) -> None:
        """Show it, the keyboard on its main button or its first control."""
        super().open()
        target = self._first or self
        target.setFocus(Qt.FocusReason.TabFocusReason)


def _height(layout: QLayout | None, width: int) -> int:
    """Return how high a layout wants to be at this width, whether it wraps or not."""
    if layout is None:
        return 0
    layout.activate()
    wraps = layout.hasHeightForWidth()
    return layout.totalHeightForWidth(width) if wraps else layout.totalSizeHint().height()
