"""The database a profile works with: opened, migrated, with its two lanes."""

import asyncio
from collections.abc import Sequence
from pathlib import Path

import msgspec
from sqlalchemy import Connection, bindparam, delete, exists, insert, select, update
from sqlalchemy.engine import make_url

from desktop.base.clock import SystemClock
from desktop.domain.errors import MissionBusyError, StoreDamagedError
from desktop.domain.values import Digest, Id, Millis
from desktop.ports import SealedBlob, SignedHead, StoredFact
from desktop.store import schema
from desktop.store.copies import copy_of_the_day, forget_row
from desktop.store.engine import migrate, open_engine
from desktop.store.lanes import Lane
from desktop.store.restoring import Restored, finish, mark_missions, restore

# Built once: an effect waits for two of these transactions, and building a statement costs as much as running it.
_FENCE = (
    select(schema.leases.c.fence)
    .where(schema.leases.c.mission == bindparam("mission"))
    .with_for_update()
)
_ADD_FACT = insert(schema.facts)
_B = schema.blobs.c
_ADD_BLOB = insert(schema.blobs).from_select(
    list(_B.keys()),
    # The same content twice is one blob: its name is the keyed hash of its content.
    select(*(bindparam(column.name, type_=column.type) for column in _B)).where(
        ~exists().where(_B.mission == bindparam("mission"), _B.digest == bindparam("digest"))
    ),
)


async def open_database(url: str, *, backed_up: bool = False) -> "Database":
    """Open and migrate. Raises StoreError when it is newer, locked or damaged.

    ``backed_up``: a file is copied once a day, and where it is damaged the newest whole copy takes its place.
    """
    return await asyncio.to_thread(_open_backed_up if backed_up else _open, url)


def _open_backed_up(url: str) -> "Database":
    file, now = _file_of(url), SystemClock().now()
    if file is None:
        return _open(url)
    finish(file, now)
    known = file.exists()
    try:
        database = _open(url)
    except StoreDamagedError:
        if not restore(file, now):
            raise
        database = _open(url)
    try:
        database.restored = database.writer.wait("restoring", lambda c: mark_missions(c, file))
    except BaseException:
        database.close()
        raise
    if known:
        copy_of_the_day(file, now)
    return database


def _open(url: str) -> "Database":
    writer = open_engine(url, writes=True)
    try:
        migrate(writer)
    except BaseException:
        writer.dispose()
        raise
    reader = Lane(open_engine(url, writes=False), "read")
    return Database(Lane(writer, "write"), reader, _file_of(url))


def _file_of(url: str) -> Path | None:
    """Return the SQLite file an address names; None for a server, and for a file named in another way."""
    parts = make_url(url)
    if parts.get_backend_name() != "sqlite" or parts.query or not parts.database:
        return None
    return Path(parts.database)


