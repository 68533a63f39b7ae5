"""The undo banner above the page: what was done, how long it can be taken back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout

from desktop.domain.values import to_millis
from ui.theme.counted import counted
from ui.widgets.banner import UndoBanner
from ui.widgets.ground import Ground

if TYPE_CHECKING:
    from datetime import datetime

    from desktop.watch.contract import WatchView


class UndoHost(Ground):
    """Signals: ``undo_all``, ``item_by_item``. Hidden when nothing can be taken back."""

    undo_all = Signal()
    item_by_item = Signal()

    def __init__(self) -> None:
        super().__init__("surface")
        self.banner = UndoBanner()
        self.banner.undo_all.connect(self.undo_all)
        self.banner.item_by_item.connect(self.item_by_item)
        self._until: datetime | None = None
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 16, 24, 0)
        column.addWidget(self.banner)
        self.hide()

    @property
    def open(self) -> bool:
        """Whether something can be taken back."""
        return self._until is not None

    def show_view(self, view: WatchView, now: datetime) -> None:
        """Follow the mission's undo window."""
        running = view.undo_until is not None and not view.sealed and now < view.undo_until
        self._until = view.undo_until if running else None
        self.setVisible(running)
        if self._until is not None:
            replies = counted(view.held, "reply is", "replies are")
            held = f"{replies} held." if view.held else "No reply is held any more."
            self.banner.say("The plan is carried out.", held)
            self.banner.follow(to_millis(self._until), view.undo_seconds)
            self.banner.tick(to_millis(now))

    def tick(self, now: datetime) -> None:
        """Count down; gone when it is over."""
        if self._until is None:
            return
        if now >= self._until:
            self._until = None
            self.hide()
            return
        self.banner.tick(to_millis(now))
