"""Clocks that jump, a computer that sleeps, a token that ends at any request: all comes to its end, each effect once."""

import asyncio
from datetime import timedelta
from pathlib import Path

import pytest

from desktop.domain.errors import TriageError
from tests.faults.failures import Failure, How, Plan
from tests.faults.indoors import Indoors
from tests.faults.judge import Verdict
from tests.faults.prepared import Prepared
from tests.faults.virtual import run

HOUR, DAY = 3600, 86_400


@pytest.mark.parametrize("undo", [False, True])
@pytest.mark.parametrize("seconds", [-DAY, -HOUR, -300, HOUR, DAY])
def test_the_computers_clock_is_set_while_replies_are_held(
    prepared: Prepared, place: Path, seconds: int, undo: bool
) -> None:
    async def play() -> Verdict:
        with Indoors(place, prepared) as world:
            life = await world.begin()
            await life.desk.execute.run()
            clock = life.services.clock
            clock.set(clock.now() + timedelta(seconds=seconds))
            await life.desk.execute.release_due()
            await life.end()
            return world.judge(await world.come_through(undo=undo), undo=undo)

    assert run(play()).wrong == {}


@pytest.mark.parametrize("moment", ["before the run", "while holding"])
def test_a_sleep_over_the_moment_of_release_sends_each_reply_once(
    prepared: Prepared, place: Path, moment: str
) -> None:
    async def play() -> Verdict:
        with Indoors(place, prepared) as world:
            life = await world.begin()
            if moment == "while holding":
                await life.desk.execute.run()
            asyncio.get_running_loop().skip(2 * HOUR)
            await life.desk.execute.run()
            await life.desk.execute.release_due()
            await life.end()
            return world.judge(await world.come_through(undo=False))

    assert run(play()).wrong == {}


@pytest.mark.parametrize(("service", "requests"), [("zendesk", 46), ("slack", 2)])
def test_a_token_that_ends_at_any_request_stops_the_run_and_loses_nothing(
    prepared: Prepared, place: Path, service: str, requests: int
) -> None:
    async def play(at: int) -> tuple[Verdict, bool]:
        with Indoors(place / str(at), prepared) as world:
            life = await world.begin()
            world.way.plan = Plan((Failure(How.UNSIGNED, service, skip=at),))
            told = False
            try:
                await life.desk.execute.run()
                await life.desk.execute.release_due()
            except TriageError as stopped:
                told = "401" in stopped.message or "invalid_auth" in stopped.message
            await life.end()
            return world.judge(await world.come_through(undo=False)), told

    place.mkdir()
    played = [run(play(at)) for at in range(requests)]
    assert [verdict.wrong for verdict, _ in played] == [{}] * requests
    assert any(told for _, told in played)
