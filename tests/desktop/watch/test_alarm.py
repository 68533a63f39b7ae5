"""The alarm: nothing that runs low is missed, nothing is told twice, what rests wakes."""

from datetime import timedelta
from pathlib import Path

import pytest

from desktop.base.clock import Jump
from desktop.domain.errors import InputError, RuleError
from desktop.domain.facts import AlertSnoozed, ClockJumped, ClocksCrossed, SnoozeReason
from desktop.watch.contract import AlertCard
from tests.desktop.stages.standing import AT_RISK, Standing


async def until(standing: Standing, ticket: int, minutes: int) -> None:
    """Skip to when this many minutes are left on a ticket's clock."""
    risks = (await standing.desk.watch.view()).risks
    deadline = next(row.deadline for row in risks if row.ticket == ticket)
    await standing.door.until(deadline - timedelta(minutes=minutes))


async def nearest(standing: Standing) -> int:
    return (await standing.desk.watch.view()).risks[0].ticket


async def cards(standing: Standing) -> list[AlertCard]:
    return [c for c in (await standing.desk.watch.view()).alerts if c.level is not None]


async def test_before_there_is_a_scope_nothing_is_crossed(standing: Standing) -> None:
    assert await standing.desk.clocks.cross() == ()
    assert (await standing.desk.watch.view()).crosses_at is None


async def test_what_the_plan_told_is_not_told_again(standing: Standing) -> None:
    await standing.plan()
    assert await standing.desk.clocks.cross() == ()
    assert [c.about_tickets for c in await cards(standing)] == [
        tuple(row.ticket for row in (await standing.desk.watch.view()).risks)
    ]


async def test_what_the_plan_will_tell_waits_for_it(standing: Standing) -> None:
    await standing.prepare()
    assert await standing.desk.clocks.cross() == ()
    assert await cards(standing) == []


async def test_the_next_threshold_is_known_and_told_when_it_comes(standing: Standing) -> None:
    await standing.plan()
    first = await nearest(standing)
    await standing.desk.clocks.cross()
    await until(standing, first, 31)
    view = await standing.desk.watch.view()
    assert view.crosses_at == view.risks[0].deadline - timedelta(minutes=30)
    assert await standing.desk.clocks.cross() == ()
    await until(standing, first, 30)
    (new,) = await standing.desk.clocks.cross()
    assert (new.level, new.ticket, new.title) == (30, first, "1 ticket inside 30 minutes")
    assert await standing.desk.clocks.cross() == ()


async def test_a_breach_is_told_first(standing: Standing) -> None:
    await standing.plan()
    first = await nearest(standing)
    await until(standing, first, -1)
    new = await standing.desk.clocks.cross()
    assert (new[0].level, new[0].about_tickets[0]) == (0, first)
    assert (await cards(standing))[0].title.endswith("breached")


async def test_tickets_of_one_alert_are_counted_on_it(standing: Standing) -> None:
    await standing.plan()
    risks = (await standing.desk.watch.view()).risks
    await standing.door.until(risks[-1].deadline + timedelta(seconds=1))
    await standing.desk.clocks.cross()
    told = [fact for fact in standing.facts if isinstance(fact, ClocksCrossed)]
    assert sorted(t for fact in told for t in fact.tickets if fact.level == 0) == sorted(AT_RISK)


async def test_an_answered_clock_ends_its_alert_by_itself(standing: Standing) -> None:
    await standing.execute()
    await until(standing, await nearest(standing), 30)
    await standing.desk.clocks.cross()
    assert 30 in [card.level for card in await cards(standing)]
    await standing.wait_out()
    await standing.desk.clocks.cross()
    assert await cards(standing) == []


async def test_what_rests_wakes_and_is_told_again(standing: Standing) -> None:
    await standing.plan()
    (card,) = await cards(standing)
    await standing.desk.clocks.snooze(card.id, 10, SnoozeReason.AGENT)
    view = await standing.desk.watch.view()
    assert (await cards(standing), [one.id for one in view.snoozed]) == ([], [card.id])
    assert view.snoozed[0].reason is SnoozeReason.AGENT
    await standing.door.until(view.snoozed[0].until)
    woke = await standing.desk.clocks.cross()
    assert card.id in [one.id for one in woke]
    assert sum(isinstance(fact, AlertSnoozed) for fact in standing.facts) == len(AT_RISK)


async def test_a_breach_does_not_rest_and_no_alert_rests_for_ever(standing: Standing) -> None:
    await standing.plan()
    (card,) = await cards(standing)
    with pytest.raises(InputError, match="1 to 240"):
        await standing.desk.clocks.snooze(card.id, 241, SnoozeReason.AGENT)
    await until(standing, await nearest(standing), 0)
    (breach, *_) = await standing.desk.clocks.cross()
    with pytest.raises(RuleError, match="does not rest"):
        await standing.desk.clocks.snooze(breach.id, 10, SnoozeReason.AGENT)
    with pytest.raises(RuleError, match="No such alert"):
        await standing.desk.clocks.snooze("nothing", 10, SnoozeReason.AGENT)


async def test_a_card_that_was_seen_is_closed(standing: Standing) -> None:
    await standing.plan()
    (card,) = await cards(standing)
    await standing.desk.clocks.acknowledge(card.id)
    assert await cards(standing) == []
    with pytest.raises(RuleError):
        await standing.desk.clocks.acknowledge(card.id)


async def test_after_a_jump_the_truth_is_read_again(standing: Standing) -> None:
    await standing.plan()
    first = await nearest(standing)
    standing.post(f"tickets/{first}", {"ticket": {"status": "solved"}})
    await until(standing, first, -5)
    new = await standing.desk.clocks.wake(Jump(asleep=True, seconds=3600))
    assert first not in [ticket for card in new for ticket in card.about_tickets]
    (jumped,) = [fact for fact in standing.facts if isinstance(fact, ClockJumped)]
    assert (jumped.jump.value, jumped.seconds) == ("asleep", 3600)


async def test_a_ticket_explains_its_clock_and_lets_it_leave_as_csv(
    standing: Standing, tmp_path: Path
) -> None:
    await standing.plan()
    found = await standing.desk.clocks.explain(AT_RISK[0])
    (story, *_) = found.stories
    assert story.verdict.agreement.value == "same"
    assert story.steps
    path = tmp_path / "clocks.csv"
    lines = await standing.desk.clocks.export(AT_RISK[0], path)
    assert len(path.read_text("utf-8-sig").splitlines()) == lines + 1
    with pytest.raises(InputError, match="cannot be written"):
        await standing.desk.clocks.export(AT_RISK[0], tmp_path)
    with pytest.raises(InputError, match="No such ticket"):
        await standing.desk.clocks.explain(1)
