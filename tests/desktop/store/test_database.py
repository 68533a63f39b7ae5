"""Opening, migrating and giving up in time, in words."""

import asyncio
import os
import subprocess
import sys
import time
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from msgspec.structs import replace
from sqlalchemy import create_engine, text

from desktop.domain.errors import StoreBusyError, StoreError
from desktop.domain.facts import IntentSubmitted
from desktop.ports import SignedHead
from desktop.store import engine as settings
from desktop.store.database import open_database
from desktop.store.engine import open_engine, sqlite_url
from desktop.store.lanes import Lane
from desktop.store.schema import metadata
from desktop.store.secrets import LocalSecrets
from tests.desktop.ledger.conftest import Place
from tests.desktop.ledger.stories import DIGEST, STARTED, feedback, planned

_HOLD = (
    "import sqlite3, sys; c = sqlite3.connect(sys.argv[1], isolation_level=None);"
    "c.execute('BEGIN EXCLUSIVE'); print('held', flush=True); sys.stdin.read()"
)


@pytest.fixture
def impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(settings, "_BUSY_MS", 300)
    monkeypatch.setattr(settings, "_LIMITS", "-c lock_timeout=300 -c statement_timeout=2000")


def hold(path: Path) -> "subprocess.Popen[str]":
    """Lock a SQLite file from another process until its standard input ends."""
    child = subprocess.Popen(
        [sys.executable, "-c", _HOLD, str(path)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert child.stdout is not None
    assert child.stdout.readline() == "held\n"
    return child


def in_words(error: StoreError) -> bool:
    return all((error.title, error.message, error.remedy)) and "Traceback" not in error.message


async def test_the_migrations_make_exactly_the_tables_the_program_uses(place: Place) -> None:
    engine = create_engine(place.url)
    with engine.connect() as connection:
        assert compare_metadata(MigrationContext.configure(connection), metadata) == []
    engine.dispose()


async def test_opening_again_changes_nothing(place: Place) -> None:
    ledger = await place.open()
    await ledger.append(STARTED)
    again = await open_database(place.url)
    assert await again.rows("m1") == ledger.rows
    await asyncio.to_thread(again.close)


async def test_a_database_from_before_signed_heads_gets_their_table_and_keeps_all(
    place: Place,
) -> None:
    ledger = await place.open()
    await ledger.append(STARTED, planned(content=ledger.keep(b"a draft")))
    engine = create_engine(place.url)
    with engine.begin() as connection:
        connection.execute(text("DROP TABLE heads"))
        connection.execute(text("DROP TABLE restored"))
        connection.execute(text("UPDATE alembic_version SET version_num = '0001'"))
    again = await open_database(place.url)
    assert await again.rows("m1") == ledger.rows
    assert await again.blob("m1", ledger.mission.effects["e1"].content) is not None
    assert await again.heads("m1") == ()
    with engine.connect() as connection:
        assert compare_metadata(MigrationContext.configure(connection), metadata) == []
    engine.dispose()
    await asyncio.to_thread(again.close)


async def test_a_head_that_stands_already_stays_as_it_is(place: Place) -> None:
    first = SignedHead("m1", "main", 3, DIGEST, 1_764_000_000_000, "seal", "aa" * 32, "bb" * 64)
    for head in (first, replace(first, why="daily"), replace(first, seq=1)):
        await place.database.keep_head(head)
    assert await place.database.heads("m1") == (replace(first, seq=1), first)
    assert await place.database.heads("m2") == ()


async def test_a_sqlite_commit_survives_a_power_cut(tmp_path: Path) -> None:
    engine = open_engine(sqlite_url(tmp_path / "deck.db"), writes=True)
    with engine.begin() as connection:
        asked = [
            connection.execute(text(f"PRAGMA {name}")).scalar()
            for name in ("journal_mode", "synchronous", "secure_delete")
        ]
    engine.dispose()
    assert asked == ["wal", 2, 1]


@pytest.mark.usefixtures("impatient")
@pytest.mark.parametrize("url", ["sqlite"], indirect=True)
async def test_a_file_locked_by_another_program_says_so_in_time_and_goes_on_after(
    place: Place, tmp_path: Path
) -> None:
    ledger = await place.open()
    await ledger.append(STARTED)
    child = hold(tmp_path / "deck.db")
    began = time.monotonic()
    with pytest.raises(StoreBusyError) as busy:
        await ledger.append(feedback(3))
    assert time.monotonic() - began < 2
    assert in_words(busy.value)
    assert ledger.mission.stars == 0
    child.communicate("", 5)
    await ledger.append(feedback(4))
    assert (await place.open()).mission == ledger.mission
    assert ledger.mission.stars == 4


@pytest.mark.usefixtures("impatient")
@pytest.mark.parametrize("url", ["postgresql"], indirect=True)
async def test_a_row_locked_by_another_session_says_so_in_time_and_goes_on_after(
    place: Place,
) -> None:
    ledger = await place.open()
    await ledger.append(STARTED)
    engine = create_engine(place.url)
    with engine.begin() as other:
        other.execute(text("SELECT fence FROM leases FOR UPDATE"))
        began = time.monotonic()
        with pytest.raises(StoreBusyError) as busy:
            await ledger.append(feedback(3))
        assert time.monotonic() - began < 2
    engine.dispose()
    assert in_words(busy.value)
    await ledger.append(feedback(4))
    assert (await place.open()).mission.stars == 4


@pytest.mark.usefixtures("impatient")
async def test_a_locked_file_cannot_be_opened_and_says_so(tmp_path: Path) -> None:
    path = tmp_path / "deck.db"
    (await open_database(sqlite_url(path))).close()
    child = hold(path)
    with pytest.raises(StoreBusyError) as busy:
        await open_database(sqlite_url(path))
    child.communicate("", 5)
    assert in_words(busy.value)


async def test_a_call_past_its_deadline_is_a_state_not_a_hang(tmp_path: Path) -> None:
    lane = Lane(open_engine(sqlite_url(tmp_path / "deck.db"), writes=True), "write", deadline=0.1)
    with pytest.raises(StoreBusyError, match="within 0 s while sleeping"):
        await lane.run("sleeping", lambda _: time.sleep(0.5))
    with pytest.raises(StoreBusyError):
        await lane.run("waiting its turn", lambda _: None)
    await asyncio.sleep(0.6)
    assert await lane.run("asking", lambda c: c.execute(text("SELECT 1")).scalar()) == 1
    lane.close()


async def test_a_database_of_a_newer_program_is_left_alone(place: Place) -> None:
    engine = create_engine(place.url)
    with engine.begin() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    with pytest.raises(StoreError, match="newer") as newer:
        await open_database(place.url)
    assert "9999" in newer.value.message
    with engine.begin() as connection:
        found = connection.execute(text("SELECT version_num FROM alembic_version")).scalar()
    engine.dispose()
    assert found == "9999"


async def test_a_file_that_is_no_database_is_kept_and_named(tmp_path: Path) -> None:
    path = tmp_path / "deck.db"
    path.write_bytes(b"not a database at all, " * 200)
    before = path.read_bytes()
    with pytest.raises(StoreError, match="damaged") as garbage:
        await open_database(sqlite_url(path))
    assert in_words(garbage.value)
    assert path.read_bytes() == before


async def test_a_folder_that_is_not_there_is_told(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="cannot be opened") as nowhere:
        await open_database(sqlite_url(tmp_path / "nowhere" / "deck.db"))
    assert in_words(nowhere.value)


@pytest.mark.skipif(os.name != "posix", reason="modes of folders are POSIX")
async def test_a_folder_nobody_may_write_is_told(tmp_path: Path) -> None:
    # Root may write everywhere but where the kernel itself refuses.
    folder = Path("/proc/self") if os.geteuid() == 0 else tmp_path
    folder.chmod(0o500) if folder == tmp_path else None
    with pytest.raises(StoreError) as refused:
        await open_database(sqlite_url(folder / "deck.db"))
    assert in_words(refused.value)


async def test_a_file_opened_for_reading_only_is_told(tmp_path: Path) -> None:
    path = tmp_path / "deck.db"
    (await open_database(sqlite_url(path))).close()
    database = await open_database(f"sqlite+pysqlite:///file:{path}?mode=ro&uri=true")
    with pytest.raises(StoreError, match="cannot be written"):
        await database.take("m1", "somebody")
    await asyncio.to_thread(database.close)


async def test_a_server_that_is_away_is_told() -> None:
    with pytest.raises(StoreError, match="does not answer") as away:
        await open_database("postgresql+psycopg://deck@127.0.0.1:1/deck")
    assert in_words(away.value)


async def test_two_programs_taking_one_mission_never_share_a_number(place: Place) -> None:
    other = await open_database(place.url)
    await place.database.take("m1", "first")
    numbers = await asyncio.gather(place.database.take("m1", "a"), other.take("m1", "b"))
    assert sorted(numbers) == [2, 3]
    await asyncio.to_thread(other.close)


async def test_secrets_are_replaced_whole_and_dropping_nothing_is_fine(place: Place) -> None:
    secrets = LocalSecrets(place.database)
    assert await secrets.get("token") is None
    await secrets.put("token", b"n1", b"old")
    await secrets.put("token", b"n2", b"new")
    assert await secrets.get("token") == (b"n2", b"new")
    await secrets.drop("token")
    await secrets.drop("token")
    assert await secrets.get("token") is None


async def test_a_thousand_facts_append_and_read_back_as_quickly_as_some_commits(
    place: Place,
) -> None:
    ledger = await place.open()
    one = IntentSubmitted(intent=DIGEST, scope=None, understood=False)
    began = time.monotonic()
    for fact in (STARTED, *[one] * 49):
        await ledger.append(fact)
    fifty = time.monotonic() - began
    await ledger.append(*[one] * 500)
    await ledger.append(*[one] * 451)
    assert len((await place.open()).rows) == 1001
    assert time.monotonic() - began < 10 * fifty


def test_a_closed_database_leaves_no_thread(tmp_path: Path) -> None:
    async def story() -> None:
        database = await open_database(sqlite_url(tmp_path / "deck.db"))
        assert await database.missions() == ()
        database.close()

    asyncio.run(story())
