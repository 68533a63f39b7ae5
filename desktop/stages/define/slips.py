"""Slips of the finger: a word nobody knows, one letter away from a word of the grammar, a topic, a name or a tag.

The first letter is right, or swapped with the second: almost all slips are so, and "tissue" is no slip of "issue".
"""

from collections.abc import Iterable
from functools import lru_cache

from desktop.stages.define.known import Known
from desktop.stages.define.words import said_words
from desktop.triage.letters import almost, fold, stem
from desktop.triage.lexicon import concepts

_SHORTEST = 5
_SWAPPED = 4
"""Words of four letters may only have two of them swapped ("hgih"); too many are one letter apart."""
_LONG = 6
"""Of names and fillers only long ones are guessed: "Jones" is not "Jonas"."""
_LITTLE = frozenset({"filler", "everyday", "weak", "chat", "smalltalk"})
_INFLECTED = 3


def meant(word: str, known: Known) -> str:
    """Return the word a folded one is a slip of; empty where it is known as it stands or near to none."""
    if not word.isalpha() or len(word) < _SWAPPED or _stands(word) or _held(word, known):
        return ""
    names = (*known.organisations, *(agent.name for agent in known.agents), *sorted(known.tags))
    own = _own(names)
    ranked = sorted((rank, one) for rank, one in _near(word, (*_listed(), *((2, w) for w in own))))
    return ranked[0][1] if ranked and word not in own else ""


def _held(word: str, known: Known) -> bool:
    """Whether some ticket holds the word, another form of it or a longer one that begins with it."""
    return f" {word}" in known.words or f" {stem(word)} " in known.words


def _near(
    word: str, listed: Iterable[tuple[int, str]]
) -> Iterable[tuple[tuple[int, bool, bool], str]]:
    for tier, one in listed:
        base = one.rstrip("*")
        tails = range(_INFLECTED + 1) if one.endswith("*") else (0,)
        for tail in tails:
            head, rest = word[: len(word) - tail], word[len(word) - tail :]
            if _slipped(head, base, least=_SHORTEST if tier < 2 else _LONG):
                yield (tier, not _swaps(head, base), len(head) == len(base)), base + rest


def _slipped(word: str, listed: str, *, least: int) -> bool:
    """Whether the listed word was meant."""
    if word[:1] != listed[:1] and word[:2] != listed[:2][::-1]:
        return False
    if not almost(word, listed) or word == listed:
        return False
    return len(listed) >= least or (len(listed) >= _SWAPPED and _swaps(word, listed))


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
