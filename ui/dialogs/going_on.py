"""The plain question before a run that was cut short goes on."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ui.dialogs.sheet import Sheet
from ui.widgets.text import Label

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from PySide6.QtWidgets import QWidget


def ask_to_go_on(
    window: QWidget, cause: str, lines: Sequence[str], go_on: Callable[[], None]
) -> Sheet:
    """Open the question; closing it in any other way means: not now."""
    sheet = Sheet(window, "Go on with this mission?", cause)
    for words in lines:
        sheet.body.addWidget(Label(words, "body", wrap=True))
    sheet.act("Not now", lambda: None)
    sheet.act("Go on", go_on, "primary")
    sheet.open()
    return sheet
