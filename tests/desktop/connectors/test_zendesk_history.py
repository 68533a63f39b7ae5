"""A ticket's history from Zendesk: whole, staff told from customers, and none rather than a wrong one."""

from collections.abc import AsyncIterator
from typing import Any

import pytest

from desktop.base.clock import parse_instant
from desktop.connectors.carrier import Answer
from desktop.connectors.zendesk import Zendesk
from desktop.domain.errors import UnknownOutcomeError
from desktop.domain.sla.clock import compute_clocks
from desktop.domain.sla.history import EventKind, History
from desktop.ports import Connections
from desktop.sandbox.process import default_queue, start_sandbox
from desktop.sandbox.queue_file import load_queue
from desktop.sandbox.state import open_sandbox
from desktop.sandbox.zendesk_sla import find_clocks
from tests.desktop.connectors.conftest import Outside
from tests.desktop.connectors.recorded import Recorded, recorded
from tests.snapshots import connect, https

NURSE, ANN, GHOST = 21, 12, 77
TICKET: dict[str, Any] = {
    "id": 7, "created_at": "2026-11-23T10:00:00Z", "status": "open", "priority": "urgent", "tags": ["vip"],
    "requester_id": NURSE, "via": {"channel": "email"}, "custom_fields": [],
}  # fmt: skip
USERS = [{"id": NURSE, "role": "end-user"}, {"id": ANN, "role": "agent"}]


def audit(minute: int, *events: dict[str, Any], author: int = ANN) -> dict[str, Any]:
    at = f"2026-11-23T10:{minute:02}:00Z"
    return {"id": minute, "created_at": at, "author_id": author, "events": list(events)}


def wrote(author: int | None, *, public: bool = True) -> dict[str, Any]:
    return {"id": 1, "type": "Comment", "author_id": author, "public": public}


def change(field: str, value: Any, before: Any) -> dict[str, Any]:
    event = {"type": "Change", "field_name": field, "value": value, "previous_value": before}
    return {"id": 1, **event}


BORN = audit(0, wrote(NURSE), author=NURSE)


def serving(*audits: dict[str, Any], **ticket: Any) -> tuple[Zendesk, Recorded]:
    """Return a connector to a service that tells these audits two a page."""

    def page(asked: dict[str, str]) -> dict[str, Any]:
        start = int(asked.get("page[after]", "0"))
        more = {"has_more": start + 2 < len(audits), "after_cursor": str(start + 2)}
        return {"audits": audits[start : start + 2], "users": USERS, "meta": more}

    http, service = recorded(
        {
            "/tickets/7": lambda _: {"ticket": TICKET | ticket},
            "/tickets/7/audits": page,
            "/users": lambda _: {"users": [{"id": ANN, "name": "Ann"}, {"id": 13, "name": "Bo"}]},
        }
    )
    return Zendesk(http), service


async def read(*audits: dict[str, Any], **ticket: Any) -> History:
    found = await serving(*audits, **ticket)[0].history(7)
    assert found is not None
    return found


def kinds(history: History) -> list[EventKind]:
    return [event.kind for event in history.events[1:]]


async def test_every_page_is_read_and_the_fields_are_taken_back_to_birth() -> None:
    steps = [change("priority", "urgent", "high"), change("status", "open", "new")]
    found = await read(BORN, *(audit(place, step) for place, step in enumerate(steps, 1)))
    assert (found.born["priority"], found.events[0].status) == ("high", "new")
    assert found.created_at == parse_instant(TICKET["created_at"])
    assert kinds(found) == [EventKind.FIELD, EventKind.STATUS]


async def test_audits_are_put_in_order_and_none_comes_before_its_ticket() -> None:
    early = audit(1, wrote(NURSE), author=NURSE) | {"created_at": "2026-11-23T09:59:59Z"}
    found = await read(audit(9, wrote(ANN)), audit(5, wrote(NURSE)), early)
    assert kinds(found) == [EventKind.CUSTOMER_COMMENT, EventKind.PUBLIC_REPLY]


