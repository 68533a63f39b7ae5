"""Paints every countdown of the window, once a second, from its one ticker."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt

from desktop.domain.values import to_millis
from ui.dialogs.overlay import Overlay
from ui.widgets.ticket_clock import know_now

if TYPE_CHECKING:
    from datetime import datetime

    from ui.shell.main_window import MainWindow


class Countdowns(QObject):
    """Ticks the page, the docks, the open ticket, the open sheet, the bars."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window
        window.ticker.ticked.connect(self._tick)

    def _tick(self, now: datetime) -> None:
        window, now_ms = self._window, to_millis(now)
        know_now(now_ms)
        window.host.tick(now)
        window.checklist.tick(now_ms)
        window.rail.tick(now_ms)
        window.undo.tick(now)
        window.status.tick(now)
        if window.has_pane:
            window.pane.tick(now_ms)
        for sheet in window.findChildren(
            Overlay, options=Qt.FindChildOption.FindDirectChildrenOnly
        ):
            sheet.tick(now_ms)
        self._say_elapsed(now)

    def _say_elapsed(self, now: datetime) -> None:
        view, steps = self._window.view, self._window.step_bar
        if view is None or self._window.bundle_view.screen is not None:
            return
        if view.started_at is None:
            steps.say(view.title, "Ready when you are")
            return
        end = view.completed_at or now
        seconds = max(0, int((end - view.started_at).total_seconds()))
        word = "Sealed, took" if view.sealed else "Complete in" if view.completed_at else ""
        spent = f"{seconds // 60}:{seconds % 60:02}"
        steps.say(view.title, f"{word} {spent}" if word else f"{spent} elapsed")
