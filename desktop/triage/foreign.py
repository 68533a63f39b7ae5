"""Values of other customers: names, addresses, numbers and codes that must not stand in somebody else's draft.

The index is made once for a plan. What the ticket itself holds, or the verified page, or our own sentences, is no
stranger's. A word that some ticket also writes in small letters ("will", "north") names nobody by itself.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from desktop.domain.ticket import KbPage, Ticket

READ = 20_000
"""Letters of a ticket that are looked at; a draft takes nothing from further behind."""
_EMAIL = re.compile(r"[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,6}")
_LINK = re.compile(r"(?:https?://|www\.)[^\s<>\"]{3,300}", re.IGNORECASE)
_PHONE = re.compile(r"(?<![\w.-])\+?\d[\d ()/.-]{5,24}\d(?![\w-])")
_DATE = re.compile(r"\d{4}-\d{2}-\d{2}|\d{1,2}[./]\d{1,2}[./]\d{2,4}")
_CODE = re.compile(
    r"(?<![\w.-])(?:(?=[\w-]{0,40}\d)(?=[\w-]{0,40}[A-Za-z])[\w-]{4,60}|\w{2,40}_\w{2,40}|\d{5,18})(?![\w-])"
)
"""Letters with a digit among them, names with an underscore, numbers of five digits and more."""
_NAME = re.compile(r"[^\W\d_][\w'\u2019-]*")
_WORD = re.compile(r"[^\W\d_][\w'\u2019-]*|\d+")
_SHORTEST = 3
_DIGITS = re.compile(r"\D+")
_FEWEST_DIGITS = 7
_FEWEST_OF_A_NUMBER = 5
"""Digits from which a ticket's number means it by itself; a shorter one is told by the word before it."""
_NUMBERED = re.compile(
    r"(?:#|\b(?:ticket|case|request|vorgang|fall|anfrage)(?:[ -]?(?:no\.?|nr\.?|number|nummer))?:? ?#?)(\d{1,18})(?!\w)",
    re.IGNORECASE,
)
_POSSESSIVE = ("'s", "\u2019s", "'", "\u2019")
_CLOCK = re.compile(r"(?i)\d+(?:min|h|st|nd|rd|th|am|pm|x|k|gb|mb|ms)")


@dataclass(frozen=True)
class Index:
    """What belongs to whom.

    Attributes:
        owners: Each value, as it is compared, with the tickets that hold it.
        phrases: The first word of a name of several words, with the whole names.
    """

    owners: dict[str, frozenset[int]] = field(default_factory=dict)
    phrases: dict[str, tuple[str, ...]] = field(default_factory=dict)

    def strangers(self, text: str, ticket: Ticket, page: KbPage | None, ours: str) -> list[str]:
        """Return the values of other tickets that stand in a text; ``ours`` are our own sentences."""
        found = [v for v in _spoken(text, self.phrases) if self._foreign(v, ticket.id)]
        if not found:
            return []
        held = _folded(f"{_all_of(ticket)}\n{_of(page)}\n{ours}")
        return [value for value in dict.fromkeys(found) if not _holds(held, value)]

    def _foreign(self, value: str, ticket: int) -> bool:
        owners = self.owners.get(value)
        return owners is not None and ticket not in owners


def index(tickets: Iterable[Ticket]) -> Index:
    """Return the index of a plan's tickets."""
    every = list(tickets)
    common = {
        word
        for ticket in every
        for word in _NAME.findall(ticket.text[:READ])
        if word.islower() and len(word) >= _SHORTEST
    }
    owners: dict[str, set[int]] = {}
    for ticket in every:
        for value in _values(ticket, common):
            owners.setdefault(value, set()).add(ticket.id)
    phrases: dict[str, list[str]] = {}
    for value in owners:
        if " " in value:
            phrases.setdefault(value.split(" ")[0], []).append(value)
    return Index(
        {value: frozenset(ids) for value, ids in owners.items()},
        {first: tuple(whole) for first, whole in phrases.items()},
    )


def _values(ticket: Ticket, common: set[str]) -> Iterator[str]:
    """Everything that tells one customer from another."""
    yield f"#{ticket.id}"
    if len(str(ticket.id)) >= _FEWEST_OF_A_NUMBER:
        yield str(ticket.id)
    names = [ticket.requester.name, ticket.organisation.name if ticket.organisation else ""]
    for name in names:
        words = [word.lower() for word in name[:200].split()]
        if len(words) > 1:
            yield " ".join(words)
    for word in _telling(ticket, common):
        yield word.lower()
    if ticket.requester.email:
        yield ticket.requester.email.lower()
    yield from _tokens(ticket.text[:READ])


def _telling(ticket: Ticket, common: set[str]) -> Iterator[str]:
    """The words of the person's name, and the first of the organisation's, that are no usual words."""
    person = _NAME.findall(ticket.requester.name[:200])
    house = _NAME.findall(ticket.organisation.name[:200])[:1] if ticket.organisation else []
    for word in (*person, *house):
        if len(word) >= _SHORTEST and word.lower() not in common:
            yield word


def _tokens(text: str) -> Iterator[str]:
    """Addresses, links, telephone numbers and codes of a text, as they are compared."""
    for match in _EMAIL.finditer(text):
        yield match.group().lower()
    for match in _LINK.finditer(text):
        yield match.group().rstrip(".,;:!?)").lower()
    for match in _PHONE.finditer(text):
        digits = _DIGITS.sub("", match.group())
        if len(digits) >= _FEWEST_DIGITS and not _DATE.fullmatch(match.group()):
            yield digits
    for match in _CODE.finditer(text):
        if not _DATE.fullmatch(match.group()) and not _CLOCK.fullmatch(match.group()):
            yield match.group().lower()


def _spoken(text: str, phrases: dict[str, tuple[str, ...]]) -> Iterator[str]:
    """Every value a draft could give away: its tokens, its capitalised words, names of several words."""
    yield from _tokens(text)
    for match in _NUMBERED.finditer(text):
        yield f"#{match.group(1)}"
    flat = _folded(text)
    for said in dict.fromkeys(_WORD.findall(text)):
        word = said.lower()
        if word.endswith(_POSSESSIVE):
            word = word.rstrip("s")[:-1]
        if not said[0].islower():
            yield word
        for phrase in phrases.get(word, ()):
            if phrase in flat:
                yield phrase


def _folded(text: str) -> str:
    return " ".join(text.lower().split())


def _holds(held: str, value: str) -> bool:
    """Whether a text holds a value; a telephone number in any spelling."""
    if re.search(rf"(?<!\w){re.escape(value)}(?!\w)", held):
        return True
    return value.isdigit() and value in {_DIGITS.sub("", m.group()) for m in _PHONE.finditer(held)}


def _all_of(ticket: Ticket) -> str:
    house = ticket.organisation.name if ticket.organisation else ""
    return f"#{ticket.id} {ticket.requester.name} {ticket.requester.email} {house}\n{ticket.text}"


def _of(page: KbPage | None) -> str:
    return f"{page.title}\n{page.body}\n{page.url}" if page else ""
