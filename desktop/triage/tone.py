"""Plain words: finding jargon in a draft and replacing it, never inside quotes, numbers or links."""

import json
import re
from dataclasses import dataclass
from functools import lru_cache

from desktop.base.paths import resource

_PROTECTED = re.compile(r"\"[^\"\n]*\"|https?://\S+|[^\s]*\d[^\s]*|\S*[/_]\S*")

_ROUNDS = 10
"""A plain form can meet a neighbour and make jargon with it ("signing kid"): seen to the end."""


@dataclass(frozen=True)
class Words:
    """The word list: jargon with its plain form, and words that blame."""

    phrases: dict[str, str]
    blame: tuple[str, ...]


@lru_cache(maxsize=1)
def word_list() -> Words:
    """Return the shipped list."""
    read = json.loads(resource("words", "jargon_en.json").read_text("utf-8"))
    return Words({k.lower(): v for k, v in read["phrases"].items()}, tuple(read["blame"]))


@lru_cache(maxsize=1)
def _jargon() -> re.Pattern[str]:
    longest_first = sorted(word_list().phrases, key=len, reverse=True)
    return re.compile(r"\b(?:" + "|".join(map(re.escape, longest_first)) + r")\b", re.IGNORECASE)


def jargon_in(text: str) -> tuple[str, ...]:
    """Return the jargon a customer would read, once each, in order."""
    found = [
        m.group().lower() for part, free in _parts(text) if free for m in _jargon().finditer(part)
    ]
    return tuple(dict.fromkeys(found))


def repair(text: str) -> str:
    """Return the text with jargon replaced; repairing twice changes nothing more."""
    for _ in range(_ROUNDS):
        plainer = _once(text)
        if plainer == text:
            break
        text = plainer
    return text


def _once(text: str) -> str:
    return "".join(_jargon().sub(_plain, part) if free else part for part, free in _parts(text))


def blame_in(text: str) -> tuple[str, ...]:
    """Return the words that blame the reader."""
    lower = text.lower()
    return tuple(phrase for phrase in word_list().blame if phrase in lower)


def _plain(match: re.Match[str]) -> str:
    # The pattern also takes the Turkish i and the long s for i and s; the list does not.
    plain = word_list().phrases.get(match.group().lower(), match.group())
    starts_sentence = match.start() == 0 or match.string[: match.start()].rstrip()[-1:] in ".:!?"
    capital = starts_sentence and match.group()[0].isupper()
    return plain[0].upper() + plain[1:] if capital else plain


def _parts(text: str) -> list[tuple[str, bool]]:
    """Split into stretches that may be touched and ones that may not."""
    parts: list[tuple[str, bool]] = []
    at = 0
    for match in _PROTECTED.finditer(text):
        parts += [(text[at : match.start()], True), (match.group(), False)]
        at = match.end()
    return [*parts, (text[at:], True)]
