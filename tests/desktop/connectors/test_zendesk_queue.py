"""What the index does not know yet is found, what it still believes is not; nothing is asked for twice."""

from typing import Any

import pytest

from desktop.base.clock import format_instant, parse_instant
from desktop.connectors.carrier import Answer, Ask
from desktop.connectors.zendesk import Zendesk
from desktop.domain.errors import RefusedError, UnknownOutcomeError
from desktop.ports import Connections
from tests.desktop.connectors.conftest import Outside, failure
from tests.desktop.connectors.recorded import Recorded, recorded

NOON = parse_instant("2026-11-23T12:00:00Z")


class Desk:
    """A help desk in memory whose index is as old as it is told."""

    def __init__(self, admin: bool = True) -> None:
        self.tickets: dict[int, dict[str, Any]] = {}
        self.indexed: dict[int, str] = {}
        self.admin = admin
        replies = {
            "/ticket_fields": lambda _: {"ticket_fields": []},
            "/search/export": self._search,
            "/tickets": self._list,
            "/tickets/show_many": self._show,
            "/incremental/tickets/cursor": self._export,
        }
        self.http, self.app = recorded(replies)
        self.zendesk = Zendesk(self.http)

    def put(self, number: int, minutes_ago: float, status: str = "open") -> None:
        at = format_instant(NOON.fromtimestamp(NOON.timestamp() - minutes_ago * 60, NOON.tzinfo))
        self.tickets[number] = {"id": number, "status": status, "updated_at": at}

    def index(self) -> None:
        self.indexed = {one["id"]: one["status"] for one in self.tickets.values()}

    async def ids(self) -> set[int]:
        return {ticket.id for ticket in await self.zendesk.open_tickets(lambda *_: None)}

    def _search(self, _: dict[str, str]) -> Any:
        found = [{"id": n} for n, status in self.indexed.items() if status not in ("solved",)]
        return {"results": found, "meta": {"has_more": False}}

    def _list(self, asked: dict[str, str]) -> Any:
        rows = sorted(self.tickets.values(), key=lambda one: one["updated_at"], reverse=True)
        first, size = int(asked.get("page[after]", 0)), int(asked["page[size]"])
        more = first + size < len(rows)
        meta = {"has_more": more, "after_cursor": str(first + size) if more else None}
        return {"tickets": rows[first : first + size], "meta": meta}

    def _show(self, asked: dict[str, str]) -> Any:
        wanted = [int(one) for one in asked["ids"].split(",")]
        return {"tickets": [self.tickets[n] for n in wanted if n in self.tickets]}

    def _export(self, asked: dict[str, str]) -> Any:
        if not self.admin:
            return Answer(403, {}, b'{"error":{"title":"Forbidden","message":"Admins only"}}')
        since = int(asked["start_time"])
        rows = [
            one
            for one in self.tickets.values()
            if parse_instant(one["updated_at"]).timestamp() >= since
        ]
        return {"tickets": rows, "after_cursor": None, "end_of_stream": True}


async def test_a_ticket_the_index_does_not_show_yet_is_found() -> None:
    desk = Desk()
    desk.put(1, 300)
    desk.index()
    desk.put(2, 1, "new")
    assert await desk.ids() == {1, 2}


async def test_a_ticket_the_index_still_takes_for_open_is_not() -> None:
    desk = Desk()
    desk.put(1, 300)
    desk.put(2, 300)
    desk.index()
    desk.put(2, 1, "solved")
    assert await desk.ids() == {1}
    assert desk.app.asked[-1].params is not None
    assert desk.app.asked[-1].params["ids"] == "1"


@pytest.mark.parametrize("gone", ["deleted", "closed", "solved"])
async def test_what_is_gone_by_the_time_it_is_shown_is_left_out(gone: str) -> None:
    desk = Desk()
    for number in (1, 2, 3):
        desk.put(number, 300)
    desk.index()
    desk.put(2, 200, gone)
    del desk.tickets[3]
    assert await desk.ids() == {1}


async def test_the_list_is_read_back_to_before_the_index_can_lag_and_no_further() -> None:
    desk = Desk()
    for number in range(500):
        desk.put(number, number / 10)
    desk.index()
    assert len(await desk.ids()) == 500
    assert desk.app.count("/tickets") == 2
    assert desk.app.count("/search/export") == 1


async def test_after_a_gap_the_list_is_read_back_to_the_last_reading() -> None:
    desk = Desk()
    desk.put(1, 600)
    desk.index()
    await desk.ids()
    for number in range(2, 402):
        desk.put(number, 401 - number)
    assert len(await desk.ids()) == 401


@pytest.mark.parametrize("admin", [True, False])
async def test_very_much_at_once_is_exported_for_an_admin_and_listed_for_others(
    admin: bool,
) -> None:
    desk = Desk(admin)
    desk.put(1, 5000)
    desk.index()
    await desk.ids()
    for number in range(2, 1502):
        desk.put(number, (1502 - number) / 10)
    before = desk.app.count("/tickets")
    assert len(await desk.ids()) == 1501
    assert desk.app.count("/incremental/tickets/cursor") == 1
    listed = desk.app.count("/tickets") - before
    assert listed == 5 if admin else listed >= 15
    await desk.ids()
    assert desk.app.count("/incremental/tickets/cursor") == 1


