"""Tables for spreadsheets: RFC 4180, and nothing in them runs."""

import csv
import io

import pytest

from desktop.base.table import write_table


def read(text: str) -> list[list[str]]:
    return list(csv.reader(io.StringIO(text)))


def test_what_was_written_is_read_back() -> None:
    rows = [["7", 'a "quoted", word'], ["", "two\nlines"]]
    assert read(write_table(("ticket", "words"), rows)) == [["ticket", "words"], *rows]


@pytest.mark.parametrize("cell", ["=1+1", "+1", "-1", "@sum", "\tx", "\rx"])
def test_no_cell_runs_as_a_formula(cell: str) -> None:
    assert read(write_table(("words",), [[cell]]))[1] == [f"'{cell}"]
