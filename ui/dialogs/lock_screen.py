"""What stands in the window's place while it is locked: counts and countdowns, and the way back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from desktop.preferences.contract import KeptBy
from ui.widgets.button import Button
from ui.widgets.field import LineField
from ui.widgets.ground import Ground
from ui.widgets.icon import Icon
from ui.widgets.text import Label

if TYPE_CHECKING:
    from collections.abc import Sequence

_WIDE = 420
_OPENS = {
    KeptBy.PHRASE: "The passphrase of the profile opens it.",
    KeptBy.KEYRING: "This profile's key lies in the keyring of your login. "
    "Whoever can unlock this computer can go on.",
    KeptBy.PUBLISHED: "This is the sandbox, its customers are invented: whoever is here can go on.",
}


class LockScreen(Ground):
    """Covers the whole window; what it covers is hidden besides. ``entered`` tells what was typed, or nothing."""

    entered = Signal(str)

    def __init__(self, window: QWidget, kept_by: KeptBy) -> None:
        super().__init__("surface", parent=window)
        self.setAccessibleName("Locked")
        self._window = window
        self._asks = kept_by is KeptBy.PHRASE
        self._typed = LineField(name="Passphrase")
        self._typed.line.setEchoMode(QLineEdit.EchoMode.Password)
        self.button = Button("Unlock" if self._asks else "Go on", "primary")
        self.button.clicked.connect(self._enter)
        self._typed.line.returnPressed.connect(self.button.click)
        self._counts = Label("", "body", "text2", wrap=True)
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.timeout.connect(self.ready)
        self._lay_out(_OPENS[kept_by])
        window.installEventFilter(self)
        self.setGeometry(window.rect())

    def _lay_out(self, opens: str) -> None:
        inner = QWidget()
        inner.setFixedWidth(_WIDE)
        column = QVBoxLayout(inner)
        column.setSpacing(10)
        column.addWidget(Icon("lock", "accent_text", 28))
        column.addWidget(Label("Locked", "figure"))
        column.addWidget(Label("The work goes on behind it.", "body", "text2", wrap=True))
        column.addWidget(self._counts)
        column.addSpacing(8)
        column.addWidget(Label(opens, "body", wrap=True))
        if self._asks:
            column.addWidget(self._typed)
        row = QHBoxLayout()
        row.addWidget(self.button)
        row.addStretch()
        column.addLayout(row)
        outer = QVBoxLayout(self)
        outer.addStretch(2)
        # Between two stretches it may grow as high as its words wrap; aligned, it would be cut.
        across = QHBoxLayout()
        across.addStretch()
        across.addWidget(inner)
        across.addStretch()
        outer.addLayout(across)
        outer.addStretch(3)

    def open(self) -> None:
        """Show it over everything, the keyboard where one types."""
        self.show()
        self.raise_()
        self._first().setFocus(Qt.FocusReason.OtherFocusReason)

    def _first(self) -> QWidget:
        return self._typed.line if self._asks else self.button

    def say(self, lines: Sequence[str]) -> None:
        """Say in counts what goes on; no name, no number of a customer."""
        words = "\n".join(lines)
        if words != self._counts.text():
            self._counts.say(words)

    def check(self) -> None:
        """The passphrase is being tried."""
        self._enable(False)

    def refuse(self, words: str, seconds: int) -> None:
        """Say why it does not open; typing rests so long."""
        self._typed.line.clear()
        self._typed.fail(words)
        self._enable(False)
        self._pause.start(1000 * seconds)

    def ready(self) -> None:
        """Take the next try."""
        self._enable(True)
        self._typed.line.setFocus(Qt.FocusReason.OtherFocusReason)

    def _enable(self, on: bool) -> None:
        self._typed.line.setEnabled(on)
        self.button.setEnabled(on)

    def _enter(self) -> None:
        if not self._asks or self._typed.text():
            self.entered.emit(self._typed.text())

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Follow the window's size."""
        if event.type() == QEvent.Type.Resize:
            self.setGeometry(self._window.rect())
        return super().eventFilter(watched, event)
