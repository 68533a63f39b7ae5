"""Answers broken in every way, for each service, reading and writing: words, nothing lost, nothing left behind.

A service joins by a row of ``SERVICES``.
"""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from dataclasses import dataclass
from typing import Any

import pytest
import stamina

from desktop.connectors import http as http_module
from desktop.connectors import limits
from desktop.connectors.http import Http
from desktop.domain.effect import Receipt, WriteNote
from desktop.domain.errors import RefusedError, ServiceError, UnknownOutcomeError
from desktop.ports import Connections
from tests.desktop.connectors.conftest import TOKEN, Outside, comes_true, failure
from tests.snapshots import connect, https

TICKET, CHANNEL = 48706, "C04ENGONCAL"


async def _note(services: Connections, effect: str) -> Receipt:
    (current,) = await services.tickets.tickets([TICKET])
    note = WriteNote(TICKET, effect)
    return await services.tickets.write(note, current, {"triagedeck_effect": effect})


async def _post(services: Connections, effect: str) -> Receipt:
    return await services.chat.post(CHANNEL, effect, {"triagedeck_effect": effect})


@dataclass(frozen=True)
class Service:
    """How one service is read, written and asked what became of a write."""

    path: str
    read: Callable[[Connections], Awaitable[object]]
    written: str = ""
    method: str = ""
    write: Callable[[Connections, str], Awaitable[Receipt]] | None = None
    find: Callable[[Connections, str], Awaitable[Receipt | None]] | None = None


SERVICES = {
    "zendesk": Service(
        "/api/v2/users/me",
        lambda s: s.tickets.account(),
        f"/api/v2/tickets/{TICKET}",
        "PUT",
        _note,
        lambda s, effect: s.tickets.find(TICKET, effect),
    ),
    "slack": Service(
        "/slack/api/conversations.list",
        lambda s: s.chat.channel("eng-oncall"),
        "/slack/api/chat.postMessage",
        "POST",
        _post,
        lambda s, effect: s.chat.find(CHANNEL, effect),
    ),
    "confluence": Service("/wiki/api/v2/pages", lambda s: s.knowledge.account()),
}
WRITTEN = [name for name, service in SERVICES.items() if service.write]
UNREADABLE: dict[str, dict[str, Any]] = {
    "drip": {"kind": "drip", "delay_seconds": 0.05},
    "bomb": {"kind": "bomb"},
    "length_long": {"kind": "length_long"},
    "length_short": {"kind": "length_short"},
    **{f"cut at {n} %": {"kind": "truncated", "part": n / 100} for n in range(0, 100, 10)},
}
"""The work is done, the answer tells nothing."""
UNDONE: dict[str, dict[str, Any]] = {
    "half_open": {"kind": "half_open", "delay_seconds": 30},
    "504": {"kind": "status", "status": 504},
    "html": {"kind": "html"},
}
"""Nothing was done, but who can tell?"""
REFUSED: dict[str, dict[str, Any]] = {
    "redirect": {"kind": "redirect"},
    "429": {"kind": "status", "status": 429},
    "429, 0": {"kind": "status", "status": 429, "retry_after": 0},
    "429, a date": {
        "kind": "status",
        "status": 429,
        "retry_after": "Mon, 23 Nov 2026 08:00:00 GMT",
    },
    "429, 31 years": {"kind": "status", "status": 429, "retry_after": 10**9},
    "413": {"kind": "status", "status": 413},
}
ALL = UNREADABLE | UNDONE | REFUSED


@pytest.fixture
async def brisk(
    outside: Outside, services: Connections, monkeypatch: pytest.MonkeyPatch
) -> AsyncIterator[Connections]:
    """The connectors with time-outs of tenths of seconds, each question asked once."""
    monkeypatch.setattr(http_module, "_PATIENCE", 2)
    monkeypatch.setattr(limits, "_UNTOLD", 0.02)
    clients = https(outside.url, TOKEN, timeout=0.25)
    stamina.set_testing(True, attempts=1)
    yield connect(clients)
    for client in clients:
        await client.close()


