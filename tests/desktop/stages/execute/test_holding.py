"""A held reply a person looks at: it waits, costs are told, and it leaves or is given up as they say."""

import pytest

from desktop.base.clock import parse_instant
from desktop.domain.effect import Effect, EffectKind, EffectState
from desktop.domain.errors import RuleError, ServiceError
from desktop.domain.values import from_millis
from tests.desktop.stages.standing import AT_RISK, Standing

REPLY = EffectKind.PUBLIC_REPLY


async def test_a_paused_reply_stays_past_its_moment_while_the_others_leave(
    standing: Standing,
) -> None:
    await standing.execute()
    looked_at = standing.effect(REPLY, AT_RISK[0])
    await standing.desk.execute.pause_reply(looked_at.id)
    await standing.door.until(from_millis(max(e.release_at for e in standing.effects(REPLY))))
    await standing.desk.execute.release_due()
    states = {int(e.target): e.state for e in standing.effects(REPLY)}
    assert states.pop(AT_RISK[0]) is EffectState.HELD
    assert set(states.values()) == {EffectState.CONFIRMED}
    assert standing.mission.open_effects, "no seal while it waits"


async def test_the_pause_outlives_a_crash_and_ends_when_it_is_let_go(standing: Standing) -> None:
    await standing.execute()
    looked_at = standing.effect(REPLY, AT_RISK[0])
    await standing.desk.execute.pause_reply(looked_at.id)
    await standing.reopen()
    await standing.door.until(from_millis(looked_at.release_at))
    await standing.desk.execute.release_due()
    assert standing.effect(REPLY, AT_RISK[0]).state is EffectState.HELD
    await standing.desk.execute.let_reply_go(looked_at.id)
    assert standing.effect(REPLY, AT_RISK[0]).state is EffectState.CONFIRMED


async def test_let_go_in_time_it_keeps_its_moment(standing: Standing) -> None:
    await standing.execute()
    before = standing.effect(REPLY, AT_RISK[0])
    await standing.desk.execute.pause_reply(before.id)
    await standing.desk.execute.let_reply_go(before.id)
    assert standing.effect(REPLY, AT_RISK[0]) == before


async def test_given_up_while_paused_it_leaves_no_trace(standing: Standing) -> None:
    await standing.execute()
    audits = len(standing.ticket(AT_RISK[0])["audits"])
    looked_at = standing.effect(REPLY, AT_RISK[0])
    await standing.desk.execute.pause_reply(looked_at.id)
    await standing.desk.execute.undo([looked_at.id])
    assert standing.effect(REPLY, AT_RISK[0]).state is EffectState.CANCELLED
    assert len(standing.ticket(AT_RISK[0])["audits"]) == audits


async def test_after_the_undo_window_it_can_still_be_given_up(standing: Standing) -> None:
    await standing.execute()
    looked_at = standing.effect(REPLY, AT_RISK[0])
    await standing.desk.execute.pause_reply(looked_at.id)
    await standing.door.until(from_millis(standing.mission.undo_until))
    await standing.desk.execute.undo([looked_at.id])
    assert standing.effect(REPLY, AT_RISK[0]).state is EffectState.CANCELLED


async def test_it_is_said_what_waiting_costs(standing: Standing) -> None:
    await standing.execute()
    looked_at = standing.effect(REPLY, AT_RISK[0])
    await standing.desk.execute.pause_reply(looked_at.id)
    rows = (await standing.desk.execute.view()).effects
    row = next(row for row in rows if row.id == looked_at.id)
    assert row.paused
    assert row.deadline is not None
    assert row.deadline >= from_millis(looked_at.release_at)


async def test_what_is_not_held_cannot_be_paused(standing: Standing) -> None:
    await standing.execute()
    note = standing.effects(EffectKind.INTERNAL_NOTE)[0]
    with pytest.raises(RuleError, match="not held"):
        await standing.desk.execute.pause_reply(note.id)


async def test_let_go_past_its_moment_no_other_leaves_with_it(standing: Standing) -> None:
    await standing.execute()
    looked_at = standing.effect(REPLY, AT_RISK[0])
    await standing.desk.execute.pause_reply(looked_at.id)
    await standing.door.until(from_millis(max(e.release_at for e in standing.effects(REPLY))))
    await standing.desk.execute.let_reply_go(looked_at.id)
    states = {int(e.target): e.state for e in standing.effects(REPLY)}
    assert states.pop(AT_RISK[0]) is EffectState.CONFIRMED
    assert set(states.values()) == {EffectState.HELD}


async def test_a_stop_between_two_replies_keeps_the_second(standing: Standing) -> None:
    await standing.execute()
    await standing.door.until(from_millis(max(e.release_at for e in standing.effects(REPLY))))
    asked: list[bool] = []

    def stop() -> bool:
        asked.append(True)
        return len(asked) > 1

    await standing.desk.execute.release_due(stop)
    states = [e.state for e in standing.effects(REPLY)]
    assert states.count(EffectState.CONFIRMED) == 1
    assert states.count(EffectState.HELD) == len(AT_RISK) - 1


async def test_a_reply_its_service_was_away_for_is_owed_and_can_be_given_up(
    standing: Standing,
) -> None:
    await standing.execute()
    await standing.door.until(from_millis(min(e.release_at for e in standing.effects(REPLY))))
    standing.fault(method="PUT", path="/api/v2/tickets", kind="status", status=401, count=9)
    with pytest.raises(ServiceError):
        await standing.desk.execute.release_due()
    (owed,) = [e for e in standing.effects(REPLY) if e.state is EffectState.REFUSED]
    assert owed in standing.mission.open_effects
    rows = (await standing.desk.execute.view()).effects
    assert next(row for row in rows if row.id == owed.id).owed
    await standing.desk.execute.undo([owed.id])
    assert standing.mission.effects[owed.id].state is EffectState.CANCELLED


async def _urgent(standing: Standing, ticket: int) -> Effect:
    """A colleague makes a ticket urgent, which shortens its clock; return the held reply as it was."""
    await standing.execute()
    before = standing.effect(REPLY, ticket)
    standing.post(f"tickets/{ticket}", {"ticket": {"priority": "urgent"}})
    return before


SHORTENED = AT_RISK[-1]


async def test_where_a_clock_is_shortened_the_reply_leaves_before_it(standing: Standing) -> None:
    before = await _urgent(standing, SHORTENED)
    await standing.desk.execute.follow_clocks()
    held = standing.effect(REPLY, SHORTENED)
    breach = min(
        parse_instant(metric["breach_at"])
        for metric in standing.ticket(SHORTENED)["slas"]["policy_metrics"]
        if metric["stage"] == "active"
    )
    now = standing.services.clock.now()
    assert held.release_at < before.release_at
    assert from_millis(held.release_at) <= max(now, breach)


async def test_a_clock_that_gained_time_or_a_reply_somebody_looks_at_moves_nothing(
    standing: Standing,
) -> None:
    await standing.execute()
    before = dict(standing.mission.effects)
    for ticket in AT_RISK:
        standing.post(f"tickets/{ticket}", {"ticket": {"priority": "low"}})
    await standing.desk.execute.follow_clocks()
    assert standing.mission.effects == before
    looked_at = standing.effect(REPLY, SHORTENED)
    await standing.desk.execute.pause_reply(looked_at.id)
    standing.post(f"tickets/{SHORTENED}", {"ticket": {"priority": "urgent"}})
    await standing.desk.execute.follow_clocks()
    assert standing.effect(REPLY, SHORTENED).paused
