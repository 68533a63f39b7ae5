"""A patient's line pasted from an HL7 v2 message: its fields have places, not cues (HL7 2.5.1, §3.4.2)."""

import re
from collections.abc import Iterator

from desktop.triage.phi.kinds import Kind, Span

_SEGMENT = re.compile(r"(?<![A-Z])PID\|[^\r\n]{0,4000}")
_FIELDS = {
    2: Kind.MRN, 3: Kind.MRN, 4: Kind.MRN, 5: Kind.NAME, 6: Kind.NAME, 7: Kind.DOB, 9: Kind.NAME, 13: Kind.PHONE,
    14: Kind.PHONE, 18: Kind.ACCOUNT, 19: Kind.SSN, 20: Kind.LICENCE,
}  # fmt: skip
_ADDRESS = 11
_ZIP = re.compile(r"\d{4,5}(?:-\d{4})?")


def segments(text: str) -> Iterator[Span]:
    """Yield the telling fields of each PID segment."""
    for match in _SEGMENT.finditer(text):
        at = match.start()
        for number, field in enumerate(match.group().split("|")):
            yield from _field(number, field, at)
            at += len(field) + 1


def _field(number: int, field: str, at: int) -> Iterator[Span]:
    if number == _ADDRESS:
        found = [(part.start(), part.end()) for part in _ZIP.finditer(field)][-1:]
        yield from (Span(at + start, at + end, Kind.ZIP) for start, end in found)
    elif number in _FIELDS and (first := _first(number, field)):
        yield Span(at, at + len(first), _FIELDS[number])


def _first(number: int, field: str) -> str:
    """A name is all its parts; of anything else the first part says who."""
    return field.rstrip("^ ") if _FIELDS[number] is Kind.NAME else field.partition("^")[0]
