"""Slips of the finger: a word nobody knows, one letter away from a word of the grammar, a topic, a name or a tag.

The first letter is right, or swapped with the second: almost all slips are so, and "tissue" is no slip of "issue".
"""

from collections.abc import Iterable
from functools import lru_cache

from desktop.stages.define.known import Known
from desktop.stages.define.words import said_words
from desktop.triage.language import is_common
from desktop.triage.letters import almost, fold, stem
from desktop.triage.lexicon import concepts

_SHORTEST = 5
_SWAPPED = 4
"""Words of four letters may only have two of them swapped ("hgih"); too many are one letter apart."""
_LONG = 6
"""Of names and fillers only long ones are guessed: "Jones" is not "Jonas"."""
_LITTLE = frozenset({"filler", "everyday", "weak", "chat", "smalltalk"})
_SPELT = 7
"""In shorter words a wrong letter is one beside the right key: "point" is not "print", "calender" is a calendar."""
_KEYS = ("qwertyuiop", "asdfghjkl", "zxcvbnm")
_TAILS = ("", "s", "e", "n", "r", "en", "er", "es", "em", "ed", "ing")


def meant(word: str, known: Known) -> str:
    """Return the word a folded one is a slip of; empty where it is known as it stands or near to none."""
    if (
        not word.isalpha()
        or len(word) < _SWAPPED
        or _stands(word)
        or is_common(word)
        or _held(word, known)
    ):
        return ""
    names = (*known.organisations, *(agent.name for agent in known.agents), *sorted(known.tags))
    own = _own(names)
    return "" if word in own else _nearest(word, own)


@lru_cache(maxsize=4096)
def _nearest(word: str, own: tuple[str, ...]) -> str:
    """Return the likeliest word meant; remembered, since a lead types letter by letter."""
    listed = (*_listed(), *((2, name) for name in own))
    likely = [(tier, one) for tier, one in listed if one[:1] in word[:2]]
    return min(_near(word, likely), default=((9, False, False), ""))[1]


def _held(word: str, known: Known) -> bool:
    """Whether some ticket holds the word, another form of it or a longer one that begins with it."""
    return f" {word}" in known.words or f" {stem(word)} " in known.words


def _near(
    word: str, listed: Iterable[tuple[int, str]]
) -> Iterable[tuple[tuple[int, bool, bool], str]]:
    for tier, one in listed:
        base = one.rstrip("*")
        tails = _TAILS if one.endswith("*") and len(base) >= _LONG else ("",)
        for rest in (tail for tail in tails if word.endswith(tail)):
            head = word[: len(word) - len(rest)]
            if _slipped(head, base, least=_SHORTEST if tier < 2 else _LONG):
                yield (tier, not _swaps(head, base), len(head) == len(base)), base + rest


def _slipped(word: str, listed: str, *, least: int) -> bool:
    """Whether the listed word was meant."""
    if not almost(word, listed) or word == listed or _inflects(word, listed):
        return False
    if word[:1] != listed[:1] and not _swaps(word, listed):
        return False
    if len(word) == len(listed) < _SPELT and not (_swaps(word, listed) or _beside(word, listed)):
        return False
    return len(listed) >= least or (len(listed) >= _SWAPPED and _swaps(word, listed))


def _inflects(word: str, listed: str) -> bool:
    """Whether but the ending is another: "changes" is no slip of "changed"."""
    return word.startswith(listed) or word[:-1] == listed[:-1]


def _beside(one: str, other: str) -> bool:
    """Whether the wrong letter's key lies beside the right one's."""
    pair = next((a, b) for a, b in zip(one, other, strict=True) if a != b)
    places = [(row.find(key), y) for key in pair for y, row in enumerate(_KEYS) if key in row]
    return len(places) == 2 and all(abs(a - b) <= 1 for a, b in zip(*places, strict=True))


def _swaps(one: str, other: str) -> bool:
    return len(one) == len(other) and sorted(one) == sorted(other)


@lru_cache(maxsize=1)
def _listed() -> tuple[tuple[int, str], ...]:
    """Return every word of the grammar (0), of the topics' names (1) and that says little (3)."""
    ranks: dict[str, int] = {}
    for kind, word in said_words():
        ranks[word] = min(ranks.get(word, 9), 3 if kind in _LITTLE else 0)
    for one in concepts().values():
        for word in (part for name in one.names for part in name):
            ranks[word] = min(ranks.get(word, 9), 1)
    return tuple((rank, word) for word, rank in ranks.items() if word.rstrip("*").isalpha())


@lru_cache(maxsize=4096)
def _stands(word: str) -> bool:
    """Whether the word is one of the grammar's or of a topic's name as it stands."""
    return any(word.startswith(w[:-1]) if w.endswith("*") else word == w for _, w in _listed())


@lru_cache(maxsize=8)
def _own(names: tuple[str, ...]) -> tuple[str, ...]:
    """Return the words of this queue's names and its tags."""
    words = (word for name in names for word in fold(name).replace("_", " ").split())
    return tuple(dict.fromkeys(w for w in words if len(w) >= _SHORTEST and w.isalpha()))
