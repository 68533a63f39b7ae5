"""Numbers and dates that only their cue gives away: record numbers, member numbers, dates of birth."""

import re
from collections.abc import Callable, Iterator
from typing import NamedTuple

from desktop.triage.phi import checksums
from desktop.triage.phi.between import ANYTHING, ANYTHING_NUMBERED, BETWEEN, JOIN, LINK
from desktop.triage.phi.cues import cues, kind_of
from desktop.triage.phi.dates import DATE
from desktop.triage.phi.kinds import Kind, Span

_SPACED = r"(?:(?-i:(?!MRN|DOB|AND|IS|ID|NO|NR|PT)[A-Z]{2,4}|[B-HJ-Z]) )?"
"""Capital letters before a number, a space between: a part of the first value after a cue only."""
_ID = (
    _SPACED
    + r"[A-Z]{0,5}[-_]?\d[0-9A-Z]*(?:[-/._][0-9A-Z]*\d[0-9A-Z]*){0,6}(?: \d{2,6}(?![\w:.-]\d|\w)){0,4}(?: \d{2,6}-\d{1,4}(?![\w:.-]\d|\w))?"
)
_PHONE = r"\+?\(?\d(?:[ ()./-]{0,3}\d){5,16}(?: ?(?:x|ext\.?|extension|durchwahl) ?\d{1,6})?"
_MEDICARE = (
    r"[1-9][0-9A-Z]{3}[- ]?[0-9A-Z]{3}[- ]?[0-9A-Z]{4}|[0-9A-Z]{9,13}|\d{3}-\d\d-\d{4}[A-Z]\d?"
)
_SOCIAL = r"\d{3}[-. ]?\d\d[-. ]?\d{4}|756[. ]?\d{4}[. ]?\d{4}[. ]?\d\d|\d{4}[- ]?\d{6}|\d\d ?\d{6} ?[A-Z] ?\d{3}|\d\d ?\d{3} ?\d{3} ?\d{3}|(?<![*x]-)(?<!w/ )(?<!with )(?<!in )(?<!auf )(?<!mit )\d{4}"
_VEHICLE = r"[A-HJ-NPR-Z0-9]{17}|[A-ZÄÖÜ]{1,3}[- ][A-Z]{1,2}[- ]?\d{1,4}|[A-Z0-9]{2,4}[- ][A-Z0-9]{2,4}|[A-Z0-9]{6,7}"
_ZIP = r"\d{3,5}(?:-\d{3,4})?|[A-Z]{1,2}\d[A-Z\d]? ?\d[A-Z]{2}"
_IBAN = r"[A-Z]{2}\d\d(?:[ ]?[0-9A-Z]{4}){2,7}(?:[ ]?[0-9A-Z]{1,3})?"
_NO_RECORD = re.compile(
    r"\d{1,2}[./]\d{1,2}[./]\d{2,4}|(?:19|20)\d\d-\d\d-\d\d|\d+(?:\.\d+){1,3}|\d{1,2}-?(?:am|pm|h|x|st|nd|rd|th)",
    re.I,
)


class Reader(NamedTuple):
    """How the values of one class are read: the shape, how many digits at least (``weak``: after a weak cue)."""

    value: str
    digits: int
    weak: int = 0
    holds: Callable[[str], bool] = lambda _value: True


def _no_date(value: str) -> bool:
    return not _NO_RECORD.fullmatch(value)


def _card(value: str) -> bool:
    return checksums.luhn(checksums.digits_of(value))


def _provider(value: str) -> bool:
    return checksums.npi(value)


