"""Incidents of past missions, remembered by their sense and words, so that a new one can say "this we had".

Kept sealed among the profile's secrets: names and words are the customers'.
"""

from collections.abc import Mapping, Sequence
from datetime import datetime

import msgspec
import numpy as np
from msgspec import Struct

from desktop.domain.plan import Cluster
from desktop.domain.ticket import Ticket
from desktop.domain.values import Id
from desktop.ports import Keys
from desktop.triage.sentences import embed
from desktop.triage.terms import words
from desktop.triage.tfidf import Vectors

SAME = 0.8
"""Least cosine of two incidents' mean sense, and"""
_WORDS = 0.5
"""least share of common words where there is no sentence model: public paraphrases of one trouble lie above, of
others below, in 19 of 20 cases."""
_NAME = "incidents"
_MOST = 300
_TELLING = 12


class Trace(Struct, frozen=True):
    """What is remembered of an incident.

    Attributes:
        words: The words most of its tickets hold.
        sense: The mean vector of its tickets as half floats; empty without the sentence model.
    """

    mission: Id
    at: datetime
    name: str
    tickets: int
    words: tuple[str, ...]
    sense: bytes


class PastIncidents:
    """The incidents of this profile's missions."""

    def __init__(self, keys: Keys) -> None:
        self._keys = keys

    async def before(self, mission: Id) -> tuple[Trace, ...]:
        """Return those of other missions, the latest last."""
        return tuple(trace for trace in await self._read() if trace.mission != mission)

    async def remember(self, mission: Id, traces: Sequence[Trace]) -> None:
        """Keep a mission's incidents in place of those it had before; the oldest are forgotten."""
        kept = [*await self.before(mission), *traces][-_MOST:]
        await self._keys.keep(_NAME, msgspec.json.encode(kept))

    async def _read(self) -> list[Trace]:
        sealed = await self._keys.secret(_NAME)
        return msgspec.json.decode(sealed, type=list[Trace]) if sealed else []


def traces(
    clusters: Sequence[Cluster], tickets: Mapping[int, Ticket], mission: Id, at: datetime
) -> tuple[Trace, ...]:
    """Return what to remember of these incidents; runs in a worker process."""
    return tuple(
        _trace(one, [tickets[t].text for t in one.tickets], mission, at) for one in clusters
    )


def known_from(traces: Sequence[Trace], past: Sequence[Trace]) -> tuple[Trace | None, ...]:
    """Return for each incident the latest past one that was the same; runs in a worker process."""
    return tuple(_latest(one, past) for one in traces)


def _trace(cluster: Cluster, texts: Sequence[str], mission: Id, at: datetime) -> Trace:
    common: dict[str, int] = {}
    for text in texts:
        for word in set(words(text)):
            common[word] = common.get(word, 0) + 1
    ranked = sorted(common, key=lambda word: (-common[word], word))[:_TELLING]
    vectors = embed(texts)
    sense = b"" if vectors is None else _mean(vectors).astype("<f2").tobytes()
    return Trace(mission, at, cluster.name, len(texts), tuple(ranked), sense)


def _latest(one: Trace, past: Sequence[Trace]) -> Trace | None:
    return next((other for other in reversed(past) if _same(one, other)), None)


def _same(one: Trace, other: Trace) -> bool:
    if one.sense and other.sense:
        ours, theirs = (
            np.frombuffer(x.sense, dtype="<f2").astype(np.float32) for x in (one, other)
        )
        return len(ours) == len(theirs) and float(ours @ theirs) >= SAME
    together = set(one.words) | set(other.words)
    return len(set(one.words) & set(other.words)) >= _WORDS * max(1, len(together))


def _mean(vectors: Vectors) -> Vectors:
    mean = vectors.mean(axis=0)
    return np.asarray(mean / np.linalg.norm(mean), dtype=np.float32)
