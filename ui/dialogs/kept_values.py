"""What undo left alone: values others had changed since, or that were not taken back, by ticket and field."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ui.dialogs.sheet import Sheet
from ui.theme.counted import counted
from ui.widgets.text import Label

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from desktop.stages.execute.contract import EffectRow

_FIELDS = {"tags": "tags", "assignee_id": "assignee", "group_id": "group"}
_MOST = 12


def show_kept_values(window: QWidget, rows: tuple[EffectRow, ...]) -> Sheet:
    """Open the list of conflicts."""
    count = sum(len(row.kept) for row in rows)
    words = f"{counted(count, 'value')} left as found: changed by others, or not taken back by the service."
    sheet = Sheet(window, "Kept as it is now", words)
    for row in rows[:_MOST]:
        fields = ", ".join(_field(name) for name in row.kept)
        sheet.body.addWidget(Label(f"#{row.target} · {fields}", "body"))
    if len(rows) > _MOST:
        sheet.body.addWidget(Label(f"and {len(rows) - _MOST} more", "caption", "text2"))
    sheet.act("Close", lambda: None, "primary")
    sheet.open()
    return sheet


def _field(name: str) -> str:
    """Name a field as people do: Zendesk's own by its name, the one custom field we write is the category."""
    return _FIELDS.get(name, "category" if name.isdecimal() else "a field")
