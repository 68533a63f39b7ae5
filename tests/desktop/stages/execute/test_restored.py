"""A desk whose database was damaged and came back from a copy: nothing twice outside, nothing lost."""

import asyncio
import shutil
import sqlite3
from collections import Counter
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest

from desktop.base.clock import SystemClock
from desktop.cli.audit import Known, verify_ledgers
from desktop.deck import open_deck, open_desk
from desktop.domain.effect import EffectKind, EffectState
from desktop.domain.errors import ServiceError
from desktop.domain.facts import EffectCancelled, EffectConfirmed, LedgerRestored, Reason
from desktop.store.copies import write_copy
from tests.desktop.stages.standing import Standing

ALONE = 20364

COPIED = "backups/deck-2026-11-28.db"
RESTORED = pytest.mark.announces("restored from a copy")


async def copy(standing: Standing) -> None:
    """The day's copy, made now."""
    file = standing.deck.folder.database
    await asyncio.to_thread(write_copy, file, file.parent / COPIED, SystemClock().now())


async def begun_and_copied(standing: Standing) -> None:
    """A plan that was started, every question decided, nothing sent; then the day's copy."""
    await standing.approve()
    await standing.desk.execute.start()
    await standing.decide()
    await copy(standing)


async def damage_and_reopen(standing: Standing) -> None:
    """Overwrite pages in the middle of the file while the program is closed, then open the profile and the mission."""
    mission, old = standing.mission.id, standing.deck
    await asyncio.to_thread(old.close)
    file = old.folder.database
    with closing(sqlite3.connect(file)) as whole:
        whole.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        [(root,)] = whole.execute("SELECT rootpage FROM sqlite_master WHERE name = 'facts'")
    content = bytearray(file.read_bytes())
    content[(root - 1) * 4096 : root * 4096] = b"\xff" * 4096
    file.write_bytes(content)
    opened = await open_deck(old.folder, "sandbox", None, "a passphrase of the tests")
    standing.deck = replace(opened, preferences=old.preferences, work=old.work)
    standing.desk = await open_desk(standing.deck, standing.services, mission)


def written(standing: Standing) -> Counter[str]:
    """How often each effect's marker stands outside, in tickets and channels."""
    world = standing.world()
    tickets = [audit for ticket in world["tickets"] for audit in ticket["audits"]]
    custom = [audit.get("metadata", {}).get("custom", {}) for audit in tickets]
    posted = [m.get("metadata", {}).get("event_payload", {}) for m in standing.posts()]
    names = (one.get("triagedeck_effect") for one in [*custom, *posted])
    return Counter(name for name in names if name)


def categorised(standing: Standing) -> Counter[int]:
    """How often we wrote on each ticket without a comment."""
    ours: Counter[int] = Counter()
    for ticket in standing.world()["tickets"]:
        for audit in ticket["audits"]:
            marked = audit.get("metadata", {}).get("custom", {}).get("triagedeck_effect")
            said = any(event["type"] == "Comment" for event in audit["events"])
            ours[ticket["id"]] += bool(marked) and not said
    return ours


def read_back(standing: Standing) -> set[str]:
    return {f.effect for f in standing.facts if isinstance(f, EffectConfirmed) and f.read_back}


@RESTORED
@pytest.mark.parametrize("half", ["approved", "under way", "held"])
async def test_a_mission_run_on_since_the_copy_is_neither_sent_twice_nor_lost(
    standing: Standing, half: str
) -> None:
    await standing.approve()
    if half != "approved":
        await standing.desk.execute.start()
        await standing.decide()
    if half == "under way":
        standing.fault(method="PUT", path="/api/v2/tickets", kind="status", status=401, skip=4)
        with pytest.raises(ServiceError):
            await standing.desk.execute.run()
        standing.no_faults()
    if half == "held":
        await standing.desk.execute.run()
    await copy(standing)
    known = standing.effects(EffectKind.CATEGORISE)[0].state
    if half == "approved":
        await standing.desk.execute.start()
        await standing.decide()
    await standing.desk.execute.run()
    await standing.wait_out()
    outside = written(standing)
    assert set(outside.values()) == {1}
    assert set(outside) == set(standing.mission.effects)

    await damage_and_reopen(standing)
    assert standing.deck.restored is not None
    assert "read back before anything is sent again" in standing.deck.restored.message
    assert sum(isinstance(fact, LedgerRestored) for fact in standing.facts) == 1
    assert standing.effects(EffectKind.CATEGORISE)[0].state is known, "as the copy has it"
    await standing.desk.execute.start()
    await standing.decide()
    await standing.desk.execute.run()
    await standing.wait_out()
    assert written(standing) == outside
    assert {e.state for e in standing.mission.effects.values()} == {EffectState.CONFIRMED}
    assert len(read_back(standing)) == {"approved": len(outside), "held": 4}.get(
        half, len(read_back(standing))
    )
    found = await verify_ledgers(standing.deck.folder.root, Known())
    assert found.ok, found
    assert "restored before main" in found.in_words()
    assert "is missing" in found.in_words()


@RESTORED
async def test_what_did_not_leave_before_the_damage_leaves_once_after_it(
    standing: Standing,
) -> None:
    await begun_and_copied(standing)
    standing.fault(method="PUT", path="/api/v2/tickets", kind="status", status=401, skip=4)
    with pytest.raises(ServiceError):
        await standing.desk.execute.run()
    standing.no_faults()
    left = set(written(standing))
    assert len(left) == 4
    await damage_and_reopen(standing)
    await standing.desk.execute.run()
    await standing.wait_out()
    assert read_back(standing) == left
    outside = written(standing)
    assert set(outside) == set(standing.mission.effects)
    assert set(outside.values()) == {1}


