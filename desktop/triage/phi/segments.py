"""Lines pasted from an HL7 v2 message: their fields have places, not cues (HL7 2.5.1, chapters 3 and 6)."""

import re
from collections.abc import Iterator, Mapping

from desktop.triage.phi.kinds import Kind, Span

_FIELDS: Mapping[str, Mapping[int, Kind]] = {
    "PID": {
        2: Kind.MRN, 3: Kind.MRN, 4: Kind.MRN, 5: Kind.NAME, 6: Kind.NAME, 7: Kind.DOB, 9: Kind.NAME, 11: Kind.ZIP, 13: Kind.PHONE,
        14: Kind.PHONE, 18: Kind.ACCOUNT, 19: Kind.SSN, 20: Kind.LICENCE,
    },
    "MRG": {1: Kind.MRN, 2: Kind.MRN, 3: Kind.ACCOUNT, 4: Kind.MRN, 5: Kind.ACCOUNT, 7: Kind.NAME},
    "NK1": {2: Kind.NAME, 4: Kind.ZIP, 5: Kind.PHONE, 6: Kind.PHONE},
    "PV1": {19: Kind.ACCOUNT, 50: Kind.ACCOUNT},
    "GT1": {2: Kind.ACCOUNT, 3: Kind.NAME, 5: Kind.ZIP, 6: Kind.PHONE, 7: Kind.PHONE, 8: Kind.DOB, 12: Kind.SSN},
    "IN1": {16: Kind.NAME, 18: Kind.DOB, 19: Kind.ZIP, 36: Kind.MEMBER_ID, 49: Kind.MEMBER_ID},
}  # fmt: skip
_SEGMENT = re.compile(rf"(?<![A-Z])({'|'.join(_FIELDS)})\|[^\r\n]{{0,4000}}")
_ZIP = re.compile(r"\d{4,5}(?:-\d{4})?")


def segments(text: str) -> Iterator[Span]:
    """Yield the telling fields of each segment."""
    for match in _SEGMENT.finditer(text):
        at, kinds = match.start(), _FIELDS[match[1]]
        for number, field in enumerate(match.group().split("|")):
            yield from _field(kinds.get(number), field, at)
            at += len(field) + 1


def _field(kind: Kind | None, field: str, at: int) -> Iterator[Span]:
    """A field may repeat after "~"."""
    for one in field.split("~") if kind else ():
        if kind is Kind.ZIP:
            found = [(part.start(), part.end()) for part in _ZIP.finditer(one)][-1:]
            yield from (Span(at + start, at + end, kind) for start, end in found)
        elif kind and (first := _first(kind, one)):
            yield Span(at, at + len(first), kind)
        at += len(one) + 1


def _first(kind: Kind, field: str) -> str:
    """A name is all its parts; of anything else the first part says who."""
    return field.rstrip("^ ") if kind is Kind.NAME else field.partition("^")[0]