class Database:
    """Facts, blobs and leases; implements ``desktop.ports.LedgerStore``."""

    def __init__(self, writer: Lane, reader: Lane, file: Path | None) -> None:
        self.writer = writer
        self.reader = reader
        self.restored: Restored | None = None
        """What this opening found its file to be; None for the file itself."""
        self._file = file

    def close(self) -> None:
        """Close both lanes."""
        self.writer.close()
        self.reader.close()

    async def take(self, mission: Id, owner: Id) -> int:
        """Raise the fencing number: whoever wrote before is fenced out from here."""
        return await self.writer.run("taking the mission", lambda c: _take(c, mission, owner))

    async def append(
        self, mission: Id, fence: int, rows: Sequence[StoredFact], blobs: Sequence[SealedBlob]
    ) -> None:
        """Write in one transaction, if the fence still holds."""
        await self.writer.run("appending facts", lambda c: _append(c, mission, fence, rows, blobs))

    async def rows(self, mission: Id) -> tuple[StoredFact, ...]:
        """Return the mission's facts, main chain first."""
        return await self.reader.run("reading the ledger", lambda c: _rows(c, mission))

    async def blob(self, mission: Id, digest: Digest) -> SealedBlob | None:
        """Return one sealed blob."""
        return await self.reader.run("reading a blob", lambda c: _blob(c, mission, digest))

    async def drop_blob(self, mission: Id, digest: Digest) -> None:
        """Delete one blob, in the copies as well."""
        table = schema.blobs
        query = delete(table).where(table.c.mission == mission, table.c.digest == digest)
        await self.writer.run("deleting a blob", lambda c: c.execute(query))
        await self.forget("DELETE FROM blobs WHERE mission = ? AND digest = ?", mission, digest)

    async def forget(self, statement: str, *values: str) -> None:
        """Take what was deleted out of a file's copies and its log too; a server keeps its own."""
        if self._file is not None:
            await asyncio.to_thread(forget_row, self._file, statement, values)

    async def missions(self) -> tuple[Id, ...]:
        """Return mission ids; ids sort by time, so oldest first."""
        query = select(schema.leases.c.mission).order_by(schema.leases.c.mission)
        return await self.reader.run(
            "listing missions", lambda c: tuple(c.execute(query).scalars().all())
        )

    async def copied_at(self, mission: Id) -> Millis | None:
        """Return from when the copy is that this mission came back with; None once it was told, or for none."""
        table = schema.restored
        query = select(table.c.copied_at).where(table.c.mission == mission)
        return await self.reader.run(
            "reading what was restored", lambda c: c.execute(query).scalar()
        )

    async def lose(self, missions: frozenset[Id], copied_at: Millis) -> None:
        """List missions that are not in the copy, to be told should they be begun anew."""
        rows = [{"mission": mission, "copied_at": copied_at} for mission in sorted(missions)]
        if rows:
            query = insert(schema.restored)
            await self.writer.run("noting what is lost", lambda c: c.execute(query, rows))

    async def told(self, mission: Id) -> None:
        """The mission knows that it was restored."""
        query = delete(schema.restored).where(schema.restored.c.mission == mission)
        await self.writer.run("noting what was restored", lambda c: c.execute(query))

    async def keep_head(self, head: SignedHead) -> None:
        """Keep a signed head; one that stands at its place already stays."""
        await self.writer.run("keeping a signed head", lambda c: _keep_head(c, head))

    async def heads(self, mission: Id) -> tuple[SignedHead, ...]:
        """Return the mission's signed heads, main chain first."""
        return await self.reader.run("reading signed heads", lambda c: _heads(c, mission))


def _take(connection: Connection, mission: Id, owner: Id) -> int:
    table = schema.leases
    row = connection.execute(_FENCE, {"mission": mission}).scalar()
    if row is None:
        connection.execute(insert(table).values(mission=mission, fence=1, owner=owner))
        return 1
    fence = int(row) + 1
    connection.execute(
        update(table).where(table.c.mission == mission).values(fence=fence, owner=owner)
    )
    return fence


def _append(
    connection: Connection,
    mission: Id,
    fence: int,
    rows: Sequence[StoredFact],
    blobs: Sequence[SealedBlob],
) -> None:
    held = connection.execute(_FENCE, {"mission": mission}).scalar()
    if held != fence:
        raise MissionBusyError(
            "Another window took this mission over",
            f"Our fencing number is {fence}, the ledger's is {held}.",
            "Go on there, or open the mission here again.",
        )
    for blob in blobs:
        connection.execute(_ADD_BLOB, {"mission": mission, **msgspec.structs.asdict(blob)})
    lines = [{"mission": mission, **msgspec.structs.asdict(row)} for row in rows]
    connection.execute(_ADD_FACT, lines if len(lines) > 1 else lines[0])


def _rows(connection: Connection, mission: Id) -> tuple[StoredFact, ...]:
    table = schema.facts
    query = select(table.c.chain, table.c.seq, table.c.prev, table.c.hash, table.c.body).where(
        table.c.mission == mission
    )
    found = connection.execute(query.order_by(table.c.chain.desc(), table.c.seq)).all()
    return tuple(StoredFact(*row) for row in found)


def _blob(connection: Connection, mission: Id, digest: Digest) -> SealedBlob | None:
    table = schema.blobs
    query = select(table.c.digest, table.c.nonce, table.c.sealed).where(
        table.c.mission == mission, table.c.digest == digest
    )
    row = connection.execute(query).one_or_none()
    return SealedBlob(row.digest, bytes(row.nonce), bytes(row.sealed)) if row else None


def _keep_head(connection: Connection, head: SignedHead) -> None:
    table = schema.heads
    known = connection.execute(
        select(table.c.seq).where(
            table.c.mission == head.mission, table.c.chain == head.chain, table.c.seq == head.seq
        )
    ).scalar()
    if known is None:
        connection.execute(insert(table).values(**msgspec.structs.asdict(head)))


def _heads(connection: Connection, mission: Id) -> tuple[SignedHead, ...]:
    table = schema.heads
    query = select(*[table.c[name] for name in SignedHead.__struct_fields__])
    found = connection.execute(
        query.where(table.c.mission == mission).order_by(table.c.chain.desc(), table.c.seq)
    ).all()
    return tuple(SignedHead(*row) for row in found)
