"""Reflect: counted figures, provisional until the seal, each follow-up once, addenda after it."""

from datetime import timedelta

import pytest

from desktop.domain.effect import EffectKind
from desktop.domain.errors import InputError, RuleError, ServiceError
from desktop.domain.facts import TaskReason
from desktop.domain.outcome import Ending, KpiState
from desktop.ports import ADDENDUM, MAIN
from desktop.watch.contract import TicketClocks
from desktop.watch.sealed import Sealed
from tests import plain_http
from tests.desktop.stages.standing import AT_RISK, SCOPE, Standing


async def test_every_figure_opens_to_its_sum(standing: Standing) -> None:
    await standing.execute()
    outcome = (await standing.desk.reflect.complete()).outcome
    figures = {figure.name: figure for figure in outcome.figures}
    assert figures["triaged"].value == len(SCOPE)
    assert {int(part) for part in figures["triaged"].parts} == SCOPE
    for key in ("triaged", "drafts", "replies_sent", "escalations", "breaches"):
        assert len(figures[key].parts) == figures[key].value
    minutes = [float(part.split()[-2]) for part in figures["minutes_saved"].parts]
    assert sum(minutes) == pytest.approx(figures["minutes_saved"].value)
    assert all(figure.rule for figure in figures.values())


async def test_the_outcome_is_provisional_while_replies_are_held_then_sealed(
    standing: Standing,
) -> None:
    await standing.execute()
    first = (await standing.desk.reflect.complete()).outcome
    assert {row.ending for row in first.at_risk} == {Ending.HELD}
    assert not first.sealed
    assert first.kpi is not None
    assert first.kpi[0] is KpiState.OPEN
    with pytest.raises(RuleError, match="4 effects are open"):
        await standing.desk.reflect.seal()
    await standing.wait_out()
    last = (await standing.desk.reflect.seal()).outcome
    assert last.sealed
    assert [row.ticket for row in last.at_risk] == [row.ticket for row in first.at_risk]
    assert {(row.ending, row.words) for row in last.at_risk} == {
        (Ending.ANSWERED, "by a public reply")
    }
    assert last.value("breaches") == 0
    assert last.kpi is not None
    assert (last.kpi[0], last.kpi[1].value) == (KpiState.MET, len(AT_RISK))


async def test_a_sealed_mission_stays_as_it_is_and_what_comes_later_is_an_addendum(
    standing: Standing,
) -> None:
    await standing.execute()
    await standing.desk.reflect.complete()
    await standing.wait_out()
    await standing.desk.reflect.seal()
    head = standing.desk.ledger.head
    await standing.desk.reflect.seal()
    await standing.desk.reflect.complete()
    await standing.desk.reflect.feedback(5, "Calm evening.")
    assert standing.desk.ledger.head == head
    chains = [entry.chain for entry in standing.desk.ledger.entries]
    assert chains.count(ADDENDUM) == 1
    assert chains[-1] == ADDENDUM != MAIN
    assert (await standing.desk.reflect.view()).stars == 5


async def test_a_clock_met_by_somebody_else_counts_as_answered_and_a_missed_one_as_a_breach(
    standing: Standing,
) -> None:
    await standing.execute()
    await standing.desk.execute.undo([e.id for e in standing.effects(EffectKind.PUBLIC_REPLY)])
    agent = next(
        user["id"]
        for user in users(standing)
        if user["role"] == "agent" and user["id"] != int(standing.mission.connected["zendesk"])
    )
    answered, *others = AT_RISK
    reply = {"comment": {"body": "On it.", "public": True}}
    standing.post(f"tickets/{answered}", {"ticket": reply, "author_id": agent})
    before = (await standing.desk.reflect.complete()).outcome
    endings = {row.ticket: (row.ending, row.words) for row in before.at_risk}
    assert endings[answered] == (Ending.ANSWERED, "by somebody else")
    assert {endings[ticket][0] for ticket in others} == {Ending.RUNNING}
    await standing.door.until(standing.services.clock.now() + timedelta(hours=2))
    after = (await standing.desk.reflect.seal()).outcome
    assert set(after.breached) == set(others)
    assert {row.ending for row in after.at_risk if row.ticket in others} == {Ending.BREACHED}


