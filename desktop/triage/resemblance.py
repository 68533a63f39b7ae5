"""How much texts resemble one another: by their words, by their sense, and by what else they resemble.

Words find error codes and names, the sentence model finds the same trouble said otherwise, and two texts that
resemble the same others belong together more surely than their own cosine says (shared nearest neighbours:
Jarvis and Patrick 1973, doi:10.1109/T-C.1973.223640).
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from desktop.triage.sentences import embed
from desktop.triage.terms import char_terms, word_terms
from desktop.triage.tfidf import Rows, TfIdf, Vectors, add_cosines

_NEIGHBOURS = 8
_ABOUT = np.float32(0.95)
_MOST = 100
"""Neighbours of one text, at most."""
_ROWS = 512


@dataclass(frozen=True)
class Likeness:
    """How much texts are alike.

    Attributes:
        words: The cosines of every pair by words and letter runs, weighed alike; symmetric, shape (n, n), 0 to 1.
        sense: The texts' vectors by the sentence model, shape (n, 384); None without it.
    """

    words: Vectors
    sense: Vectors | None

    def resemblance(self, sense: float) -> Vectors:
        """Return how much each text resembles each other one; a new matrix.

        Args:
            sense: The sentence model's part, 0 to 1; words have the rest, and everything without the model.
        """
        alike = self.words.copy()
        if self.sense is not None:
            alike *= np.float32(1 - sense)
            for part in _parts(len(alike)):
                alike[part] += np.float32(sense) * (self.sense[part] @ self.sense.T)
        rows = _neighbours(alike)
        add_cosines(rows, rows, alike)
        alike *= np.float32(0.5)
        return alike


def likeness(texts: Sequence[str]) -> Likeness:
    """Compare every two texts."""
    alike = np.zeros((len(texts), len(texts)), dtype=np.float32)
    for terms in (word_terms, char_terms):
        documents = [terms(text) for text in texts]
        rows = TfIdf(documents).rows(documents)
        add_cosines(rows, rows, alike)
    alike *= np.float32(0.5)
    return Likeness(alike, embed(texts))


def _neighbours(alike: Vectors) -> Rows:
    """Return each text's nearest, itself among them, as rows: two with the same neighbours are much alike.

    The nearest eight, and whatever is about as near: of forty copies of one mail no eight are the nearest.
    """
    many = len(alike)
    found = [_nearest(alike[part]) for part in _parts(many)]
    columns = np.concatenate([one for one, _ in found]) if found else np.zeros((0, 0), np.int64)
    values = np.concatenate([one for _, one in found]) if found else np.zeros((0, 0), np.float32)
    kept = values > 0
    starts = np.concatenate([[0], np.cumsum(kept.sum(axis=1))])
    return Rows(starts, columns[kept], values[kept], many)


def _nearest(alike: Vectors) -> tuple[NDArray[np.int64], Vectors]:
    """Return the columns of the nearest and their likeness at unit length; 0 where one is not near enough."""
    most = min(_MOST, alike.shape[1])
    columns = np.argpartition(-alike, most - 1, axis=1)[:, :most]
    values = np.maximum(np.take_along_axis(alike, columns, axis=1), 0)
    least = np.sort(values, axis=1)[:, -min(_NEIGHBOURS, most)] * _ABOUT
    values[values < least[:, None]] = 0
    return columns, values / np.maximum(np.linalg.norm(values, axis=1, keepdims=True), 1e-9)


def _parts(many: int) -> list[slice]:
    """Return the rows in parts: what is made of each must not take the memory of the whole."""
    return [slice(first, first + _ROWS) for first in range(0, many, _ROWS)]
