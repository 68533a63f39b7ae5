"""The words that say a mood: VADER's lexicon, what changes a word, and what support says of its own."""

import json
import re
from collections.abc import Mapping, Sequence
from functools import lru_cache
from itertools import chain
from typing import Any, NamedTuple

from desktop.base.paths import resource


class Phrase(NamedTuple):
    """A family of phrases, and what it weighs on the lexicon's scale of -4 to 4."""

    says: str
    weight: float
    pattern: re.Pattern[str]


class Words(NamedTuple):
    """Everything a text is read with. ``neutral`` words say no mood where ``trade`` is found in the text."""

    moods: Mapping[str, float]
    neutral: frozenset[str]
    trade: re.Pattern[str]
    formulas: re.Pattern[str]
    phrases: tuple[Phrase, ...]
    more: frozenset[str]
    less: frozenset[str]
    negations: frozenset[str]


@lru_cache(maxsize=1)
def words() -> Words:
    """Return the shipped lists."""
    support, modifiers = _json("support_tone.json"), _json("tone_modifiers.json")
    more, less, negations = (frozenset(modifiers[key].split()) for key in ("more", "less", "not"))
    neutral = frozenset(chain.from_iterable(row.split() for row in support["neutral"].values()))
    phrases = tuple(
        Phrase(one["says"], one["weight"], _any(one["patterns"])) for one in support["phrases"]
    )
    return Words(
        _moods(),
        neutral,
        _any(support["trade"]),
        _any(support["formulas"]),
        phrases,
        more,
        less,
        negations,
    )


def _json(name: str) -> dict[str, Any]:
    read: dict[str, Any] = json.loads(resource("words", name).read_text("utf-8"))
    return read


def _moods() -> dict[str, float]:
    """Read the lexicon: the word and the mean of ten people's ratings."""
    rows = resource("words", "vader_lexicon.txt").read_text("utf-8").splitlines()
    return {word: float(mean) for word, mean, *_ in (row.split("\t") for row in rows if row)}


def _any(patterns: Sequence[str]) -> re.Pattern[str]:
    """Any of them as whole words; a space stands for any white space."""
    spaced = (pattern.replace(" ", r"\s{1,3}") for pattern in patterns)
    return re.compile(rf"(?<!\w)(?:{'|'.join(spaced)})(?!\w)", re.IGNORECASE)
