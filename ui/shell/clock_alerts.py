"""What the buttons of a clock's card do: show its tickets, let it rest, say that somebody acts."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from desktop.domain.values import to_millis

if TYPE_CHECKING:
    from desktop.domain.words import SnoozeReason
    from desktop.watch.contract import AlertCard
    from ui.bridge.desk import ScreenDesk
    from ui.shell.main_window import MainWindow


class ClockAlerts(QObject):
    """Acts on the cards of clocks."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window

    def act(self, card: AlertCard, which: str) -> None:
        """Do what the pressed button says: ``act``, ``way_out`` or ``snooze``."""
        desk = self._window.desk
        if desk is None:
            return
        if which == "snooze":
            self._ask_how_long(desk, card)
        elif which == "way_out":
            self._window.tasks.start(desk.clocks.acknowledge(card.id), f"acknowledge.{card.id}")
        elif len(card.about_tickets) > 1:
            self._window.tasks.start(self._list(desk, card), "burst")
        else:
            first = card.about_tickets[0] if card.about_tickets else 0
            self._window.ticket_view.open(card.ticket or first)

    async def _list(self, desk: ScreenDesk, card: AlertCard) -> None:
        from ui.dialogs.burst import show_burst

        queue = await desk.watch.queue()
        window = self._window
        now = to_millis(desk.clock.now())
        show_burst(window, card, queue, now, window.ticket_view.open)

    def _ask_how_long(self, desk: ScreenDesk, card: AlertCard) -> None:
        from ui.dialogs.snooze import show_snooze

        def rest(minutes: int, reason: SnoozeReason) -> None:
            self._window.tasks.start(self._rest(desk, card, minutes, reason), f"snooze.{card.id}")

        if card.may_snooze:
            show_snooze(self._window, card, rest)

    async def _rest(
        self, desk: ScreenDesk, card: AlertCard, minutes: int, reason: SnoozeReason
    ) -> None:
        await desk.clocks.snooze(card.id, minutes, reason)
        until = desk.clock.now() + timedelta(minutes=minutes)
        self._window.say(f"Rests until {until.astimezone():%H:%M}")
