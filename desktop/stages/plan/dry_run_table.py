"""The dry run as a table that a spreadsheet opens: one line for each field that would change."""

from collections.abc import Sequence

from desktop.base.table import write_table
from desktop.domain.plan import FieldChange

_HEAD = ("ticket", "field", "before", "after")


def table(changes: Sequence[FieldChange]) -> str:
    """Return the table as CSV; a line about no ticket has no number."""
    return write_table(
        _HEAD,
        (
            (str(one.ticket) if one.ticket else "", one.field, one.before, one.after)
            for one in changes
        ),
    )
