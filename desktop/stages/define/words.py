"""The words of an intent in both languages (``resources/words/intent_*.json``), found by kind at a place."""

import json
from collections.abc import Iterable, Sequence
from functools import lru_cache

from desktop.base.paths import resource
from desktop.triage.letters import fold

_LANGUAGES = ("en", "de")

Rows = tuple[tuple[tuple[str, ...], str], ...]


def find(kind: str, words: Sequence[str], at: int) -> tuple[int, str]:
    """Return how many words from ``at`` on are a phrase of this kind, and what it means; (0, "") for none."""
    if at < 0 or at >= len(words):
        return 0, ""
    for phrase, meaning in vocabulary().get(kind, {}).get(_key(words[at]), ()):
        part = words[at : at + len(phrase)]
        if len(part) == len(phrase) and all(map(_same, part, phrase)):
            return len(phrase), meaning
    return 0, ""


def said_words() -> Iterable[tuple[str, str]]:
    """Return every single word of every phrase with its kind; a trailing * takes any ending."""
    for kind, keys in vocabulary().items():
        for rows in keys.values():
            yield from ((kind, word) for phrase, _ in rows for word in phrase)


@lru_cache(maxsize=1)
def vocabulary() -> dict[str, dict[str, Rows]]:
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


def _same(word: str, listed: str) -> bool:
    return word.startswith(listed[:-1]) if listed.endswith("*") else word == listed
