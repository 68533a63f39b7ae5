"""A page in passages: what a sentence model can take in at once, and what a person is shown of it."""

import re
from collections.abc import Iterator

_WORDS = 60
"""A passage ends with the sentence that reaches so many."""
_SENTENCE = re.compile(r"(?<=[.!?])\s+|\n+")
_MOST = 200
"""Passages of one page: a longer one is a book."""


def passages(body: str) -> tuple[str, ...]:
    """Return the passages of a page's text in order; a page without words has none."""
    found = []
    for passage in _cut(body):
        found.append(passage)
        if len(found) == _MOST:
            break
    return tuple(found)


def sentences(passage: str) -> tuple[str, ...]:
    """Return the sentences of a passage, in order."""
    return tuple(one.strip() for one in _SENTENCE.split(passage) if one.strip())


def _cut(body: str) -> Iterator[str]:
    taken: list[str] = []
    count = 0
    for sentence in _SENTENCE.split(body):
        words = sentence.split()
        if not words:
            continue
        taken.append(" ".join(words))
        count += len(words)
        if count >= _WORDS:
            yield " ".join(taken)
            taken, count = [], 0
    if taken:
        yield " ".join(taken)
