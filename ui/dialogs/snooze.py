"""Letting an alert rest: for how long, and why."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QRadioButton, QWidget

from desktop.domain.words import SnoozeReason
from ui.dialogs.sheet import Sheet
from ui.theme.plain import one_line
from ui.widgets.resting import REASONS
from ui.widgets.segments import Segments
from ui.widgets.text import Label

if TYPE_CHECKING:
    from collections.abc import Callable

    from desktop.watch.contract import AlertCard

MINUTES = (10, 20, 30, 60)
"""How long an alert may rest."""


def show_snooze(
    window: QWidget, card: AlertCard, rest: Callable[[int, SnoozeReason], None]
) -> Sheet:
    """Open the sheet; ``rest`` gets the minutes and the reason."""
    about = one_line(card.title or card.sentence, 120)
    sheet = Sheet(window, "Let this alert rest", f"{about}. A breach is told all the same.", 480)
    minutes = Segments([(str(one), f"{one} min", None) for one in MINUTES])
    minutes.choose("20")
    sheet.body.addWidget(Label("For", "caption_strong", "text2"))
    sheet.body.addWidget(minutes)
    sheet.body.addWidget(Label("Because", "caption_strong", "text2"))
    reasons = {reason: QRadioButton(words) for reason, words in REASONS.items()}
    for button in reasons.values():
        sheet.body.addWidget(button)
    reasons[SnoozeReason.AGENT].setChecked(True)

    def done() -> None:
        why = next(reason for reason, button in reasons.items() if button.isChecked())
        rest(int(minutes.key()), why)

    sheet.act("Cancel", lambda: None, "quiet")
    sheet.act("Let it rest", done, "primary")
    sheet.open()
    return sheet