@RESTORED
async def test_a_service_that_cannot_be_read_gets_nothing_sent(standing: Standing) -> None:
    await begun_and_copied(standing)
    await standing.desk.execute.run()
    outside = written(standing)
    await damage_and_reopen(standing)
    standing.fault(method="GET", path="/api/v2/tickets/", kind="status", status=503, count=99)
    with pytest.raises(ServiceError):
        await standing.desk.execute.run()
    assert written(standing) == outside
    standing.no_faults()
    await standing.desk.execute.run()
    assert written(standing) == outside


@RESTORED
async def test_giving_up_the_rest_confirms_what_is_outside_and_cancels_only_what_is_not(
    standing: Standing,
) -> None:
    await begun_and_copied(standing)
    await standing.desk.execute.run()
    outside = set(written(standing))
    await damage_and_reopen(standing)
    await standing.desk.execute.cancel_rest()
    states = {e.id: e.state for e in standing.mission.effects.values()}
    assert {name for name, state in states.items() if state is EffectState.CONFIRMED} == outside
    given_up = {f.effect for f in standing.facts if isinstance(f, EffectCancelled)}
    assert given_up == set(states) - outside


@RESTORED
async def test_what_was_taken_back_since_is_taken_back_still_and_changed_no_more(
    standing: Standing,
) -> None:
    await begun_and_copied(standing)
    await standing.desk.execute.run()
    effect = standing.effect(EffectKind.CATEGORISE, ALONE)
    await standing.desk.execute.undo([effect.id])
    ticket = standing.ticket(ALONE)
    await damage_and_reopen(standing)
    await standing.desk.execute.run()
    await standing.desk.execute.release_due()
    assert standing.mission.effects[effect.id].state is EffectState.UNDONE
    assert standing.ticket(ALONE) == ticket


@RESTORED
async def test_another_change_under_the_same_name_is_handed_to_a_person(
    standing: Standing, monkeypatch: pytest.MonkeyPatch
) -> None:
    await begun_and_copied(standing)
    await damage_and_reopen(standing)
    tickets = standing.services.connections.tickets
    effect = standing.effect(EffectKind.CATEGORISE, ALONE)
    find = tickets.find

    async def other(ticket: int, name: str):  # type: ignore[no-untyped-def]
        from desktop.domain.effect import Receipt

        wanted = name == effect.id
        return Receipt("1", str(ticket), (), 77) if wanted else await find(ticket, name)

    monkeypatch.setattr(tickets, "find", other)
    await standing.desk.execute.run()
    assert EffectCancelled(effect=effect.id, reason=Reason.CHANGED_SINCE) in standing.facts
    assert standing.mission.alerts[f"handed_over-{ALONE}"].open
    assert effect.id not in written(standing)


@RESTORED
async def test_a_sealed_mission_is_told_nothing_and_stays_verified(standing: Standing) -> None:
    await standing.execute()
    await standing.wait_out()
    await standing.desk.reflect.complete()
    await standing.desk.reflect.seal()
    rows = standing.desk.ledger.rows
    await copy(standing)
    await damage_and_reopen(standing)
    assert standing.mission.sealed
    assert standing.desk.ledger.rows == rows
    found = await verify_ledgers(standing.deck.folder.root, Known())
    assert found.ok, found
    assert await standing.deck.database.copied_at(standing.mission.id) is None


@RESTORED
async def test_a_mission_begun_since_the_copy_is_named_as_not_in_it(standing: Standing) -> None:
    await standing.define()
    await copy(standing)
    (standing.deck.folder.root / "missions" / "begun-since").mkdir(parents=True)
    await damage_and_reopen(standing)
    assert standing.deck.restored is not None
    assert "1 mission begun since is not in it" in standing.deck.restored.remedy
    assert await standing.deck.database.copied_at("begun-since") is not None


@RESTORED
async def test_a_mission_begun_anew_under_its_old_name_categorises_no_ticket_twice(
    standing: Standing,
) -> None:
    """Its plan is made anew and may be another one: only what bears the same name on the same ticket is known."""
    await copy(standing)
    await standing.execute()
    await standing.wait_out()
    outside = categorised(standing)
    await damage_and_reopen(standing)
    assert standing.kinds == ["LedgerRestored"]
    await standing.execute()
    await standing.wait_out()
    assert categorised(standing) == outside
    assert set(outside.values()) == {1}


async def test_a_copy_without_a_mark_is_an_ordinary_file(
    standing: Standing, tmp_path: Path
) -> None:
    await standing.define()
    await asyncio.to_thread(standing.deck.close)
    shutil.copyfile(standing.deck.folder.database, tmp_path / "copy.db")
    opened = await open_deck(standing.deck.folder, "sandbox", None, "a passphrase of the tests")
    assert opened.restored is None
    standing.deck = replace(opened, work=standing.deck.work)


@RESTORED
async def test_one_ticket_that_may_not_be_read_goes_to_a_person_and_the_rest_goes_on(
    standing: Standing,
) -> None:
    await begun_and_copied(standing)
    await damage_and_reopen(standing)
    place = f"/api/v2/tickets/{ALONE}/audits"
    standing.fault(method="GET", path=place, kind="status", status=403, count=99)
    await standing.desk.execute.run()
    assert standing.effect(EffectKind.CATEGORISE, ALONE).state is EffectState.CANCELLED
    assert f"handed_over-{ALONE}" in standing.mission.alerts
    assert standing.states(EffectKind.SLACK_ESCALATION) == {EffectState.CONFIRMED}
