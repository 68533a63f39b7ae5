"""All keys on one sheet, from the registry itself."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QGridLayout, QWidget

from ui.dialogs.sheet import Sheet
from ui.widgets.tag import KeyCap
from ui.widgets.text import Label

if TYPE_CHECKING:
    from ui.actions.registry import Actions

_NAMES = {"Return": "Enter", "Shift+?": "?"}


def key_words(keys: str) -> str:
    """Write a shortcut as on its cap: ``Ctrl+K`` is "Ctrl K", ``G, H`` is "G H"."""
    return _NAMES.get(keys, keys.replace("Return", "↵").replace("+", " ").replace(",", ""))


def show_shortcuts(window: QWidget, actions: Actions) -> Sheet:
    """Open the sheet."""
    note = "" if actions.single_keys else " Single keys are switched off in Settings."
    sheet = Sheet(window, "All keys", f"Single keys rest while you type.{note}", 620)
    grid = QGridLayout()
    grid.setHorizontalSpacing(16)
    grid.setVerticalSpacing(6)
    row = 0
    for group in dict.fromkeys(action.group for action in actions):
        grid.addWidget(Label(group, "caption_strong", "text2"), row, 0, 1, 2)
        row += 1
        for action in actions:
            if action.group == group and action.keys:
                grid.addWidget(Label(action.title), row, 0)
                grid.addWidget(KeyCap(key_words(action.keys[0])), row, 1)
                row += 1
    grid.setColumnStretch(0, 1)
    sheet.body.addLayout(grid)
    sheet.act("Close", lambda: None, "primary")
    sheet.open()
    return sheet
