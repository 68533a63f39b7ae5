"""Plan: ranked candidates, numbers that answer at once, one plan taken at a time."""

from pathlib import Path

import pytest

from desktop.domain.effect import EffectKind, EffectState
from desktop.domain.errors import InputError, RuleError
from desktop.domain.plan import Strategy
from desktop.domain.values import StageName, from_millis
from tests.desktop.stages.conftest import Open
from tests.desktop.stages.standing import AT_RISK, SCOPE, Json, Standing


async def test_the_candidates_are_ranked_best_first_with_their_terms(reader: Standing) -> None:
    await reader.prepare()
    ranked = await reader.desk.plan.generate()
    assert len(ranked) == 5
    assert ranked[0].strategy is Strategy.HIGH_TOUCH
    assert [c.score for c in ranked] == sorted((c.score for c in ranked), reverse=True)
    assert all(sum(term.points for term in c.terms) == c.score for c in ranked)
    assert ranked[0].predicted_breaches == 0
    assert reader.mission.ranking == tuple(c.strategy for c in ranked)


async def test_every_candidate_says_what_it_risks_and_how_it_is_taken_back(
    reader: Standing,
) -> None:
    await reader.prepare()
    for candidate in await reader.desk.plan.generate():
        assert candidate.why_risk
        assert candidate.undo_seconds == 900
        for step in candidate.steps:
            assert sum(count for _, count in step.reversibility) == step.effects


async def test_adjusting_answers_at_once_and_writes_nothing(reader: Standing) -> None:
    await reader.prepare()
    before = reader.kinds
    wide = await reader.desk.plan.adjust(Strategy.HIGH_TOUCH, 12, 5)
    narrow = await reader.desk.plan.adjust(Strategy.HIGH_TOUCH, 2, 5)
    everything = await reader.desk.plan.adjust(Strategy.HIGH_TOUCH, 12, 2)
    assert len(narrow.drafts) == 2
    assert narrow.predicted_breaches == len(AT_RISK) - 2
    assert narrow.drafts == wide.drafts[:2], "the most urgent stay"
    assert len(everything.escalations) == 4 > len(wide.escalations)
    assert reader.kinds == before


@pytest.mark.parametrize(("batch", "threshold"), [(0, 5), (-1, 5), (201, 5), (12, 1), (12, 101)])
async def test_numbers_that_cannot_be_are_refused(
    reader: Standing, batch: int, threshold: int
) -> None:
    await reader.prepare()
    with pytest.raises(InputError, match="cannot be"):
        await reader.desk.plan.adjust(Strategy.HIGH_TOUCH, batch, threshold)


async def test_choosing_plans_one_effect_for_each_line_of_the_dry_run(reader: Standing) -> None:
    await reader.plan()
    assert len(reader.effects(EffectKind.CATEGORISE)) == len(SCOPE)
    replies = {int(e.target) for e in reader.effects(EffectKind.PUBLIC_REPLY)}
    assert replies == set(AT_RISK)
    rows = await reader.desk.plan.dry_run()
    fields = [row.field for row in rows]
    assert fields.count("tags") == len(SCOPE)
    assert fields.count("public reply") == len(replies)
    assert fields.count("internal note") == len(reader.effects(EffectKind.INTERNAL_NOTE))
    posts = [row for row in rows if row.field.startswith("Slack ")]
    assert len(posts) == len(reader.effects(EffectKind.SLACK_ESCALATION))
    assert {e.state for e in reader.mission.effects.values()} == {EffectState.PLANNED}


async def test_tickets_at_risk_raise_their_alerts_once_the_nearest_first(reader: Standing) -> None:
    await reader.plan()
    await reader.choose()
    assert reader.kinds.count("SlaAlertCreated") == len(AT_RISK)
    deadlines = [alert.deadline for alert in reader.mission.alerts.values()]
    assert deadlines == sorted(deadlines)
    (card,) = (await reader.desk.execute.view()).alerts
    assert card.deadline == from_millis(deadlines[0])


async def test_choosing_again_replaces_drafts_effects_and_the_question(reader: Standing) -> None:
    await reader.plan()
    await reader.ask()
    before = dict(reader.mission.effects)
    await reader.choose(batch=2)
    drafted = (EffectKind.PUBLIC_REPLY, EffectKind.INTERNAL_NOTE)
    assert sum(e.kind in drafted for e in reader.mission.effects.values()) == 2
    assert len(reader.mission.drafts) == 2
    assert len(reader.mission.effects) < len(before)
    assert reader.mission.approval is None
    assert reader.mission.rules.batch_size == 2


async def test_batch_close_is_only_shown(reader: Standing) -> None:
    await reader.prepare()
    with pytest.raises(RuleError, match="comparison"):
        await reader.choose(Strategy.BATCH_CLOSE)
    assert reader.mission.stage is StageName.PLAN


async def test_a_channel_that_does_not_exist_is_named_and_nothing_is_planned(
    open_desk_on: Open,
) -> None:
    standing = await open_desk_on(channel="nowhere")
    with pytest.raises(InputError, match="#nowhere"):
        await standing.plan()
    assert standing.mission.effects == {}


async def test_without_a_category_field_every_ticket_is_handed_to_a_person(
    open_desk_on: Open,
) -> None:
    def bare(queue: Json) -> None:
        queue["zendesk"].update(ticket_fields=[], solved_tickets=[], sla_policies=[])
        queue["confluence"] = {"spaces": [], "pages": []}
        for ticket in queue["zendesk"]["tickets"]:
            ticket.pop("custom_fields", None)

    standing = await open_desk_on(bare)
    await standing.plan()
    rows = await standing.desk.plan.dry_run()
    assert "category" not in {row.field for row in rows}
    tags = [row.after for row in rows if row.field == "tags"]
    assert set(tags) == {"+ triage_deck triage_needs_person"}
    assert standing.effects(EffectKind.PUBLIC_REPLY) == [], "without a policy no clock runs"


