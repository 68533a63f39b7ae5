"""What texts are compared by: content words in their stems, pairs of neighbours, and runs of letters."""

import json
import re
from collections import Counter
from functools import lru_cache
from itertools import pairwise

from desktop.base.paths import resource

Terms = Counter[str]
"""How often each term stands in a text."""

LONGEST = 20_000
"""Letters of a text that are read: a pasted log says what it says in its first pages."""

_WORD = re.compile(r"[a-z0-9][a-z0-9_./-]*[a-z0-9]|[a-z0-9]", re.IGNORECASE)
_LONGEST_WORD = 60
"""Longer runs are encoded data: they resemble nothing, and cost a great many letter runs."""
_EMPTY = frozenset(json.loads(resource("words", "empty_en.json").read_text("utf-8"))["words"])
"""Words that say nothing of what a text is about."""
_SUFFIXES = ("ations", "ation", "ing", "ed", "ies", "es", "s", "ly")


@lru_cache(maxsize=50_000)
def stem(word: str) -> str:
    """Cut common English endings; codes and names with digits stay whole."""
    if any(c.isdigit() or c in "_./-" for c in word):
        return word
    for suffix in _SUFFIXES:
        if word.endswith(suffix) and len(word) - len(suffix) >= 4:
            return word[: -len(suffix)]
    return word


def words(text: str) -> list[str]:
    """Return the stemmed content words of a text, in order."""
    return [stem(word) for word in plain_words(text)]


def plain_words(text: str) -> list[str]:
    """Return the content words as they stand, in lower case."""
    found = (match.lower() for match in _WORD.findall(text[:LONGEST]))
    return [word for word in found if word not in _EMPTY and len(word) <= _LONGEST_WORD]


def word_terms(text: str) -> Terms:
    """Count words and pairs of neighbours."""
    read = words(text)
    return Counter(read) + Counter(f"{a} {b}" for a, b in pairwise(read))


def char_terms(text: str) -> Terms:
    """Count the 3- to 5-grams inside words, edges marked with a blank: they see through typos and endings."""
    counted: Terms = Counter()
    for word, times in Counter(words(text)).items():
        for run in _runs(word):
            counted[run] += times
    return counted


@lru_cache(maxsize=50_000)
def _runs(word: str) -> tuple[str, ...]:
    padded = f" {word} "
    return tuple(padded[i : i + size] for size in (3, 4, 5) for i in range(len(padded) - size + 1))
