"""The ledger of one mission: append facts in one transaction, tell the bus, hold the folded state."""

import asyncio
from collections.abc import Awaitable, Callable
from typing import TypeVar

import msgspec

from desktop.base.clock import Clock
from desktop.base.ids import Ids
from desktop.bus import Bus, Happened, Progress, Seen
from desktop.domain.effect import Request
from desktop.domain.errors import IntegrityError
from desktop.domain.facts import Fact, Signal
from desktop.domain.fold import apply
from desktop.domain.mission import Mission
from desktop.domain.values import Actor, Digest, Id, StageName, to_millis
from desktop.ledger.blobs import Sealer
from desktop.ledger.chain import Entry, head, next_place, problems, read_row, write_row
from desktop.ports import ADDENDUM, MAIN, Keys, LedgerStore, SealedBlob, StoredFact

T = TypeVar("T")
Witness = Callable[["Ledger"], Awaitable[None]]
"""Called after each append, when all is committed and told: it may sign, it may not fail."""


class Ledger:
    """Use ``open_ledger``. ``mission`` is the fold of what is committed, never of what is hoped."""

    def __init__(
        self,
        store: LedgerStore,
        sealer: Sealer,
        clock: Clock,
        ids: Ids,
        bus: Bus,
        actor: Actor,
        mission: Id,
        fence: int,
    ) -> None:
        self.mission = Mission(mission)
        self.clock = clock
        self.ids = ids
        self.actor = actor
        self.witness: Witness | None = None
        self._store = store
        self._sealer = sealer
        self._bus = bus
        self._fence = fence
        self._rows: list[StoredFact] = []
        self._entries: list[Entry] = []
        self._pending: dict[Digest, SealedBlob] = {}
        self._stale = True
        self._turn = asyncio.Lock()

    @property
    def rows(self) -> tuple[StoredFact, ...]:
        """The stored rows, as hashed."""
        return tuple(self._rows)

    @property
    def entries(self) -> tuple[Entry, ...]:
        """The facts in order."""
        return tuple(self._entries)

    @property
    def head(self) -> Digest:
        """Hash of the main chain's last row."""
        return head(self._rows)

    def keep(self, content: bytes) -> Digest:
        """Seal content; it is written with the fact that names it. Return its name."""
        blob = self._sealer.seal(content)
        self._pending[blob.digest] = blob
        return blob.digest

    def keep_value(self, value: object) -> Digest:
        """Seal a frozen value as canonical JSON (without floats): a queue of ten thousand in some ten milliseconds."""
        return self.keep(msgspec.json.encode(value, order="sorted"))

    async def read(self, digest: Digest) -> bytes:
        """Return a blob's content. Raises IntegrityError when it was deleted or changed."""
        blob = self._pending.get(digest) or await self._store.blob(self.mission.id, digest)
        if blob is None:
            raise IntegrityError(
                "A sealed text is gone",
                f"Blob {digest[:12]}… was deleted or redacted.",
                "The ledger still verifies; the text cannot be shown.",
            )
        return self._sealer.open(blob)

    async def read_value(self, digest: Digest, kind: type[T]) -> T:
        """Return a sealed value."""
        return msgspec.json.decode(await self.read(digest), type=kind)

    async def read_request(self, digest: Digest) -> Request:
        """Return what an effect asks for (a tagged union)."""
        request: Request = msgspec.json.decode(await self.read(digest), type=Request)
        return request

    async def append(self, *facts: Fact, actor: Actor | None = None) -> None:
        """Commit facts, and the blobs they name, in one transaction; then tell the bus.

        Raises RuleError when a fact cannot follow (nothing is written), MissionBusyError when another
        window took over, StoreBusyError when the database does not answer.
        """
        async with self._turn:
            await self._catch_up()
            rows, entries, mission = self._prepare(facts, actor or self.actor)
            named = [blob for name, blob in self._pending.items() if _names(rows, name)]
            # Until it is answered it may have been committed or not (a deadline, a cut connection, a
            # cancelled task): what is there is then read again before anything else.
            self._stale = True
            await self._store.append(mission.id, self._fence, rows, named)
            self._stale = False
            for blob in named:
                self._pending.pop(blob.digest, None)
            self._commit(rows, entries, mission)
        if self.witness:
            await self.witness(self)

    async def catch_up(self) -> Mission:
        """Return the mission as committed, read again when the last append had no clear answer."""
        async with self._turn:
            await self._catch_up()
        return self.mission

    async def _catch_up(self) -> None:
        if self._stale:
            known = len(self._entries)
            await self.refresh()
            self._tell(self._entries[known:])

    def _prepare(
        self, facts: tuple[Fact, ...], actor: Actor
    ) -> tuple[list[StoredFact], list[Entry], Mission]:
        rows: list[StoredFact] = []
        entries: list[Entry] = []
        so_far = list(self._rows)
        mission, at = self.mission, to_millis(self.clock.now())
        for fact in facts:
            chain = ADDENDUM if mission.sealed else MAIN
            seq, prev = next_place(so_far, chain)
            row = write_row(mission.id, chain, seq, at, actor, fact, prev)
            mission = apply(mission, fact, at)
            rows.append(row)
            so_far.append(row)
            entries.append(Entry(chain, seq, at, actor, fact, row.hash))
        return rows, entries, mission

    def _commit(self, rows: list[StoredFact], entries: list[Entry], mission: Mission) -> None:
        self._rows += rows
        self._entries += entries
        self.mission = mission
        self._tell(entries)

    def _tell(self, entries: list[Entry]) -> None:
        mission = self.mission
        for entry in entries:
            self._bus.tell(
                Happened(mission.id, entry.seq, entry.at, entry.actor, entry.fact, mission.stage)
            )

    async def refresh(self) -> None:
        """Read the chain again, verify it, fold it. Raises IntegrityError when it does not verify."""
        rows = await self._store.rows(self.mission.id)
        broken = problems(self.mission.id, rows)
        if broken:
            raise IntegrityError(
                "The ledger was changed",
                f"{broken[0][0]}: {broken[0][1]} ({len(broken)} places).",
                "Keep the file as it is; restore a backup.",
            )
        self._rows = list(rows)
        self._entries = [read_row(row) for row in rows]
        self.mission = refold(self.mission.id, self._entries)
        self._stale = False

    def signal(self, signal: Signal) -> None:
        """Tell what was seen; nothing is stored."""
        self._bus.tell(Seen(self.mission.id, to_millis(self.clock.now()), signal))

    def progress(self, stage: StageName, done: int, total: int, words: str) -> None:
        """Tell where long work stands; nothing is stored."""
        self._bus.tell(Progress(self.mission.id, stage, done, total, words))

    async def redact(self, digest: Digest) -> None:
        """Delete a blob; the chain stays valid."""
        await self._store.drop_blob(self.mission.id, digest)


def _names(rows: list[StoredFact], digest: Digest) -> bool:
    return any(digest in row.body for row in rows)


def refold(mission: Id, entries: list[Entry]) -> Mission:
    """Fold from the first fact: must equal the incremental state."""
    state = Mission(mission)
    for entry in entries:
        state = apply(state, entry.fact, entry.at)
    return state


async def open_ledger(
    store: LedgerStore, keys: Keys, clock: Clock, ids: Ids, bus: Bus, actor: Actor, mission: Id
) -> Ledger:
    """Take the mission as its one writer and read it. A new id makes a new, empty ledger."""
    known = mission in await store.missions()
    key = await keys.mission_key(mission, create=not known)
    fence = await store.take(mission, actor.account)
    ledger = Ledger(store, Sealer(mission, key, ids), clock, ids, bus, actor, mission, fence)
    await ledger.refresh()
    return ledger
