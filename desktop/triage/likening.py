"""Texts that something is learnt from, and how much others are like them: the kernel of the categoriser."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from desktop.triage.sentences import embed
from desktop.triage.terms import char_terms, word_terms
from desktop.triage.tfidf import Rows, TfIdf, Vectors, cosines

_SHARPNESS = 4.0
"""How fast likeness of sense falls: ``exp(4 (cos - 1))``; sentences of other topics still have cosines of a third."""


@dataclass(frozen=True)
class Pairs:
    """Cosines of texts (rows) with examples (columns), by words and by sense."""

    words: Vectors
    sense: Vectors | None


class Examples:
    """The texts of a training set as vectors."""

    def __init__(self, texts: Sequence[str]) -> None:
        self._terms = (word_terms, char_terms)
        documents = [[terms(text) for text in texts] for terms in self._terms]
        self._tfidf = [TfIdf(one) for one in documents]
        self._rows = [tfidf.rows(one) for tfidf, one in zip(self._tfidf, documents, strict=True)]
        self.sense = embed(texts)

    def some(self, chosen: NDArray[np.int_]) -> "Examples":
        """Return the examples of these numbers alone, weighed as they are among all."""
        part = object.__new__(Examples)
        part._terms, part._tfidf = self._terms, self._tfidf
        part._rows = [rows.some(chosen) for rows in self._rows]
        part.sense = None if self.sense is None else self.sense[chosen]
        return part

    def among(self) -> Pairs:
        """Compare every two examples."""
        return self._pairs(self._rows, self.sense)

    def beside(self, texts: Sequence[str]) -> Pairs:
        """Compare texts with every example."""
        rows = [
            tfidf.rows([terms(text) for text in texts])
            for tfidf, terms in zip(self._tfidf, self._terms, strict=True)
        ]
        return self._pairs(rows, None if self.sense is None else embed(texts))

    def _pairs(self, rows: Sequence[Rows], sense: Vectors | None) -> Pairs:
        words = np.mean([cosines(a, b) for a, b in zip(rows, self._rows, strict=True)], axis=0)
        together = None
        if sense is not None and self.sense is not None:
            together = np.asarray(sense @ self.sense.T, dtype=np.float32)
        return Pairs(np.asarray(words, dtype=np.float32), together)


def kernel(pairs: Pairs, sense: float) -> Vectors:
    """Return the weighed likeness, a new matrix; ``sense`` is the sentence model's part."""
    if pairs.sense is None:
        return pairs.words.copy()
    sharp = np.exp(np.float32(_SHARPNESS) * (pairs.sense - 1))
    sharp *= np.float32(sense)
    sharp += np.float32(1 - sense) * pairs.words
    return np.asarray(sharp, dtype=np.float32)
