"""Vectors kept from one day to the next: sealed under the profile's key, since a vector tells what its text says.

The worker computes and remembers; the book hands it what was kept, and keeps what it computed anew. It lies in
leaves of a thousand vectors among the profile's secrets; when all leaves are full the oldest is written over.
"""

from collections.abc import Callable, Sequence

import numpy as np

from desktop.ports import Keys, Work
from desktop.triage.sentences import (
    WIDTH,
    Half,
    Key,
    embed,
    key_of,
    lacking,
    model_file,
    remember,
    remembered,
)

Told = Callable[[int, int], None]
"""Hears how many texts of how many are understood."""

_LEAVES = 20
_LEAF = 1_000
_AT_ONCE = 64
"""Texts between two tellings: under half a second."""
_SERIAL = 8
_ENTRY = 16 + 2 * WIDTH
"""Bytes of a key and its vector."""


class VectorBook:
    """The vectors of one profile."""

    def __init__(self, keys: Keys, work: Work) -> None:
        self._keys = keys
        self._work = work
        self._serial = 0
        self._leaf = b""
        self._opened = False

    async def understand(self, texts: Sequence[str], progress: Told) -> None:
        """Have a vector of each text ready in the worker; without the model nothing is to be done."""
        if not await self._work.run(has_model):
            return
        if not self._opened or not await self._work.run(remembered):
            await self._hand_over()
        known = {key_of(text): text for text in texts}
        fresh = [known[key] for key in await self._work.run(lacking, list(known))]
        for first in range(0, len(fresh), _AT_ONCE):
            progress(first, len(fresh))
            await self._keep(await self._work.run(computed, fresh[first : first + _AT_ONCE]))
        if fresh:
            progress(len(fresh), len(fresh))

    async def _hand_over(self) -> None:
        """Read every leaf, also where the worker knows them still: the last one is written on."""
        self._opened = True
        for number in range(_LEAVES):
            kept = await self._keys.secret(_name(number))
            if kept is None:
                break
            serial = int.from_bytes(kept[:_SERIAL], "big")
            if serial >= self._serial:
                self._serial, self._leaf = serial, kept[_SERIAL:]
            await self._work.run(take, kept[_SERIAL:])

    async def _keep(self, entries: bytes) -> None:
        if len(self._leaf) >= _LEAF * _ENTRY:
            self._serial, self._leaf = self._serial + 1, b""
        self._leaf += entries
        sealed = self._serial.to_bytes(_SERIAL, "big") + self._leaf
        await self._keys.keep(_name(self._serial % _LEAVES), sealed)


def has_model() -> bool:
    """Whether the worker has the sentence model."""
    return model_file() is not None


def computed(texts: Sequence[str]) -> bytes:
    """Compute and remember these texts' vectors; return them as the book writes them."""
    vectors = embed(texts)
    if vectors is None:
        return b""
    pairs = zip(texts, vectors.astype("<f2"), strict=True)
    return b"".join(key_of(text) + vector.tobytes() for text, vector in pairs)


def take(leaf: bytes) -> None:
    """Remember the vectors of a leaf; what is left of a torn entry is ignored."""
    cut = range(0, len(leaf) - _ENTRY + 1, _ENTRY)
    remember(_entry(leaf[at : at + _ENTRY]) for at in cut)


def _entry(entry: bytes) -> tuple[Key, Half]:
    return entry[:16], np.frombuffer(entry[16:], dtype="<f2").astype(np.float16)


def _name(number: int) -> str:
    return f"vectors/{number}"