async def test_a_clock_that_somebody_else_answered_late_is_a_breach_all_the_same(
    standing: Standing,
) -> None:
    await standing.execute()
    await standing.desk.execute.undo([e.id for e in standing.effects(EffectKind.PUBLIC_REPLY)])
    await standing.desk.reflect.complete()
    await standing.door.until(standing.services.clock.now() + timedelta(hours=2))
    reply = {"comment": {"body": "Sorry for the wait.", "public": True}}
    for ticket in AT_RISK:
        standing.post(f"tickets/{ticket}", {"ticket": reply})
    assert set((await standing.desk.reflect.seal()).outcome.breached) == set(AT_RISK)


async def test_the_seal_keeps_why_the_clocks_at_risk_showed_what_they_did(
    standing: Standing,
) -> None:
    await standing.execute()
    await standing.desk.reflect.complete()
    await standing.wait_out()
    await standing.desk.reflect.seal()
    kept = standing.mission.clock_stories
    assert kept is not None
    told = await standing.desk.ledger.read_value(kept, tuple[TicketClocks, ...])
    assert {one.ticket for one in told} == set(AT_RISK)
    assert all(story.steps for one in told for story in one.stories if story.verdict.ours)


def users(standing: Standing) -> list[dict[str, object]]:
    headers = {"authorization": "Bearer x"}
    read = plain_http.ask("GET", f"{standing.url}/api/v2/users", headers=headers)
    rows: list[dict[str, object]] = read.json()["users"]
    return rows


async def test_a_reply_that_came_too_late_is_a_breach(standing: Standing) -> None:
    await standing.execute()
    await standing.desk.reflect.complete()
    await standing.door.until(standing.services.clock.now() + timedelta(hours=2))
    await standing.desk.execute.release_due()
    outcome = (await standing.desk.reflect.seal()).outcome
    assert set(outcome.breached) == set(AT_RISK)
    assert outcome.value("replies_sent") == 4


async def test_a_final_reply_that_undo_skipped_still_counts(standing: Standing) -> None:
    await standing.execute()
    await standing.desk.reflect.complete()
    await standing.door.until(standing.desk.execute.next_moment())
    await standing.desk.execute.release_due()
    sent = [e.id for e in standing.effects(EffectKind.PUBLIC_REPLY) if e.state == "confirmed"]
    await standing.desk.execute.undo(sent)
    await standing.wait_out()
    outcome = (await standing.desk.reflect.seal()).outcome
    assert outcome.value("replies_sent") == 4
    assert {row.ending for row in outcome.at_risk} == {Ending.ANSWERED}


async def test_what_fell_out_in_the_hold_becomes_a_follow_up_once(standing: Standing) -> None:
    await standing.execute()
    first = await standing.desk.reflect.complete()
    standing.post(f"tickets/{AT_RISK[0]}/comment", {"body": "Still broken!"})
    await standing.wait_out()
    last = await standing.desk.reflect.seal()
    new = [task for task in last.tasks if task not in first.tasks]
    assert [(task.reason, task.ticket) for task in new] == [(TaskReason.HANDED_OVER, AT_RISK[0])]
    ids = [task.id for task in last.tasks]
    assert len(ids) == len(set(ids))


@pytest.mark.parametrize("stars", [-1, 0, 6])
async def test_stars_run_from_one_to_five(stars: int, reader: Standing) -> None:
    with pytest.raises(InputError, match="1 to 5"):
        await reader.desk.reflect.feedback(stars, "")


async def test_nothing_is_counted_or_sealed_before_its_time(reader: Standing) -> None:
    await reader.plan()
    with pytest.raises(RuleError, match="Not yet"):
        await reader.desk.reflect.complete()
    for early in (reader.desk.reflect.view, reader.desk.reflect.seal):
        with pytest.raises(RuleError, match="No outcome yet"):
            await early()


