"""The disk under a run: full, held by another program, cut by a lost power, of an older schema."""

import re
import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from desktop.domain.effect import EffectKind, EffectState
from desktop.domain.errors import StoreBusyError, StoreError
from desktop.store import engine
from tests.faults.boundaries import CrashError, Killed, crash
from tests.faults.child import go_on
from tests.faults.fate import Fate, Kill
from tests.faults.indoors import Indoors
from tests.faults.judge import Verdict
from tests.faults.prepared import Prepared
from tests.faults.round import Round
from tests.faults.virtual import run

FRAME = 24 + 4096
KINDS = [EffectKind.CATEGORISE, EffectKind.INTERNAL_NOTE, EffectKind.SLACK_ESCALATION]


def file(world: Indoors) -> Path:
    return world.folder / "deck" / "deck.db"


def journalled(world: Indoors) -> set[str]:
    """Every effect the file knows as sent, whatever became of it."""
    with closing(sqlite3.connect(file(world))) as connection:
        bodies = [row[0] for row in connection.execute("SELECT body FROM facts")]
    return {
        marker
        for marker in world.world().markers
        if any(marker in b for b in bodies if "sent" in b)
    }


@pytest.mark.parametrize("room", [0, 1, 2, 3, 4, 5])
def test_on_a_full_disk_it_says_so_and_sends_nothing_it_cannot_write_down(
    prepared: Prepared, place: Path, room: int
) -> None:
    async def play() -> Verdict:
        with Indoors(place, prepared) as world:
            life = await world.begin()
            writer = life.deck.database.writer
            pages = await writer.run(
                "", lambda c: c.exec_driver_sql("PRAGMA page_count").scalar_one()
            )
            limit = f"PRAGMA max_page_count={pages + room}"
            await writer.run("", lambda c: c.exec_driver_sql(limit).scalar_one())
            with pytest.raises(StoreError, match="The disk is full"):
                await go_on(life.desk, life.services, undo=False)
            await life.end()
            assert journalled(world) == set(world.world().markers)
            return world.judge(await world.come_through(undo=False))

    assert run(play()).wrong == {}


@pytest.mark.parametrize("room", [1, 5_000, 12_000, 40_000])
def test_a_program_whose_files_may_grow_no_further_says_so_and_is_whole_when_they_may(
    prepared: Prepared, place: Path, room: int
) -> None:
    """A real process and the operating system's own refusal."""
    played = Round(prepared, place, Fate((Kill(room=room),), undo=False))
    assert played.play().wrong == {}
    (said,) = played.said
    assert re.search("disk did not take|disk is full", said), said


def test_while_another_program_holds_the_file_nothing_leaves(
    prepared: Prepared, place: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(engine, "_BUSY_MS", 60)

    async def play() -> Verdict:
        with Indoors(place, prepared) as world:
            life = await world.begin()
            with closing(sqlite3.connect(file(world), isolation_level=None)) as other:
                other.execute("BEGIN IMMEDIATE")
                with pytest.raises(StoreBusyError, match="Another program holds"):
                    await life.desk.execute.run()
            assert not world.world().markers
            await life.desk.execute.run()
            await life.end()
            return world.judge(await world.come_through(undo=False))

    assert run(play()).wrong == {}


async def stopped(world: Indoors, at: str, kind: EffectKind, count: int = 1) -> tuple[int, int]:
    """Crash in the first effect of a kind, its files left as a power cut leaves them.

    Return how long the journal was before the last commit, and after it.
    """
    life = await world.begin()
    effects = life.desk.ledger.mission.effects.values()
    about = next(e.id for e in effects if e.kind is kind)
    await life.end()
    wal = file(world).with_name("deck.db-wal")
    fate, sizes = Killed(at, count, crash, about), [0]
    life = await world.begin(fate)
    append = life.deck.database.append

    async def measured(*arguments: object) -> None:
        sizes.append(wal.stat().st_size)
        await append(*arguments)

    life.deck.database.append = measured
    fate.armed = True
    with pytest.raises(CrashError):
        await life.desk.execute.run()
    left = world.folder / "left"
    left.mkdir()
    for name in ("deck.db", "deck.db-wal"):
        shutil.copy(file(world).with_name(name), left / name)
    await life.end()
    return sizes[-1], (left / "deck.db-wal").stat().st_size


def put_back(world: Indoors, length: int) -> None:
    """Let the files lie there as they were left, the journal cut."""
    for old in file(world).parent.glob("deck.db*"):
        old.unlink()
    shutil.copy(world.folder / "left" / "deck.db", file(world))
    kept = (world.folder / "left" / "deck.db-wal").read_bytes()[:length]
    file(world).with_name("deck.db-wal").write_bytes(kept)


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("part", [0.0, 0.3, 0.5, 0.9, 1.0])
def test_a_commit_that_was_not_whole_on_the_disk_when_the_power_went_has_sent_nothing(
    prepared: Prepared, place: Path, kind: EffectKind, part: float
) -> None:
    async def play() -> Verdict:
        with Indoors(place, prepared) as world:
            before, after = await stopped(world, "after_append", kind)
            assert after - before >= FRAME
            put_back(world, before + int((after - before) * part))
            return world.judge(await world.come_through(undo=False))

    assert run(play()).wrong == {}


def test_a_commit_lost_after_its_request_left_would_send_twice(
    prepared: Prepared, place: Path
) -> None:
    """Why each commit is synced before the socket (``synchronous=FULL``): nothing else stands against this."""

    async def play() -> Verdict:
        with Indoors(place, prepared) as world:
            before, _ = await stopped(world, "after_answer", EffectKind.SLACK_ESCALATION)
            put_back(world, before)
            return world.judge(await world.come_through(undo=False))

    assert "duplicated" in run(play()).wrong


@pytest.mark.parametrize("at", ["after_append", "after_answer"])
@pytest.mark.parametrize("kind", KINDS)
def test_a_run_begun_under_the_first_schema_goes_on_under_this_one(
    prepared: Prepared, place: Path, kind: EffectKind, at: str
) -> None:
    async def play() -> Verdict:
        with Indoors(place, prepared) as world:
            await stopped(world, at, kind)
            with closing(sqlite3.connect(file(world), isolation_level=None)) as old:
                old.executescript("DROP TABLE heads; DROP TABLE restored")
                old.execute("UPDATE alembic_version SET version_num = '0001'")
            ends = await world.come_through(undo=False)
            assert (file(world).parent / "backups" / "deck-schema-0001.db").exists()
            assert {state for _, _, state in ends.values()} == {EffectState.CONFIRMED}
            return world.judge(ends)

    assert run(play()).wrong == {}
