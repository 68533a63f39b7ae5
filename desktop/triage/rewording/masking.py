"""Replaces what may not leave: ``[[1]]`` for every value that identifies somebody, and for all that may not change.

More is replaced than a tripwire finds: every number, code, link, address and quote, every name the ticket knows, and
the sentences handed in. The same value has the same mark. What a mark stands for never leaves this process.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from desktop.domain.ticket import Ticket
from desktop.triage.language import is_common
from desktop.triage.phi import known_of, people_of, scan

_FIXED = re.compile(
    r"\"[^\"\n]*\"|[\u201c\u201e\xab\xbb\u201a\u2018][^\u201c\u201d\u201e\xab\xbb\u2018\n]{0,500}[\u201d\u201c\xab\xbb\u2018]"
    r"|https?://\S+|www\.\S+|(?<!\S)\S*[\d@_/\\]\S*|\[\[|\]\]|[\"\u201c\u201d\u201e\xab\xbb]"
)
"""Quotes, links, and every word with a digit or a sign no plain word has; then the signs themselves."""
_WORD = re.compile(r"[^\W\d_]+(?:['\u2019-][^\W\d_]+)*")
_PARTS = re.compile(r"['\u2019-]")
_CAPITAL = r"[^\W\d_a-z\xdf-\xff][\w'\u2019-]{0,60}"
_CAPITALS = re.compile(rf"(?<=[a-z\xdf-\xff,;:)\]] ){_CAPITAL}(?: {_CAPITAL}){{0,3}}")
_LOOSE_BEFORE, _LOOSE_AFTER = "(", ".,;:!?)"
_SHORTEST = 2


@dataclass(frozen=True)
class Masked:
    """A text as it may leave.

    Attributes:
        text: With marks in the place of values.
        values: What each mark stands for, ``[[1]]`` first; kept in memory alone.
        redacted: Places the tripwire found.
        replaced: All places replaced.
    """

    text: str
    values: tuple[str, ...] = field(repr=False)
    redacted: int
    replaced: int


def mask(text: str, ticket: Ticket, fixed: Sequence[str] = (), language: str = "en") -> Masked:
    """Return the text as it may leave; ``fixed`` are whole stretches that must come back as they are."""
    found = [(one.start, one.end) for one in scan(text, known_of([ticket]))]
    named = (*_names(text, ticket), *_capitals(text, language))
    places = _joined([*found, *_literal(text, fixed), *_signs(text), *named])
    marks: dict[str, int] = {}
    parts: list[str] = []
    at = 0
    for start, end in places:
        number = marks.setdefault(text[start:end], len(marks) + 1)
        parts += [text[at:start], f"[[{number}]]"]
        at = end
    return Masked("".join([*parts, text[at:]]), tuple(marks), len(found), len(places))


def _literal(text: str, fixed: Iterable[str]) -> Iterator[tuple[int, int]]:
    for value in filter(str.strip, fixed):
        at = text.find(value)
        while at >= 0:
            yield at, at + len(value)
            at = text.find(value, at + len(value))


def _signs(text: str) -> Iterator[tuple[int, int]]:
    for match in _FIXED.finditer(text):
        value = match.group()
        kept = value.lstrip(_LOOSE_BEFORE).rstrip(_LOOSE_AFTER) or value
        start = match.start() + value.index(kept)
        yield start, start + len(kept)


def _names(text: str, ticket: Ticket) -> Iterator[tuple[int, int]]:
    """Every word of a name the ticket knows; one that is also a common word only where it is written like a name."""
    house = ticket.organisation.name if ticket.organisation else ""
    known = " ".join([ticket.requester.name, house, *people_of(ticket)])
    words = {word.casefold() for word in _WORD.findall(known) if len(word) >= _SHORTEST}
    for match in _WORD.finditer(text):
        parts = {match.group().casefold(), *_PARTS.split(match.group().casefold())}
        told = parts & words
        if told and (match.group()[0].isupper() or not all(map(is_common, told))):
            yield match.span()


def _capitals(text: str, language: str) -> Iterator[tuple[int, int]]:
    """What is written like a name within a sentence, whoever it is: in German, where all nouns are, two words together."""
    for match in _CAPITALS.finditer(text):
        words = match.group().split(" ")
        enough = len(words) > 1 if language == "de" else True
        if enough and not all(is_common(word.casefold()) for word in words):
            yield match.span()


def _joined(places: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    joined: list[tuple[int, int]] = []
    for start, end in sorted(places):
        if joined and start < joined[-1][1]:
            joined[-1] = joined[-1][0], max(joined[-1][1], end)
        else:
            joined.append((start, end))
    return joined
