"""Lines pasted from an X12 claim, answer or remittance (837, 271, 835): a qualifier says what an element is."""

import re
from collections.abc import Iterator
from itertools import pairwise

from desktop.triage.phi.kinds import Kind, Span

_LINE = re.compile(r"(?<![A-Za-z0-9])(NM1|DMG|CLM|CLP|REF|PER|N4)\*[^~\r\n]{0,300}")
_NUMBERED = {
    "MI": Kind.MEMBER_ID, "II": Kind.MEMBER_ID, "MR": Kind.MEMBER_ID, "HN": Kind.MEMBER_ID, "34": Kind.SSN, "XX": Kind.NPI,
}  # fmt: skip
"""NM108: what NM109 is."""
_REFERENCES = {
    "SY": Kind.SSN, "EA": Kind.MRN, "EJ": Kind.ACCOUNT, "0F": Kind.MEMBER_ID, "1L": Kind.MEMBER_ID, "IG": Kind.MEMBER_ID,
    "23": Kind.MEMBER_ID, "NQ": Kind.MEMBER_ID, "1W": Kind.MEMBER_ID, "0B": Kind.LICENCE,
}  # fmt: skip
_PERSON = "1"
_REACHED = {"TE": Kind.PHONE, "FX": Kind.FAX}


def claims(text: str) -> Iterator[Span]:
    """Yield the telling elements of each line."""
    for match in _LINE.finditer(text):
        places, at = [], match.start()
        for element in match.group().split("*"):
            places.append((element.strip(), at))
            at += len(element) + 1
        yield from (Span(at, at + len(value), kind) for kind, (value, at) in _told(places) if value)


def _told(row: list[tuple[str, int]]) -> Iterator[tuple[Kind, tuple[str, int]]]:
    """Each class with its element, by the line's own rule."""
    words = [value for value, _ in row]
    if words[0] == "NM1":
        named = words[2:3] == [_PERSON]
        yield from ((Kind.NAME, one) for one in (row[3:6] if named else ()))
        yield from _after(row, _NUMBERED)
    elif words[0] == "REF":
        yield from _after(row[:3], _REFERENCES)
    elif words[0] == "PER":
        yield from _after(row, _REACHED)
    else:
        place, kind = {
            "DMG": (2, Kind.DOB), "CLM": (1, Kind.ACCOUNT), "CLP": (1, Kind.ACCOUNT), "N4": (3, Kind.ZIP),
        }[words[0]]  # fmt: skip
        yield from ((kind, one) for one in row[place : place + 1])


def _after(
    row: list[tuple[str, int]], qualifiers: dict[str, Kind]
) -> Iterator[tuple[Kind, tuple[str, int]]]:
    """The element after each known qualifier."""
    for (word, _), element in pairwise(row[1:]):
        if word in qualifiers:
            yield qualifiers[word], element
