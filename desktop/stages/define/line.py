"""An intent as the readers of clauses see it: tokens, what is known of the queue, and the words of both languages."""

import re
from dataclasses import dataclass
from functools import cached_property

from desktop.stages.define.known import Known
from desktop.stages.define.slips import meant
from desktop.stages.define.words import find
from desktop.triage.language import language_of
from desktop.triage.letters import fold
from desktop.triage.lexicon import named_at

_TOKEN = re.compile(
    r"(?<![\w.])-\d+|2[fF][aA]\b|\d{4}-\d{2}-\d{2}|\d{1,2}\.\d{1,2}\.(?:\d{4}|\d{2})?|\d{1,2}:\d{2}|\d+[.,]\d+|\d+|"
    r"[^\W\d]\w*(?:['\u2019]\w+)?|[<>]=?|and/or|[,;:/&+#–]|(?<=\s)-(?=\s)|(?<=\d)-(?=\d)|[.!?](?=\s)"
)
_DAYPART = re.compile(
    r"(montag|dienstag|mittwoch|donnerstag|freitag|samstag|sonntag)"
    r"(morgen|frueh|vormittag|mittag|nachmittag|abend|nacht)s?$"
)
_TAILS = (
    "probleme", "problemen", "problem", "anfragen", "anfrage", "fragen", "frage", "fehler", "fehlern", "meldungen",
    "meldung", "themen", "faelle", "faellen", "stoerungen", "stoerung", "sachen", "tickets", "ticket", "anliegen",
    "beschwerden", "schwierigkeiten", "vorfaelle", "vorfaellen",
)  # fmt: skip
_SHORTEST = 3
_SHORTENED = re.compile(
    r"\b(st|dr|mr|mrs|ms|prof|nr|ca|bzw|inkl|exkl|incl|excl|etc|usw|approx|fr|hr|tel|vs|prio|min|std|hrs?)\.(?=\s)",
    re.IGNORECASE,
)
"""Their full stop ends no sentence."""
_SHORTHAND = (
    (re.compile(r"(?<!\w)w/o(?!\w)", re.IGNORECASE), "without"),
    (re.compile(r"(?<!\w)w/(?=\s?\w)", re.IGNORECASE), "with "),
    (re.compile(r"(?<=\w) ['\u2019]?n['\u2019]? (?=\w)"), " and "),
)
_DAYS = (
    ("mon", "mo"),
    ("tue", "di"),
    ("wed", "mi"),
    ("thu", "do"),
    ("fri", "fr"),
    ("saturday", "sa"),
    ("sunday", "so"),
)
_SHORT_DAYS = {short: days[0] for days in _DAYS for short in days} | {
    "sat": "saturday",
    "sun": "sunday",
}
_DAY = "|".join(_SHORT_DAYS)
_DAYS_JOINED = re.compile(
    rf"\b({_DAY})\.?\s?(-|–|/|bis|to|und|and|&)\s?({_DAY})\b\.?", re.IGNORECASE
)
"""So short they are days only in pairs: "Mo-Mi", "Sa und So"."""
_BRACKETS = re.compile(r"[(\[]([^()\[\]]{1,60})[)\]]")
_STOPS = {".": ",", "!": ",", "?": ",", ":": ","}


@dataclass(frozen=True)
class Token:
    """One word, number or sign: as written, and folded."""

    text: str
    word: str

    @property
    def capital(self) -> bool:
        """Whether it is written as a name is."""
        return self.text[:1].isupper()


@dataclass(frozen=True)
class Line:
    """One intent.

    Attributes:
        tokens: In order.
        known: What the queue and the account tell.
        slips: Words as typed, and as they were read.
    """

    tokens: tuple[Token, ...]
    known: Known
    slips: tuple[tuple[str, str], ...] = ()

    @cached_property
    def words(self) -> tuple[str, ...]:
        """The folded words."""
        return tuple(token.word for token in self.tokens)

    @cached_property
    def german(self) -> bool:
        """Whether the intent is written in German."""
        return language_of(" ".join(token.text for token in self.tokens)) == "de"

    def word(self, at: int) -> str:
        """The folded word at a place; empty beyond either end."""
        return self.words[at] if 0 <= at < len(self.words) else ""

    def find(self, kind: str, at: int) -> tuple[int, str]:
        """Return how many words from ``at`` on are a phrase of this kind, and what it means; (0, "") for none."""
        return find(kind, self.words, at)

    def length(self, kind: str, at: int) -> int:
        """Return how many words from ``at`` on are a phrase of this kind."""
        return self.find(kind, at)[0]

    def ends(self, kind: str, at: int) -> bool:
        """Whether a phrase of this kind ends right before ``at``."""
        return any(self.length(kind, start) == at - start for start in range(max(0, at - 4), at))

    def skip(self, kind: str, at: int) -> int:
        """Return the place behind a phrase of this kind, or ``at`` where there is none."""
        return at + self.length(kind, at)

    def said(self, start: int, end: int) -> str:
        """The words as they were written."""
        return " ".join(token.text for token in self.tokens[start:end])


def make_line(intent: str, known: Known) -> Line:
    """Cut an intent into tokens."""
    found = _TOKEN.findall(_SHORTENED.sub(r"\1", _plainly(intent[:_LONGEST])))
    cut = [part for whole in found for part in _uncompounded(whole)]
    slips = {
        part: right.capitalize() if part[:1].isupper() else right
        for part in dict.fromkeys(cut)
        if (right := meant(fold(part), known))
    }
    mended = (slips.get(part, part) for part in cut)
    tokens = tuple(Token(part, fold(_STOPS.get(part, part))) for part in mended)
    return Line(tokens, known, tuple(slips.items()))


def _plainly(intent: str) -> str:
    """Write shorthand out, and a level in brackets as a clause of its own: "w/o owner", "chats n calls", "(high)"."""
    for shorthand, meant_by_it in _SHORTHAND:
        intent = shorthand.sub(meant_by_it, intent)
    intent = _DAYS_JOINED.sub(_days, intent)
    return _BRACKETS.sub(
        lambda found: f", {found[1]}, " if _is_a_level(found[1]) else found[0], intent
    )


def _days(found: re.Match[str]) -> str:
    first, last = (_SHORT_DAYS[found[n].lower()] for n in (1, 3))
    joint = "to" if found[2] in ("-", "–", "bis", "to") else "and"
    return f"{first} {joint} {last}"


def _is_a_level(inside: str) -> bool:
    words = fold(inside).split()
    kinds = ("level", "not", "strong_not", "at_least", "at_most", "above_level", "below_level")
    return any(find(kind, words, 0)[0] for kind in kinds)


def _uncompounded(text: str) -> tuple[str, ...]:
    """Cut German compounds whose tail is no topic: "Chatanfragen", "Freitagabend"."""
    word = fold(text)
    if found := _DAYPART.match(word):
        return found[1], found[2]
    tail = next((tail for tail in _TAILS if word.endswith(tail)), "")
    if (
        not tail
        or len(word) - len(tail) < _SHORTEST
        or named_at([word], 0)[0]
        or find("ticket", (word,), 0)[0]
    ):
        return (text,)
    head = re.sub(r"(ung|keit|heit|ion|taet|schaft)s$", r"\\1", word[: -len(tail)].rstrip("-"))
    return (head.capitalize() if text[:1].isupper() else head, tail)


_LONGEST = 2000
"""Nobody types more; what is pasted beyond it is not read."""
