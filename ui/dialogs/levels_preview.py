"""What the hours mean: the next seven days, the next public holidays."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from ui.theme.plain import one_line
from ui.widgets.card import Card
from ui.widgets.text import Label

if TYPE_CHECKING:
    from collections.abc import Sequence

    from desktop.preferences.contract import OpenDay, Preview


class PreviewCard(Card):
    """Drawn from a ``Preview``; while something is wrong it says so instead."""

    def __init__(self) -> None:
        super().__init__()
        self.body.setContentsMargins(14, 12, 14, 12)
        self._inner = QWidget()
        self.body.addWidget(self._inner)
        self.body.addStretch(1)

    def show_preview(self, preview: Preview) -> None:
        """Draw it."""
        inner = QWidget()
        column = QVBoxLayout(inner)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(Label("Next 7 days", "caption_strong", "text2"))
        if preview.days:
            column.addLayout(_table([(_day(one), *_hours(one)) for one in preview.days]))
        else:
            column.addWidget(
                Label("Shown once the hours are right.", "caption", "text2", wrap=True)
            )
        if preview.holidays or preview.days:
            column.addWidget(Label("Next holidays", "caption_strong", "text2"))
            named = [(f"{one.day:%a %d %b}", one.name, "text") for one in preview.holidays]
            if named:
                column.addLayout(_table(named))
            else:
                column.addWidget(Label("None are taken.", "caption", "text2"))
        old, self._inner = self._inner, inner
        self.body.replaceWidget(old, inner)
        old.hide()
        old.deleteLater()


def _table(rows: Sequence[tuple[str, str, str]]) -> QGridLayout:
    grid = QGridLayout()
    grid.setHorizontalSpacing(12)
    grid.setVerticalSpacing(4)
    grid.setColumnStretch(1, 1)
    for row, (day, words, tone) in enumerate(rows):
        grid.addWidget(Label(day, "mono", "text2"), row, 0)
        grid.addWidget(Label(words, "caption", tone, wrap=True), row, 1)
    return grid


def _day(one: OpenDay) -> str:
    return f"{one.day:%a %d %b}"


def _hours(one: OpenDay) -> tuple[str, str]:
    """Say a day's hours and its holiday; what is closed is quieter."""
    holiday = f" ({one_line(one.holiday, 60)})" if one.holiday else ""
    if not one.windows:
        return f"closed{holiday}", "text2"
    spans = ", ".join(f"{opens:%H:%M}–{closes:%H:%M}" for opens, closes in one.windows)
    return f"{spans}{holiday}", "text"
