"""The undo banner above the page: what was done, how long it can be taken back."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout

from desktop.domain.values import to_millis
from ui.widgets.banner import UndoBanner
from ui.widgets.ground import Ground

if TYPE_CHECKING:
    from datetime import datetime

    from desktop.watch.contract import Release, WatchView


_TIMES = 2
"""So many different times have room beside the way back."""


class UndoHost(Ground):
    """Signals: ``undo_all``, ``item_by_item``, ``held_replies``. Hidden when nothing can be done any more."""

    undo_all = Signal()
    item_by_item = Signal()
    held_replies = Signal()

    def __init__(self) -> None:
        super().__init__("surface")
        self.banner = UndoBanner()
        self.banner.undo_all.connect(self.undo_all)
        self.banner.item_by_item.connect(self.item_by_item)
        self.banner.held_replies.connect(self.held_replies)
        self._until: datetime | None = None
        self._paused = self._holds = False
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 16, 24, 0)
        column.addWidget(self.banner)
        self.hide()

    @property
    def open(self) -> bool:
        """Whether something can be taken back."""
        return self._until is not None

    @property
    def holds(self) -> bool:
        """Whether a reply is held."""
        return self._holds

    def show_view(self, view: WatchView, now: datetime) -> None:
        """Follow the mission's undo window; a paused reply keeps the banner there after it."""
        running = view.undo_until is not None and not view.sealed and now < view.undo_until
        self._until = view.undo_until if running else None
        self._holds = bool(view.releases)
        self._paused = any(one.at is None for one in view.releases)
        self.setVisible(running or self._holds)
        self.banner.show_window(running)
        self.banner.held.setVisible(bool(view.releases))
        self.banner.held.say(held_in_words(view.releases))
        self.banner.held.setAccessibleName(_each(view.releases))
        rest = "" if view.releases else "No reply is held any more."
        if self._until is not None:
            several = len({one.at for one in view.releases}) > 1  # they need the room
            self.banner.say("Carried out." if several else "The plan is carried out.", rest)
            self.banner.follow(to_millis(self._until), view.undo_seconds)
            self.banner.tick(to_millis(now))
        elif self._holds:
            self._say_over()

    def _say_over(self) -> None:
        waits = " What is paused waits for you." if self._paused else ""
        self.banner.say("Undo is over.", f"What is held can be given up until it leaves.{waits}")

    def tick(self, now: datetime) -> None:
        """Count down; gone when it is over."""
        if self._until is None:
            return
        if now >= self._until:
            self._until = None
            self._say_over()
            self.banner.show_window(False)
            self.setVisible(self._holds)
            return
        self.banner.tick(to_millis(now))


def held_in_words(releases: tuple[Release, ...]) -> str:
    """Say how many are held and when they leave, those of one minute together: there is one line for all."""
    times = Counter(_at(one.at) for one in releases if one.at is not None)
    paused = len(releases) - times.total()
    if not paused and len(times) == 1:
        return f"{len(releases)} held until {next(iter(times))}"
    words = [at if count == 1 else f"{count} × {at}" for at, count in times.items()]
    if len(words) > _TIMES:  # each stands in the list, and is what a screen reader says
        first, *_, last = times
        words = [f"{first} to {last}"]
    waiting = [f"{paused} paused"] if paused else []
    return f"{len(releases)} held: {', '.join([*words, *waiting])}"


def _each(releases: tuple[Release, ...]) -> str:
    return "Held replies: " + ", ".join(f"#{one.ticket} {_at(one.at)}" for one in releases)


def _at(at: datetime | None) -> str:
    return f"{at.astimezone():%H:%M}" if at else "paused"