_RECORD = Reader(_ID, 4, 5, _no_date)
_READERS = {
    Kind.DOB: Reader(DATE, 4),
    Kind.DATE_OF_CARE: Reader(DATE, 4),
    Kind.MRN: _RECORD,
    Kind.MEMBER_ID: Reader(_ID, 4, 6, _no_date),
    Kind.ACCOUNT: Reader(_ID, 4, 5, _no_date),
    Kind.LICENCE: Reader(_ID, 4, 6, _no_date),
    Kind.DEVICE: Reader(_ID, 4, 0, _no_date),
    Kind.MBI: Reader(_MEDICARE, 3),
    Kind.SSN: Reader(_SOCIAL, 4, 9),
    Kind.NPI: Reader(r"\d{10}", 10),
    Kind.DEA: Reader(r"[A-Z][A-Z9]\d{7}", 7),
    Kind.VEHICLE: Reader(_VEHICLE, 1),
    Kind.ZIP: Reader(_ZIP, 2),
    Kind.FAX: Reader(_PHONE, 6),
    Kind.PHONE: Reader(_PHONE, 6, 7, _no_date),
    Kind.IBAN: Reader(_IBAN, 10),
    Kind.CARD: Reader(r"\d(?:[ -]?\d){11,18}", 12, 0, _card),
}
_WEAK_PROVIDER = Reader(r"\d{10}", 10, 10, _provider)
_END = (
    r"(?!\w|:\d|[ ]?%|[ ](?:rows?|records?|patients?|users?|ms|sec|seconds?|minutes?|hours?|days?|messages?|times|entries|lines"
    r"|tickets?|[kmg]b|characters?|digits?|visits?|calls?|zeilen|datensätze|patienten|minuten|stunden|mal|zeichen)\b)"
)
"""What follows a value; a count has its unit there."""
_FREE = frozenset(
    {
        Kind.DOB,
        Kind.DATE_OF_CARE,
        Kind.MRN,
        Kind.MEMBER_ID,
        Kind.ACCOUNT,
        Kind.MBI,
        Kind.SSN,
        Kind.NPI,
        Kind.DEA,
    }
)
"""Classes whose cue says so much that any words may follow it; the others allow a few."""


def _compiled(before: str, reader: Reader) -> re.Pattern[str]:
    return re.compile(rf"{before}(?P<value>{reader.value}){_END}", re.IGNORECASE)


_DATES = frozenset({Kind.DOB, Kind.DATE_OF_CARE})


def _between(kind: Kind) -> str:
    if kind in _DATES:
        return ANYTHING_NUMBERED
    return ANYTHING if kind in _FREE else BETWEEN


_FIRST = {
    kind: _compiled(r"(?:'s)?" + LINK + _between(kind), reader) for kind, reader in _READERS.items()
}
_HERE = {kind: _compiled("", reader) for kind, reader in _READERS.items()}
_MORE = {
    kind: _compiled(JOIN, reader._replace(value=reader.value.removeprefix(_SPACED)))
    for kind, reader in _READERS.items()
}
_ALIKE = {kind: _compiled(r"[\s,;:.()\"'-]{1,4}" + ANYTHING, _READERS[kind]) for kind in _FREE}
"""Another value some words later, which must have as many digits: "it was 8812034, must be 8812043"."""
_NEXT = {
    kind: _compiled(LINK + r"(?:(?:in|on|am|#|no\.?|number|nr\.?|is|was|ist|lautet) ?)?", reader)
    for kind, reader in _READERS.items()
}
_AT_SOMEBODY = re.compile(
    r"[ ](?:at|with|in|for|from|bei|im|in der|beim)[ ](?:[^\W\d_]{1,20}[ ]){1,4}?(?:is|was|reads|ist|war|lautet|has|hat)[ :]{1,2}"
    rf"(?:the number |die nummer )?(?P<value>{_ID}){_END}",
    re.IGNORECASE,
)
"""After a weak cue: "her account at the practice is 118-40927"."""
_KEPT_SOMEWHERE = frozenset({Kind.ACCOUNT, Kind.MEMBER_ID, Kind.MRN})
_BACK = {
    kind: re.compile(
        rf"(?<![\w./-])(?P<value>{reader.value})(?:\)? ?[(\[] ?|,? (?:is|was|as|ist) (?:(?:the|his|her|their|a|die|das) )?| ?[-,:;] ?(?:this|that|it) is (?:(?:the|his|her|their) )?)\Z",
        re.IGNORECASE,
    )
    for kind, reader in _READERS.items()
}
_BORN = re.compile(
    rf"[ ]?[,;( ][ ]?(?:\*[ ]?|b\.[ ]?|geb\.[ ]?|born[ ])?(?P<value>{DATE})", re.IGNORECASE
)
_NUMBERED = re.compile(r"[ ]?[/,(#]{1,2}[ ]?(?P<value>[A-Z]{0,3}\d{6,12})(?![\w-])")
_LOOK_BACK = 48
_THING = re.compile(
    r"(?<![^\W_])(?:vendor|supplier|software|product|asset|inventory|server|windows|volume|lieferanten?|kreditoren?|artikel|software-?)(?:'s)?[ _-]?\Z",
    re.IGNORECASE,
)
"""Whose number it is when it is nobody's: "the vendor record number"."""
_MOST = 40
"""More values after one cue are a table, whose header says the same at its next row or not at all."""


