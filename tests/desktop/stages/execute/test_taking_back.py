"""What fails keeps no other from being taken back, and whatever stands or waits in the end is said."""

import asyncio
from datetime import timedelta

import pytest

from desktop.domain.effect import EffectKind, EffectState
from desktop.domain.errors import RefusedError, RuleError, ServiceError
from desktop.domain.facts import AlertKind, Reason, Resolution, UndoSkipped
from desktop.domain.values import from_millis
from desktop.watch.contract import AlertCard
from tests.desktop.stages.standing import AT_RISK, Standing

ALONE = 20742
CATEGORISE, POST = EffectKind.CATEGORISE, EffectKind.SLACK_ESCALATION


async def card(standing: Standing, kind: AlertKind) -> AlertCard | None:
    """The open card of this kind."""
    view = await standing.desk.execute.view()
    return next((one for one in view.alerts if one.kind is kind), None)


async def everything_back_while_slack_is_away(standing: Standing) -> None:
    await standing.execute()
    standing.fault(service="slack", method="POST", path="/slack/api/chat.delete", kind="status", status=401, count=99)  # fmt: skip
    with pytest.raises(RefusedError):
        await standing.desk.execute.undo(list(standing.mission.effects))


async def test_a_chat_that_is_away_keeps_no_ticket_from_being_taken_back(
    standing: Standing,
) -> None:
    await everything_back_while_slack_is_away(standing)
    assert standing.states(CATEGORISE) == {EffectState.UNDONE}
    assert standing.states(EffectKind.INTERNAL_NOTE) == {EffectState.UNDONE}
    told = await card(standing, AlertKind.UNDO_OWED)
    assert told is not None
    assert told.sentence == "Slack: tried again until the service answers."
    standing.no_faults()
    await standing.desk.execute.release_due()
    assert standing.states(POST) == {EffectState.UNDONE}
    assert await card(standing, AlertKind.UNDO_OWED) is None


async def test_who_waits_no_longer_leaves_it_as_it_is_and_can_seal(standing: Standing) -> None:
    await everything_back_while_slack_is_away(standing)
    assert standing.mission.open_effects
    await standing.desk.execute.resolve(AlertKind.UNDO_OWED.value, Resolution.SKIPPED)
    assert standing.mission.open_effects == ()
    assert standing.states(POST) == {EffectState.UNDO_SKIPPED}
    skipped = [fact for fact in standing.facts if isinstance(fact, UndoSkipped)]
    assert {fact.reason for fact in skipped} == {Reason.LEAD}


@pytest.mark.parametrize("status", [429, 503])
async def test_one_ticket_that_cannot_be_written_keeps_no_other_waiting(
    standing: Standing, status: int
) -> None:
    await standing.execute()
    first, last = AT_RISK[0], AT_RISK[-1]
    chosen = [standing.effect(CATEGORISE, one).id for one in (first, last)]
    path = f"/api/v2/tickets/{last}"
    standing.fault(method="PUT", path=path, kind="status", status=status, count=99)
    with pytest.raises(ServiceError):
        await standing.desk.execute.undo(chosen)
    assert standing.effect(CATEGORISE, first).state is EffectState.UNDONE
    assert standing.effect(CATEGORISE, last).state is EffectState.UNDO_SENT


async def test_after_a_restart_too_one_that_fails_blocks_none_behind_it(standing: Standing) -> None:
    await standing.execute()
    chosen = [standing.effect(CATEGORISE, one).id for one in AT_RISK]
    standing.fault(method="PUT", path="/api/v2/tickets/", kind="status", status=503, count=99)
    with pytest.raises(ServiceError):
        await standing.desk.execute.undo(chosen)
    await standing.reopen()
    standing.no_faults()
    path = f"/api/v2/tickets/{AT_RISK[-1]}"
    standing.fault(method="PUT", path=path, kind="status", status=503, count=99)
    with pytest.raises(ServiceError):
        await standing.desk.execute.release_due()
    states = [standing.effect(CATEGORISE, one).state for one in AT_RISK]
    assert states == [EffectState.UNDONE] * 3 + [EffectState.UNDO_SENT]


