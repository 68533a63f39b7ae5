"""What our connectors say to a sandbox, and hear: every method of each is called once, for real."""

import asyncio
import inspect
from dataclasses import dataclass
from datetime import timedelta
from functools import cache
from typing import Any
from urllib.parse import parse_qsl

import httpx
import msgspec

from desktop.base.clock import parse_instant
from desktop.connectors.confluence import Confluence
from desktop.connectors.http import Http
from desktop.connectors.slack import Slack
from desktop.connectors.zendesk import Zendesk
from desktop.domain.effect import FieldBefore, SendReply, SetCategory, WriteNote
from desktop.sandbox.process import default_queue, start_sandbox
from desktop.sandbox.queue_file import load_queue
from tests.snapshots import https

NOW = parse_instant("2026-11-23T14:05:00Z")
_CATEGORY = 9001


@dataclass(frozen=True)
class Exchange:
    """One request and its answer."""

    service: str
    method: str
    path: str
    query: tuple[tuple[str, str], ...]
    sent: Any
    status: int
    answer: Any

    def __str__(self) -> str:
        return f"{self.method} {self.path} {self.status}"


def exchange(service: str, response: httpx.Response) -> Exchange:
    """Return what went over the wire as values."""
    request = response.request
    content = bytes(request.content)
    query = tuple(parse_qsl(request.url.query.decode(), keep_blank_values=True))
    heard = msgspec.json.decode(response.content) if response.content else None
    sent = msgspec.json.decode(content) if content[:1] in (b"{", b"[") else None
    return Exchange(
        service, request.method, request.url.path, query, sent, response.status_code, heard
    )


@cache
def recorded() -> tuple[Exchange, ...]:
    """Return the traffic of all connectors with a sandbox of the shipped queue."""
    process = start_sandbox()
    try:
        return tuple(asyncio.run(_play(process.url)))
    finally:
        process.close()


def public_methods(connector: type) -> set[str]:
    """Return the methods of a connector that send something."""
    named = inspect.getmembers(connector, inspect.iscoroutinefunction)
    return {f"{connector.__name__}.{name}" for name, _ in named if not name.startswith("_")}


CALLED: set[str] = set()
"""The methods that were called, by class and name."""


class _Noting:
    """A connector that notes which of its methods are called."""

    def __init__(self, inner: Any) -> None:
        self._inner = inner

    def __getattr__(self, name: str) -> Any:
        CALLED.add(f"{type(self._inner).__name__}.{name}")
        return getattr(self._inner, name)


def _listen(http: Http, heard: list[Exchange]) -> None:
    async def hear(response: httpx.Response) -> None:
        await response.aread()
        heard.append(exchange(http.service, response))

    carrier: Any = http.carrier
    for kept in (carrier._clients, carrier._writers):
        client = carrier._client(carrier._access._reach.base_url, kept)
        client.event_hooks["response"].append(hear)


async def _play(url: str) -> list[Exchange]:
    heard: list[Exchange] = []
    clients = https(url)
    for http in clients:
        _listen(http, heard)
    zendesk, confluence, slack, _ = clients
    await _play_zendesk(_Noting(Zendesk(zendesk)))
    wiki, chat = _Noting(Confluence(confluence)), _Noting(Slack(slack))
    await wiki.account()
    await wiki.pages()
    await _play_slack(chat)
    for http in clients:
        await http.close()
    return heard


async def _play_zendesk(desk: Any) -> None:
    await desk.account()
    tickets = await desk.open_tickets(lambda _, __: None)
    await desk.arrived(NOW - timedelta(hours=4), NOW)
    for read in (desk.solved_tickets, desk.category_field, desk.groups, desk.agents, desk.triggers):
        await read()
    number = tickets[0].id
    marker = {"triagedeck_effect": "e1", "triagedeck_mission": "m1"}
    category = SetCategory(number, _CATEGORY, "api_authentication", ("triage_deck",))
    (group, *_), (agent, *_) = await desk.groups(), await desk.agents()
    note = WriteNote(number, "A draft", assignee_id=agent.id, group_id=group.id)
    receipts = []
    for request in (category, note, SendReply(number, "Hello")):
        (current,) = await desk.tickets([number])
        receipts.append(await desk.write(request, current, marker))
    await desk.find(number, "e1")
    await desk.replied(number, "m1")
    before = [*receipts[0].before, FieldBefore("tags", [], ["x"])]
    await desk.restore(number, before, marker, withdraw=True)
    await desk.spoke_since(number, NOW)
    await desk.conversation(number)
    await desk.history(number)
    await desk.agreements()
    await desk.create_follow_up("task-1", "A page is missing", "Write it.")


async def _play_slack(chat: Any) -> None:
    await chat.account()
    channel = await chat.channel("eng-oncall")
    receipt = await chat.post(channel.id, "Look at 1 & 2", {"triagedeck_effect": "e1"})
    await chat.find(channel.id, "e1")
    await chat.twins(receipt, "e1")
    await chat.answered(receipt)
    await chat.permalink(receipt)
    await chat.withdraw(receipt)
    await chat.tell(_person(), "Hello")


def _person() -> str:
    return str(load_queue(default_queue()).slack["users"][0]["id"])
