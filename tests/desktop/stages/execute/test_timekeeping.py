"""Keeping time: each held reply leaves when it is due, once, whoever skips the clock or fails on the way."""

import asyncio
import contextlib
from collections.abc import AsyncIterator
from datetime import datetime

import pytest

from desktop.domain.effect import Effect, EffectKind, EffectState
from desktop.domain.errors import StoreBusyError
from desktop.domain.values import StageName, from_millis
from desktop.stages.execute import timekeeping
from tests.desktop.stages.standing import AT_RISK, Standing

REPLY = EffectKind.PUBLIC_REPLY


@contextlib.asynccontextmanager
async def keeping_time(standing: Standing) -> AsyncIterator[None]:
    task = asyncio.create_task(standing.desk.execute.keep_time())
    try:
        yield
    finally:
        task.cancel()
        with contextlib.suppress(asyncio.CancelledError):
            await task


async def until_sent(standing: Standing) -> None:
    async with asyncio.timeout(20):
        for _ in range(400):
            if standing.states(REPLY) == {EffectState.CONFIRMED}:
                return
            await asyncio.sleep(0.05)


def replies_outside(standing: Standing, ticket: int) -> int:
    marks = [e.id for e in standing.effects(REPLY) if e.target == str(ticket)]
    audits = standing.ticket(ticket)["audits"]
    return sum(f"'{marks[0]}'" in str(audit) for audit in audits)


async def test_a_clock_that_was_skipped_ahead_is_noticed(standing: Standing) -> None:
    await standing.execute()
    async with keeping_time(standing):
        await asyncio.sleep(0.1)
        assert standing.states(REPLY) == {EffectState.HELD}, "nothing is due yet"
        await standing.door.until(max(_releases(standing)))
        await until_sent(standing)
    assert [replies_outside(standing, ticket) for ticket in AT_RISK] == [1] * len(AT_RISK)


def _releases(standing: Standing) -> list[datetime]:
    return [from_millis(effect.release_at) for effect in standing.effects(REPLY)]


async def test_a_failing_service_is_told_and_tried_again(
    standing: Standing, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(timekeeping, "_AGAIN", 0.5)
    await standing.execute()
    standing.fault(method="PUT", path="/api/v2/tickets", kind="status", status=401)
    async with keeping_time(standing):
        await standing.door.until(max(_releases(standing)))
        await until_sent(standing)
    words = [one.words for one in standing.progress(StageName.EXECUTE)]
    assert any(one.endswith("tried again in a moment.") for one in words)
    assert [replies_outside(standing, ticket) for ticket in AT_RISK] == [1] * len(AT_RISK)


async def test_it_runs_beside_the_steps_and_nothing_leaves_twice(standing: Standing) -> None:
    await standing.approve()
    await standing.desk.execute.start()
    await standing.decide()
    await standing.door.until(max(_releases(standing)))
    async with keeping_time(standing):
        await standing.desk.execute.run()
        await until_sent(standing)
    assert {e.attempts for e in standing.mission.effects.values()} == {1}


async def test_before_anything_is_held_it_waits(standing: Standing) -> None:
    async with keeping_time(standing):
        await asyncio.sleep(0.1)
    assert standing.kinds == []


def test_after_a_sleep_what_can_still_be_in_time_goes_first() -> None:
    def held(name: str, release: int) -> Effect:
        return Effect(name, REPLY, "7", "ab" * 32, EffectState.HELD, release_at=release)

    deadlines = {"late": 900, "soon": 1_100, "calm": 5_000}
    due = [held("late", 100), held("calm", 200), held("soon", 300)]
    due.sort(key=lambda effect: timekeeping.turn_of(effect, deadlines[effect.id], 1_000))
    assert [effect.id for effect in due] == ["soon", "calm", "late"]


async def test_a_database_that_is_busy_at_the_look_at_the_clocks_ends_no_time(
    standing: Standing, monkeypatch: pytest.MonkeyPatch
) -> None:
    await standing.execute()
    looked = asyncio.Event()

    async def busy() -> None:
        looked.set()
        raise StoreBusyError("The database does not answer", "It is busy.", "Try again.")

    monkeypatch.setattr(standing.desk.execute, "follow_clocks", busy)
    async with keeping_time(standing):
        await asyncio.wait_for(looked.wait(), 20)
        await standing.door.until(max(_releases(standing)))
        await until_sent(standing)
    assert standing.states(REPLY) == {EffectState.CONFIRMED}
