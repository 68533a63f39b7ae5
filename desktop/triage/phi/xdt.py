"""Lines pasted from a German practice's file (LDT, GDT, BDT, KVDT): length, field number, value in one row.

"0143101Mustermann" is 14 letters long with its line end, and field 3101 is the family name (KBV, xDT).
"""

import re
from collections.abc import Iterator

from desktop.triage.phi.kinds import Kind, Span

_FIELDS = {
    "3000": Kind.MRN, "3101": Kind.NAME, "3102": Kind.NAME, "3103": Kind.DOB, "3105": Kind.MEMBER_ID, "3119": Kind.MEMBER_ID,
    "3112": Kind.ZIP, "3626": Kind.PHONE, "3628": Kind.PHONE, "0212": Kind.LICENCE,
}  # fmt: skip
_LINE = re.compile(rf"^[ \t>]{{0,8}}(\d{{3}})({'|'.join(_FIELDS)})([^\r\n]{{1,80}})$", re.MULTILINE)
_FRAME = 9
"""Three digits of length, four of the field, two for the line's end."""
_SLACK = 2
"""Umlauts and spaces get lost in pasting."""


def xdt(text: str) -> Iterator[Span]:
    """Yield the telling values of each such line whose length is as it says."""
    for match in _LINE.finditer(text):
        value = match[3].rstrip()
        if abs(int(match[1]) - _FRAME - len(value)) <= _SLACK:
            yield Span(match.start(3), match.start(3) + len(value), _FIELDS[match[2]])
