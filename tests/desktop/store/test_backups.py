"""A file is looked through at each opening, and copied before its tables change."""

import asyncio
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from desktop.domain.errors import StoreError
from desktop.store.database import open_database
from desktop.store.engine import sqlite_url

COPY = "backups/deck-schema-0001.db"


async def opened_once(path: Path) -> None:
    database = await open_database(sqlite_url(path))
    await database.take("m1", "lead")
    await asyncio.to_thread(database.close)


def run(path: Path, *statements: str) -> list[object]:
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        return [connection.execute(one).fetchall() for one in statements]


def age(path: Path) -> None:
    """Make it a file as the first schema left it."""
    run(
        path,
        "DROP TABLE heads",
        "DROP TABLE restored",
        "UPDATE alembic_version SET version_num = '0001'",
    )


async def test_before_its_tables_change_the_file_is_copied_as_it_was(tmp_path: Path) -> None:
    path = tmp_path / "deck.db"
    await opened_once(path)
    age(path)
    await opened_once(path)
    found = run(
        tmp_path / COPY,
        "SELECT version_num FROM alembic_version",
        "SELECT mission, fence FROM leases",
        "SELECT name FROM sqlite_master WHERE name = 'heads'",
    )
    assert found == [[("0001",)], [("m1", 1)], []]
    assert sorted(one.name for one in (tmp_path / "backups").iterdir()) == [Path(COPY).name]


async def test_nothing_is_copied_where_nothing_changes(tmp_path: Path) -> None:
    await opened_once(tmp_path / "deck.db")
    await opened_once(tmp_path / "deck.db")
    assert not (tmp_path / "backups").exists()


async def test_without_room_for_the_copy_the_tables_stay_as_they_are(tmp_path: Path) -> None:
    path = tmp_path / "deck.db"
    await opened_once(path)
    age(path)
    (tmp_path / "backups").write_text("a file where the folder should be")
    with pytest.raises(StoreError, match="No copy could be made"):
        await open_database(sqlite_url(path))
    assert run(path, "SELECT version_num FROM alembic_version") == [[("0001",)]]


async def test_a_damaged_page_is_named_at_opening_and_the_file_is_kept(tmp_path: Path) -> None:
    path = tmp_path / "deck.db"
    await opened_once(path)
    run(path, "PRAGMA wal_checkpoint(TRUNCATE)")
    [[(page,)]] = run(path, "SELECT rootpage FROM sqlite_master WHERE name = 'leases'")
    content = bytearray(path.read_bytes())
    start = (page - 1) * 4096
    content[start : start + 4096] = b"\xff" * 4096
    path.write_bytes(content)
    with pytest.raises(StoreError, match="damaged") as damaged:
        await open_database(sqlite_url(path))
    assert "Keep the file" in damaged.value.remedy
    assert path.read_bytes() == content
