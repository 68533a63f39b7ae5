"""What a burst of tickets has in common: words and customers that are rare elsewhere in the queue."""

from collections import Counter
from collections.abc import Iterable, Sequence

from desktop.domain.ticket import Ticket
from desktop.triage.terms import plain_words, stem

_MOST = 3
_SHARE = 0.12
"""A word says something about a burst when at least this part of it holds it,"""
_LIFT = 2.5
"""and that many times more often than the rest of the queue does."""
_SHORTEST = 3


def common_ground(burst: Sequence[Ticket], rest: Iterable[Ticket]) -> tuple[tuple[str, int], ...]:
    """Return up to three words with how many tickets of the burst hold them, each taking in tickets the words before it do not; most tickets first."""
    inside = [_written(ticket) for ticket in burst]
    outside = [set(_written(ticket)) for ticket in rest]
    usual = Counter(root for one in outside for root in one)
    holders: dict[str, set[int]] = {}
    for at, one in enumerate(inside):
        for root in one:
            holders.setdefault(root, set()).add(at)
    telling = {
        root: held
        for root, held in holders.items()
        if len(held) >= max(3, _SHARE * len(burst))
        and len(held) / len(burst) >= _LIFT * (usual[root] + 1) / (len(outside) + 1)
    }
    return tuple((_as_written(root, inside), len(held)) for root, held in _covering(telling))


def _covering(telling: dict[str, set[int]]) -> list[tuple[str, set[int]]]:
    """Choose the words that together take in the most tickets: the second names what the first does not."""
    chosen: list[tuple[str, set[int]]] = []
    covered: set[int] = set()
    left = dict(telling)
    while left and len(chosen) < _MOST:
        root, held = max(left.items(), key=lambda one: (len(one[1] - covered), len(one[1]), one[0]))
        if len(held - covered) < max(2, len(held) // 10):
            break
        chosen.append((root, held))
        covered |= held
        del left[root]
    return chosen


def _written(ticket: Ticket) -> dict[str, str]:
    """Return each telling stem with the word as the customer wrote it."""
    return {stem(word): word for word in plain_words(ticket.text) if len(word) >= _SHORTEST}


def _as_written(root: str, inside: Sequence[dict[str, str]]) -> str:
    words = Counter(one[root] for one in inside if root in one)
    return max(sorted(words), key=words.__getitem__)
