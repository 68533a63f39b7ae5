"""The dry run as a spreadsheet opens it."""

import csv
import io

from desktop.domain.plan import FieldChange
from desktop.stages.plan.dry_run_table import table


def test_every_change_is_a_line_and_reads_back_as_it_was() -> None:
    changes = [FieldChange(7, "category", "none", "billing, other"), FieldChange(0, "Slack #x", "", "two\nlines")]  # fmt: skip
    rows = list(csv.reader(io.StringIO(table(changes))))
    assert rows[1:] == [["7", "category", "none", "billing, other"], ["", "Slack #x", "", "two\nlines"]]  # fmt: skip


def test_what_a_customer_wrote_never_runs_as_a_formula() -> None:
    (_, row) = csv.reader(io.StringIO(table([FieldChange(7, "note", "", "=HYPERLINK(1)")])))
    assert row[3] == "'=HYPERLINK(1)"
