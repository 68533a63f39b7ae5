"""Watch: what surrounds every page comes from the ledger alone; one ticket in full is asked for and recorded."""

import pytest

from desktop.domain.effect import EffectKind
from desktop.domain.errors import InputError
from desktop.domain.facts import AlertKind, AuditEventRecorded, AuditKind, Mode, Resolution
from desktop.domain.standing import NO_DEADLINE, ClockState, TicketState
from desktop.domain.values import StageName, from_millis
from desktop.watch.clock_cards import SLA_GROUP
from desktop.watch.contract import ItemState
from tests.desktop.stages.conftest import Open
from tests.desktop.stages.standing import AT_RISK, SCOPE, Json, Standing

SECRET = "<b>Still</b> locked out"


async def silence(standing: Standing) -> None:
    """From now on any request fails."""
    for service in ("zendesk", "slack", "confluence"):
        standing.fault(service=service, kind="status", status=503, count=999)


async def test_before_a_mission_the_queue_last_read_is_watched(reader: Standing) -> None:
    watch = reader.desk.watch
    before = await watch.view()
    assert (before.title, before.group, before.risks) == (
        "No mission running",
        "Before you start",
        (),
    )
    assert [item.state for item in before.items] == [ItemState.AHEAD] * 3
    await reader.desk.home.look()
    after = await watch.view()
    assert {row.ticket for row in after.risks} == set(AT_RISK)
    assert [item.title for item in after.items] == [
        "Zendesk ready",
        "Confluence ready",
        "Slack ready",
    ]
    assert len(await watch.queue()) == len(SCOPE)
    assert (after.facts, after.started_at, after.undo_until) == (0, None, None)


async def test_once_there_is_a_brief_only_what_it_took_in_is_watched(open_desk_on: Open) -> None:
    def about_something_else(queue: Json) -> None:
        one = next(one for one in queue["zendesk"]["tickets"] if one["id"] == AT_RISK[0])
        one["subject"] = one["description"] = "The printer of ward 3 prints blank pages"
        one["comments"] = []

    standing = await open_desk_on(about_something_else)
    await standing.desk.home.look()
    before = {row.ticket for row in (await standing.desk.watch.view()).risks}
    await standing.define()
    after = {row.ticket for row in (await standing.desk.watch.view()).risks}
    assert before == set(AT_RISK)
    assert after == set(AT_RISK[1:])


async def test_a_view_asks_no_service(standing: Standing) -> None:
    await standing.execute()
    await silence(standing)
    view = await standing.desk.watch.view()
    assert view.title == "API authentication"
    assert {row.ticket for row in view.risks} == set(AT_RISK)
    assert (view.held, view.unknown, view.met) == (len(AT_RISK), 0, frozenset())
    assert view.first_deadline == view.risks[0].deadline
    assert view.first_release == min(
        from_millis(e.release_at) for e in standing.effects(EffectKind.PUBLIC_REPLY)
    )
    assert view.undo_until == from_millis(standing.mission.undo_until)
    assert view.safeguards[0] == "Use verified KB"
    assert view.facts == len(standing.facts)
    assert view.stage is StageName.REFLECT


async def test_what_breaches_next_leads_and_what_was_answered_sinks(standing: Standing) -> None:
    await standing.execute()
    first, *others = (row.ticket for row in (await standing.desk.watch.view()).risks)
    reply = standing.effect(EffectKind.PUBLIC_REPLY, first)
    await standing.door.until(from_millis(reply.release_at))
    await standing.desk.execute.release_due()
    view = await standing.desk.watch.view()
    met = [row.ticket for row in view.risks if row.ticket in view.met]
    rest = [row.ticket for row in view.risks if row.ticket not in view.met]
    assert (first in met, [row.ticket for row in view.risks]) == (True, [*rest, *met])
    assert rest == [ticket for ticket in others if ticket in rest]


async def test_a_reply_that_left_meets_its_clock(standing: Standing) -> None:
    await standing.execute()
    await standing.wait_out()
    view = await standing.desk.watch.view()
    assert view.met == frozenset(AT_RISK)
    assert (view.first_deadline, view.undo_until, view.held) == (None, None, 0)


async def test_a_burst_of_clocks_is_one_card_that_closes_them_all(standing: Standing) -> None:
    await standing.plan()
    (card,) = (await standing.desk.watch.view()).alerts
    assert (card.id, card.tickets, card.ticket) == (SLA_GROUP, len(AT_RISK), 0)
    assert card.title == "4 tickets inside 90 minutes"
    assert card.sentence == "With this plan each is answered before its clock runs out."
    assert card.deadline is not None
    await standing.desk.execute.resolve(card.id, Resolution.BY_ITSELF)
    assert standing.kinds.count("AlertResolved") == len(AT_RISK)
    assert (await standing.desk.watch.view()).alerts == ()


async def test_the_columns_hold_the_tickets_in_scope(reader: Standing) -> None:
    await reader.prepare()
    queue = await reader.desk.watch.queue()
    assert set(queue.row_of) == SCOPE
    for ticket in AT_RISK:
        row = queue.row_of[ticket]
        assert queue.clocks[row] == ClockState.RUNNING
        assert queue.deadlines[row] < NO_DEADLINE
        assert queue.subjects[row]
    clusters = await reader.desk.watch.clusters()
    assert set(clusters) <= SCOPE
    assert len(set(clusters.values())) == 4


