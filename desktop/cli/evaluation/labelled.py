"""Reading what a task is measured on: CSV of text and label, JSON; every fault named with its line."""

import csv
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple, TypeVar

import msgspec

from desktop.domain.errors import InputError

T = TypeVar("T")

_HEADER = {"text", "label", "category", "document", "topic", "topic_group", "intent", "class"}
_LONGEST = 16_000_000
"""Letters of one field: the reader's own limit is 131,072."""


class Labelled(NamedTuple):
    """Texts and what each is, in the order of the file."""

    texts: list[str]
    labels: list[str]


def read_labelled(file: Path) -> Labelled:
    """Read a CSV of two columns, text and label, with or without a header; texts with an empty label are left out.

    Raises InputError that names the line.
    """
    found = Labelled([], [])
    for number, row in enumerate(_rows(file), start=1):
        if number == 1 and len(row) >= 2 and {one.strip().lower() for one in row[:2]} <= _HEADER:
            continue
        if row and len(row) < 2:
            raise _broken(file, number, "has no label: each line is a text, a comma and a label")
        if row and row[1].strip():  # an empty label says that nobody knows: nothing to measure
            found.texts.append(row[0])
            found.labels.append(row[1].strip())
    return found


def read_json(file: Path, shape: type[T]) -> T:
    """Read one JSON value of this shape. Raises InputError."""
    try:
        return msgspec.json.decode(read_bytes(file), type=shape)
    except msgspec.MsgspecError as wrong:
        raise InputError(
            "This file is not what the task reads",
            f"{file.name}: {wrong}",
            "Mend it, or name another.",
        ) from wrong


def read_bytes(file: Path) -> bytes:
    """Return a file's bytes. Raises InputError where it cannot be read."""
    try:
        return file.read_bytes()
    except OSError as failed:
        raise InputError(
            "This file cannot be read", f"{file}: {failed.strerror}.", "Check the path."
        ) from failed


def _rows(file: Path) -> Iterator[list[str]]:
    csv.field_size_limit(_LONGEST)
    try:
        lines = read_bytes(file).decode("utf-8-sig").splitlines(keepends=True)
        yield from csv.reader(lines, strict=True)
    except (UnicodeDecodeError, csv.Error) as wrong:
        raise InputError(
            "This file is no CSV in UTF-8", f"{file.name}: {wrong}.", "Save it as CSV, UTF-8."
        ) from wrong


def _broken(file: Path, line: int, what: str) -> InputError:
    return InputError("A line is broken", f"{file.name}, line {line} {what}.", "Mend the line.")
