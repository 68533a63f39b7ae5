"""Define: the brief's numbers come from the queue; an empty scope is never locked."""

from datetime import timedelta

import pytest
from msgspec.structs import replace

from desktop.domain.brief import Brief, Check
from desktop.domain.errors import InputError, RuleError
from desktop.domain.facts import BriefReopened, Mode
from desktop.domain.ticket import Priority
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
    assert view.brief.kpi.startswith(
        f"All {len(AT_RISK)} tickets inside 90 minutes answered before"
    )
    assert f"; {len(SCOPE)} categorised by " in view.brief.kpi
    assert view.brief.measure is not None
    assert (view.brief.measure.answers, view.brief.measure.categories) == (4, len(SCOPE))
    assert {tip.partition(":")[0] for tip in view.brief.tips} <= {
        "Support",
        "Compliance",
        "Engineering on-call",
    }
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


async def test_an_own_safeguard_becomes_a_check_or_says_a_person_checks_it(
    reader: Standing,
) -> None:
    define = reader.desk.define
    await reader.desk.home.start(Mode.SANDBOX)
    await define.submit(INTENT)
    await define.write_brief()
    assert define.read_safeguard("at most 120 words") == "Checked: at most 120 words"
    assert define.read_safeguard("be kind") == "A person checks this"
    assert define.read_safeguard("  ") == ""
    await define.remove_safeguard("No jargon")
    for line in ("at most 120 words", "be kind", "no jargon."):
        await define.add_safeguard(line)
    with pytest.raises(InputError, match="there already"):
        await define.add_safeguard(" be  kind ")
    view = await define.view()
    assert view is not None
    length, kind, jargon = view.brief.safeguards[-3:]
    assert (length.check, length.limit, length.own) == (Check.LENGTH, 120, True)
    assert (kind.check, kind.understood) == (Check.OWN, "A person checks this")
    assert (jargon.check, jargon.own) == (Check.NO_JARGON, False)


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
    await reader.desk.define.reopen("Legal asked for it")
    await reader.desk.define.add_safeguard("No discounts")
    await reader.desk.define.lock()
    assert reader.mission.stage is StageName.PREPARE


async def test_nothing_of_the_brief_changes_once_the_plan_runs(standing: Standing) -> None:
    await standing.approve()
    await standing.desk.execute.start()
    for change in (
        standing.desk.define.submit("urgent tickets"),
        standing.desk.define.add_safeguard("No discounts"),
        standing.desk.define.reopen("Too late"),
        standing.desk.prepare.read(),
        standing.choose(),
    ):
        with pytest.raises(RuleError, match="already running"):
            await change


async def test_an_intent_is_understood_while_it_is_typed_without_a_trace_or_a_request(
    reader: Standing,
) -> None:
    await reader.desk.home.start(Mode.SANDBOX)
    await reader.desk.home.look()
    first = await reader.desk.define.understand(INTENT)
    spent = [http.spent for http in reader.services.https]
    assert first.match is not None
    assert (first.match.count, first.match.open_tickets) == (len(SCOPE), len(SCOPE))
    assert set(first.match.tickets[: len(AT_RISK)]) == set(AT_RISK)
    assert [chip.key for chip in first.chips] == ["Topic", "Priority", "Age", "Status"]
    urgent = await reader.desk.define.understand("urgent tickets")
    assert urgent.match is not None
    assert urgent.match.count < len(SCOPE)
    assert [http.spent for http in reader.services.https] == spent
    assert reader.kinds == ["MissionStarted"]


async def test_an_intent_not_understood_is_asked_back_with_no_number(reader: Standing) -> None:
    reading = await reader.desk.define.understand("make me a sandwich")
    assert reading.understanding.question
    assert (reading.chips, reading.match) == ((), None)


async def test_a_scope_edited_by_hand_is_counted_said_back_and_kept(reader: Standing) -> None:
    await reader.desk.home.start(Mode.SANDBOX)
    understood = (await reader.desk.define.understand(INTENT)).understanding
    assert understood.scope is not None
    edited = replace(understood.scope, priorities=(Priority.URGENT,))
    reading = await reader.desk.define.count(edited)
    assert "priority urgent," in reading.understanding.sentence
    assert reading.match is not None
    submitted = await reader.desk.define.submit(INTENT, edited)
    assert submitted.scope == edited
    view = await reader.desk.define.write_brief()
    assert view.brief.scope == edited
    assert view.brief.matched == reading.match.count
    assert await reader.desk.define.intent() == INTENT


async def test_the_brief_is_read_back_as_it_stands(reader: Standing) -> None:
    assert await reader.desk.define.view() is None
    assert await reader.desk.define.intent() == ""
    await reader.define()
    view = await reader.desk.define.view()
    assert view is not None
    assert (view.locked, view.version) == (True, 1)
    assert view.understanding.scope == view.brief.scope


