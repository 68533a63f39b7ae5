"""The pane's clocks: each with its countdowns, what it rests on, and the list of what made it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from ui.theme.zones import own_zone
from ui.widgets.button import Button
from ui.widgets.clock_story import ClockStoryCard
from ui.widgets.page import clear
from ui.widgets.state import Skeleton, StateView
from ui.widgets.text import Label

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from desktop.watch.contract import TicketClocks


class ClocksTab(QWidget):
    """Signals: ``export_wanted``."""

    export_wanted = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.cards: list[ClockStoryCard] = []
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(10)

    def show_loading(self) -> None:
        """Say that the ticket's history is being read."""
        self._clear()
        self._column.addWidget(Label("Reading the ticket's history", "caption", "text2"))
        self._column.addWidget(Skeleton(4))

    def show_problem(self, title: str, message: str, retry: Callable[[], None]) -> None:
        """Say why it could not be read, and offer to try again."""
        self._clear()
        state = StateView()
        state.show_state("plug", title, message, [("Try again", retry)], "crit")
        self._column.addWidget(state)

    def show_clocks(self, clocks: TicketClocks, created_at: datetime, now_ms: int) -> None:
        """Draw a card to a clock; the nearest deadline comes first."""
        self._clear()
        self.cards = [ClockStoryCard(story, clocks.looked_at) for story in clocks.stories]
        for card in self.cards:
            self._column.addWidget(card)
        if not self.cards:
            self._column.addWidget(Label("No clock is known.", "body", "text2"))
        came = f"Came {created_at.astimezone():%a %d %b %H:%M}, {own_zone()}."
        for words in (_rests_on(clocks), came):
            self._column.addWidget(Label(words, "caption", "text2", wrap=True))
        if any(story.steps for story in clocks.stories):
            export = Button("Export CSV", "secondary", "download", dense=True)
            export.clicked.connect(self.export_wanted)
            self._column.addWidget(export)
        self.tick(now_ms)

    def tick(self, now_ms: int) -> None:
        """Paint the countdowns."""
        for card in self.cards:
            card.tick(now_ms)

    def _clear(self) -> None:
        self.cards = []
        clear(self._column)


def _rests_on(clocks: TicketClocks) -> str:
    """Say in one line what ours are computed from, or why they are not."""
    return " ".join(part for part in (clocks.basis, clocks.missing) if part)