def expected(kind: str) -> type[ServiceError]:
    return RefusedError if kind in REFUSED else UnknownOutcomeError


@pytest.mark.parametrize("kind", ALL)
@pytest.mark.parametrize("name", SERVICES)
async def test_a_read_ends_in_words_and_the_next_one_works(
    brisk: Connections, outside: Outside, name: str, kind: str
) -> None:
    service = SERVICES[name]
    outside.fault(name, path=service.path, count=9, **ALL[kind])
    error = await failure(lambda: service.read(brisk))
    assert type(error) is expected(kind)
    outside.client.delete("/sandbox/faults")
    assert await service.read(brisk)


@pytest.mark.parametrize("kind", ALL)
@pytest.mark.parametrize("name", WRITTEN)
async def test_a_write_that_may_have_happened_is_unknown_and_found_if_it_did(
    brisk: Connections, outside: Outside, name: str, kind: str
) -> None:
    service, effect = SERVICES[name], f"broken.{kind}"
    assert service.write
    assert service.find
    outside.fault(name, path=service.written, method=service.method, count=9, **ALL[kind])
    error = await failure(lambda: service.write(brisk, effect))  # type: ignore[misc]
    assert type(error) is expected(kind)
    outside.client.delete("/sandbox/faults")

    async def is_there() -> bool:
        return await service.find(brisk, effect) is not None  # type: ignore[misc]

    assert await (comes_true(is_there) if kind in UNREADABLE else is_there()) == (
        kind in UNREADABLE
    )


async def test_a_redirect_names_the_host_it_leads_to(brisk: Connections, outside: Outside) -> None:
    outside.fault("zendesk", "redirect", path="/api/v2/users/me")
    error = await failure(brisk.tickets.account)
    assert "elsewhere.example" in error.message
    assert "signin" not in error.message


async def test_a_pause_of_years_is_not_slept(brisk: Connections, outside: Outside) -> None:
    outside.fault("zendesk", "status", status=429, retry_after=10**9, path="/api/v2/users/me")
    error = await failure(brisk.tickets.account)
    assert error.status == 429
    assert "a day or more" in error.remedy


async def test_a_sign_in_page_of_the_network_is_called_one(
    brisk: Connections, outside: Outside
) -> None:
    outside.fault("zendesk", "html", path="/api/v2/users/me", count=3)
    assert "Wi-Fi" in (await failure(brisk.tickets.account)).message


@pytest.mark.parametrize("method", ["GET", "PUT"])
async def test_an_answer_sent_twice_is_never_taken_for_the_next_one(
    brisk: Connections, outside: Outside, method: str
) -> None:
    # One that arrives late may be read as the next answer: it does not fit, and the question is asked again.
    stamina.set_testing(True, attempts=3)
    outside.fault("zendesk", "twice", method=method, count=40)
    for number in range(4):
        effect = f"twice.{method}.{number}"
        receipt = await _note(brisk, effect)
        assert await brisk.tickets.find(TICKET, effect) == receipt
        assert (await brisk.tickets.account()).id.isdigit()
        (ticket,) = await brisk.tickets.tickets([48614])
        assert ticket.id == 48614


async def test_what_is_cancelled_leaves_nothing_behind(outside: Outside) -> None:
    http = Http.at("Zendesk", f"{outside.url}/api/v2", TOKEN, timeout=5.0)
    outside.fault("zendesk", "drip", path="/api/v2/users/me", delay_seconds=0.05, count=3)
    before = asyncio.all_tasks()
    asked = [asyncio.create_task(http.get("/users/me", dict)) for _ in range(3)]
    await asyncio.sleep(0.2)
    for task in asked:
        task.cancel()
    assert all(
        isinstance(end, asyncio.CancelledError)
        for end in await asyncio.gather(*asked, return_exceptions=True)
    )
    client = http.carrier._clients[True]  # type: ignore[attr-defined]
    assert client._transport._pool.connections == []
    assert asyncio.all_tasks() == before
    assert (await http.get("/users/me", dict))["user"]["id"]
    await http.close()
