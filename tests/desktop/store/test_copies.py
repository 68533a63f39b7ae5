"""A profile's file is copied once a day; a copy knows from when it is, and forgets what is deleted."""

import asyncio
import shutil
import sqlite3
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path
from types import SimpleNamespace

import pytest

from desktop.ports import SealedBlob, StoredFact
from desktop.store import copies
from desktop.store.copies import copy_of_the_day, forget_row, newest_whole, write_copy
from desktop.store.database import Database, open_database
from desktop.store.engine import sqlite_url
from desktop.store.secrets import LocalSecrets

NOON = datetime(2026, 11, 28, 12, 0, tzinfo=UTC)
DIGEST = "ab" * 32
SEALED = b"a sealed text, canary-3b9c " * 40


async def opened(path: Path) -> Database:
    return await open_database(sqlite_url(path), backed_up=True)


@pytest.fixture
async def file(tmp_path: Path) -> Path:
    path = tmp_path / "deck.db"
    database = await opened(path)
    await database.take("m1", "lead")
    await asyncio.to_thread(database.close)
    return path


def names(file: Path) -> list[str]:
    return sorted(one.name for one in (file.parent / "backups").iterdir())


def spoil(path: Path) -> None:
    content = bytearray(path.read_bytes())
    content[4096 : 4096 * 5] = b"\xff" * 4096 * 4
    path.write_bytes(content)


async def test_a_file_is_copied_once_a_day_when_it_is_opened_and_was_there(file: Path) -> None:
    assert not (file.parent / "backups").exists(), "there was nothing yet to copy"
    for _ in range(2):
        database = await opened(file)
        await asyncio.to_thread(database.close)
    [name] = names(file)
    found = newest_whole(file)
    assert found is not None
    assert found[0].name == name
    with closing(sqlite3.connect(found[0])) as copy:
        assert copy.execute("SELECT mission FROM leases").fetchall() == [("m1",)]


def test_the_newest_three_days_are_kept(file: Path) -> None:
    for day in range(5):
        copy_of_the_day(file, NOON + timedelta(days=day))
    assert names(file) == [f"deck-2026-{day}.db" for day in ("11-30", "12-01", "12-02")]


@pytest.mark.announces("no daily copy")
def test_without_room_the_day_goes_without_a_copy_and_the_log_says_so(
    file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(copies.shutil, "disk_usage", lambda _: SimpleNamespace(free=10))
    copy_of_the_day(file, NOON)
    assert not (file.parent / "backups").exists()


@pytest.mark.announces("no daily copy")
def test_a_copy_that_fails_leaves_nothing_half(file: Path) -> None:
    (file.parent / "backups").write_text("a file where the folder should be")
    copy_of_the_day(file, NOON)
    assert (file.parent / "backups").is_file()


def test_the_newest_whole_copy_is_the_one_made_last_whatever_its_name_and_its_file_s_time(
    file: Path,
) -> None:
    folder = file.parent / "backups"
    write_copy(file, folder / "deck-schema-0002.db", NOON + timedelta(hours=2))
    copy_of_the_day(file, NOON)
    write_copy(file, folder / "deck-2026-11-29.db", NOON + timedelta(days=1))
    spoil(folder / "deck-2026-11-29.db")
    made = int((NOON + timedelta(hours=2)).timestamp() * 1000)
    assert newest_whole(file) == (folder / "deck-schema-0002.db", made)


def test_a_copy_of_an_earlier_program_counts_from_when_it_was_written(file: Path) -> None:
    (file.parent / "backups").mkdir()
    shutil.copyfile(file, file.parent / "backups" / "deck-schema-0001.db")
    found = newest_whole(file)
    assert found is not None
    assert abs(found[1] - (file.parent / "backups/deck-schema-0001.db").stat().st_mtime * 1000) < 2


@pytest.mark.parametrize("kind", ["blob", "secret"])
async def test_what_is_deleted_is_in_no_copy_and_no_log_any_more(file: Path, kind: str) -> None:
    database = await opened(file)
    secrets = LocalSecrets(database)
    if kind == "blob":
        fence = await database.take("m1", "lead")
        row = StoredFact("main", 1, "0" * 64, "0" * 64, "{}")
        await database.append("m1", fence, [row], [SealedBlob(DIGEST, b"n" * 12, SEALED)])
    else:
        await secrets.put("mission/m1", b"n" * 12, SEALED)
    copy_of_the_day(file, NOON)
    aside = file.parent / "backups" / "damaged-20261128-120000"
    aside.mkdir()
    shutil.copyfile(file, aside / "deck.db")
    (file.parent / "backups" / "deck-2026-11-01.db").write_bytes(b"no database: " + SEALED)
    for half in ("backups/deck-2026-11-02.db.part", "deck.db.restoring.part"):
        (file.parent / half).write_bytes(b"cut short: " + SEALED)
    assert len(holding(file.parent)) >= 3
    if kind == "blob":
        await database.drop_blob("m1", DIGEST)
    else:
        await secrets.drop("mission/m1")
    assert holding(file.parent) == [], "with the database still open"
    assert newest_whole(file) is not None
    await asyncio.to_thread(database.close)


@pytest.mark.announces("stay in the log")
async def test_a_reader_in_the_way_is_named_and_the_log_is_empty_after_closing(file: Path) -> None:
    database = await opened(file)
    await LocalSecrets(database).put("one", b"n" * 12, SEALED)
    with closing(sqlite3.connect(file, isolation_level=None)) as reading:
        reading.execute("BEGIN")
        reading.execute("SELECT * FROM leases").fetchall()
        await LocalSecrets(database).drop("one")
        reading.execute("COMMIT")
    await asyncio.to_thread(database.close)
    assert holding(file.parent) == []


def test_forgetting_without_copies_is_fine(file: Path) -> None:
    forget_row(file, "DELETE FROM secrets WHERE name = ?", ["none"])


def holding(folder: Path) -> list[str]:
    files = (one for one in sorted(folder.rglob("*")) if one.is_file())
    return [one.name for one in files if b"canary-3b9c" in one.read_bytes()]
