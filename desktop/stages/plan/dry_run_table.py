"""The dry run as a table that a spreadsheet opens: one line for each field that would change."""

import csv
import io
from collections.abc import Sequence

from desktop.domain.plan import FieldChange

_HEAD = ("ticket", "field", "before", "after")
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def table(changes: Sequence[FieldChange]) -> str:
    """Return the table as CSV (RFC 4180). What customers wrote must not run as a formula (OWASP, CSV injection)."""
    written = io.StringIO()
    writer = csv.writer(written)
    writer.writerow(_HEAD)
    for one in changes:
        about = str(one.ticket) if one.ticket else ""
        writer.writerow((about, *(_inert(cell) for cell in (one.field, one.before, one.after))))
    return written.getvalue()


def _inert(cell: str) -> str:
    return f"'{cell}" if cell.startswith(_FORMULA) else cell
