"""Rows pasted from a table or a CSV file: the cue stands in the header, the values below it."""

import re
from collections.abc import Iterator, Mapping
from typing import NamedTuple

from desktop.triage.phi.cues import is_cue, kind_of
from desktop.triage.phi.kinds import Kind, Span
from desktop.triage.phi.records import fits

_TELLING = re.compile(
    r"mrn|dob|birth|geb|ssn|patient|versich|kvnr|member|account|acct|konto|phone|tel|mbi|chart|medicare|kartei|fall|pat\b|insur|subscriber",
    re.I,
)
_PERSON = re.compile(
    r"(?:pat(?:ient(?:en)?)?[ _-]?|pt[ _-]?|last[ _]?|first[ _]?|middle[ _]?|full[ _]?|sur|given[ _]?|family[ _]?|[lf][ _]?|familien|nach|vor|member[ _]|subscriber[ _]|guarantor[ _])?(?:name|nm)"
    r"|last|first|patient(?:in)?|versicherter?|mother|mutter|guarantor",
    re.I,
)
_SIGNS = ("\t", "|", ";", ",")
_LONGEST = 1_000


class _Cell(NamedTuple):
    """One cell of a line: its text without blanks and quotes, and its place."""

    text: str
    start: int
    end: int


def tabled(text: str) -> Iterator[Span]:
    """Yield the cells that stand under a telling header, down to the first line of another width."""
    columns: Mapping[int, Kind] = {}
    sign, width, at = "", 0, 0
    for line in text.splitlines(keepends=True) if "\n" in text else ():
        cells = _cells(line, sign, at) if sign else []
        if sign and len(cells) == width:
            yield from _values(cells, columns)
        else:
            sign, columns = _header(line)
            width = line.count(sign) + 1 if sign else 0
        at += len(line)


def _header(line: str) -> tuple[str, Mapping[int, Kind]]:
    """Return what parts the cells of a header, and its telling columns; ("", {}) for any other line."""
    if len(line) < _LONGEST and _TELLING.search(line):
        for sign in _SIGNS:
            kinds = {n: _kind(cell.text) for n, cell in enumerate(_cells(line, sign, 0))}
            columns = {n: kind for n, kind in kinds.items() if kind}
            if len(columns) > 1:
                return sign, columns
    return "", {}


def _kind(header: str) -> Kind | None:
    if _PERSON.fullmatch(header):
        return Kind.NAME
    cue = is_cue(header)
    return kind_of(cue)[0] if cue else None


def _cells(line: str, sign: str, at: int) -> list[_Cell]:
    cells = []
    for part in line.split(sign):
        bare = part.strip(" \t\r\n\"'")
        start = at + (part.find(bare) if bare else 0)
        cells.append(_Cell(bare, start, start + len(bare)))
        at += len(part) + len(sign)
    return cells


def _values(cells: list[_Cell], columns: Mapping[int, Kind]) -> Iterator[Span]:
    for number, kind in columns.items():
        cell = cells[number]
        named = kind is Kind.NAME and cell.text[:1].isupper()
        if named or (kind is not Kind.NAME and fits(cell.text, kind)):
            yield Span(cell.start, cell.end, kind)