async def test_what_is_taken_back_after_the_first_count_counts_no_longer(
    standing: Standing,
) -> None:
    await standing.execute()
    await standing.desk.reflect.complete()
    await standing.desk.execute.undo(list(standing.mission.effects))
    outcome = (await standing.desk.reflect.view()).outcome
    assert [outcome.value(name) for name in ("triaged", "drafts", "escalations")] == [0, 0, 0]
    assert {row.ending for row in outcome.at_risk} == {Ending.RUNNING}


async def test_a_reply_that_left_after_the_first_count_is_shown_as_an_answer(
    standing: Standing,
) -> None:
    await standing.execute()
    await standing.desk.reflect.complete()
    await standing.wait_out()
    outcome = (await standing.desk.reflect.view()).outcome
    assert {row.ending for row in outcome.at_risk} == {Ending.ANSWERED}
    assert outcome.value("replies_sent") == len(AT_RISK)


async def test_with_the_service_away_the_first_count_is_shown(standing: Standing) -> None:
    await standing.execute()
    counted = (await standing.desk.reflect.complete()).outcome
    await standing.wait_out()
    standing.fault(service="zendesk", kind="status", status=503, count=999)
    shown = (await standing.desk.reflect.view()).outcome
    assert (shown.figures, shown.at_risk) == (counted.figures, counted.at_risk)


async def test_each_post_of_the_transcript_has_the_link_people_read_it_by(
    standing: Standing,
) -> None:
    await standing.execute()
    standing.fault(service="slack", path="/slack/api/chat.getPermalink", kind="status", count=9)
    away = (await standing.desk.reflect.complete()).exhibits[-1]
    assert {row[-1] for row in away.rows} == {""}
    async with plain_http.async_client() as control:
        (await control.delete(f"{standing.url}/sandbox/faults")).raise_for_status()
    there = (await standing.desk.reflect.view()).exhibits[-1]
    assert len(there.rows) == len(standing.posts())
    assert all("/archives/" in row[-1] for row in there.rows)


async def test_follow_ups_become_tickets_once_even_when_the_first_answer_is_lost(
    standing: Standing,
) -> None:
    await standing.execute()
    tasks = (await standing.desk.reflect.complete()).tasks
    assert tasks
    before = len(standing.world()["tickets"])
    standing.fault(path="/api/v2/tickets", method="POST", kind="reset_after", count=1)
    first = await standing.desk.reflect.push_tasks()
    again = await standing.desk.reflect.push_tasks()
    assert [task.pushed for task in first.tasks] == [task.pushed for task in again.tasks]
    assert len({task.pushed for task in again.tasks}) == len(tasks)
    assert len(standing.world()["tickets"]) == before + len(tasks)
    assert standing.kinds.count("TaskPushed") == len(tasks)


async def test_a_follow_up_without_an_answer_is_told_as_sent_and_looked_for_first(
    standing: Standing,
) -> None:
    await standing.execute()
    tasks = (await standing.desk.reflect.complete()).tasks
    before = len(standing.world()["tickets"])
    standing.fault(path="/api/v2/tickets", method="POST", kind="reset_after", count=9)
    with pytest.raises(ServiceError):
        await standing.desk.reflect.push_tasks()
    first = (await standing.desk.reflect.view()).tasks[0]
    assert (first.sent, first.pushed) == (True, "")
    assert standing.kinds.index("TaskSent") > standing.kinds.index("TaskCreated")
    await standing.reopen()
    standing.no_faults()
    await standing.desk.reflect.push_tasks()
    assert len(standing.world()["tickets"]) == before + len(tasks)
    assert standing.kinds.count("TaskSent") == len(tasks)


async def test_an_article_that_fits_but_is_not_verified_is_to_be_verified(
    standing: Standing,
) -> None:
    await standing.execute()
    drafts = await Sealed(standing.desk.ledger).drafts()
    stuck = {one.ticket for one in drafts.values() if one.unusable}
    tasks = (await standing.desk.reflect.complete()).tasks
    titles = [task.title for task in tasks if task.reason is TaskReason.KB_STALE]
    assert stuck
    assert len(titles) == len(stuck)
    assert all(
        title.startswith("Verify this article and bring it up to date: ") for title in titles
    )
