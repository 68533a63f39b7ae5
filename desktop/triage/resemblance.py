"""How much texts resemble one another: by their words, by their sense, and by what else they resemble.

Words find error codes and names, the sentence model finds the same trouble said otherwise, and two texts that
resemble the same others belong together more surely than their own cosine says (shared nearest neighbours:
Jarvis and Patrick 1973, doi:10.1109/T-C.1973.223640).
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from desktop.triage.sentences import embed
from desktop.triage.terms import char_terms, word_terms
from desktop.triage.tfidf import Rows, TfIdf, Vectors, cosines

_NEIGHBOURS = 8


@dataclass(frozen=True)
class Likeness:
    """The cosines of every pair of texts, each matrix symmetric, shape (n, n).

    Attributes:
        words: By words and letter runs, weighed alike; 0 to 1.
        sense: By the sentence model; None without it.
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
            alike += np.float32(sense) * self.sense
        alike += _shared_neighbours(alike)
        alike *= np.float32(0.5)
        return alike


def likeness(texts: Sequence[str]) -> Likeness:
    """Compare every two texts."""
    alike = np.zeros((len(texts), len(texts)), dtype=np.float32)
    for terms in (word_terms, char_terms):
        documents = [terms(text) for text in texts]
        rows = TfIdf(documents).rows(documents)
        alike += cosines(rows, rows)
    alike *= np.float32(0.5)
    sense = embed(texts)
    return Likeness(alike, None if sense is None else sense @ sense.T)


def _shared_neighbours(alike: Vectors) -> Vectors:
    """Return the cosine of every two texts' lists of their nearest, themselves among them."""
    many = len(alike)
    most = min(_NEIGHBOURS, many)
    near = np.argpartition(-alike, most - 1, axis=1)[:, :most] if most else np.zeros((0, 0), int)
    values = np.maximum(np.take_along_axis(alike, near, axis=1), 0)
    values /= np.maximum(np.linalg.norm(values, axis=1, keepdims=True), 1e-9)
    starts = np.arange(many + 1) * most
    rows = Rows(starts, near.ravel(), values.ravel(), many)
    return cosines(rows, rows)