async def test_a_reply_that_cannot_leave_keeps_no_undo_waiting(standing: Standing) -> None:
    await standing.execute()
    standing.fault(method="PUT", path=f"/api/v2/tickets/{ALONE}", kind="reset_before")
    with pytest.raises(ServiceError):
        await standing.desk.execute.undo([standing.effect(CATEGORISE, ALONE).id])
    standing.fault(method="GET", path="/api/v2/tickets/show_many", kind="status", status=401)
    await standing.door.until(standing.desk.execute.next_moment() or standing.services.clock.now())
    with pytest.raises(RefusedError):
        await standing.desk.execute.release_due()
    assert standing.effect(CATEGORISE, ALONE).state is EffectState.UNDONE


async def test_what_could_not_be_taken_back_is_said_and_said_again_when_there_is_more(
    standing: Standing,
) -> None:
    await standing.execute()
    for ticket in AT_RISK[:2]:
        path = f"/api/v2/tickets/{ticket}"
        standing.fault(method="PUT", path=path, kind="status", status=403)
        await standing.desk.execute.undo([standing.effect(CATEGORISE, ticket).id])
        told = await card(standing, AlertKind.NOT_UNDONE)
        assert told is not None
        assert f"#{ticket}" in told.sentence
        await standing.desk.execute.resolve(told.id, Resolution.SKIPPED)
    assert await card(standing, AlertKind.NOT_UNDONE) is None
    await standing.door.until(from_millis(standing.mission.undo_until))
    await standing.wait_out()
    tasks = (await standing.desk.reflect.complete()).tasks
    assert "Take back by hand what undo could not" in {task.title for task in tasks}


async def test_what_others_changed_is_said_of_an_undo_that_ended_later_too(
    standing: Standing,
) -> None:
    await standing.execute()
    field = standing.ticket(ALONE)["custom_fields"][0]["id"]
    theirs = {"custom_fields": [{"id": field, "value": "billing"}]}
    standing.post(f"tickets/{ALONE}", {"ticket": theirs})
    standing.fault(method="PUT", path=f"/api/v2/tickets/{ALONE}", kind="reset_after")
    with pytest.raises(ServiceError):
        await standing.desk.execute.undo([standing.effect(CATEGORISE, ALONE).id])
    await standing.reopen()
    await standing.desk.execute.release_due()
    told = await card(standing, AlertKind.KEPT)
    assert told is not None
    assert told.sentence.startswith(f"#{ALONE}: changed by others")


async def test_who_asks_in_time_is_not_late_for_having_waited_for_a_change_under_way(
    standing: Standing,
) -> None:
    await standing.execute()
    standing.fault(
        method="PUT", path=f"/api/v2/tickets/{AT_RISK[0]}", kind="delay", delay_seconds=0.7
    )
    first = standing.desk.execute.undo([standing.effect(CATEGORISE, AT_RISK[0]).id])
    second = standing.desk.execute.undo([standing.effect(CATEGORISE, ALONE).id])
    under_way = asyncio.create_task(first)
    await asyncio.sleep(0.2)
    waits = asyncio.create_task(second)
    await asyncio.sleep(0.1)
    until = from_millis(standing.mission.undo_until)
    await standing.door.until(until + timedelta(seconds=1))
    await asyncio.gather(under_way, waits)
    assert standing.effect(CATEGORISE, ALONE).state is EffectState.UNDONE


