"""Appending and folding, on SQLite and on PostgreSQL alike."""

import asyncio
import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from sqlalchemy import create_engine, text

from desktop.base.ids import RandomIds
from desktop.bus import Happened
from desktop.domain.errors import (
    IntegrityError,
    KeyLostError,
    MissionBusyError,
    RuleError,
    StoreBusyError,
)
from desktop.domain.facts import EffectConfirmed, EffectSent, Fact, HomeTileOpened
from desktop.domain.mission import Mission
from desktop.ledger.chain import problems
from desktop.ledger.ledger import refold
from desktop.ports import SealedBlob, StoredFact
from desktop.store.copies import copy_of_the_day, newest_whole
from desktop.store.database import open_database
from desktop.store.engine import sqlite_url
from desktop.store.secrets import LocalSecrets
from desktop.vault.vault import Vault
from tests.desktop.ledger.conftest import NOW, Place
from tests.desktop.ledger.stories import (
    DIGEST,
    SEALED,
    STARTED,
    feedback,
    lives,
    planned,
    task,
)

CANARY = "Nora Nurse asks about patient 4711, canary-d41d8cd98f"


def stored(place: Place, query: str) -> list[Any]:
    """Ask the database itself, past every layer of ours."""
    engine = create_engine(place.url)
    with engine.connect() as connection:
        rows = list(connection.execute(text(query)))
    engine.dispose()
    return rows


