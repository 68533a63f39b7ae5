"""A draft that fails a check nobody may override: seen on Plan, named to the manager, never sent, left to a person."""

from collections.abc import Awaitable, Callable

import pytest

from desktop.domain.effect import EffectKind
from desktop.domain.errors import RuleError
from desktop.domain.facts import AlertKind
from desktop.stages.plan.effects import draft_requests
from desktop.stages.plan.routing import Routes
from tests.desktop.stages.standing import Json, Standing

Open = Callable[..., Awaitable[Standing]]
WRITTEN = (EffectKind.PUBLIC_REPLY, EffectKind.INTERNAL_NOTE)


def leave_open(queue: Json) -> None:
    """Every page begins with a placeholder somebody forgot to fill."""
    for page in queue["confluence"]["pages"]:
        body = page["body"]["storage"]
        body["value"] = f"<p>This is a note for [YOUR NAME] of us.</p>{body['value']}"


async def test_a_blocked_draft_never_becomes_an_effect(open_desk_on: Open) -> None:
    standing = await open_desk_on(leave_open)
    await standing.plan()
    view = await standing.desk.plan.view()
    blocked = {draft.ticket for draft in view.drafts if draft.blocked}
    assert blocked
    written = {e.target for e in standing.mission.effects.values() if e.kind in WRITTEN}
    assert written == {str(d.ticket) for d in view.drafts if not d.blocked}
    assert (view.broken[0].line, view.broken[0].blocks) == ("Nothing left open", True)
    assert view.broken[0].failed == len(blocked)
    blocked_only = [draft for draft in view.drafts if draft.blocked]
    assert draft_requests(blocked_only, Routes({})) == []


async def test_the_manager_reads_it_and_a_person_gets_an_alert(open_desk_on: Open) -> None:
    standing = await open_desk_on(leave_open)
    await standing.approve()
    blocked = sorted(d.ticket for d in (await standing.desk.plan.view()).drafts if d.blocked)
    packet = (await standing.desk.approve.view()).packet
    assert packet is not None
    told = [line for line in packet.finals if line.startswith("Held back")]
    assert told and all(f"#{ticket}" in told[0] for ticket in blocked)
    await standing.desk.execute.start()
    raised = [a for a in standing.mission.alerts.values() if a.kind is AlertKind.BLOCKED]
    assert sorted(alert.ticket for alert in raised) == blocked
    cards = {
        c.ticket: c
        for c in (await standing.desk.execute.view()).alerts
        if c.kind is AlertKind.BLOCKED
    }
    assert cards[blocked[0]].title == "Draft held back"
    with pytest.raises(RuleError, match="does not leave"):
        await standing.desk.execute.link(blocked[0], "1")


async def test_the_packet_names_the_one_promise_of_the_drafts(open_desk_on: Open) -> None:
    standing = await open_desk_on(update_minutes=60)
    await standing.plan()
    await standing.ask()
    packet = (await standing.desk.approve.view()).packet
    assert packet is not None
    promise = 'Drafts promise: "You will hear from us within 1 hour." Nothing else is promised.'
    assert promise in packet.finals
    assert all("within 1 hour" in draft.text for draft in packet.drafts)


async def test_a_time_outside_of_opening_hours_is_said_to_count_in_them(open_desk_on: Open) -> None:
    def closes_soon(queue: Json) -> None:
        friday = 5 * 24 * 60
        hours = {"start_time": friday + 8 * 60, "end_time": friday + 12 * 60}
        queue["zendesk"]["schedules"] = [
            {"id": 1, "name": "Office", "time_zone": "UTC", "intervals": [hours]}
        ]

    standing = await open_desk_on(closes_soon)
    await standing.plan()
    view = await standing.desk.plan.view()
    for draft in view.drafts:
        assert "within 2 hours, counted in our opening hours." in draft.text
        promises = [c for c in draft.checks if c.check == "no_promise_without_authority"]
        assert [check.passed for check in promises] == [True]
