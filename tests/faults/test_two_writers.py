"""Two programs on one mission, the lock between them bypassed: the fence stops the first, and nothing exists twice."""

import asyncio
from pathlib import Path

import pytest

from desktop.connectors.carrier import Answer, Ask, Carrier
from desktop.deck import lock_mission
from desktop.domain.effect import EffectKind
from desktop.domain.errors import MissionBusyError
from tests.faults.indoors import Indoors
from tests.faults.judge import Verdict
from tests.faults.prepared import Prepared
from tests.faults.virtual import run

ON_TICKETS = [EffectKind.CATEGORISE, EffectKind.INTERNAL_NOTE]


def test_a_second_program_is_refused_by_the_lock(prepared: Prepared, place: Path) -> None:
    async def play() -> None:
        with Indoors(place, prepared) as world:
            life = await world.begin()
            with (
                lock_mission(life.deck.folder, prepared.mission),
                pytest.raises(MissionBusyError),
            ):
                lock_mission(life.deck.folder, prepared.mission)
            await life.end()

    run(play())


def test_the_first_of_two_writes_nothing_once_the_second_is_there(
    prepared: Prepared, place: Path
) -> None:
    async def play() -> Verdict:
        with Indoors(place, prepared) as world:
            first = await world.begin()
            second = await world.begin()
            with pytest.raises(MissionBusyError):
                await first.desk.execute.run()
            assert not world.world().markers
            await second.desk.execute.run()
            await first.end()
            await second.end()
            return world.judge(await world.come_through(undo=False))

    assert run(play()).wrong == {}


class Standing:
    """A carrier that stands still before a write that is about something, until it is let go."""

    def __init__(self, carrier: Carrier, about: str) -> None:
        self._carrier, self._about = carrier, about
        self.stands, self.goes = asyncio.Event(), asyncio.Event()

    async def carry(self, ask: Ask) -> Answer:
        """Carry, later."""
        if ask.method != "GET" and self._about in (ask.body or b"").decode():
            self.stands.set()
            await self.goes.wait()
        return await self._carrier.carry(ask)

    async def close(self) -> None:
        """Close the connections."""
        await self._carrier.close()


async def woken(world: Indoors, kind: EffectKind, at: int) -> Verdict:
    """One program stands still between its note that it sends and the sending; another takes over; the first wakes."""
    zombie = await world.begin()
    effects = zombie.desk.ledger.mission.effects.values()
    about = next(e.id for e in effects if e.kind is kind)
    http = zombie.services.https[at]
    http.carrier = still = Standing(http.carrier, about)
    slept = asyncio.create_task(zombie.desk.execute.run())
    await still.stands.wait()
    asyncio.get_running_loop().skip(60)
    ends = await world.come_through(undo=False)
    known = len(zombie.desk.ledger.entries)
    still.goes.set()
    with pytest.raises(MissionBusyError):
        await slept
    assert len(zombie.desk.ledger.entries) == known
    await zombie.end()
    return world.judge(ends)


@pytest.mark.parametrize("kind", ON_TICKETS)
def test_a_zombie_writes_neither_to_the_ledger_nor_to_a_ticket(
    prepared: Prepared, place: Path, kind: EffectKind
) -> None:
    async def play() -> Verdict:
        with Indoors(place, prepared) as world:
            return await woken(world, kind, 0)

    assert run(play()).wrong == {}


def test_a_zombies_late_post_is_found_by_its_marker_and_deleted(
    prepared: Prepared, place: Path
) -> None:
    async def play() -> tuple[Verdict, Verdict]:
        with Indoors(place, prepared) as world:
            late = await woken(world, EffectKind.SLACK_ESCALATION, 2)
            life = await world.begin()
            await life.desk.execute.listen()
            await life.end()
            return late, world.judge(life.ends)

    late, then = run(play())
    assert late.duplicated, "it did arrive"
    assert then.wrong == {}
