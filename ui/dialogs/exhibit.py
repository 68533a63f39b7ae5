"""One part of the evidence as a table."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ui.dialogs.sheet import Sheet
from ui.widgets.simple_table import SimpleTable

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from desktop.stages.reflect.contract import Exhibit


_FEW = 6
"""Columns up to which the usual width is enough for the last one to be read."""
_USUAL, _WIDE = 860, 1160


def show_exhibit(window: QWidget, exhibit: Exhibit) -> Sheet:
    """Open it."""
    width = _WIDE if len(exhibit.columns) > _FEW else _USUAL
    sheet = Sheet(window, exhibit.title, exhibit.summary, width)
    table = SimpleTable(exhibit.columns, stretch=len(exhibit.columns) - 1)
    table.show_rows(exhibit.rows)
    sheet.body.addWidget(table)
    sheet.act("Close", lambda: None, "primary")
    sheet.open()
    return sheet
