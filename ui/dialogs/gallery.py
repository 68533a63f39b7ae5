"""Every part of the window in every state, in both themes: what a designer looks at."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from ui.dialogs import gallery_accounts as accounts
from ui.dialogs import gallery_basics as basics
from ui.dialogs import gallery_clocks as clocks
from ui.dialogs import gallery_groups as groups
from ui.theme.icons import app_icon
from ui.theme.look import color, look
from ui.widgets.button import Button
from ui.widgets.card import Section
from ui.widgets.field import Slider, Switch
from ui.widgets.focus_ring import FocusRing
from ui.widgets.painted import follow_look, smooth
from ui.widgets.segments import Segments
from ui.widgets.text import Label
from ui.widgets.toast import Toast

if TYPE_CHECKING:
    from PySide6.QtGui import QPaintEvent


class Board(QWidget):
    """The page all cards lie on."""

    def __init__(self) -> None:
        super().__init__()
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 20, 24, 24)
        column.setSpacing(12)
        column.addWidget(Section("Components", "all sizes in logical pixels", "title"))
        for line in (
            groups.beside(basics.buttons(), basics.inputs()),
            groups.beside(basics.tags(), basics.clocks()),
            groups.banners(),
            groups.tables(),
            groups.beside(groups.dock(), groups.alerts(), groups.meters()),
            groups.beside(*clocks.stories(), clocks.thresholds()),
            groups.states(),
            *(groups.beside(*row) for row in accounts.tool_cards()),
            groups.charts(),
            groups.beside(basics.kinds_of_type(), basics.colours()),
        ):
            column.addWidget(line)
        column.addStretch()
        follow_look(self)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the ground of docks."""
        painter = smooth(self)
        painter.fillRect(self.rect(), color("bg"))
        painter.end()


class GalleryWindow(QWidget):
    """The board with a bar to change theme, text size and motion.

    Attributes:
        board: Everything that is shown.
        toast: The toast, said by the bar's button.
    """

    def __init__(self) -> None:
        super().__init__()
        self.setWindowTitle("Gallery · Triage Deck")
        self.setWindowIcon(app_icon())
        self.board = Board()
        self._area = QScrollArea()
        self._area.setWidgetResizable(True)
        self._area.setWidget(self.board)
        self.toast = Toast(self)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(self._bar())
        column.addWidget(self._area, 1)
        FocusRing(self)
        self.resize(1440, 900)

    def _bar(self) -> QHBoxLayout:
        themes = Segments(
            [("system", "System", None), ("light", "Light", None), ("dark", "Dark", None)]
        )
        themes.choose(look().mode)
        themes.chosen.connect(look().choose)
        size = Slider(90, 150, round(look().scale * 100), "Text size in percent")
        size.valueChanged.connect(lambda percent: look().resize(percent / 100))
        calm = Switch("Reduced motion", look().reduced_motion)
        calm.toggled.connect(look().calm)
        toast = Button("Show a toast", dense=True)
        toast.clicked.connect(
            lambda: self.toast.say("Article linked to #48221", action_text="Undo")
        )
        bar = QHBoxLayout()
        bar.setContentsMargins(24, 10, 24, 10)
        bar.setSpacing(12)
        parts = (themes, Label("Text size"), size, Label("Reduced motion"), calm)
        for part in (*parts, toast):
            bar.addWidget(part)
        bar.addStretch()
        return bar


def show_gallery() -> QWidget:
    """Open the gallery and return its window; whoever opened it keeps it."""
    window = GalleryWindow()
    window.show()
    return window
