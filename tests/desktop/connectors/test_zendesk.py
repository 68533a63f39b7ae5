"""Zendesk against the sandbox's process: reading everything, guarded writes, putting back."""

from collections.abc import AsyncIterator
from datetime import timedelta

import pytest
from msgspec.structs import replace

from desktop.base.clock import parse_instant
from desktop.connectors.zendesk import Zendesk
from desktop.domain.effect import Receipt, SendReply, SetCategory, WriteNote
from desktop.domain.errors import RefusedError
from desktop.domain.ticket import BY_TAG, Priority, Status, Ticket, Voice
from desktop.ports import Connections
from tests.desktop.connectors.conftest import Outside, failure
from tests.sandboxes import start_sandbox
from tests.snapshots import connect, https

FIELD = 9001
NOW = parse_instant("2026-11-23T14:05:00Z")


def marker(effect: str) -> dict[str, str]:
    return {"triagedeck_effect": effect, "triagedeck_mission": "m1"}


async def one(services: Connections, ticket: int) -> Ticket:
    (read,) = await services.tickets.tickets([ticket])
    return read


async def categorise(services: Connections, ticket: int, effect: str) -> Receipt:
    request = SetCategory(ticket, FIELD, "api_authentication", ("triage_deck",))
    return await services.tickets.write(request, await one(services, ticket), marker(effect))


@pytest.fixture
async def untouched() -> AsyncIterator[Connections]:
    """A sandbox of its own: on the shared one others open tickets."""
    process = start_sandbox()
    clients = https(process.url)
    yield connect(clients)
    for client in clients:
        await client.close()
    process.close()


async def test_every_open_ticket_is_read_with_its_clocks(untouched: Connections) -> None:
    services, told = untouched, list[tuple[int, int]]()
    tickets = await services.tickets.open_tickets(lambda done, total: told.append((done, total)))
    assert len(tickets) == 302
    assert len({ticket.id for ticket in tickets}) == 302
    assert told == [(100, 302), (200, 302), (300, 302), (302, 302)]
    assert {t.status for t in tickets} <= {Status.NEW, Status.OPEN, Status.PENDING, Status.HOLD}
    assert any(ticket.priority is None for ticket in tickets)
    urgent = [ticket for ticket in tickets if ticket.priority is Priority.URGENT]
    assert all(ticket.clocks for ticket in urgent)
    inside = [t for t in tickets if t.deadline and NOW < t.deadline <= NOW + timedelta(minutes=90)]
    assert len(inside) >= 6
    assert any(ticket.vip for ticket in tickets)
    assert all(ticket.requester.name and ticket.stamp for ticket in tickets)


async def test_a_ticket_that_the_index_still_calls_open_is_not_taken_for_open() -> None:
    process = start_sandbox()
    http, *others = https(process.url)
    door = others[-1]
    await door.write("POST", "/sandbox/index", dict[str, float], {"lag_seconds": 600})
    solved = {"ticket": {"status": "solved"}}
    await door.write("POST", "/sandbox/tickets/48104", dict[str, object], solved)
    told: list[tuple[int, int]] = []
    tickets = await Zendesk(http).open_tickets(lambda done, total: told.append((done, total)))
    for client in (http, *others):
        await client.close()
    process.close()
    assert 48104 not in [ticket.id for ticket in tickets]
    assert (len(tickets), told[-1]) == (301, (301, 301))


async def test_agents_are_read_by_name_and_tickets_say_how_they_came(
    services: Connections,
) -> None:
    agents = await services.tickets.agents()
    assert len(agents) == 9
    assert "Sam Rivera" in [agent.name for agent in agents]
    ticket = await one(services, 48104)
    assert (ticket.channel, ticket.group_id) == ("email", 7002)
    assert ticket.assignee_id in [agent.id for agent in agents]


async def test_agents_that_may_not_be_read_are_none(
    services: Connections, outside: Outside
) -> None:
    outside.fault("zendesk", "status", path="/api/v2/users", status=403)
    assert await services.tickets.agents() == ()


async def test_the_account_is_the_lead_and_a_wrong_token_is_nobody(
    services: Connections, outside: Outside
) -> None:
    assert (await services.tickets.account()).id.isdigit()
    outside.client.headers.clear()
    assert outside.client.get("/api/v2/users/me").json()["user"]["id"] is None