async def test_each_ticket_says_how_far_it_is(standing: Standing) -> None:
    await standing.prepare()
    waiting = await standing.desk.watch.states()
    assert set(waiting.values()) == {TicketState.WAITING}
    await standing.desk.plan.generate()
    await standing.choose()
    await standing.ask()
    assert set((await standing.desk.watch.states()).values()) == {TicketState.WAITING}


async def test_held_answered_and_taken_back_tickets_are_told_apart(standing: Standing) -> None:
    await standing.execute()
    for alert in tuple(standing.mission.alerts):
        await standing.desk.execute.resolve(alert, Resolution.ACCEPTED)
    states = await standing.desk.watch.states()
    assert {states[ticket] for ticket in AT_RISK} == {TicketState.REPLY_HELD}
    others = {states[ticket] for ticket in SCOPE - set(AT_RISK)}
    assert TicketState.DRAFT_READY in others
    await standing.desk.execute.undo(list(standing.mission.effects))
    assert set((await standing.desk.watch.states()).values()) == {TicketState.TAKEN_BACK}


async def test_one_ticket_in_full_with_what_was_said(standing: Standing) -> None:
    await standing.plan()
    ticket = AT_RISK[0]
    standing.post(f"tickets/{ticket}/comment", {"html_body": SECRET})
    detail = await standing.desk.watch.detail(ticket)
    assert (detail.id, detail.deadline is not None) == (ticket, True)
    last = detail.conversation[-1]
    assert (last.author, last.public) == (detail.requester, True)
    assert (last.html, "<" in last.text, "locked out" in last.text) == (SECRET, False, True)
    assert detail.conversation[0].at <= last.at
    assert 3 <= len(detail.candidates) <= 5
    assert {page.match for page in detail.candidates} <= {"strong", "fair", "weak"}
    assert all(page.passage for page in detail.candidates)
    assert detail.cluster
    assert {t for t, _ in detail.similar} <= SCOPE - {ticket}
    assert detail.draft is not None
    assert not detail.draft.sent


async def test_opening_a_ticket_is_recorded_once_for_a_desk(standing: Standing) -> None:
    await standing.plan()
    for _ in range(2):
        await standing.desk.watch.detail(AT_RISK[0])
    opened = AuditEventRecorded(event=AuditKind.TICKET_OPENED, subject=str(AT_RISK[0]))
    assert standing.facts.count(opened) == 1


async def test_a_ticket_nobody_read_cannot_be_opened(reader: Standing) -> None:
    await reader.desk.home.start(Mode.SANDBOX)
    with pytest.raises(InputError, match="No such ticket"):
        await reader.desk.watch.detail(1)
    assert reader.kinds == ["MissionStarted"]


async def test_a_mission_that_goes_on_starts_from_the_queue_it_read_last(
    standing: Standing,
) -> None:
    await standing.define()
    await standing.reopen()
    view = await standing.desk.watch.view()
    assert {row.ticket for row in view.risks} == set(AT_RISK)
    assert view.stage is StageName.PREPARE


async def test_a_ticket_left_to_a_person_has_a_card_with_its_customer(standing: Standing) -> None:
    await standing.approve()
    await standing.desk.execute.start()
    standing.post(f"tickets/{AT_RISK[0]}", {"ticket": {"status": "solved"}})
    await standing.desk.execute.run()
    view = await standing.desk.watch.view()
    card = next(card for card in view.alerts if card.kind is AlertKind.HANDED_OVER)
    assert (card.ticket, card.title) == (AT_RISK[0], "Left to a person")
    assert card.organisation
    await standing.desk.execute.resolve(f"tone-{AT_RISK[0]}", Resolution.ACCEPTED)
    assert (await standing.desk.watch.states())[AT_RISK[0]] is TicketState.HANDED_OVER


async def test_an_alert_of_a_clock_closes_by_itself_when_its_reply_left(standing: Standing) -> None:
    await standing.execute()
    assert SLA_GROUP in {card.id for card in (await standing.desk.watch.view()).alerts}
    await standing.wait_out()
    assert SLA_GROUP not in {card.id for card in (await standing.desk.watch.view()).alerts}
    assert not any(standing.mission.alerts[f"sla-{ticket}"].open for ticket in AT_RISK)


async def test_a_change_without_an_answer_is_seen_everywhere(standing: Standing) -> None:
    await standing.approve()
    await standing.desk.execute.start()
    place = f"/api/v2/tickets/{AT_RISK[0]}"
    standing.fault(method="PUT", path=place, kind="status", status=503, count=3)
    await standing.desk.execute.run()
    await standing.desk.execute.resolve(f"tone-{AT_RISK[0]}", Resolution.ACCEPTED)
    view = await standing.desk.watch.view()
    assert view.unknown == 1
    assert AlertKind.UNKNOWN_EFFECT in {card.kind for card in view.alerts}
    assert (await standing.desk.watch.states())[AT_RISK[0]] is TicketState.UNKNOWN_EFFECT


async def test_with_nothing_left_to_take_back_no_way_back_is_offered(standing: Standing) -> None:
    await standing.execute()
    assert (await standing.desk.watch.view()).undo_until is not None
    await standing.desk.execute.undo(list(standing.mission.effects))
    assert (await standing.desk.watch.view()).undo_until is None


async def test_each_post_says_its_channel_and_its_incident(standing: Standing) -> None:
    await standing.execute()
    rows = (await standing.desk.execute.view()).effects
    posts = [row for row in rows if row.kind is EffectKind.SLACK_ESCALATION]
    assert posts
    assert all("#eng-oncall · " in row.place for row in posts)
    assert len({row.place for row in posts}) == len(posts)
    assert {row.place for row in rows if row not in posts} == {""}
