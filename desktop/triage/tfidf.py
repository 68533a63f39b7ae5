"""TF-IDF in numpy: sparse rows of unit length, and the cosines of every row with every other.

scipy is not in the product: rows are three arrays (compressed sparse rows), and a product goes through the
columns that two rows share, never through the ones they do not.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from desktop.triage.terms import Terms

Vectors = NDArray[np.float32]
"""One row per text."""


@dataclass(frozen=True)
class Rows:
    """Sparse rows of unit length.

    Attributes:
        starts: Where each row begins in ``columns`` and ``values``; shape (n + 1,).
        columns: The terms of all rows, one row after the other.
        values: Their weights.
        width: How many terms the vocabulary has.
    """

    starts: NDArray[np.int64]
    columns: NDArray[np.int64]
    values: Vectors
    width: int

    def __len__(self) -> int:
        return len(self.starts) - 1

    def some(self, chosen: NDArray[np.int_]) -> "Rows":
        """Return the rows of these numbers, in their order."""
        sizes = np.diff(self.starts)[chosen]
        at = _spans(self.starts[:-1][chosen], sizes)
        starts = np.concatenate([[0], np.cumsum(sizes)])
        return Rows(starts, self.columns[at], self.values[at], self.width)

    def dense(self) -> Vectors:
        """Return them with every zero written out; shape (n, width)."""
        out = np.zeros((len(self), self.width), dtype=np.float32)
        out[np.repeat(np.arange(len(self)), np.diff(self.starts)), self.columns] = self.values
        return out


class TfIdf:
    """A vocabulary with inverse document frequencies (smoothed, ``1 + ln((1+n)/(1+df))``)."""

    def __init__(self, documents: Sequence[Terms]) -> None:
        frequency: Counter[str] = Counter()
        for terms in documents:
            frequency.update(terms.keys())
        kept = sorted(frequency)
        self.index = {term: i for i, term in enumerate(kept)}
        df = np.array([frequency[term] for term in kept], dtype=np.float32)
        self._idf = 1 + np.log((1 + len(documents)) / (1 + df))

    def rows(self, documents: Iterable[Terms]) -> Rows:
        """Return one unit row per document (sublinear counts); unknown terms are ignored."""
        index = self.index
        columns: list[int] = []
        counts: list[int] = []
        starts = [0]
        for terms in documents:
            for term, count in terms.items():
                if (at := index.get(term)) is not None:
                    columns.append(at)
                    counts.append(count)
            starts.append(len(columns))
        return self._weighed(np.array(starts), np.array(columns, dtype=np.int64), counts)

    def vectors(self, documents: Iterable[Terms]) -> Vectors:
        """Return the rows with every zero written out; shape (n, terms)."""
        return self.rows(documents).dense()

    def _weighed(
        self, starts: NDArray[np.int64], columns: NDArray[np.int64], counts: list[int]
    ) -> Rows:
        values = (1 + np.log(np.array(counts, dtype=np.float32))) * self._idf[columns]
        owners = np.repeat(np.arange(len(starts) - 1), np.diff(starts))
        norms = np.sqrt(np.bincount(owners, weights=values**2, minlength=len(starts) - 1))
        return Rows(starts, columns, (values / norms[owners]).astype(np.float32), len(self.index))


def cosines(ours: Rows, theirs: Rows) -> Vectors:
    """Return the cosine of each of our rows with each of theirs; shape (len(ours), len(theirs))."""
    found = np.zeros((len(ours), len(theirs)), dtype=np.float32)
    add_cosines(ours, theirs, found)
    return found


def add_cosines(ours: Rows, theirs: Rows, into: Vectors) -> None:
    """Add the cosines to a matrix, row by row: of thousands of texts it is as large as memory allows once."""
    by_column = np.argsort(theirs.columns, kind="stable")
    owners = np.repeat(np.arange(len(theirs)), np.diff(theirs.starts))[by_column]
    values = theirs.values[by_column]
    ends = np.cumsum(np.bincount(theirs.columns, minlength=theirs.width))
    begins = np.concatenate([[0], ends[:-1]]) if len(ends) else ends
    for row in range(len(ours)):
        mine = slice(ours.starts[row], ours.starts[row + 1])
        columns = ours.columns[mine]
        sizes = ends[columns] - begins[columns]
        at = _spans(begins[columns], sizes)
        weights = values[at] * np.repeat(ours.values[mine], sizes)
        into[row] += np.bincount(owners[at], weights=weights, minlength=len(theirs))


def _spans(begins: NDArray[np.int64], sizes: NDArray[np.int64]) -> NDArray[np.int64]:
    """Return ``begin, begin + 1, …`` for each begin and size, one after the other."""
    before = np.cumsum(sizes) - sizes
    return np.repeat(begins - before, sizes) + np.arange(sizes.sum())
