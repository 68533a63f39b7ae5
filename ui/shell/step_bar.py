"""The bar on top: which mission, the seven steps, search, exceptions only, settings."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QMenu, QVBoxLayout, QWidget

from ui.shell.stepper import Stepper
from ui.theme.fonts import px
from ui.widgets.button import Button, IconButton
from ui.widgets.ground import Ground
from ui.widgets.text import Label

HIGH, LOW = 56, 48


class StepBar(Ground):
    """The head of the window. Signals: ``searched``, ``exceptions_wanted``, ``settings_wanted``."""

    searched = Signal()
    exceptions_wanted = Signal(bool)
    settings_wanted = Signal()

    def __init__(self) -> None:
        super().__init__("bg", "b")
        self.stepper = Stepper()
        self.menu = QMenu(self)
        self._title = Label("Triage Deck", "label", elide=True)
        self._caption = Label("", "caption", "text2", elide=True)
        self._open_menu = IconButton("chevron-down", "Missions")
        self._open_menu.clicked.connect(self._show_menu)
        self.search = Button("Search or run", "secondary", "search", keys="Ctrl K")
        self.search.clicked.connect(self.searched)
        self.search_small = IconButton("search", "Search or run (Ctrl K)")
        self.search_small.clicked.connect(self.searched)
        self.exceptions = IconButton("focus", "Exceptions only")
        self.exceptions.setCheckable(True)
        self.exceptions.clicked.connect(self.exceptions_wanted)
        self._settings = IconButton("settings", "Settings")
        self._settings.clicked.connect(self.settings_wanted)
        self._left, self._right = self._mission(), self._tools()
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self._left)
        row.addWidget(self.stepper, 1)
        row.addWidget(self._right)
        self.fit(240, 288, wide=True, low=False)

    def _mission(self) -> QWidget:
        box = QWidget()
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addStretch()
        words.addWidget(self._title)
        words.addWidget(self._caption)
        words.addStretch()
        row = QHBoxLayout(box)
        row.setContentsMargins(16, 0, 12, 0)
        row.addLayout(words, 1)
        row.addWidget(self._open_menu)
        return box

    def _tools(self) -> QWidget:
        box = QWidget()
        row = QHBoxLayout(box)
        row.setContentsMargins(12, 0, 12, 0)
        row.setSpacing(8)
        row.addStretch()
        for tool in (self.search, self.search_small, self.exceptions, self._settings):
            row.addWidget(tool)
        return box

    def _show_menu(self) -> None:
        self.menu.popup(self.mapToGlobal(self._left.geometry().bottomLeft()))

    def say(self, title: str, caption: str) -> None:
        """Name the mission and how long it runs."""
        self._title.say(title)
        self._caption.say(caption)

    def fit(self, left: int, right: int, *, wide: bool, low: bool) -> None:
        """Take the docks' widths; narrow windows lose step words and the search field."""
        self._left.setFixedWidth(max(left, px(200)))
        self._right.setFixedWidth(max(right, px(130)) if wide else px(130))
        self.search.setVisible(wide)
        self.search_small.setVisible(not wide)
        self.stepper.setContentsMargins(16, 0, 16, 0)
        self.stepper.widen(wide)
        self.setFixedHeight(px(LOW if low else HIGH))
