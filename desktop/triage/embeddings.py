"""Texts as vectors: TF-IDF in numpy.

Words (1- and 2-grams, lightly stemmed) and, where voices and typos differ, character n-grams inside words.
Rows are unit length, so a dot product is a cosine. A sentence model joins here later, behind ``embed``.
"""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from functools import lru_cache
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

Vectors = NDArray[np.float32]
Terms = Counter[str]

_WORD = re.compile(r"[a-z0-9][a-z0-9_./-]*[a-z0-9]|[a-z0-9]", re.IGNORECASE)
_STOP = frozenset(
    [
        "a",
        "about",
        "after",
        "all",
        "also",
        "am",
        "an",
        "and",
        "any",
        "are",
        "as",
        "at",
        "be",
        "been",
        "but",
        "by",
        "can",
        "could",
        "did",
        "do",
        "does",
        "for",
        "from",
        "get",
        "had",
        "has",
        "have",
        "he",
        "hello",
        "hi",
        "how",
        "i",
        "if",
        "in",
        "is",
        "it",
        "its",
        "just",
        "me",
        "my",
        "no",
        "not",
        "now",
        "of",
        "on",
        "or",
        "our",
        "out",
        "please",
        "she",
        "so",
        "some",
        "thank",
        "thanks",
        "that",
        "the",
        "their",
        "them",
        "then",
        "there",
        "they",
        "this",
        "to",
        "us",
        "was",
        "we",
        "were",
        "what",
        "when",
        "which",
        "who",
        "will",
        "with",
        "would",
        "you",
        "your",
        "dear",
        "regards",
        "best",
        "team",
        "since",
        "today",
        "still",
    ]
)
_SUFFIXES = ("ations", "ation", "ing", "ed", "ies", "es", "s", "ly")


@lru_cache(maxsize=50_000)
def stem(word: str) -> str:
    """Cut common English endings; codes and names with digits stay whole."""
    if any(c.isdigit() or c in "_./-" for c in word):
        return word
    for suffix in _SUFFIXES:
        if word.endswith(suffix) and len(word) - len(suffix) >= 4:
            return word[: -len(suffix)]
    return word


def words(text: str) -> list[str]:
    """Return the stemmed content words of a text, in order."""
    return [stem(word) for word in plain_words(text)]


def plain_words(text: str) -> list[str]:
    """Return the content words as they stand, in lower case."""
    return [word for match in _WORD.findall(text) if (word := match.lower()) not in _STOP]


def word_terms(text: str) -> Terms:
    """Count words and pairs of neighbours."""
    read = words(text)
    return Counter(read) + Counter(f"{a} {b}" for a, b in pairwise(read))


def char_terms(text: str) -> Terms:
    """Count the 3- to 5-grams inside words, edges marked with a blank."""
    counted: Terms = Counter()
    for word in words(text):
        padded = f" {word} "
        for size in (3, 4, 5):
            counted.update(padded[i : i + size] for i in range(len(padded) - size + 1))
    return counted


class TfIdf:
    """A vocabulary with inverse document frequencies (smoothed, ``1 + ln((1+n)/(1+df))``)."""

    def __init__(self, documents: Sequence[Terms], min_documents: int = 1) -> None:
        frequency: Counter[str] = Counter()
        for terms in documents:
            frequency.update(terms.keys())
        kept = sorted(term for term, count in frequency.items() if count >= min_documents)
        self.index = {term: i for i, term in enumerate(kept)}
        df = np.array([frequency[term] for term in kept], dtype=np.float32)
        self.idf = 1 + np.log((1 + len(documents)) / (1 + df))

    def vectors(self, documents: Iterable[Terms]) -> Vectors:
        """Return one unit row per document (sublinear counts); unknown terms are ignored."""
        rows = [self._row(terms) for terms in documents]
        return np.array(rows, dtype=np.float32).reshape(len(rows), len(self.index))

    def _row(self, terms: Terms) -> Vectors:
        row = np.zeros(len(self.index), dtype=np.float32)
        for term, count in terms.items():
            if (i := self.index.get(term)) is not None:
                row[i] = (1 + np.log(count)) * self.idf[i]
        norm = float(np.linalg.norm(row))
        return np.asarray(row / norm if norm else row, dtype=np.float32)


def similarities(texts: Sequence[str]) -> Vectors:
    """Return the cosine of every pair, words and characters weighed alike; shape (n, n), 0 to 1."""
    total = np.zeros((len(texts), len(texts)), dtype=np.float32)
    for terms in (word_terms, char_terms):
        documents = [terms(text) for text in texts]
        rows = TfIdf(documents).vectors(documents)
        total += rows @ rows.T
    return np.asarray(total / 2, dtype=np.float32)
