"""What a label's code holds: cells with one sign between them, a date of birth before a sex: "00330918|1970-01-30|U"."""

import re
from collections.abc import Iterator

from desktop.triage.phi.dates import DATE
from desktop.triage.phi.kinds import Kind, Span
from desktop.triage.phi.records import fits

_BIRTH = re.compile(
    rf"(?P<sign>[|;^~,/*])[ ]?(?P<date>{DATE})[ ]?(?P=sign)[ ]?(?:[MFUXDWO]|male|female)(?![^\W_])(?:(?P=sign)(?P<phone>\+?1?\d{{10}})(?!\w))?",
    re.IGNORECASE,
)
_CELL = re.compile(r"[^\W_][\w.^-]{2,39}\Z")
_NAME = re.compile(r"[A-ZÄÖÜ][^\W\d_]+(?:[\^-][^\W\d_]+){0,3}")
_BEFORE = 100
_CELLS = 3
"""How many cells before the date may say who it is."""


def payloads(text: str) -> Iterator[Span]:
    """Yield the date, and the numbers and names of the cells before it."""
    for match in _BIRTH.finditer(text):
        yield Span(*match.span("date"), Kind.DOB)
        if match["phone"]:
            yield Span(*match.span("phone"), Kind.PHONE)
        yield from _before(text, match.start(), match["sign"])


def _before(text: str, end: int, sign: str) -> Iterator[Span]:
    """Read cells backwards, down to one that is none."""
    for _ in range(_CELLS):
        cell = _CELL.search(text, max(0, end - _BEFORE), end)
        if cell is None:
            return
        if fits(cell.group(), Kind.MRN):
            yield Span(*cell.span(), Kind.MRN)
        elif _NAME.fullmatch(cell.group()):
            yield Span(*cell.span(), Kind.NAME)
        end = cell.start() - 1
        if text[end : end + 1] != sign:
            return
