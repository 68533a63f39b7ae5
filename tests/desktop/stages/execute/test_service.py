"""Execute: nothing leaves without a yes; what is done, held and open is always in view."""

import pytest

from desktop.domain.effect import EffectKind, EffectState
from desktop.domain.errors import RuleError
from desktop.domain.facts import Resolution
from desktop.domain.plan import StepName
from tests.desktop.stages.conftest import Open
from tests.desktop.stages.standing import AT_RISK, SCOPE, Standing


async def test_without_a_yes_nothing_starts(reader: Standing) -> None:
    await reader.plan()
    with pytest.raises(RuleError, match="No manager has said yes"):
        await reader.desk.execute.start()
    with pytest.raises(RuleError, match="Not started"):
        await reader.desk.execute.run()
    with pytest.raises(RuleError, match="Not started"):
        await reader.desk.execute.undo([])


async def test_the_checklist_counts_what_is_done_and_held(standing: Standing) -> None:
    await standing.execute()
    view = await standing.desk.execute.view()
    steps = {item.step: (item.done, item.total) for item in view.checklist}
    assert steps[StepName.CATEGORISE] == (len(SCOPE), len(SCOPE))
    assert all(done == total for done, total in steps.values())
    held = [row for row in view.effects if row.state is EffectState.HELD]
    assert {int(row.target) for row in held} == set(AT_RISK)
    assert all(row.release_at and view.undo_until for row in held)
    moments = [row.release_at for row in held if row.release_at]
    assert standing.desk.execute.next_moment() == min(moments)


async def test_every_held_reply_leaves_before_its_deadline(standing: Standing) -> None:
    await standing.execute()
    await standing.wait_out()
    assert standing.states(EffectKind.PUBLIC_REPLY) == {EffectState.CONFIRMED}
    assert standing.desk.execute.next_moment() is None
    world = {ticket["id"]: ticket for ticket in standing.world()["tickets"]}
    for ticket in AT_RISK:
        assert world[ticket]["comments"][-1]["public"]
        clocks = world[ticket]["slas"]["policy_metrics"]
        assert [c["stage"] for c in clocks if c["metric"] == "first_reply_time"] in (
            ["achieved"],
            [],
        )


async def test_starting_and_running_twice_does_everything_once(standing: Standing) -> None:
    await standing.execute()
    before = standing.kinds
    await standing.desk.execute.start()
    await standing.desk.execute.run()
    assert standing.kinds == before


async def test_without_an_undo_window_replies_leave_at_once(open_desk_on: Open) -> None:
    standing = await open_desk_on(undo_minutes=0)
    await standing.execute()
    await standing.desk.execute.release_due()
    assert standing.states(EffectKind.PUBLIC_REPLY) == {EffectState.CONFIRMED}


async def test_closing_an_alert_twice_closes_it_once(standing: Standing) -> None:
    await standing.approve()
    await standing.desk.execute.start()
    alert = f"sla-{AT_RISK[0]}"
    for _ in range(2):
        await standing.desk.execute.resolve(alert, Resolution.BY_ITSELF)
    await standing.desk.execute.resolve("no-such-alert", Resolution.BY_ITSELF)
    assert standing.kinds.count("AlertResolved") == 1
    assert alert not in {card.id for card in (await standing.desk.execute.view()).alerts}
