"""The ledger of a mission that somebody else works on: read as its chain stands, never written to."""

from typing import NoReturn

from desktop.base.clock import Clock
from desktop.base.ids import Ids
from desktop.bus import Bus
from desktop.domain.errors import MissionBusyError
from desktop.domain.facts import Fact
from desktop.domain.values import Actor, Digest, Id
from desktop.ledger.blobs import Sealer
from desktop.ledger.ledger import Ledger
from desktop.ports import Keys, LedgerStore


class ReadingLedger(Ledger):
    """Use ``read_ledger``. Takes no lease: the one writer is never fenced out by somebody who looks."""

    async def append(self, *facts: Fact, actor: Actor | None = None) -> NoReturn:
        """Refuse. Raises MissionBusyError in words."""
        raise only_read()

    async def redact(self, digest: Digest) -> NoReturn:
        """Refuse. Raises MissionBusyError in words."""
        raise only_read()

    async def look(self) -> bool:
        """Read what the other one has added, tell the bus, and return whether there was anything."""
        known = len(self._entries)
        if len(await self._store.rows(self.mission.id)) == known:
            return False
        await self.refresh()
        self._tell(self._entries[known:])
        return True


def only_read() -> MissionBusyError:
    """Return what every command is answered with."""
    return MissionBusyError(
        "Read-only",
        "Another window works on this mission: nothing was changed.",
        "Go on there, or end it and take over here.",
    )


async def read_ledger(
    store: LedgerStore, keys: Keys, clock: Clock, ids: Ids, bus: Bus, actor: Actor, mission: Id
) -> ReadingLedger:
    """Read a mission that is there already. ``bus`` is the reader's own: what is told on it is counted by nobody."""
    sealer = Sealer(mission, await keys.mission_key(mission), ids)
    ledger = ReadingLedger(store, sealer, clock, ids, bus, actor, mission, 0)
    await ledger.refresh()
    return ledger
