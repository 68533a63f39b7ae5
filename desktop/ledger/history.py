"""The missions of a profile, each as its own chain tells it; nothing is taken for writing."""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass

import msgspec

from desktop.base.ids import Ids
from desktop.domain.errors import IntegrityError, KeyLostError, RuleError
from desktop.domain.facts import MissionCompleted, MissionSealed
from desktop.domain.fold import apply
from desktop.domain.mission import Mission
from desktop.domain.scope import Scope
from desktop.domain.values import Digest, Id
from desktop.ledger.blobs import Sealer
from desktop.ledger.chain import head, read_row
from desktop.ports import Keys, LedgerStore, StoredFact

Figures = MissionCompleted | MissionSealed


@dataclass(frozen=True)
class Kept:
    """A mission that was started.

    Attributes:
        figures: As last counted; None before it was completed.
        scope: What it is about; None before it was defined, or when it cannot be opened.
        trouble: Why something of it cannot be read, in two words; empty when all can.
    """

    mission: Mission
    figures: Figures | None
    scope: Scope | None
    trouble: str


class History:
    """Reads every chain once; what has not grown since is not folded again."""

    def __init__(self, store: LedgerStore, keys: Keys, ids: Ids) -> None:
        self._store = store
        self._keys = keys
        self._ids = ids
        self._known: dict[tuple[Id, Digest, int], Kept] = {}

    async def missions(self) -> tuple[Kept, ...]:
        """Return the missions that were started, newest first. A lost key or a damaged line stops nothing."""
        kept = [await self._kept(mission) for mission in await self._store.missions()]
        started = [one for one in kept if one.mission.started_at]
        return tuple(sorted(started, key=lambda one: (-one.mission.started_at, one.mission.id)))

    async def words(self, mission: Id, digest: Digest) -> bytes:
        """Open one blob of a mission; empty when its text was deleted or its key is lost."""
        try:
            return await self._open(mission, digest) or b""
        except (KeyLostError, IntegrityError):
            return b""

    async def _open(self, mission: Id, digest: Digest) -> bytes | None:
        sealer = Sealer(mission, await self._keys.mission_key(mission), self._ids)
        blob = await self._store.blob(mission, digest)
        return None if blob is None else sealer.open(blob)

    async def _kept(self, mission: Id) -> Kept:
        rows = await self._store.rows(mission)
        key = (mission, head(rows), len(rows))
        if key not in self._known:
            state, figures, trouble = await asyncio.to_thread(_fold, mission, rows)
            scope, lost = await self._scope(state)
            self._known[key] = Kept(state, figures, scope, lost or trouble)
        return self._known[key]

    async def _scope(self, mission: Mission) -> tuple[Scope | None, str]:
        if mission.scope is None:
            return None, ""
        try:
            text = await self._open(mission.id, mission.scope)
            if text is None:
                return None, "Text deleted"
            return msgspec.json.decode(text, type=Scope), ""
        except (KeyLostError, IntegrityError):
            return None, "Key lost"


def _fold(mission: Id, rows: Sequence[StoredFact]) -> tuple[Mission, Figures | None, str]:
    """Fold as far as the lines can be read."""
    state, figures = Mission(mission), None
    for row in rows:
        try:
            entry = read_row(row)
            state = apply(state, entry.fact, entry.at)
        except (IntegrityError, RuleError):
            return state, figures, "Record damaged"
        if isinstance(entry.fact, Figures):
            figures = entry.fact
    return state, figures, ""