def recorded(text: str) -> Iterator[Span]:
    """Yield each value that its cue gives away. What one cue's values reach is not read again for its class."""
    reached = dict.fromkeys(Kind, 0)
    for cue in cues(text):
        kind, weak = kind_of(cue)
        if cue.end() > reached[kind] and not _of_a_thing(text, cue.start()):
            for start, end in _values(text, cue, kind, weak):
                reached[kind] = max(reached[kind], end)
                yield Span(start, end, kind)


def _of_a_thing(text: str, at: int) -> bool:
    return _THING.search(text, max(0, at - _LOOK_BACK), at) is not None


def _values(text: str, cue: re.Match[str], kind: Kind, weak: bool) -> Iterator[tuple[int, int]]:
    """The values after a cue and, for a strong one, the value just before it."""
    reader = _WEAK_PROVIDER if weak and kind is Kind.NPI else _READERS[kind]
    least = reader.weak if weak and reader.weak else reader.digits
    match = (_NEXT if weak else _FIRST)[kind].match(text, cue.end())
    if match is None and weak and kind in _KEPT_SOMEWHERE:
        match = _AT_SOMEBODY.match(text, cue.end())
    for _ in range(_MOST):
        if match is None or not _fits(match["value"], reader, least):
            break
        yield match.span("value")
        match = _MORE[kind].match(text, match.end()) or _alike(text, match, kind)
    if (
        not weak
        and (back := _before(text, cue.start(), kind))
        and _fits(back["value"], reader, least)
    ):
        yield back.span("value")


def _alike(text: str, first: re.Match[str], kind: Kind) -> re.Match[str] | None:
    match = _ALIKE[kind].match(text, first.end()) if kind in _ALIKE else None
    if match is None or kind in _DATES:
        return match
    return match if _count(match["value"]) == _count(first["value"]) else None


def _before(text: str, at: int, kind: Kind) -> re.Match[str] | None:
    return _BACK[kind].search(text, max(0, at - _LOOK_BACK), at)


def _fits(value: str, reader: Reader, least: int) -> bool:
    return _count(value) >= least and reader.holds(value)


def fits(value: str, kind: Kind) -> bool:
    """Whether a whole text is such a value as one would stand after a cue of this class."""
    reader = _READERS[kind]
    whole = re.fullmatch(reader.value, value, re.IGNORECASE)
    return whole is not None and _fits(value, reader, reader.digits)


def value_at(text: str, at: int, kind: Kind) -> Span | None:
    """Return the value of this class that begins just here."""
    match = _HERE[kind].match(text, at)
    return (
        Span(*match.span("value"), kind)
        if match and _fits(match["value"], _READERS[kind], 0)
        else None
    )


def _count(value: str) -> int:
    return sum(map(str.isdigit, value))


def born(text: str, name: Span) -> Iterator[Span]:
    """Yield the date or the number that stands right after a name: "Patient Emre Aydin (22.02.2002)"."""
    match = _BORN.match(text, name.end)
    if match:
        yield Span(*match.span("value"), Kind.DOB)
    elif match := _NUMBERED.match(text, name.end):
        yield Span(*match.span("value"), Kind.MRN)
