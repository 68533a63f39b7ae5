"""Every way a service can fail, against every kind of call: the right error, in words, without the token."""

import logging
from collections.abc import Awaitable, Callable

import pytest

from desktop.connectors import http as http_module
from desktop.connectors.http import Http
from desktop.domain.effect import WriteNote
from desktop.domain.errors import RefusedError, ServiceError, UnknownOutcomeError
from desktop.ports import Connections
from tests.desktop.connectors.conftest import TOKEN, Outside, comes_true, failure
from tests.snapshots import connect, https

Call = Callable[[Connections], Awaitable[object]]

READS: dict[str, tuple[str, str, Call]] = {
    "me": ("zendesk", "/api/v2/users/me", lambda s: s.tickets.account()),
    "search": ("zendesk", "/api/v2/search", lambda s: s.tickets.open_tickets(lambda _a, _b: None)),
    "tickets": ("zendesk", "/api/v2/tickets/show_many", lambda s: s.tickets.tickets([48614])),
    "fields": ("zendesk", "/api/v2/ticket_fields", lambda s: s.tickets.category_field()),
    "audits": ("zendesk", "/api/v2/tickets/48614/audits", lambda s: s.tickets.find(48614, "e")),
    "pages": ("confluence", "/wiki/api/v2/pages", lambda s: s.knowledge.pages()),
    "labels": ("confluence", "/wiki/rest/api/search", lambda s: s.knowledge.pages()),
    "channels": ("slack", "/slack/api/conversations.list", lambda s: s.chat.channel("nowhere")),
    "history": (
        "slack",
        "/slack/api/conversations.history",
        lambda s: s.chat.find("C04ENGONCAL", "nobody"),
    ),
    "who": ("slack", "/slack/api/auth.test", lambda s: s.chat.account()),
}
KINDS: dict[str, tuple[dict[str, object], type[ServiceError]]] = {
    "500": ({"kind": "status", "status": 500}, UnknownOutcomeError),
    "503": ({"kind": "status", "status": 503}, UnknownOutcomeError),
    "429": ({"kind": "status", "status": 429, "retry_after": 0}, RefusedError),
    "401": ({"kind": "status", "status": 401}, RefusedError),
    "404": ({"kind": "status", "status": 404}, RefusedError),
    "delay": ({"kind": "delay", "delay_seconds": 0.6}, UnknownOutcomeError),
    "reset_before": ({"kind": "reset_before"}, UnknownOutcomeError),
    "reset_after": ({"kind": "reset_after"}, UnknownOutcomeError),
    "truncated": ({"kind": "truncated"}, UnknownOutcomeError),
    "html": ({"kind": "html"}, UnknownOutcomeError),
    "nonsense": ({"kind": "nonsense"}, UnknownOutcomeError),
}


@pytest.fixture
async def hasty(outside: Outside, services: Connections, monkeypatch: pytest.MonkeyPatch):  # type: ignore[no-untyped-def]
    """The connectors with a short time-out, which does not wait long for a limit either."""
    monkeypatch.setattr(http_module, "_PATIENCE", 2)
    clients = https(outside.url, TOKEN, timeout=0.3)
    yield connect(clients)
    for client in clients:
        await client.close()


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("read", READS)
async def test_a_failing_read_ends_in_words(
    hasty: Connections, outside: Outside, read: str, kind: str, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    service, path, call = READS[read]
    how, expected = KINDS[kind]
    outside.fault(service, path=path, count=9, **how)  # type: ignore[arg-type]
    error = await failure(lambda: call(hasty))
    assert type(error) is expected
    if "status" in how:
        assert error.status == how["status"]
    assert TOKEN not in caplog.text


@pytest.mark.parametrize("kind", [kind for kind in KINDS if kind not in ("401", "404")])
async def test_a_read_that_fails_once_is_asked_again(
    hasty: Connections, outside: Outside, kind: str
) -> None:
    how, _ = KINDS[kind]
    outside.fault("zendesk", path="/api/v2/users/me", count=1, **how)  # type: ignore[arg-type]
    assert (await hasty.tickets.account()).id


@pytest.mark.parametrize("kind", [kind for kind in KINDS if kind != "404"])
async def test_a_failing_write_is_never_resent_and_is_read_back_by_its_marker(
    hasty: Connections, outside: Outside, kind: str
) -> None:
    how, expected = KINDS[kind]
    effect, ticket = f"fault.{kind}", 48706
    (current,) = await hasty.tickets.tickets([ticket])
    before = len(outside.ticket(ticket)["comments"])
    outside.fault("zendesk", method="PUT", path=f"/api/v2/tickets/{ticket}", count=9, **how)  # type: ignore[arg-type]
    request = WriteNote(ticket, f"note of {kind}")
    marker = {"triagedeck_effect": effect}
    error = await failure(lambda: hasty.tickets.write(request, current, marker))
    outside.client.delete("/sandbox/faults")
    assert type(error) is expected
    happened = kind in ("reset_after", "truncated")
    if kind != "delay":

        async def is_there() -> bool:
            return await hasty.tickets.find(ticket, effect) is not None

        assert await (comes_true(is_there) if happened else is_there()) == happened
        assert len(outside.ticket(ticket)["comments"]) == before + happened


@pytest.mark.parametrize("kind", ["reset_after", "truncated", "nonsense", "html", "500"])
async def test_a_post_without_an_answer_is_unknown_and_found_if_it_happened(
    hasty: Connections, outside: Outside, kind: str
) -> None:
    how, _ = KINDS[kind]
    outside.fault("slack", path="/slack/api/chat.postMessage", **how)  # type: ignore[arg-type]
    marker = {"triagedeck_effect": f"post.{kind}"}
    error = await failure(lambda: hasty.chat.post("C04ENGONCAL", "x", marker))
    assert type(error) is UnknownOutcomeError
    happened = kind in ("reset_after", "truncated")

    async def is_there() -> bool:
        return await hasty.chat.find("C04ENGONCAL", f"post.{kind}") is not None

    assert await (comes_true(is_there) if happened else is_there()) == happened


async def test_no_connection_at_all_is_a_refusal_without_a_status() -> None:
    http = Http.at("Zendesk", "http://127.0.0.1:1/api/v2", TOKEN)
    error = await failure(lambda: http.get("/users/me", dict))
    assert isinstance(error, RefusedError)
    assert error.status == 0
    await http.close()


async def test_a_wrong_token_is_refused_in_words(outside: Outside) -> None:
    clients = https(outside.url, "wrong-token")
    services = connect(clients)
    for call in (services.tickets.triggers, services.knowledge.pages, services.chat.account):
        error = await failure(call)
        assert isinstance(error, RefusedError)
        assert error.status == 401
        assert "wrong-token" not in str(error)
    for client in clients:
        await client.close()