async def test_categories_are_read_with_the_tickets_that_teach_them(services: Connections) -> None:
    field = await services.tickets.category_field()
    assert field is not None
    assert field.id == FIELD
    values = {option.value for option in field.options}
    solved = await services.tickets.solved_tickets()
    assert len(solved) == 280
    assert {ticket.category for ticket in solved} == values
    assert len(await services.tickets.triggers() or ()) == 4


async def test_a_category_is_set_and_read_back_by_its_marker(services: Connections) -> None:
    receipt = await categorise(services, 48614, "cat.1")
    now = await one(services, 48614)
    assert now.category == "api_authentication"
    assert "triage_deck" in now.tags
    assert await services.tickets.find(48614, "cat.1") == receipt
    assert await services.tickets.find(48614, "cat.2") is None
    assert {before.field for before in receipt.before} >= {"tags", str(FIELD)}


async def test_a_ticket_changed_since_it_was_read_is_refused_and_untouched(
    services: Connections, outside: Outside
) -> None:
    read = await one(services, 48632)
    outside.client.post("/sandbox/clock", json={"advance_seconds": 2})
    outside.edit(48632, priority="urgent")
    request = SetCategory(48632, FIELD, "api_authentication", ("triage_deck",))
    with pytest.raises(RefusedError) as stale:
        await services.tickets.write(request, read, marker("stale.1"))
    assert stale.value.status == 409
    assert "triage_deck" not in outside.ticket(48632)["tags"]
    assert await services.tickets.find(48632, "stale.1") is None
    await categorise(services, 48632, "stale.1")


async def test_comments_are_public_or_not_as_asked_and_expand_nothing(
    services: Connections, outside: Outside
) -> None:
    texts = ("A note about {{ticket.requester.email}}", "A reply")
    note = WriteNote(48656, texts[0])
    receipt = await services.tickets.write(note, await one(services, 48656), marker("note.1"))
    assert receipt.comment_id is not None
    reply = SendReply(48656, texts[1])
    await services.tickets.write(reply, await one(services, 48656), marker("reply.1"))
    first, second = outside.ticket(48656)["comments"][-2:]
    assert (first["public"], second["public"]) == (False, True)
    assert "{{" not in first["body"]
    assert first["body"].replace("\u200b", "") == texts[0]
    assert second["body"] == texts[1]


async def test_restoring_puts_back_what_is_ours_and_nothing_else(
    services: Connections, outside: Outside
) -> None:
    before = await one(services, 48674)
    receipt = await categorise(services, 48674, "undo.1")
    mine = outside.ticket(48674)["tags"]
    outside.edit(48674, tags=[*mine, "called_back"])
    assert await services.tickets.restore(48674, receipt.before, marker("undo.1.undo")) == ()
    now = await one(services, 48674)
    assert now.category == before.category
    assert set(now.tags) == {*before.tags, "called_back"}


async def test_a_category_by_tag_replaces_the_other_and_comes_back_whole(
    services: Connections, outside: Outside
) -> None:
    outside.edit(48686, tags=["cat_billing", "portal"])
    before = await one(services, 48686)
    tags = ("triage_deck", "cat_api")
    request = SetCategory(48686, BY_TAG, "cat_api", tags, ("cat_billing",))
    receipt = await services.tickets.write(request, before, marker("tag.1"))
    assert set((await one(services, 48686)).tags) == {"portal", *tags}
    outside.edit(48686, tags=["portal", *tags, "called_back"])
    assert await services.tickets.restore(48686, receipt.before, marker("tag.1.undo")) == ()
    assert set((await one(services, 48686)).tags) == {"cat_billing", "portal", "called_back"}


async def test_a_foreign_value_is_a_conflict_and_stays(
    services: Connections, outside: Outside
) -> None:
    receipt = await categorise(services, 48680, "undo.2")
    outside.edit(48680, custom_fields=[{"id": FIELD, "value": "billing"}])
    assert await services.tickets.restore(48680, receipt.before, marker("undo.2.undo")) == (
        str(FIELD),
    )
    now = await one(services, 48680)
    assert now.category == "billing"
    assert "triage_deck" not in now.tags


async def test_restoring_twice_changes_nothing_more(services: Connections) -> None:
    before = await one(services, 48688)
    receipt = await categorise(services, 48688, "undo.3")
    await services.tickets.restore(48688, receipt.before, marker("undo.3.undo"))
    once = await one(services, 48688)
    await services.tickets.restore(48688, receipt.before, marker("undo.3.undo"))
    twice = await one(services, 48688)
    assert (twice.tags, twice.category) == (once.tags, once.category)
    assert (once.tags, once.category) == (before.tags, before.category)


