"""The concepts of support (``topics.json``): how a lead calls them, and which words show them in a ticket."""

import json
import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from desktop.base.paths import resource
from desktop.triage.letters import almost, fold, stem

_INFLECTED = r"(?:s|es|ed|ing|e|en|er|n|ern|em|ungen)?"
ANYWHERE = 6
"""A stem of so many letters counts inside longer words too: "drucker" in "Etikettendrucker"."""
_TYPO = 7
"""From this length on one wrong letter is taken for a slip."""


@dataclass(frozen=True)
class Concept:
    """One concept: its names as folded words, and the words that show it."""

    key: str
    names: tuple[tuple[str, ...], ...]
    words: tuple[str, ...]


@lru_cache(maxsize=1)
def concepts() -> dict[str, Concept]:
    """Return the known concepts by key."""
    read = json.loads(resource("words", "topics.json").read_text("utf-8"))["concepts"]
    return {key: _concept(key, one["names"], one["words"]) for key, one in read.items()}


def _concept(key: str, names: Sequence[str], words: Sequence[str]) -> Concept:
    split = tuple(tuple(fold(name).replace("-", " ").split()) for name in names)
    return Concept(key, split, tuple(words))


@lru_cache(maxsize=1)
def _by_start() -> dict[str, tuple[tuple[tuple[str, ...], str], ...]]:
    """Index every name by its first three letters (shorter ones by themselves), the longest first."""
    index: dict[str, list[tuple[tuple[str, ...], str]]] = {}
    for concept in concepts().values():
        for name in concept.names:
            index.setdefault(name[0].rstrip("*")[:3], []).append((name, concept.key))
    order = {key: sorted(rows, key=lambda row: -len(row[0])) for key, rows in index.items()}
    return {key: tuple(rows) for key, rows in order.items()}


def named_at(words: Sequence[str], at: int) -> tuple[int, str]:
    """Return how many of these folded words from ``at`` on name a concept, and which; (0, "") for none."""
    for name, key in _by_start().get(words[at][:3], ()):
        part = words[at : at + len(name)]
        if len(part) == len(name) and all(map(_fits, part, name)):
            return len(name), key
    return 0, ""


@lru_cache(maxsize=1024)
def slipped(word: str) -> str:
    """Return the name a long folded word is but one letter away from; empty when there is none."""
    if len(word) < _TYPO:
        return ""
    single = (
        name[0].rstrip("*") for one in concepts().values() for name in one.names if len(name) == 1
    )
    return next((name for name in single if len(name) >= _TYPO and almost(word, name)), "")


def _fits(word: str, name: str) -> bool:
    return word.startswith(name[:-1]) if name.endswith("*") else word == name


@lru_cache(maxsize=512)
def pattern(term: str) -> re.Pattern[str]:
    """Return what finds a concept's words in a text, or, where ``term`` is none, the word itself inflected."""
    if term in concepts():
        listed = dict.fromkeys(w for word in concepts()[term].words for w in (word, fold(word)))
        parts = [re.escape(word).replace(r"\*", r"[\w-]*") for word in listed]
        return re.compile(r"(?<![\w])(?:" + "|".join(parts) + r")(?![\w])", re.IGNORECASE)
    return re.compile(_literal(fold(term)), re.IGNORECASE)


def _literal(word: str) -> str:
    base = re.escape(stem(word))
    if len(stem(word)) >= ANYWHERE:
        return rf"\w*{base}\w*"
    return rf"(?<![\w]){base}{_INFLECTED}(?![\w])"