async def test_the_leads_own_words_replace_ours(reader: Standing) -> None:
    with pytest.raises(RuleError, match="No brief yet"):
        await reader.desk.define.revise("a", "b", "c")
    await reader.define()
    await reader.desk.define.reopen("In our own words")
    view = await reader.desk.define.revise(" Answer  everyone. ", "Clinics", "0 breaches")
    assert (view.brief.objective, view.brief.audience, view.brief.kpi) == (
        "Answer everyone.",
        "Clinics",
        "0 breaches",
    )
    assert not view.locked, "a changed brief is locked anew"
    assert view.measured.startswith("All 4 tickets"), "what is measured stays in sight"
    await reader.desk.define.lock()
    assert (await reader.desk.define.view()).version == 2  # type: ignore[union-attr]
    with pytest.raises(InputError, match="empty"):
        await reader.desk.define.revise(" ", "Clinics", "0 breaches")


async def test_a_safeguard_can_be_taken_out_again(reader: Standing) -> None:
    await reader.desk.home.start(Mode.SANDBOX)
    await reader.desk.define.submit(INTENT)
    before = await reader.desk.define.write_brief()
    await reader.desk.define.add_safeguard("No discounts")
    await reader.desk.define.remove_safeguard("No discounts")
    after = await reader.desk.define.view()
    assert after is not None
    assert after.brief.safeguards == before.brief.safeguards
    assert len(reader.mission.safeguards) == len(before.brief.safeguards)
    with pytest.raises(InputError, match="No such safeguard"):
        await reader.desk.define.remove_safeguard("No discounts")


async def test_a_locked_brief_is_changed_only_with_a_reason(reader: Standing) -> None:
    await reader.define()
    define = reader.desk.define
    for change in (
        define.add_safeguard("No links"),
        define.remove_safeguard("No jargon"),
        define.revise("a", "b", "c"),
        define.write_brief(),
    ):
        with pytest.raises(RuleError, match="The brief is locked"):
            await change
    for empty in ("", " \n "):
        with pytest.raises(InputError, match="needs a reason"):
            await define.reopen(empty)
    assert reader.mission.brief_locked


async def test_an_open_brief_needs_no_opening(reader: Standing) -> None:
    with pytest.raises(RuleError, match="No brief yet"):
        await reader.desk.define.reopen("because")
    await reader.desk.home.start(Mode.SANDBOX)
    await reader.desk.define.submit(INTENT)
    await reader.desk.define.write_brief()
    with pytest.raises(RuleError, match="The brief is open"):
        await reader.desk.define.reopen("because")


async def test_opening_a_brief_voids_the_plan_and_the_yes_and_keeps_both_versions(
    reader: Standing,
) -> None:
    await reader.approve()
    first = reader.mission.brief
    assert first is not None
    view = await reader.desk.define.reopen("Legal  asked\nfor it")
    mission = reader.mission
    assert (view.locked, view.version, mission.stage) == (False, 1, StageName.DEFINE)
    assert (mission.approval, mission.effects, mission.candidate) == (None, {}, None)
    with pytest.raises(RuleError, match="This link is not known"):
        await reader.desk.approve.look(reader.token)
    await reader.desk.define.add_safeguard("no links")
    await reader.desk.define.lock()
    after = await reader.desk.define.view()
    assert after is not None
    assert [(v.number, v.reason) for v in after.versions] == [(2, "Legal asked for it"), (1, "")]
    opened = [fact for fact in reader.facts if isinstance(fact, BriefReopened)]
    assert [(fact.brief, fact.version) for fact in opened] == [(first, 1)]
    old = await reader.desk.ledger.read_value(first, Brief)
    assert len(after.brief.safeguards) == len(old.safeguards) + 1
    await reader.reopen()
    assert reader.mission.brief_version == 2


async def test_a_version_being_written_says_why_before_it_is_locked(reader: Standing) -> None:
    await reader.define()
    view = await reader.desk.define.reopen("Two clinics are missing")
    assert [(v.number, v.locked_at, v.reason) for v in view.versions[:1]] == [
        (2, None, "Two clinics are missing")
    ]
    digest = next(fact.reason for fact in reader.facts if isinstance(fact, BriefReopened))
    await reader.desk.ledger.redact(digest)
    shown = await reader.desk.define.view()
    assert shown is not None
    assert shown.versions[0].reason == "its reason was deleted"


async def test_a_version_made_by_another_intent_says_so(reader: Standing) -> None:
    await reader.define()
    await reader.desk.define.submit("urgent API authentication tickets")
    await reader.desk.define.write_brief()
    await reader.desk.define.lock()
    view = await reader.desk.define.view()
    assert view is not None
    assert [(v.number, v.reason) for v in view.versions] == [(2, "another intent"), (1, "")]


async def test_a_version_begun_later_counts_what_is_to_be_done_from_then(
    standing: Standing,
) -> None:
    await standing.define()
    first = await standing.desk.define.view()
    now = standing.services.clock.now()
    await standing.door.until(now + timedelta(minutes=30))
    second = await standing.desk.define.reopen("Two clinics are missing")
    assert first is not None
    before, after = first.brief.measure, second.brief.measure
    assert before is not None
    assert after is not None
    assert after.categorised_by - now > timedelta(minutes=40) > before.categorised_by - now
    assert (after.answers, after.first, after.last) == (before.answers, before.first, before.last)
    assert f"{after.categorised_by:%H:%M}" in second.brief.kpi
    assert second.measured == "", "the words are still ours"
