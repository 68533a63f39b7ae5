"""Documents in the order they answer a question: title and body scored apart, by sense and by words.

A title says what a document is about, a body how it is solved. With the sentence model a body counts by its best
passage and words only decide between equals (error codes); without it words are all there is.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from desktop.triage.passages import passages, sentences
from desktop.triage.sentences import embed
from desktop.triage.terms import word_terms
from desktop.triage.tfidf import TfIdf, Vectors, cosines

_BODY = 0.4
"""The best passage's part beside the title's 1, and"""
_WORDS = 0.2
"""the words': by cross-validation (README, "Triage")."""


@dataclass(frozen=True)
class Document:
    """What can be found: ``title`` may be empty, then the body speaks alone."""

    title: str
    body: str


class Retrieval:
    """Documents, ready to be asked."""

    def __init__(self, documents: Sequence[Document]) -> None:
        self._many = len(documents)
        titles = [word_terms(one.title) for one in documents]
        bodies = [word_terms(one.body) for one in documents]
        self._tfidf = TfIdf([t + b for t, b in zip(titles, bodies, strict=True)])
        self._titles, self._bodies = self._tfidf.rows(titles), self._tfidf.rows(bodies)
        cut = [passages(one.body) or ("",) for one in documents]
        self._passages = [passage for one in cut for passage in one]
        self._owners = np.repeat(np.arange(self._many), [len(one) for one in cut])
        self._titled = np.array([bool(one.title.strip()) for one in documents], dtype=bool)
        self._title_sense = embed([one.title for one in documents])
        self._passage_sense = embed(self._passages)

    @property
    def by_sense(self) -> bool:
        """Whether the sentence model takes part: scores with it and without cannot be compared."""
        return self._title_sense is not None

    def scores(self, questions: Sequence[str]) -> Vectors:
        """Return how well each document answers each question; shape (questions, documents), 0 to about 2."""
        if not self._many or not questions:
            return np.zeros((len(questions), self._many), dtype=np.float32)
        asked = self._tfidf.rows([word_terms(one) for one in questions])
        words = cosines(asked, self._titles) + cosines(asked, self._bodies)
        sense = embed(questions)
        if sense is None or self._title_sense is None:
            return words
        return self._by_sense(sense) + np.float32(_WORDS) * words

    def best_sentence(self, question: str, document: int) -> str:
        """Return the sentence of a document that fits a question best; empty when it has no words."""
        own = [self._passages[at] for at in np.flatnonzero(self._owners == document)]
        passage = self._nearest(question, own)
        return self._nearest(question, sentences(passage))

    def _nearest(self, question: str, texts: Sequence[str]) -> str:
        if not texts:
            return ""
        sense = embed([question, *texts])
        if sense is not None:
            near = np.asarray(sense[1:] @ sense[0], dtype=np.float32)
        else:
            rows = self._tfidf.rows([word_terms(text) for text in texts])
            near = cosines(self._tfidf.rows([word_terms(question)]), rows)[0]
        return texts[int(np.argmax(near))]

    def _by_sense(self, asked: Vectors) -> Vectors:
        assert self._title_sense is not None and self._passage_sense is not None  # noqa: S101 - asked only then
        near = asked @ self._passage_sense.T
        starts = np.flatnonzero(np.diff(self._owners, prepend=-1))
        best = np.maximum.reduceat(near, starts, axis=1)
        titles = asked @ self._title_sense.T
        named = np.where(self._titled, titles, best)
        return np.asarray(named + np.float32(_BODY) * best, dtype=np.float32)
