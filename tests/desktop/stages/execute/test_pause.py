"""Pause: the change under way ends, nothing else begins, and the run goes on from there."""

import asyncio

import pytest

from desktop.bus import Happened, Message
from desktop.domain.effect import EffectKind, EffectState
from desktop.domain.facts import AlertKind, EffectConfirmed
from tests.desktop.stages.standing import SCOPE, Standing


def pause_after(standing: Standing, count: int) -> None:
    seen: list[Message] = []

    def hear(message: Message) -> None:
        if isinstance(message, Happened) and isinstance(message.fact, EffectConfirmed):
            seen.append(message)
            if len(seen) == count:
                standing.desk.execute.pause()

    standing.deck.bus.listen(hear)


async def begin(standing: Standing) -> None:
    await standing.approve()
    await standing.desk.execute.start()
    await standing.decide()


async def test_a_paused_run_stops_after_the_change_under_way(standing: Standing) -> None:
    await begin(standing)
    pause_after(standing, 3)
    await standing.desk.execute.run()
    states = [e.state for e in standing.effects(EffectKind.CATEGORISE)]
    assert states.count(EffectState.CONFIRMED) == 3
    assert states.count(EffectState.PLANNED) == len(SCOPE) - 3
    assert standing.mission.steps_done == ()
    view = await standing.desk.execute.view()
    assert (view.running, view.paused) == (False, True)


async def test_running_again_goes_on_and_ends(standing: Standing) -> None:
    await begin(standing)
    pause_after(standing, 3)
    await standing.desk.execute.run()
    await standing.desk.execute.run()
    assert standing.states(EffectKind.CATEGORISE) == {EffectState.CONFIRMED}
    assert len(standing.mission.steps_done) == 3
    assert standing.mission.undo_until
    view = await standing.desk.execute.view()
    assert (view.running, view.paused) == (False, False)


async def test_a_pause_taken_back_while_it_runs_stops_nothing(standing: Standing) -> None:
    await begin(standing)
    running = asyncio.create_task(standing.desk.execute.run())
    await asyncio.sleep(0)
    standing.desk.execute.pause()
    await standing.desk.execute.run()
    assert not running.done()
    await running
    assert standing.mission.undo_until


async def test_pausing_what_does_not_run_changes_nothing(standing: Standing) -> None:
    await begin(standing)
    standing.desk.execute.pause()
    await standing.desk.execute.run()
    assert standing.mission.undo_until


async def test_what_has_not_left_is_given_up_and_what_has_can_be_taken_back(
    standing: Standing,
) -> None:
    await begin(standing)
    pause_after(standing, 3)
    await standing.desk.execute.run()
    await standing.desk.execute.cancel_rest()
    states = [e.state for e in standing.mission.effects.values()]
    assert states.count(EffectState.CONFIRMED) == 3
    assert states.count(EffectState.CANCELLED) == len(states) - 3
    assert standing.posts() == []
    assert standing.mission.open_effects == ()
    assert standing.mission.undo_until
    await standing.desk.execute.undo(list(standing.mission.effects))
    assert standing.states(EffectKind.CATEGORISE) == {EffectState.UNDONE, EffectState.CANCELLED}


async def test_a_run_under_way_ends_when_the_rest_is_given_up(standing: Standing) -> None:
    await begin(standing)
    running = asyncio.create_task(standing.desk.execute.run())
    await asyncio.sleep(0.05)
    await standing.desk.execute.cancel_rest()
    await running
    assert standing.mission.open_effects == ()
    assert len(standing.mission.steps_done) == 3


async def test_a_note_that_waits_for_a_person_is_given_up_with_its_question(
    standing: Standing,
) -> None:
    await standing.approve()
    await standing.desk.execute.start()
    await standing.desk.execute.run()
    assert standing.mission.undo_until == 0, "a note waits for a person"
    await standing.desk.execute.cancel_rest()
    assert standing.mission.undo_until
    kinds = (AlertKind.KB_MISSING, AlertKind.TONE)
    assert not [a for a in standing.mission.alerts.values() if a.open and a.kind in kinds]


@pytest.mark.parametrize("arrived", [True, False])
async def test_what_had_no_clear_answer_is_read_back_and_never_sent_again(
    standing: Standing, arrived: bool
) -> None:
    await begin(standing)
    kind = "reset_after" if arrived else "reset_before"
    standing.fault(method="PUT", path="/api/v2/tickets/20364", kind=kind)
    away = {"kind": "status", "status": 503, "count": 99}
    standing.fault(method="GET", path="/api/v2/tickets/20364/audits", **away)
    await standing.desk.execute.run()
    (doubtful,) = standing.mission.in_state(EffectState.UNKNOWN)
    await standing.desk.execute.cancel_rest()
    assert standing.mission.effects[doubtful.id].state is EffectState.UNKNOWN
    await standing.reopen()
    standing.no_faults()
    await standing.desk.execute.release_due()
    ended = standing.mission.effects[doubtful.id].state
    assert ended is (EffectState.CONFIRMED if arrived else EffectState.CANCELLED)
