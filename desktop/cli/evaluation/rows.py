"""Reads labelled data: JSON lines, each checked against the shape its task wants."""

from collections.abc import Iterator
from pathlib import Path
from typing import TypeVar

import msgspec

from desktop.cli.evaluation.labelled import read_bytes
from desktop.domain.errors import InputError

Row = TypeVar("Row")


def rows(path: Path, shape: type[Row]) -> Iterator[tuple[int, Row]]:
    """Yield each line's number and shape; blank lines are passed over. Raises InputError that names the line."""
    for number, line in enumerate(read_bytes(path).split(b"\n"), start=1):
        if line.strip():
            yield number, _row(path, number, line, shape)


def _row(path: Path, number: int, line: bytes, shape: type[Row]) -> Row:
    try:
        return msgspec.json.decode(line, type=shape)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as wrong:
        raise bad_line(path, number, str(wrong)) from wrong


def bad_line(path: Path, number: int, what: str) -> InputError:
    """Return the error of one line."""
    return InputError(
        "The data cannot be used",
        f"{path.name}, line {number}: {what}.",
        "Correct that line and run it again.",
    )
