"""A mission another window works on: it can be looked at, every act is off, and it is said why."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout

from ui.widgets.banner import Banner
from ui.widgets.ground import Ground

if TYPE_CHECKING:
    from ui.bridge.bar import Act, Bar

WHY = "Read-only: another window works on this mission"


class ReadOnlyBanner(Ground):
    """Stands above the page while one looks. ``taken_over`` tells that the mission shall go on here."""

    taken_over = Signal()

    def __init__(self) -> None:
        super().__init__("bg", "b")
        self._banner = Banner("info", "lock")
        self.take_over = self._banner.action("Take over", kind="primary")
        self.take_over.clicked.connect(self.taken_over)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 10, 16, 10)
        column.addWidget(self._banner)
        self.hide()

    def show_busy(self) -> None:
        """The other one works."""
        self.take_over.hide()
        self._banner.show_as("info", "lock")
        self._banner.say(f"{WHY}.", "What it does is shown here every few seconds.")
        self.show()

    def show_free(self) -> None:
        """The other one has ended."""
        self._banner.show_as("ok", "circle-check")
        self._banner.say("The other window has ended.", "Nobody works on this mission now.")
        self.take_over.show()
        self.show()


def switched_off(bar: Bar) -> Bar:
    """Return the bar with every act off, and why."""
    return replace(
        bar, quiet=_off(bar.quiet), secondary=_off(bar.secondary), primary=_off(bar.primary)
    )


def _off(act: Act | None) -> Act | None:
    return replace(act, why_not=f"{WHY}.") if act else None
