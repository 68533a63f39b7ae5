"""Other words for a reply that the restored copy knows nothing of: the customer hears of us once."""

import pytest

from desktop.domain.approval import Answer
from desktop.domain.effect import EffectState
from desktop.domain.errors import RuleError
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
from tests.desktop.stages.standing import Json


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
