"""The dry run: which fields of which tickets would change, before anything is sent."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ui.dialogs.sheet import Sheet
from ui.theme.counted import counted
from ui.widgets.simple_table import SimpleTable

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtWidgets import QWidget

    from desktop.domain.plan import FieldChange


def show_dry_run(
    window: QWidget,
    changes: tuple[FieldChange, ...],
    made: int,
    export: Callable[[], None],
) -> Sheet:
    """Open the table of the fields that ``made`` changes would touch; ``export`` writes it as a file."""
    tickets = len({change.ticket for change in changes if change.ticket})
    sheet = Sheet(
        window,
        f"Dry run: {counted(made, 'change')}, {counted(len(changes), 'field')}",
        f"On {counted(tickets, 'ticket')}. Nothing was sent; this is what the plan would do.",
        860,
    )
    rows = [
        (f"#{change.ticket}" if change.ticket else "", change.field, change.before, change.after)
        for change in changes
    ]
    table = SimpleTable(("Ticket", "What", "Before", "After", "Time left"), stretch=3)
    table.show_rows(rows, mono=frozenset({0}), tickets=[(change.ticket,) for change in changes])
    sheet.body.addWidget(table)
    sheet.act("Export as CSV", export)
    sheet.act("Close", lambda: None, "primary")
    sheet.open()
    return sheet