@settings(
    max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(life=lives())
async def test_folding_step_by_step_folding_again_and_reading_back_are_one(
    place: Place, life: list[Fact]
) -> None:
    mission = place.new_mission()
    ledger = await place.open(mission)
    for fact in life[:3]:
        await ledger.append(fact)
    await ledger.append(*life[3:])
    assert refold(mission, list(ledger.entries)) == ledger.mission
    again = await place.open(mission)
    assert (again.mission, again.rows, again.entries) == (
        ledger.mission,
        ledger.rows,
        ledger.entries,
    )
    assert problems(mission, again.rows) == []


async def test_a_fact_that_cannot_follow_writes_nothing(place: Place) -> None:
    ledger = await place.open()
    await ledger.append(STARTED)
    before = (ledger.rows, ledger.mission)
    place.told.clear()
    text_of_a_draft = ledger.keep(b"a draft")
    with pytest.raises(RuleError):
        await ledger.append(planned(content=text_of_a_draft), EffectSent(effect="e9", attempt=1))
    assert (ledger.rows, ledger.mission) == before
    assert place.told == []
    await ledger.append(feedback())
    assert len(stored(place, "SELECT * FROM facts")) == 2
    assert stored(place, "SELECT * FROM blobs") == []


async def test_a_fact_that_breaks_its_type_is_ours_to_mend_and_writes_nothing(place: Place) -> None:
    ledger = await place.open()
    with pytest.raises(IntegrityError, match="breaks its type"):
        await ledger.append(STARTED, planned("no spaces please"))
    assert stored(place, "SELECT * FROM facts") == []


async def test_an_append_the_database_refuses_leaves_no_blob_and_no_row(place: Place) -> None:
    ledger = await place.open()
    row = StoredFact("main", 1, "0" * 64, "0" * 64, "{}")
    blob = SealedBlob(DIGEST, b"n" * 12, b"sealed")
    with pytest.raises(StoreBusyError, match="in between"):
        await place.database.append("m1", 1, [row, row], [blob])
    assert stored(place, "SELECT * FROM blobs") == []
    assert stored(place, "SELECT * FROM facts") == []
    await ledger.append(STARTED)
    assert len(ledger.rows) == 1


async def test_the_bus_is_told_after_the_commit(place: Place) -> None:
    seen: list[int] = []
    ledger = await place.open()
    place.bus.listen(lambda _: seen.append(len(stored(place, "SELECT * FROM facts"))))
    await ledger.append(STARTED, planned())
    assert seen == [2, 2]
    told = [message for message in place.told if isinstance(message, Happened)]
    assert [(m.seq, m.mission, m.fact) for m in told] == [(1, "m1", STARTED), (2, "m1", planned())]


async def test_a_signal_is_told_and_never_stored(place: Place) -> None:
    ledger = await place.open()
    ledger.signal(HomeTileOpened(tickets=3, at_risk=1))
    assert len(place.told) == 1
    assert stored(place, "SELECT * FROM facts") == []


async def test_two_tasks_append_at_once_and_both_stand(place: Place) -> None:
    ledger = await place.open()
    await ledger.append(STARTED)

    async def plan(number: int) -> None:
        content = ledger.keep(f"draft {number}".encode())
        await ledger.append(planned(f"e{number}", content))

    await asyncio.gather(*(plan(number) for number in range(12)))
    again = await place.open()
    assert again.mission == ledger.mission
    texts = [await again.read(effect.content) for effect in again.mission.effects.values()]
    assert sorted(texts) == sorted(f"draft {number}".encode() for number in range(12))


async def test_a_cancelled_append_is_read_again_before_the_next(place: Place) -> None:
    ledger = await place.open()
    await ledger.append(STARTED)
    running = asyncio.create_task(ledger.append(planned()))
    await asyncio.sleep(0)
    running.cancel()
    with pytest.raises(asyncio.CancelledError):
        await running
    await asyncio.sleep(0.1)  # whatever the writer's thread had begun has ended
    await ledger.append(feedback())
    again = await place.open()
    assert again.mission == ledger.mission
    assert problems("m1", again.rows) == []


async def test_a_second_opener_fences_the_first(place: Place) -> None:
    other = await open_database(place.url)
    first = await place.open()
    await first.append(STARTED)
    second = await place.open(database=other)
    with pytest.raises(MissionBusyError) as busy:
        await first.append(feedback(1))
    assert "again" in busy.value.remedy
    await second.append(feedback(4))
    assert (await place.open()).mission.stars == 4
    await asyncio.to_thread(other.close)


async def test_a_blob_is_nowhere_in_the_clear(place: Place, request: Any, tmp_path: Any) -> None:
    ledger = await place.open()
    await ledger.append(STARTED, planned(content=ledger.keep(CANARY.encode())))
    assert await ledger.read(ledger.mission.effects["e1"].content) == CANARY.encode()
    files = [path.read_bytes() for path in tmp_path.iterdir()]
    if place.url.startswith("postgresql"):
        files.append(request.getfixturevalue("postgres").dump(place.url))
    assert any(b"effect_planned" in content for content in files), "looked in the wrong place"
    for content in files:
        assert b"canary" not in content
        assert CANARY.encode().hex().encode() not in content


async def test_redacting_a_text_leaves_the_chain_valid(place: Place) -> None:
    ledger = await place.open()
    await ledger.append(STARTED, planned(content=ledger.keep(CANARY.encode())))
    content = ledger.mission.effects["e1"].content
    await ledger.redact(content)
    with pytest.raises(IntegrityError, match="gone"):
        await ledger.read(content)
    assert problems("m1", (await place.open()).rows) == []


async def test_a_redacted_text_is_in_no_file_of_the_profile_any_more(tmp_path: Path) -> None:
    """Sealed it is nothing a finder of words could find: its sealed bytes are looked for."""
    file = tmp_path / "deck.db"
    database = await open_database(sqlite_url(file), backed_up=True)
    keys = Vault(b"k" * 32, LocalSecrets(database), RandomIds(), None)
    place = Place(sqlite_url(file), database, keys)
    ledger = await place.open()
    await ledger.append(STARTED, planned(content=ledger.keep(CANARY.encode())))
    content = ledger.mission.effects["e1"].content
    blob = await database.blob("m1", content)
    assert blob is not None
    copy_of_the_day(file, NOW)
    holding = [one for one in tmp_path.rglob("deck*") if sealed_in(one, blob)]
    assert len(holding) >= 2, "looked in the wrong place"
    await ledger.redact(content)
    assert not [one for one in tmp_path.rglob("*") if sealed_in(one, blob)]
    restored, _ = newest_whole(file) or (file, 0)
    assert restored != file
    with closing(sqlite3.connect(restored)) as copy:
        assert copy.execute("SELECT count(*) FROM facts").fetchone() == (2,)
    assert problems("m1", (await place.open()).rows) == []
    await asyncio.to_thread(database.close)


def sealed_in(path: Path, blob: SealedBlob) -> bool:
    return path.is_file() and blob.sealed in path.read_bytes()


async def test_forgetting_the_key_takes_the_texts_and_leaves_the_chain(place: Place) -> None:
    ledger = await place.open()
    await ledger.append(STARTED, planned(content=ledger.keep(CANARY.encode())))
    await place.keys.forget("m1")
    with pytest.raises(KeyLostError) as lost:
        await place.open()
    assert "verifies" in lost.value.remedy
    rows = await place.database.rows("m1")
    assert len(rows) == 2
    assert problems("m1", rows) == []
    blob = await place.database.blob("m1", ledger.mission.effects["e1"].content)
    assert blob is not None
    await place.keys.mission_key("m1", create=True)
    with pytest.raises(IntegrityError, match="does not open"):
        await (await place.open()).read(blob.digest)


async def test_what_comes_after_the_seal_is_an_addendum_with_its_own_head(place: Place) -> None:
    ledger = await place.open()
    await ledger.append(STARTED, SEALED)
    sealed_head = ledger.head
    await ledger.append(feedback(3))
    await ledger.append(task("t1"), task("t2"))
    assert ledger.head == sealed_head
    after = [row for row in ledger.rows if row.chain == "addendum"]
    assert [row.seq for row in after] == [1, 2, 3]
    assert after[0].prev == sealed_head
    again = await place.open()
    assert (again.rows, again.mission) == (ledger.rows, ledger.mission)
    assert again.mission.stars == 3
    with pytest.raises(RuleError, match="sealed already"):
        await ledger.append(SEALED)


async def test_a_changed_row_is_found_on_opening(place: Place) -> None:
    ledger = await place.open()
    await ledger.append(STARTED, feedback(2))
    engine = create_engine(place.url)
    with engine.begin() as connection:
        change = "UPDATE facts SET body = replace(body, '\"stars\":2', '\"stars\":5')"
        connection.exec_driver_sql(change)
    engine.dispose()
    with pytest.raises(IntegrityError, match="main 2"):
        await place.open()


async def test_missions_are_listed_oldest_first_and_apart(place: Place) -> None:
    names = [place.new_mission()]
    await asyncio.sleep(0.003)
    names.append(place.new_mission())
    place.clock.set(place.clock.now())
    ledgers = [await place.open(name) for name in names]
    await ledgers[0].append(STARTED)
    await ledgers[1].append(STARTED, feedback(2))
    assert set(await place.database.missions()) == set(names)
    assert (await place.open(names[0])).mission.stars == 0
    assert (await place.open("unheard-of")).mission == Mission("unheard-of")


async def test_a_receipt_is_kept_with_the_fact_that_names_it(place: Place) -> None:
    ledger = await place.open()
    await ledger.append(STARTED, planned(), EffectSent(effect="e1", attempt=1))
    receipt = ledger.keep(b"{}")
    await ledger.append(feedback())
    assert stored(place, "SELECT * FROM blobs") == []
    await ledger.append(EffectConfirmed(effect="e1", receipt=receipt, read_back=False))
    assert len(stored(place, "SELECT * FROM blobs")) == 1
