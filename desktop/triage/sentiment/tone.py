"""From a text to its tag: the lexicon's words, the phrases of support, one score."""

import math
import re
import string
from enum import StrEnum

from msgspec import Struct

from desktop.triage.language import language_of
from desktop.triage.sentiment.rules import Counted, count, marks
from desktop.triage.sentiment.words import Words, words

_NEGATIVE, _POSITIVE = -0.05, 0.15
"""Chosen by cross-validation on 4,200 rated tweets (a mean of -0.5 or 0.5 on -4..4 is a mood)."""
_ALPHA = 15.0
_LONGEST = 20_000
"""Letters that are read: a mood shows early, and a tag is no reason to read a megabyte."""
_TOKENS = re.compile(r"\S+")
_MOST_REASONS = 6
_GERMAN = "de"
"""The lexicon is English; to it the German "die" is a death and "war" a war."""


class Label(StrEnum):
    """How a text sounds."""

    NEGATIVE = "negative"
    NEUTRAL = "neutral"
    POSITIVE = "positive"


class Sentiment(Struct, frozen=True):
    """The tag of one text.

    Attributes:
        score: From -1 to 1.
        reasons: The words and phrases that counted, the weightiest first; the text's own words, for the screen only.
    """

    label: Label
    score: float
    reasons: tuple[str, ...]


def cues_in(text: str) -> frozenset[str]:
    """Return what a text says in the words of support: blocked, again, waiting, urgent, pleased."""
    known = words()
    read = known.formulas.sub(" ", text[:_LONGEST])
    return frozenset(one.says for one in known.phrases if one.pattern.search(read))


def sentiment(text: str) -> Sentiment:
    """Return how a text sounds. A tag for a person, never what a rule decides by."""
    known = words()
    read = known.formulas.sub(" ", text[:_LONGEST])
    phrases = _phrases(read, known)
    counted = _words(_without(read, phrases), known)
    score = _score([one.value for one in (*counted, *phrases)], read)
    heavy = sorted((*phrases, *counted), key=lambda one: -abs(one.value))
    return Sentiment(
        _label(score),
        round(score, 4),
        tuple(dict.fromkeys(one.word for one in heavy))[:_MOST_REASONS],
    )


def _phrases(text: str, known: Words) -> list[Counted]:
    """Each family counts once per phrase it finds, at most twice: a complaint said thrice is one complaint."""
    found: list[Counted] = []
    for family in known.phrases:
        own = {
            " ".join(match.group().lower().split()): match
            for match in family.pattern.finditer(text)
        }
        found += [
            Counted(match.start(), match.group(), family.weight) for match in list(own.values())[:2]
        ]
    return found


def _without(text: str, phrases: list[Counted]) -> str:
    """Blank the phrases, so that none of their words counts twice."""
    for one in phrases:
        end = one.place + len(one.word)
        text = text[: one.place] + " " * (end - one.place) + text[end:]
    return text


def _words(text: str, known: Words) -> list[Counted]:
    if language_of(text) == _GERMAN:
        return []
    tokens = [_bare(match.group()) for match in _TOKENS.finditer(text)]
    moods = [known.moods.get(token.lower(), 0.0) for token in tokens]
    left_out = known.neutral if known.trade.search(text) else frozenset()
    counts = [token.lower() not in left_out for token in tokens]
    return count(tokens, counts, known, moods)


def _bare(token: str) -> str:
    """Without the marks around it; what is hardly more than marks is a face: ``:)``."""
    bare = token.strip(string.punctuation)
    return token if len(bare) <= 2 else bare


def _score(values: list[float], text: str) -> float:
    total = sum(values)
    if total:
        total += math.copysign(marks(text), total)
    return total / math.sqrt(total * total + _ALPHA)


def _label(score: float) -> Label:
    if score <= _NEGATIVE:
        return Label.NEGATIVE
    return Label.POSITIVE if score >= _POSITIVE else Label.NEUTRAL
