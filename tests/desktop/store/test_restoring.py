"""A damaged file is set aside and the newest whole copy takes its place; nothing of that can be cut in two."""

import asyncio
import sqlite3
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

import pytest

from desktop.domain.errors import StoreBusyError, StoreDamagedError
from desktop.store import restoring
from desktop.store.copies import write_copy
from desktop.store.database import Database, open_database
from desktop.store.engine import sqlite_url
from tests.desktop.store.test_copies import spoil

MADE = datetime(2026, 11, 28, 9, 12, tzinfo=UTC)
MILLIS = int(MADE.timestamp() * 1000)
RESTORED = "restored from a copy"


async def opened(path: Path) -> Database:
    return await open_database(sqlite_url(path), backed_up=True)


async def add(path: Path, mission: str) -> None:
    database = await opened(path)
    await database.take(mission, "lead")
    await asyncio.to_thread(database.close)


@pytest.fixture
async def file(tmp_path: Path) -> Path:
    """A file with two missions; its copy knows the first."""
    path = tmp_path / "deck.db"
    await add(path, "m1")
    write_copy(path, tmp_path / "backups" / "deck-2026-11-28.db", MADE)
    database = await open_database(sqlite_url(path))
    await database.take("m2", "lead")
    await asyncio.to_thread(database.close)
    return path


def aside(file: Path) -> list[Path]:
    return sorted((file.parent / "backups").glob("damaged-*/*"))


@pytest.mark.announces(RESTORED)
async def test_the_newest_whole_copy_takes_the_place_of_a_damaged_file(file: Path) -> None:
    spoil(file)
    damaged = file.read_bytes()
    database = await opened(file)
    assert await database.missions() == ("m1",)
    assert database.restored is not None
    assert database.restored.copied_at == MILLIS
    assert database.restored.aside == f"backups/{aside(file)[0].parent.name}"
    assert await database.copied_at("m1") == MILLIS
    assert next(one for one in aside(file) if one.name == "deck.db").read_bytes() == damaged
    await database.told("m1")
    await asyncio.to_thread(database.close)
    again = await opened(file)
    assert again.restored is None
    assert await again.copied_at("m1") is None
    await asyncio.to_thread(again.close)


@pytest.mark.announces(RESTORED)
async def test_a_file_that_is_no_database_any_more_is_restored_as_well(file: Path) -> None:
    file.write_bytes(b"\0" * file.stat().st_size)
    database = await opened(file)
    assert await database.missions() == ("m1",)
    await asyncio.to_thread(database.close)


@pytest.mark.parametrize("copy", ["none", "damaged"])
async def test_without_a_whole_copy_the_file_is_named_and_untouched(file: Path, copy: str) -> None:
    if copy == "none":
        next((file.parent / "backups").iterdir()).unlink()
    else:
        spoil(next((file.parent / "backups").iterdir()))
    spoil(file)
    damaged = file.read_bytes()
    with pytest.raises(StoreDamagedError, match="damaged"):
        await opened(file)
    assert file.read_bytes() == damaged
    assert aside(file) == []


async def test_whoever_only_reads_the_record_restores_nothing(file: Path) -> None:
    spoil(file)
    with pytest.raises(StoreDamagedError):
        await open_database(sqlite_url(file))
    assert aside(file) == []


async def test_a_file_another_program_has_open_is_not_taken_from_under_it(file: Path) -> None:
    with closing(sqlite3.connect(file, isolation_level=None)) as other:
        other.execute("SELECT * FROM leases").fetchall()
        content = bytearray(file.read_bytes())
        content[4096 * 2 : 4096 * 6] = b"\xff" * 4096 * 4
        file.write_bytes(content)
        with pytest.raises(StoreBusyError, match="open elsewhere"):
            await opened(file)
    assert aside(file) == []


@pytest.mark.announces(RESTORED)
@pytest.mark.parametrize("steps", range(3))
async def test_cut_short_anywhere_the_next_opening_goes_on_from_there(
    file: Path, monkeypatch: pytest.MonkeyPatch, steps: int
) -> None:
    spoil(file)
    left, replace = [steps], Path.replace

    def cut(self: Path, target: Path) -> Path:
        if left[0] == 0:
            raise KeyboardInterrupt
        left[0] -= 1
        return replace(self, target)

    with monkeypatch.context() as only_here, pytest.raises(KeyboardInterrupt):
        only_here.setattr(Path, "replace", cut)
        restoring.restore(file, MADE)
    database = await opened(file)
    assert await database.missions() == ("m1",)
    assert database.restored is not None
    await asyncio.to_thread(database.close)


async def test_a_copy_put_in_place_by_hand_is_known_by_its_mark(file: Path) -> None:
    for end in ("-wal", "-shm"):
        file.with_name(f"{file.name}{end}").unlink(missing_ok=True)
    file.write_bytes((file.parent / "backups" / "deck-2026-11-28.db").read_bytes())
    database = await opened(file)
    assert database.restored == restoring.Restored(MILLIS)
    assert await database.copied_at("m1") == MILLIS
    await asyncio.to_thread(database.close)
