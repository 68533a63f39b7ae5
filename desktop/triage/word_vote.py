"""How the tenant's solved tickets vote on a text by its words: TF-IDF and a softmax layer, trained in numpy.

A topic is told by its words (``topic``), and so is its vote; what a ticket *is*, sense and all, tells ``categories``.
"""

from collections.abc import Sequence
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from desktop.domain.ticket import SolvedTicket
from desktop.triage.terms import word_terms, words
from desktop.triage.tfidf import TfIdf

_ROUNDS = 300
_MOST = 2_000
"""Solved tickets that vote: their rows are written out, every zero of them."""
_RATE = 4.0
_DECAY = 1e-4
_KNOWN_WORDS = 3
_KNOWN_SHARE = 0.5


class WordVote:
    """How solved tickets vote on a text by its words alone.

    Args:
        solved: What to learn from; without any, there is no vote.
    """

    def __init__(self, solved: Sequence[SolvedTicket]) -> None:
        solved = solved[-_MOST:]
        self.labels = sorted({ticket.category for ticket in solved})
        documents = [word_terms(ticket.text) for ticket in solved]
        self._tfidf = TfIdf(documents)
        truth = np.array([self.labels.index(ticket.category) for ticket in solved], dtype=int)
        self._weights = _train(self._tfidf.vectors(documents), truth, len(self.labels))

    def votes(self, texts: Sequence[str]) -> NDArray[np.float64]:
        """Return each text's share of the vote per label; shape (n, labels), rows sum to 1."""
        rows = _with_bias(self._tfidf.vectors(word_terms(text) for text in texts))
        return _softmax(rows @ self._weights)

    def familiar(self, text: str) -> bool:
        """Whether most of a text's words were learnt from: of other texts the vote is a guess."""
        said = set(words(text))
        known = sum(word in self._tfidf.index for word in said)
        return known >= _KNOWN_WORDS and known >= _KNOWN_SHARE * len(said)


@lru_cache(maxsize=2)
def learnt(solved: tuple[SolvedTicket, ...]) -> WordVote:
    """Return what these tickets teach; learnt once, since learning takes near half a second."""
    return WordVote(solved)


def _train(rows: NDArray[np.float32], truth: NDArray[np.int_], labels: int) -> NDArray[np.float64]:
    """Gradient descent on the cross-entropy, with weight decay; deterministic."""
    x = _with_bias(rows)
    wanted = np.zeros((len(x), labels))
    wanted[np.arange(len(x)), truth] = 1
    weights = np.zeros((x.shape[1], labels))
    for _ in range(_ROUNDS if len(x) else 0):
        error = _softmax(x @ weights) - wanted
        weights -= _RATE * (x.T @ error / len(x) + _DECAY * weights)
    return weights


def _with_bias(rows: NDArray[np.float32]) -> NDArray[np.float64]:
    return np.hstack([rows.astype(np.float64), np.ones((len(rows), 1))])


def _softmax(scores: NDArray[np.float64]) -> NDArray[np.float64]:
    if not scores.size:
        return scores
    raised = np.exp(scores - scores.max(axis=1, keepdims=True))
    return np.asarray(raised / raised.sum(axis=1, keepdims=True))
