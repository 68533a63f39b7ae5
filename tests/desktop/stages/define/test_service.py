"""Define: the brief's numbers come from the queue; an empty scope is never locked."""

import pytest

from desktop.domain.brief import Brief, Check
from desktop.domain.errors import InputError, RuleError
from desktop.domain.facts import Mode
from desktop.domain.values import StageName
from tests.desktop.stages.standing import AT_RISK, SCOPE, Standing
from tests.queues.generate import INTENT


async def test_the_brief_counts_the_tickets_of_the_queue(reader: Standing) -> None:
    await reader.desk.home.start(Mode.SANDBOX)
    await reader.desk.define.submit(INTENT)
    view = await reader.desk.define.write_brief()
    assert view.brief.matched == len(SCOPE)
    assert f"Categorise {len(SCOPE)}" in view.brief.objective
    assert f"the {len(AT_RISK)} that run out within 90 minutes" in view.brief.objective
    assert view.brief.kpi.startswith("0 SLA breaches; the first of 4 clocks runs out at ")
    assert "VIP" in view.brief.audience
    assert [line.check for line in view.brief.safeguards][:2] == [
        Check.VERIFIED_KB,
        Check.NO_JARGON,
    ]
    assert not view.locked


async def test_an_intent_that_is_not_understood_is_kept_and_asked_about(reader: Standing) -> None:
    await reader.desk.home.start(Mode.SANDBOX)
    with pytest.raises(InputError) as asked:
        await reader.desk.define.submit("make me a sandwich")
    assert asked.value.remedy.endswith('"API authentication, last 4 hours".')
    assert reader.kinds[-1] == "IntentSubmitted"
    with pytest.raises(RuleError, match="No scope yet"):
        await reader.desk.define.write_brief()


async def test_own_safeguards_join_the_brief_and_an_empty_one_does_not(reader: Standing) -> None:
    await reader.desk.home.start(Mode.SANDBOX)
    await reader.desk.define.submit(INTENT)
    await reader.desk.define.write_brief()
    before = len(reader.mission.safeguards)
    await reader.desk.define.add_safeguard("  No discounts \n please ")
    assert reader.mission.brief is not None
    brief = await reader.desk.ledger.read_value(reader.mission.brief, Brief)
    assert (brief.safeguards[-1].text, brief.safeguards[-1].check) == (
        "No discounts please",
        Check.OWN,
    )
    assert len(reader.mission.safeguards) == before + 1
    with pytest.raises(InputError, match="empty"):
        await reader.desk.define.add_safeguard("   ")


async def test_an_empty_scope_is_refused_at_the_lock(reader: Standing) -> None:
    with pytest.raises(InputError, match="No ticket matches"):
        await reader.define("urgent billing export tickets from the last 1 minute")
    assert not reader.mission.brief_locked


async def test_a_brief_must_be_written_before_it_is_locked(reader: Standing) -> None:
    with pytest.raises(RuleError, match="No mission was started"):
        await reader.desk.define.submit(INTENT)
    with pytest.raises(RuleError, match="No brief yet"):
        await reader.desk.define.lock()


async def test_another_intent_unlocks_the_brief_and_drops_what_was_made_for_the_old_one(
    reader: Standing,
) -> None:
    await reader.plan()
    await reader.ask()
    await reader.desk.define.submit("urgent tickets")
    mission = reader.mission
    assert mission.stage is StageName.DEFINE
    assert (mission.brief, mission.preview, mission.candidate) == (None, None, None)
    assert (mission.effects, mission.approval, mission.scope_tickets) == ({}, None, ())
    with pytest.raises(RuleError, match="This link is not known"):
        await reader.desk.approve.look(reader.token)


async def test_a_safeguard_added_late_asks_for_a_new_plan(reader: Standing) -> None:
    await reader.plan()
    await reader.desk.define.add_safeguard("No discounts")
    await reader.desk.define.lock()
    assert reader.mission.stage is StageName.PREPARE


async def test_nothing_of_the_brief_changes_once_the_plan_runs(standing: Standing) -> None:
    await standing.approve()
    await standing.desk.execute.start()
    for change in (
        standing.desk.define.submit("urgent tickets"),
        standing.desk.define.add_safeguard("No discounts"),
        standing.desk.prepare.read(),
        standing.choose(),
    ):
        with pytest.raises(RuleError, match="already running"):
            await change