async def test_what_never_gets_an_answer_can_be_left_unknown_and_is_told_so(
    standing: Standing,
) -> None:
    await standing.approve()
    await standing.desk.execute.start()
    await standing.decide()
    path = f"/api/v2/tickets/{ALONE}"
    standing.fault(method="PUT", path=path, kind="reset_before")
    standing.fault(method="GET", path=f"{path}/audits", kind="status", status=404, count=999)
    await standing.desk.execute.run()
    told = await card(standing, AlertKind.UNKNOWN_EFFECT)
    assert told is not None
    assert standing.mission.open_effects
    await standing.desk.execute.leave_unknown(told.id)
    assert await card(standing, AlertKind.UNKNOWN_EFFECT) is None
    await standing.door.until(from_millis(standing.mission.undo_until))
    await standing.wait_out()
    assert standing.mission.open_effects == ()
    assert standing.states(CATEGORISE) == {EffectState.CONFIRMED, EffectState.UNKNOWN}
    tasks = (await standing.desk.reflect.complete()).tasks
    assert "Find out whether this change happened" in {task.title for task in tasks}
    await standing.desk.reflect.seal()
    assert standing.mission.sealed


async def an_undo_is_owed(standing: Standing, ticket: int, kind: str) -> None:
    """Its own write is cut: ``reset_after`` the service made it, or before."""
    standing.fault(method="PUT", path=f"/api/v2/tickets/{ticket}", kind=kind)
    with pytest.raises(ServiceError):
        await standing.desk.execute.undo([standing.effect(CATEGORISE, ticket).id])


@pytest.mark.parametrize(
    ("kind", "audits", "ends", "reason"),
    [
        ("reset_after", 200, EffectState.UNDONE, None),
        ("reset_before", 200, EffectState.UNDO_SKIPPED, Reason.LEAD),
        ("reset_after", 503, EffectState.UNDO_SKIPPED, Reason.NO_ANSWER),
    ],
    ids=["taken back meanwhile", "it stands", "nobody can tell"],
)
async def test_what_is_left_as_it_is_is_looked_for_first(
    standing: Standing, kind: str, audits: int, ends: EffectState, reason: Reason | None
) -> None:
    await standing.execute()
    await an_undo_is_owed(standing, ALONE, kind)
    if audits != 200:
        path = f"/api/v2/tickets/{ALONE}/audits"
        standing.fault(method="GET", path=path, kind="status", status=audits, count=99)
    await standing.desk.execute.resolve(AlertKind.UNDO_OWED.value, Resolution.SKIPPED)
    effect = standing.effect(CATEGORISE, ALONE)
    assert (effect.state, effect.skipped) == (ends, reason)
    assert (await card(standing, AlertKind.NOT_UNDONE) is not None) == (reason is Reason.NO_ANSWER)
    assert await card(standing, AlertKind.UNDO_OWED) is None


async def test_an_undo_under_way_gets_its_answer_before_it_is_left(standing: Standing) -> None:
    await standing.execute()
    await an_undo_is_owed(standing, ALONE, "reset_before")
    path = f"/api/v2/tickets/{ALONE}"
    standing.fault(method="PUT", path=path, kind="delay", delay_seconds=0.7)
    under_way = asyncio.create_task(standing.desk.execute.release_due())
    for _ in range(2000):
        await asyncio.sleep(0.01)
        if standing.desk.execute._turn.locked():
            break
    await standing.desk.execute.resolve(AlertKind.UNDO_OWED.value, Resolution.SKIPPED)
    await under_way
    assert standing.effect(CATEGORISE, ALONE).state is EffectState.UNDONE


async def test_three_that_fail_in_front_keep_none_behind_them_waiting_for_ever(
    standing: Standing,
) -> None:
    await standing.execute()
    in_plan = [int(one.target) for one in standing.effects(CATEGORISE)]
    first, *failing = in_plan[:4]
    for ticket in failing:
        path = f"/api/v2/tickets/{ticket}"
        standing.fault(method="PUT", path=path, kind="status", status=503, count=99)
    chosen = [standing.effect(CATEGORISE, one).id for one in (first, *failing)]
    with pytest.raises(ServiceError):
        await standing.desk.execute.undo(chosen)
    assert standing.effect(CATEGORISE, first).state is EffectState.CONFIRMED, "not tried yet"
    with pytest.raises(ServiceError):
        await standing.desk.execute.release_due()
    assert standing.effect(CATEGORISE, first).state is EffectState.UNDONE


