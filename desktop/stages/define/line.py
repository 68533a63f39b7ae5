"""An intent as the readers of clauses see it: tokens, what is known of the queue, and the words of both languages."""

import json
import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache

from desktop.base.paths import resource
from desktop.stages.define.known import Known
from desktop.triage.letters import fold
from desktop.triage.lexicon import named_at

_TOKEN = re.compile(
    r"(?<![\w.])-\d+|\d{4}-\d{2}-\d{2}|\d{1,2}\.\d{1,2}\.(?:\d{4}|\d{2})?|\d{1,2}:\d{2}|\d+[.,]\d+|\d+|"
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
_STOPS = {".": ",", "!": ",", "?": ",", ":": ","}
_LANGUAGES = ("en", "de")


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
    """

    tokens: tuple[Token, ...]
    known: Known

    @cached_property
    def words(self) -> tuple[str, ...]:
        """The folded words."""
        return tuple(token.word for token in self.tokens)

    def word(self, at: int) -> str:
        """The folded word at a place; empty beyond either end."""
        return self.words[at] if 0 <= at < len(self.words) else ""

    def find(self, kind: str, at: int) -> tuple[int, str]:
        """Return how many words from ``at`` on are a phrase of this kind, and what it means; (0, "") for none."""
        return _find(kind, self.words, at)

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
    found = [_STOPS.get(part, part) for part in _TOKEN.findall(intent[:_LONGEST])]
    cut = (part for whole in found for part in _uncompounded(whole))
    return Line(tuple(Token(part, fold(part)) for part in cut), known)


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
        or _find("ticket", (word,), 0)[0]
    ):
        return (text,)
    head = re.sub(r"(ung|keit|heit|ion|taet|schaft)s$", r"\\1", word[: -len(tail)].rstrip("-"))
    return (head.capitalize() if text[:1].isupper() else head, tail)


_LONGEST = 2000
"""Nobody types more; what is pasted beyond it is not read."""


@lru_cache(maxsize=1)
def _vocabulary() -> dict[str, dict[str, tuple[tuple[tuple[str, ...], str], ...]]]:
    """Return kind → first letters → phrases with their meaning, the longest first, both languages together."""
    index: dict[str, dict[str, list[tuple[tuple[str, ...], str]]]] = {}
    for language in _LANGUAGES:
        read = json.loads(resource("words", f"intent_{language}.json").read_text("utf-8"))
        for kind, listed in read.items():
            for meaning, phrases in _meanings(kind, listed):
                for phrase in phrases:
                    words = tuple(fold(phrase).replace("-", " ").split()) or (phrase,)
                    index.setdefault(kind, {}).setdefault(_key(words[0]), []).append(
                        (words, meaning)
                    )
    return {
        kind: {key: tuple(sorted(rows, key=lambda row: -len(row[0]))) for key, rows in keys.items()}
        for kind, keys in index.items()
    }


def _meanings(kind: str, listed: object) -> Sequence[tuple[str, Sequence[str]]]:
    if isinstance(listed, dict):
        return list(listed.items())
    return [(kind, listed)] if isinstance(listed, list) else []


def _key(word: str) -> str:
    return word.rstrip("*")[:2]


def _find(kind: str, words: Sequence[str], at: int) -> tuple[int, str]:
    if at < 0 or at >= len(words):
        return 0, ""
    for phrase, meaning in _vocabulary().get(kind, {}).get(_key(words[at]), ()):
        part = words[at : at + len(phrase)]
        if len(part) == len(phrase) and all(map(_same, part, phrase)):
            return len(phrase), meaning
    return 0, ""


def _same(word: str, listed: str) -> bool:
    return word.startswith(listed[:-1]) if listed.endswith("*") else word == listed