async def test_the_queue_is_read_first(reader: Standing) -> None:
    await reader.define()
    with pytest.raises(RuleError, match="Not yet"):
        await reader.desk.plan.generate()
    with pytest.raises(RuleError, match="queue was not read"):
        await reader.desk.plan.dry_run()


async def test_the_plans_are_read_back_best_first_and_the_chosen_one_as_adjusted(
    reader: Standing,
) -> None:
    await reader.prepare()
    empty = await reader.desk.plan.view()
    assert (empty.ranked, empty.chosen, empty.drafts) == ((), None, ())
    ranked = await reader.desk.plan.generate()
    assert (await reader.desk.plan.view()).ranked == ranked
    chosen = await reader.desk.plan.choose(ranked[0].strategy, 3, 5)
    view = await reader.desk.plan.view()
    assert view.chosen is ranked[0].strategy
    assert view.ranked == (*chosen.ranked, *ranked[1:])
    assert view.ranked[0].batch_size == 3
    assert (view.drafts, view.alerts) == (chosen.drafts, chosen.alerts)


async def test_a_plan_says_its_range_its_requests_and_every_term_of_its_score(
    reader: Standing,
) -> None:
    await reader.prepare()
    best = (await reader.desk.plan.generate())[0]
    assert best.effort.low < best.effort.likely < best.effort.high
    assert best.effort.likely == best.effort_seconds
    assert best.answered == len(AT_RISK)
    zendesk = next(use for use in best.uses if use.service == "Zendesk")
    assert zendesk.requests > len(SCOPE)
    assert 0 < zendesk.share <= 100
    assert best.terms[0].words == "start"


async def test_the_requests_foreseen_are_about_those_spent(standing: Standing) -> None:
    await standing.plan()
    plan = (await standing.desk.plan.view()).ranked[0]
    foreseen = next(use.requests for use in plan.uses if use.service == "Zendesk")
    await standing.approve()
    before = standing.services.https[0].spent
    await standing.execute()
    await standing.wait_out()
    await standing.desk.reflect.complete()
    await standing.desk.reflect.seal()
    spent = standing.services.https[0].spent - before
    assert 0.7 <= spent / foreseen <= 1.4


async def test_the_simulator_shows_what_more_hands_and_a_larger_batch_would_save(
    reader: Standing,
) -> None:
    await reader.prepare()
    before = reader.kinds
    alone = await reader.desk.plan.simulate(0, 0, 15)
    assert alone.asked.breaches == alone.asked.clocks > 0
    assert (alone.asked.replies, alone.asked.undoable) == (0, 0)
    batch = await reader.desk.plan.simulate(0, 12, 15)
    assert batch.asked.replies == len(AT_RISK)
    assert batch.asked.breaches == alone.asked.breaches - len(AT_RISK)
    assert batch.asked.undoable <= batch.asked.replies
    people = await reader.desk.plan.simulate(3, 12, 15)
    assert people.asked.breaches <= batch.asked.breaches
    assert people.breaches[people.agents.index(0)][people.batches.index(12)] == batch.asked.breaches
    assert reader.kinds == before


@pytest.mark.parametrize(("agents", "batch", "hold"), [(-1, 12, 15), (201, 12, 15), (1, -1, 15), (1, 12, 121)])  # fmt: skip
async def test_a_simulation_of_numbers_that_cannot_be_is_refused(
    reader: Standing, agents: int, batch: int, hold: int
) -> None:
    await reader.prepare()
    with pytest.raises(InputError, match="cannot be"):
        await reader.desk.plan.simulate(agents, batch, hold)


async def test_the_dry_run_is_exported_and_that_is_on_record(
    reader: Standing, tmp_path: Path
) -> None:
    await reader.plan()
    rows = await reader.desk.plan.export(tmp_path / "dry run.csv")
    told = (tmp_path / "dry run.csv").read_text("utf-8-sig").splitlines()
    assert told[0] == "ticket,field,before,after"
    assert rows == len(await reader.desk.plan.dry_run())
    assert "AuditEventRecorded" in reader.kinds
    with pytest.raises(InputError, match="cannot be written"):
        await reader.desk.plan.export(tmp_path / "nowhere" / "dry run.csv")


async def test_own_safeguards_run_on_every_draft_and_what_fails_is_seen_before_the_yes(
    reader: Standing,
) -> None:
    reader.own = ("at most 300 words", "never name a date", "be kind to Dr. Weber")
    await reader.plan()
    view = await reader.desk.plan.view()
    for draft in view.drafts:
        verdicts = {check.check: check for check in draft.checks}
        length, promise = verdicts["length"], verdicts["no_promises"]
        assert (length.passed, length.line) == (True, "at most 300 words")
        assert not promise.passed
        assert "within 2 hours" in promise.found
        assert "hours" not in promise.detail, "the evidence says how many, not which words"
    (broken,) = view.broken
    assert (broken.line, broken.failed) == ("never name a date", len(view.drafts))
    assert broken.total == len(view.drafts)
    again = await reader.desk.plan.choose(Strategy.HIGH_TOUCH, 12, 5)
    assert again.broken == view.broken


async def test_with_the_default_safeguards_nothing_but_links_can_fail(reader: Standing) -> None:
    await reader.plan()
    assert (await reader.desk.plan.view()).broken == ()
