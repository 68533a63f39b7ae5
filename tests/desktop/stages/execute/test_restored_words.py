"""Other words for a reply that the restored copy knows nothing of: the customer hears of us once."""

from contextlib import suppress

import pytest

from desktop.domain.approval import Answer
from desktop.domain.effect import EffectState
from desktop.domain.errors import RuleError
from desktop.domain.values import from_millis
from tests.desktop.stages.conftest import Open
from tests.desktop.stages.execute.test_amendment import (
    MORE,
    REPLY,
    TICKET,
    answer,
    past_every_hold,
    replies,
)
from tests.desktop.stages.execute.test_restored import RESTORED, copy, damage_and_reopen
from tests.desktop.stages.plan.test_increments import add, arrive
from tests.desktop.stages.standing import Json, Standing


@RESTORED
@pytest.mark.parametrize("copied", ["before they were planned", "while they waited"])
async def test_restored_from_a_copy_that_knows_less_the_customer_hears_it_once(
    open_desk_on: Open, copied: str
) -> None:
    """Another clock of the ticket runs on after a reply: that it stopped is no sign that somebody answered."""
    standing = await open_desk_on(_waiting_is_promised)
    await standing.execute()
    before = len(replies(standing))
    held = standing.effect(REPLY, TICKET)
    if copied == "before they were planned":
        await copy(standing)
    await standing.desk.execute.amend(held.id, f"Hello,\n{MORE}")
    if copied == "while they waited":
        await copy(standing)
    await answer(standing, Answer.APPROVE)
    await standing.desk.execute.start()
    await past_every_hold(standing)
    assert len(replies(standing)[before:]) == 1
    await damage_and_reopen(standing)
    if copied == "while they waited":
        await standing.desk.execute.drop_increment()
        with pytest.raises(RuleError, match="This reply is not held"):
            await standing.desk.execute.let_reply_go(held.id)
    await standing.desk.execute.release_due()
    assert len(replies(standing)[before:]) == 1
    assert standing.mission.effects[held.id].state is EffectState.CANCELLED
    assert f"handed_over-{TICKET}" in standing.mission.alerts, "a person looks at what is there"


async def _begun_in_the_lost_part(standing: Standing) -> tuple[str, int]:
    """Other words, approved; the day's copy; then they were begun and left. Return the reply they were for."""
    await standing.execute()
    before = len(replies(standing))
    held = standing.effect(REPLY, TICKET)
    await standing.desk.execute.amend(held.id, f"Hello,\n{MORE}")
    await answer(standing, Answer.APPROVE)
    await copy(standing)
    await standing.desk.execute.start()
    await standing.door.until(from_millis(standing.effects(REPLY)[-1].release_at))
    await standing.desk.execute.release_due()
    await damage_and_reopen(standing)
    return held.id, before


@RESTORED
@pytest.mark.parametrize("act", ["undo all", "give up", "stop here", "amend", "start", "drop"])
async def test_words_that_left_in_the_lost_part_are_known_whatever_is_done_next(
    open_desk_on: Open, act: str
) -> None:
    standing = await open_desk_on(_waiting_is_promised)
    old, before = await _begun_in_the_lost_part(standing)
    execute = standing.desk.execute
    acts = {
        "undo all": lambda: execute.undo(list(standing.mission.effects)),
        "give up": lambda: execute.undo([old]),
        "stop here": execute.cancel_rest,
        "amend": lambda: execute.amend(old, "Hello,\nonce more."),
        "start": execute.start,
        "drop": execute.drop_increment,
    }
    with suppress(RuleError):
        await acts[act]()
    await execute.release_due()
    assert len(replies(standing)[before:]) == 1
    new = standing.effects(REPLY)[-1]
    assert new.state in (EffectState.CONFIRMED, EffectState.UNDO_SKIPPED), "it is outside"
    assert standing.mission.effects[old].state is EffectState.CANCELLED
    assert standing.mission.open_increment is None


@RESTORED
async def test_tickets_that_joined_in_the_lost_part_stay_in_the_mission(standing: Standing) -> None:
    await standing.execute()
    new = arrive(standing)
    await add(standing)
    await answer(standing, Answer.APPROVE)
    await copy(standing)
    await standing.desk.execute.start()
    await standing.decide()
    await standing.desk.execute.run()
    await damage_and_reopen(standing)
    with pytest.raises(RuleError, match="It cannot be given up"):
        await standing.desk.execute.drop_increment()
    assert new in standing.mission.scope_tickets
    await standing.desk.execute.start()
    await standing.decide()
    await standing.desk.execute.run()
    audits = [audit["metadata"]["custom"] for audit in standing.ticket(new)["audits"]]
    ours = [custom["triagedeck_effect"] for custom in audits if custom]
    assert len(ours) == len(set(ours)), "each once"


def _waiting_is_promised(queue: Json) -> None:
    for policy in queue["zendesk"]["sla_policies"]:
        policy["policy_metrics"] += [
            {
                "priority": one,
                "metric": "requester_wait_time",
                "target": 3000,
                "business_hours": False,
            }
            for one in ("urgent", "high", "normal", "low")
        ]