async def test_what_is_as_it_was_is_not_written_again(
    services: Connections, outside: Outside
) -> None:
    receipt = await categorise(services, 48688, "undo.3")
    await services.tickets.restore(48688, receipt.before, marker("undo.3.undo"))
    audits = len(outside.ticket(48688)["audits"])
    await services.tickets.restore(48688, receipt.before, marker("undo.3.undo"))
    assert len(outside.ticket(48688)["audits"]) == audits


async def test_a_note_is_withdrawn_by_a_note(services: Connections, outside: Outside) -> None:
    await services.tickets.restore(48694, (), marker("note.2.undo"), withdraw=True)
    last = outside.ticket(48694)["comments"][-1]
    assert not last["public"]
    assert "withdrawn" in last["body"]
    assert await services.tickets.find(48694, "note.2.undo") is not None


async def test_a_public_reply_of_a_mission_is_known_by_whatever_name_and_a_note_is_none(
    services: Connections,
) -> None:
    ticket = 48860
    note = WriteNote(ticket, "For us alone")
    await services.tickets.write(note, await one(services, ticket), marker("note.9"))
    assert not await services.tickets.replied(ticket, "m1")
    reply = SendReply(ticket, "For the customer")
    await services.tickets.write(reply, await one(services, ticket), marker("reply.9"))
    assert await services.tickets.replied(ticket, "m1")
    assert not await services.tickets.replied(ticket, "m2"), "another mission's is none of ours"


async def test_a_ticket_that_is_gone_is_told_in_words(services: Connections) -> None:
    assert await services.tickets.tickets([999_999]) == ()
    error = await failure(
        lambda: services.tickets.restore(999_999, (), marker("gone"), withdraw=True)
    )
    assert isinstance(error, RefusedError)
    assert "999999" in error.message


async def test_a_customers_new_words_are_seen(services: Connections, outside: Outside) -> None:
    read = await one(services, 48700)
    since = parse_instant(outside.client.get("/sandbox/clock").json()["now"])
    assert not await services.tickets.spoke_since(48700, since)
    outside.client.post("/sandbox/clock", json={"advance_seconds": 2})
    written = outside.client.post("/sandbox/tickets/48700/comment", json={"body": "And now?"})
    assert written.status_code == 201
    assert await services.tickets.spoke_since(48700, since) == {Voice.CUSTOMER}
    with pytest.raises(RefusedError):
        reply = SendReply(48700, "old news")
        await services.tickets.write(reply, replace(read), marker("late.1"))


async def test_a_colleagues_answer_is_seen_and_their_note_is_not(
    services: Connections, outside: Outside
) -> None:
    outside.client.post("/sandbox/clock", json={"advance_seconds": 2})
    since = parse_instant(outside.client.get("/sandbox/clock").json()["now"])
    outside.edit(48722, comment={"body": "For us only.", "public": False})
    assert await services.tickets.spoke_since(48722, since) == frozenset()
    outside.edit(48722, comment={"body": "We are on it.", "public": True})
    assert await services.tickets.spoke_since(48722, since) == {Voice.COLLEAGUE}


async def test_words_of_the_very_second_of_the_reading_count_as_new(
    services: Connections, outside: Outside
) -> None:
    written = outside.client.post("/sandbox/tickets/48662/comment", json={"body": "One more."})
    assert written.status_code == 201
    at = parse_instant(outside.ticket(48662)["comments"][-1]["created_at"])
    read_later = at.replace(microsecond=900_000)
    assert await services.tickets.spoke_since(48662, read_later)
    assert not await services.tickets.spoke_since(48662, at + timedelta(seconds=1))


async def test_a_conversation_is_read_whole_with_names_notes_and_markup(
    services: Connections, outside: Outside
) -> None:
    ticket = (await services.tickets.open_tickets(lambda *_: None))[0]
    before = await services.tickets.conversation(ticket.id)
    for number in range(120):
        said = {"html_body": f"<p>Line <b>{number}</b></p>"}
        answer = outside.client.post(f"/sandbox/tickets/{ticket.id}/comment", json=said)
        answer.raise_for_status()
    note = {"comment": {"body": "Seen.", "public": False}}
    outside.edit(ticket.id, **note)
    said_since = (await services.tickets.conversation(ticket.id))[len(before) :]
    assert len(said_since) == 121
    assert (said_since[119].text, said_since[119].html) == ("Line 119", "<p>Line <b>119</b></p>")
    assert {one.author for one in said_since[:120]} == {ticket.requester.name}
    assert [one.public for one in said_since[-2:]] == [True, False]
