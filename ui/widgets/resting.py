"""Alerts that rest: one quiet line."""

from collections.abc import Sequence

from PySide6.QtWidgets import QHBoxLayout, QWidget

from desktop.domain.words import SnoozeReason
from desktop.watch.contract import Snoozed
from ui.theme.plain import as_tip, one_line
from ui.widgets.icon import Icon
from ui.widgets.text import Label

REASONS = {
    SnoozeReason.AGENT: "An agent is on it",
    SnoozeReason.CUSTOMER: "Waiting for the customer",
    SnoozeReason.ENGINEERING: "With engineering",
    SnoozeReason.AGREED: "Agreed with the customer",
}
"""Why an alert rests, in words."""


class RestingLine(QWidget):
    """``1 rests until 14:20: an agent is on it``; hidden while none rests."""

    def __init__(self) -> None:
        super().__init__()
        self._words = Label("", "caption", "text2", wrap=True)
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 8, 12, 10)
        row.setSpacing(8)
        row.addWidget(Icon("bell-off", "text3", 14))
        row.addWidget(self._words, 1)
        self.hide()

    def show_resting(self, snoozed: Sequence[Snoozed]) -> None:
        """Say how many rest, until when the first does, and why; its tip names each."""
        each = [f"{one_line(one.title, 80)}: {_until(one)}" for one in snoozed]
        self._words.say(resting_words(snoozed))
        self.setToolTip(as_tip("\n".join(each)))
        self.setAccessibleName(resting_words(snoozed))
        self.setAccessibleDescription("; ".join(each))
        self.setVisible(bool(snoozed))


def resting_words(snoozed: Sequence[Snoozed]) -> str:
    """Say it in one line; the first to wake comes first."""
    if not snoozed:
        return ""
    first = _until(snoozed[0])
    return f"1 rests {first}" if len(snoozed) == 1 else f"{len(snoozed)} rest, the first {first}"


def _until(one: Snoozed) -> str:
    why = REASONS[one.reason]
    return f"until {one.until.astimezone():%H:%M}: {why[0].lower()}{why[1:]}"
