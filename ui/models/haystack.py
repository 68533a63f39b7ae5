"""Searching every ticket's words at once: one buffer of bytes, scanned by numpy, a ticket to a line."""

from collections.abc import Iterable

import numpy as np
from numpy.typing import NDArray

_BREAK = b"\n"
_SHORT = 4


class Haystack:
    """Lower-case words of many rows in one buffer; finding costs the same whatever the words are."""

    def __init__(self, rows: Iterable[str]) -> None:
        lines = [row.lower().replace("\n", " ").encode("utf-8", "replace") for row in rows]
        self._bytes = np.frombuffer(_BREAK.join(lines) + _BREAK, np.uint8)
        lengths = np.fromiter((len(line) + 1 for line in lines), np.int64, len(lines))
        self._ends = np.cumsum(lengths)

    def find(self, words: str) -> NDArray[np.bool_]:
        """Return for each row whether ``words`` stand in it, in any case."""
        needle = words.lower().replace("\n", " ").encode("utf-8", "replace")
        if not needle or not len(self._ends):
            return np.ones(len(self._ends), np.bool_)
        # A short needle is found nearly everywhere: then looking everywhere is the shorter way.
        return self._all(needle) if len(needle) < _SHORT else self._some(needle)

    def _all(self, needle: bytes) -> NDArray[np.bool_]:
        hits = self._bytes == needle[0]
        for at, byte in enumerate(needle[1:], 1):
            hits[:-at] &= self._bytes[at:] == byte
        return np.bitwise_or.reduceat(hits, np.concatenate(([0], self._ends[:-1])))

    def _some(self, needle: bytes) -> NDArray[np.bool_]:
        found = np.zeros(len(self._ends), np.bool_)
        found[np.searchsorted(self._ends, self._places(needle), side="right")] = True
        return found

    def _places(self, needle: bytes) -> NDArray[np.int64]:
        """Where the needle starts: each byte leaves fewer places to look at, the rarest goes first."""
        reach = len(self._bytes) - len(needle) + 1
        if reach <= 0:
            return np.empty(0, np.int64)
        first = _rarest(needle)
        places = np.flatnonzero(self._bytes[first : first + reach] == needle[first])
        for at, byte in enumerate(needle):
            if at != first:
                places = places[self._bytes[places + at] == byte]
        return places


_COMMON = b" etaoinsrhldcu"


def _rarest(needle: bytes) -> int:
    """Return the place of the byte that English has least of."""
    ranks = [_COMMON.find(byte) % 100 for byte in needle]
    return ranks.index(max(ranks))