async def test_a_reply_that_comes_due_meanwhile_ends_the_pass(standing: Standing) -> None:
    await standing.execute()
    for ticket in (ALONE, AT_RISK[0]):
        await an_undo_is_owed(standing, ticket, "reset_before")
    asked = []

    def stop() -> bool:
        asked.append(True)
        if len(asked) == 2:
            standing.services.clock.set(from_millis(standing.mission.undo_until))
        return False

    await standing.desk.execute.release_due(stop)
    assert len(standing.mission.owing_undo) == 1, "the replies are due: they go first"
    await standing.door.until(from_millis(standing.mission.undo_until))
    await standing.desk.execute.release_due()
    assert standing.states(EffectKind.PUBLIC_REPLY) == {EffectState.CONFIRMED}
    assert standing.mission.owing_undo == ()


async def test_trying_undo_once_more_sends_no_reply(standing: Standing) -> None:
    await standing.execute()
    await an_undo_is_owed(standing, ALONE, "reset_before")
    await standing.door.until(from_millis(standing.mission.undo_until))
    await standing.desk.execute.take_back_owed()
    assert standing.effect(CATEGORISE, ALONE).state is EffectState.UNDONE
    assert standing.states(EffectKind.PUBLIC_REPLY) == {EffectState.HELD}


async def three_without_an_answer(standing: Standing) -> None:
    """Their tickets are gone: nobody can read whether they were written."""
    await standing.approve()
    await standing.desk.execute.start()
    await standing.decide()
    for effect in standing.effects(CATEGORISE)[:3]:
        path = f"/api/v2/tickets/{effect.target}"
        standing.fault(method="PUT", path=path, kind="reset_before")
        standing.fault(method="GET", path=f"{path}/audits", kind="status", status=404, count=999)
    with pytest.raises(ServiceError, match="The run stopped"):
        await standing.desk.execute.run()


async def leave_all_unknown(standing: Standing) -> None:
    for alert in tuple(standing.mission.alerts.values()):
        if alert.open and alert.kind is AlertKind.UNKNOWN_EFFECT:
            await standing.desk.execute.leave_unknown(alert.id)


async def test_once_they_are_left_unknown_the_run_and_its_replies_go_on(standing: Standing) -> None:
    await three_without_an_answer(standing)
    await leave_all_unknown(standing)
    await standing.desk.execute.run()
    assert standing.mission.undo_until
    await standing.wait_out()
    assert standing.states(EffectKind.PUBLIC_REPLY) == {EffectState.CONFIRMED}
    assert standing.mission.open_effects == ()


async def test_due_replies_leave_before_what_has_no_answer(standing: Standing) -> None:
    await three_without_an_answer(standing)
    releases = [one.release_at for one in standing.effects(EffectKind.PUBLIC_REPLY)]
    await standing.door.until(from_millis(max(releases)))
    with pytest.raises(ServiceError, match="The run stopped"):
        await standing.desk.execute.release_due()
    assert standing.states(EffectKind.PUBLIC_REPLY) == {EffectState.CONFIRMED}


async def test_wanted_back_it_is_waited_for_again(standing: Standing) -> None:
    await three_without_an_answer(standing)
    await leave_all_unknown(standing)
    await standing.desk.execute.run()
    doubtful = standing.mission.in_state(EffectState.UNKNOWN)[0]
    with pytest.raises(RuleError, match="Nobody knows"):
        await standing.desk.execute.undo([doubtful.id])
    assert [one.id for one in standing.mission.open_effects if one.id == doubtful.id]
    assert await card(standing, AlertKind.UNKNOWN_EFFECT) is not None
    await standing.desk.execute.cancel_rest()
    assert [one.id for one in standing.mission.open_effects if one.id == doubtful.id]
