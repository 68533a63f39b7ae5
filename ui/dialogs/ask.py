"""One question with one field, answered by Enter."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt

from ui.dialogs.sheet import Sheet
from ui.widgets.field import LineField

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtWidgets import QWidget


def ask_words(
    window: QWidget,
    title: str,
    message: str,
    now: str,
    take: Callable[[str], None],
    act: str = "Keep",
) -> Sheet:
    """Open a sheet with ``now`` in its field; ``take`` gets the words when they are confirmed by ``act``."""
    sheet = Sheet(window, title, message, 560)
    field = LineField("", "", title)
    field.line.setText(now)
    field.line.setMaxLength(500)
    sheet.body.addWidget(field)
    sheet.act("Cancel", lambda: None, "quiet")
    keep = sheet.act(act, lambda: take(field.text().strip()), "primary")
    field.line.returnPressed.connect(keep.click)
    sheet.open()
    field.line.setFocus(Qt.FocusReason.TabFocusReason)
    field.line.selectAll()
    return sheet
