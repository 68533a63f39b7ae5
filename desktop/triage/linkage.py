"""Average linkage over a matrix of similarities, by chains of nearest neighbours: n² time, in place.

The order of joining differs from always joining the closest two, the tree is the same: average linkage is
reducible (Murtagh 1983, doi:10.1093/comjnl/26.4.354). One tree answers every cut.
"""

from dataclasses import dataclass

import numpy as np

from desktop.triage.tfidf import Vectors

_PART = 512


@dataclass(frozen=True)
class Tree:
    """How ``size`` things join.

    Attributes:
        joins: (one thing of each group, average similarity of the groups), in no order.
    """

    size: int
    joins: tuple[tuple[int, int, float], ...]

    def groups(self, least: float) -> list[list[int]]:
        """Return what hangs together at a cut: sorted groups of numbers, ordered by their first."""
        parent = list(range(self.size))
        for one, other, similarity in self.joins:
            if similarity >= least:
                a, b = _root(parent, one), _root(parent, other)
                parent[max(a, b)] = min(a, b)
        found: dict[int, list[int]] = {}
        for thing in range(self.size):
            found.setdefault(_root(parent, thing), []).append(thing)
        return list(found.values())


def average_linkage(similarity: Vectors) -> Tree:
    """Return the tree. The matrix (symmetric but for rounding, shape (n, n)) is used up."""
    _mirror(similarity)
    np.fill_diagonal(similarity, -np.inf)
    sizes = np.ones(len(similarity), dtype=np.float32)
    joins: list[tuple[int, int, float]] = []
    chain: list[int] = []
    free = 0
    while len(joins) < len(similarity) - 1:
        if not chain:
            while not sizes[free]:
                free += 1
            chain.append(free)
        tip = chain[-1]
        nearest = int(np.argmax(similarity[tip]))
        before = chain[-2] if len(chain) > 1 else -1
        if before >= 0 and similarity[tip, before] >= similarity[tip, nearest]:
            joins.append((before, tip, float(similarity[tip, before])))
            _join(similarity, sizes, before, tip)
            del chain[-2:]
        else:
            chain.append(nearest)
    return Tree(len(similarity), tuple(joins))


def _mirror(similarity: Vectors) -> None:
    """Write the upper triangle over the lower one: a difference in the last digit would send a chain in circles."""
    many = len(similarity)
    for first in range(0, many, _PART):
        part = slice(first, min(first + _PART, many))
        block = np.triu(similarity[part, part])
        similarity[part, part] = block + np.triu(block, 1).T
        similarity[part.stop :, part] = similarity[part, part.stop :].T


def _join(similarity: Vectors, sizes: Vectors, kept: int, gone: int) -> None:
    """Let one group stand for both, at the mean similarity of their members."""
    both = sizes[kept] + sizes[gone]
    mean = (similarity[kept] * sizes[kept] + similarity[gone] * sizes[gone]) / both
    mean[[kept, gone]] = -np.inf
    similarity[kept] = similarity[:, kept] = mean
    similarity[gone] = similarity[:, gone] = -np.inf
    sizes[kept], sizes[gone] = both, 0


def _root(parent: list[int], thing: int) -> int:
    while parent[thing] != thing:
        parent[thing] = parent[parent[thing]]
        thing = parent[thing]
    return thing
