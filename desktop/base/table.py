"""Tables that a spreadsheet opens."""

import csv
import io
from collections.abc import Iterable, Sequence

_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def write_table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """Return CSV (RFC 4180). What somebody wrote must not run as a formula (OWASP, CSV injection)."""
    written = io.StringIO()
    writer = csv.writer(written)
    writer.writerow(head)
    writer.writerows([_inert(cell) for cell in row] for row in rows)
    return written.getvalue()


def _inert(cell: str) -> str:
    return f"'{cell}" if cell.startswith(_FORMULA) else cell
