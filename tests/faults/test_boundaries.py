"""The end of everything at each boundary of each kind of effect and of its undo: the next life finds out what is so."""

from pathlib import Path

import pytest

from desktop.domain.effect import Effect, EffectKind
from desktop.domain.values import from_millis
from tests.faults.boundaries import BOUNDARIES, CrashError, Killed, crash
from tests.faults.indoors import Indoors, Life
from tests.faults.judge import Verdict
from tests.faults.prepared import Prepared
from tests.faults.virtual import run

COMMITS, WRITES = BOUNDARIES[:2], BOUNDARIES[2:]
MOMENTS = [*((at, n) for at in COMMITS for n in (1, 2)), *((at, 1) for at in WRITES)]
"""Each effect is committed twice, as sent and as settled, and written once."""
FORWARD = [(kind, *moment) for kind in EffectKind for moment in MOMENTS]
BACK = [one for one in FORWARD if one[0] is not EffectKind.PUBLIC_REPLY]
BACK += [(EffectKind.PUBLIC_REPLY, at, 1) for at in COMMITS]


def first(life: Life, kind: EffectKind) -> Effect:
    found = (e for e in life.desk.ledger.mission.effects.values() if e.kind is kind)
    return min(found, key=lambda effect: (effect.release_at, effect.id))


async def crashed(world: Indoors, fate: Killed, *, undo: bool) -> None:
    """One life that ends at a boundary, run or undo under way; what came before is done."""
    life = await world.begin(fate)
    execute, mission = life.desk.execute, life.desk.ledger.mission
    leaves = from_millis(first(life, EffectKind.PUBLIC_REPLY).release_at)
    with pytest.raises(CrashError):
        fate.armed = not undo
        await execute.run()
        await life.services.door.until(leaves)
        await execute.release_due()
        fate.armed = True
        await execute.undo(list(mission.effects))
    await life.end()


async def play(
    place: Path, prepared: Prepared, kind: EffectKind, at: str, count: int, *, undo: bool
) -> Verdict:
    with Indoors(place, prepared) as world:
        life = await world.begin()
        about = first(life, kind).id
        await life.end()
        if undo and kind is EffectKind.SLACK_ESCALATION and at in WRITES:
            about = "/chat.delete"  # it carries no marker
        await crashed(world, Killed(at, count, crash, about), undo=undo)
        return world.judge(await world.come_through(undo=undo), undo=undo)


@pytest.mark.parametrize(("kind", "at", "count"), FORWARD)
def test_an_effect_cut_short_happens_once(
    prepared: Prepared, place: Path, kind: EffectKind, at: str, count: int
) -> None:
    assert run(play(place, prepared, kind, at, count, undo=False)).wrong == {}


@pytest.mark.parametrize(("kind", "at", "count"), BACK)
def test_an_undo_cut_short_is_finished(
    prepared: Prepared, place: Path, kind: EffectKind, at: str, count: int
) -> None:
    assert run(play(place, prepared, kind, at, count, undo=True)).wrong == {}