async def test_an_empty_desk_is_an_empty_queue() -> None:
    assert await Desk().ids() == set()


async def test_an_answer_for_other_tickets_than_asked_is_not_taken() -> None:
    desk = Desk()
    desk.put(1, 1)
    desk.put(2, 1)
    desk.app.replies["/tickets/show_many"] = lambda _: {"tickets": [desk.tickets[2]]}
    error = await failure(lambda: desk.zendesk.tickets([1]))
    assert isinstance(error, UnknownOutcomeError)


async def test_a_page_that_fails_ends_the_reading_and_leaves_no_other_running() -> None:
    desk = Desk()
    for number in range(900):
        desk.put(number, 1)
    desk.app.replies["/tickets/show_many"] = lambda _: Answer(403, {}, b"{}")
    error = await failure(desk.ids)
    assert isinstance(error, RefusedError)


async def test_the_sandboxs_index_lags_and_its_new_tickets_are_found(
    services: Connections, outside: Outside
) -> None:
    outside.client.post("/sandbox/index", json={"lag_seconds": 300}).raise_for_status()
    try:
        row = {"subject": "Just now", "description": "Help", "requester_id": 3001}
        users = outside.client.get("/api/v2/users").json()["users"]
        row["requester_id"] = next(u["id"] for u in users if u["role"] == "end-user")
        made = outside.client.post("/sandbox/tickets", json={"ticket": row}).json()["ticket"]["id"]
        found = await services.tickets.open_tickets(lambda *_: None)
        assert made in {ticket.id for ticket in found}
    finally:
        outside.client.post("/sandbox/index", json={"lag_seconds": 0})


def follow_ups(reply: Any) -> tuple[Zendesk, Recorded]:
    http, app = recorded({"POST /tickets": reply, "GET /tickets": lambda _: {"tickets": []}})
    return Zendesk(http), app


def made_of(app: Recorded) -> list[Ask]:
    """What was asked to make something, the look for what is there already left out."""
    return [ask for ask in app.asked if ask.method == "POST"]


async def test_a_follow_up_that_is_there_already_is_not_made_again() -> None:
    there = {"tickets": [{"id": 9}]}
    http, app = recorded({"GET /tickets": lambda _: there})
    assert (await Zendesk(http).create_follow_up("m1.task.1", "a", "b")).remote == "9"
    (ask,) = app.asked
    assert ask.params == {"external_id": "m1.task.1"}


async def test_a_follow_up_is_made_with_its_tasks_key_unseen_by_customers() -> None:
    zendesk, app = follow_ups(lambda _: Answer(201, {}, b'{"ticket":{"id":7},"audit":{}}'))
    receipt = await zendesk.create_follow_up("task.1", "Call back", "About {{ticket.id}}")
    assert (receipt.remote, receipt.place) == ("7", "7")
    (ask,) = made_of(app)
    assert ask.headers == {"Idempotency-Key": "task.1"}
    assert ask.body is not None
    assert b'"public":false' in ask.body
    assert b"{{" not in ask.body


async def test_a_follow_up_without_an_answer_is_asked_for_again_with_the_same_key() -> None:
    answers = [
        Answer(503, {}, b""),
        Answer(200, {}, b"<html>"),
        Answer(201, {}, b'{"ticket":{"id":7}}'),
    ]
    zendesk, app = follow_ups(lambda _: answers.pop(0))
    assert (await zendesk.create_follow_up("task.1", "a", "b")).remote == "7"
    assert [ask.headers for ask in made_of(app)] == [{"Idempotency-Key": "task.1"}] * 3


async def test_a_follow_up_that_stays_without_an_answer_is_unknown() -> None:
    zendesk, _ = follow_ups(lambda _: Answer(503, {}, b""))
    error = await failure(lambda: zendesk.create_follow_up("task.1", "a", "b"))
    assert isinstance(error, UnknownOutcomeError)


async def test_a_text_zendesk_would_cut_is_refused_before_it_is_sent() -> None:
    zendesk, app = follow_ups(lambda _: Answer(201, {}, b'{"ticket":{"id":7}}'))
    await zendesk.create_follow_up("task.1", "a", "é" * 32 * 1024)
    error = await failure(lambda: zendesk.create_follow_up("task.2", "a", "é" * 32 * 1024 + "!"))
    assert isinstance(error, RefusedError)
    assert "65537" in error.message
    assert len(made_of(app)) == 1


async def test_the_sandbox_makes_a_follow_up_once(services: Connections) -> None:
    made = [await services.tickets.create_follow_up("task.once", "Call", "back") for _ in range(2)]
    assert made[0] == made[1]
