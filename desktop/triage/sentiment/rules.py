"""What a sentence makes of its words: degree, negation, capitals, "but", marks (Hutto & Gilbert 2014, §3.3)."""

from collections.abc import Sequence
from typing import NamedTuple

from desktop.triage.sentiment.words import Words

DEGREE = 0.293
CAPITALS = 0.733
NEGATED = -0.74
_BEFORE_BUT, _AFTER_BUT = 0.5, 1.5
_DAMPED = (1.0, 0.95, 0.9)
"""A word of degree says less the farther it stands from what it is about."""
_REACH = 3
_BUTS = ("but", "aber")


class Counted(NamedTuple):
    """One word that counted, and how much."""

    place: int
    word: str
    value: float


def count(
    tokens: Sequence[str], counts: Sequence[bool], known: Words, moods: Sequence[float]
) -> list[Counted]:
    """Return what each word with a mood comes to, in order; ``counts`` leaves words out."""
    lower = [token.lower() for token in tokens]
    loud = _mixed(tokens)
    found = [
        Counted(at, tokens[at], _value(at, tokens, lower, known, moods, loud))
        for at, mood in enumerate(moods)
        if mood and counts[at]
    ]
    return _but(found, lower)


def _mixed(tokens: Sequence[str]) -> bool:
    """Whether some words stand in capitals and some do not: only then they shout."""
    shouting = sum(token.isupper() and len(token) > 1 for token in tokens)
    return 0 < shouting < len(tokens)


def _value(
    at: int,
    tokens: Sequence[str],
    lower: Sequence[str],
    known: Words,
    moods: Sequence[float],
    loud: bool,
) -> float:
    value = moods[at]
    sign = 1 if value > 0 else -1
    if loud and tokens[at].isupper() and len(tokens[at]) > 1:
        value += sign * CAPITALS
    for back in range(1, min(_REACH, at) + 1):
        value += (
            sign * _degree(tokens[at - back], lower[at - back], known, loud) * _DAMPED[back - 1]
        )
    return value * NEGATED if _negated(at, lower, known) else value


def _degree(token: str, lower: str, known: Words, loud: bool) -> float:
    step = DEGREE * ((lower in known.more) - (lower in known.less))
    return step + CAPITALS * (1 if step > 0 else -1) if step and loud and token.isupper() else step


def _negated(at: int, lower: Sequence[str], known: Words) -> bool:
    """Whether a negation stands within three words before; "never so" and "without doubt" deny nothing."""
    for back in range(1, min(_REACH, at) + 1):
        before, after = lower[at - back], lower[at - back + 1]
        if before == "no" and back <= 2:
            return True
        if before in known.negations or before.endswith("n't"):
            return not (before == "never" and after in ("so", "this")) and after != "doubt"
    if lower[at - 1 : at] == ["least"]:
        return lower[at - 2 : at - 1] not in (["at"], ["very"])
    return False


def _but(found: list[Counted], lower: Sequence[str]) -> list[Counted]:
    """What stands after "but" outweighs what stands before."""
    turn = next((at for at, word in enumerate(lower) if word in _BUTS), None)
    if turn is None:
        return found
    return [
        one._replace(value=one.value * (_BEFORE_BUT if one.place < turn else _AFTER_BUT))
        for one in found
    ]


def marks(text: str) -> float:
    """Return what exclamation and question marks add to a mood that is there already."""
    cries, asks = min(text.count("!"), 4), text.count("?")
    asked = 0.96 if asks > 3 else 0.18 * asks
    return 0.292 * cries + (asked if asks > 1 else 0.0)