async def test_each_reading_asks_afresh() -> None:
    zendesk, service = serving(BORN)
    await zendesk.history(7)
    await zendesk.history(7)
    assert service.count("/tickets/7/audits") == 2


async def test_who_is_told_along_is_known_by_his_role() -> None:
    zendesk, service = serving(BORN, audit(1, wrote(ANN)), audit(2, wrote(NURSE)))
    found = await zendesk.history(7)
    assert found is not None
    assert kinds(found) == [EventKind.PUBLIC_REPLY, EventKind.CUSTOMER_COMMENT]
    assert service.count("/users") == 0


async def test_a_stranger_is_an_agent_only_when_he_is_listed_as_staff() -> None:
    found = await read(BORN, audit(1, wrote(13)), audit(2, wrote(GHOST)), audit(3, wrote(None)))
    assert kinds(found) == [
        EventKind.PUBLIC_REPLY, EventKind.CUSTOMER_COMMENT, EventKind.PUBLIC_REPLY,
    ]  # fmt: skip


async def test_staff_that_may_not_be_listed_makes_nobody_an_agent() -> None:
    zendesk, service = serving(BORN, audit(1, wrote(GHOST)))
    service.replies["/users"] = lambda _: Answer(403, {}, b"{}")
    found = await zendesk.history(7)
    assert found is not None
    assert kinds(found) == [EventKind.CUSTOMER_COMMENT]


@pytest.mark.parametrize("path", ["/tickets/7", "/tickets/7/audits"])
@pytest.mark.parametrize("status", [403, 404])
async def test_what_may_not_be_read_is_no_history(path: str, status: int) -> None:
    zendesk, service = serving(BORN)
    service.replies[path] = lambda _: Answer(status, {}, b"{}")
    assert await zendesk.history(7) is None


@pytest.mark.parametrize(
    ("audits", "ticket"),
    [
        ([BORN], {"created_at": None}),
        ([BORN | {"created_at": None}], {}),
        ([BORN, audit(1, change("status", "weird", "new"))], {}),
        ([BORN, audit(1, change("priority", "huge", "high"))], {}),
        ([BORN, audit(1, change("first_reply_time", {"minutes": "x"}, None))], {}),
        ([BORN, audit(1, change("first_reply_time", {"minutes": -5}, None))], {}),
    ],
)
async def test_what_cannot_have_happened_is_an_error_in_words(
    audits: list[dict[str, Any]], ticket: dict[str, Any]
) -> None:
    with pytest.raises(UnknownOutcomeError, match="/tickets/7/audits") as wrong:
        await read(*audits, **ticket)
    assert "Nothing was changed" in wrong.value.remedy


async def test_a_deleted_ticket_is_closed() -> None:
    found = await read(BORN, audit(1, change("status", "deleted", "open")), status="deleted")
    assert [event.status for event in found.events] == ["open", "closed"]


@pytest.fixture
async def untouched() -> AsyncIterator[Connections]:
    process = start_sandbox()
    clients = https(process.url)
    yield connect(clients)
    for client in clients:
        await client.close()
    process.close()


async def test_our_clocks_from_a_history_are_the_services_own(untouched: Connections) -> None:
    inside = open_sandbox(load_queue(default_queue()))
    agreements = await untouched.tickets.agreements()
    assert agreements is not None
    records = [record for record in inside.records() if record.ticket["status"] != "closed"][::7]
    assert len(records) > 40
    for record in records:
        history = await untouched.tickets.history(record.ticket["id"])
        assert history is not None
        ours = {
            (clock.metric, clock.stage, clock.breach_at, clock.target_seconds, clock.breaches)
            for clock in compute_clocks(history, agreements)
        }
        assert ours == {
            (clock.metric, clock.stage, clock.breach_at, clock.target_seconds, clock.breaches)
            for clock in find_clocks(inside, record)
        }


async def test_an_audit_that_may_not_be_read_is_no_history_against_a_real_service(
    services: Connections, outside: Outside
) -> None:
    outside.fault("zendesk", "status", path="/api/v2/tickets/48614/audits", status=403)
    assert await services.tickets.history(48614) is None
    assert await services.tickets.history(48614) is not None
