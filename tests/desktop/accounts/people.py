"""A profile with accounts on a sandbox that plays every authority, and the person in front of the browser."""

import asyncio
import json
import re
import socket
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any

import httpx

from desktop.accounts.contract import Entered, ToolCard
from desktop.accounts.readiness import ask
from desktop.base.clock import format_instant, parse_instant
from desktop.base.paths import Folder
from desktop.deck import Deck, Services, connect_accounts, open_deck
from desktop.domain.account import Way
from desktop.domain.values import Toolkit
from desktop.sandbox.approver import read_form
from tests import plain_http

_INSTANT = re.compile(r'"(20\d\d-\d\d-\d\dT\d\d:\d\d:\d\dZ)"')
STRANGER = "only-this-token-4711"
"""The one token from elsewhere that the sandbox takes."""


@dataclass
class Person:
    """Answers consent pages; ``decides`` is the button pressed, ``goes`` whether the browser comes back."""

    decides: str = "allow"
    goes: Callable[[str], str] = lambda address: address
    pages: list[str] = field(default_factory=list)
    sees: list[str] = field(default_factory=list)
    _tasks: set[asyncio.Task[None]] = field(default_factory=set)

    async def open(self, address: str) -> None:
        """Do as the system's browser does: return at once."""
        self.pages.append(address)
        task = asyncio.create_task(self._answer(address))
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def _answer(self, address: str) -> None:
        async with plain_http.async_client() as browser:
            page = await browser.get(address)
            if page.status_code != 200:
                self.sees.append(page.text)
                return
            form = read_form(page.text)
            url = httpx.URL(address).join(form.action)
            sent = await browser.post(url, data={**form.hidden, "decision": self.decides})
            if sent.status_code == 302:
                back = await browser.get(self.goes(sent.headers["location"]))
                self.sees.append(back.text)


@dataclass
class Standing:
    """The open profile."""

    url: str
    deck: Deck
    services: Services
    person: Person
    control: httpx.Client

    async def sign_in(
        self, toolkit: Toolkit, way: Way = Way.BROWSER, token: str = "", user: str = ""
    ) -> None:
        """Sign in as the tool card does."""
        assert self.services.gate is not None
        known = self.services.connections.known[toolkit]
        await self.services.gate.sign_in(toolkit, way, Entered(token, user), known)

    async def card(self, toolkit: Toolkit) -> ToolCard:
        """Return the card as it is now."""
        return await ask(toolkit, self.services.connections.known[toolkit], self.services.gate)

    def change(self, service: str, **changes: Any) -> None:
        """Change how the app is registered there."""
        self._post("clients", service=service, **changes)

    def expire(self, service: str) -> None:
        """End every access token now."""
        self._post("expire", service=service)

    def fault(self, service: str, kind: str, **more: Any) -> None:
        """Plan a failure."""
        self._post("faults", service=service, kind=kind, **more)

    def _post(self, room: str, **body: Any) -> None:
        self.control.post(f"/sandbox/{room}", json=body).raise_for_status()

    async def close(self) -> None:
        """Close everything."""
        await self.services.close()
        await asyncio.to_thread(self.deck.close)
        self.control.close()


def moved(text: str, now: datetime) -> dict[str, Any]:
    """Return a queue file's text with every instant moved so that its moment is ``now``."""
    by = now - parse_instant(json.loads(text)["now"])

    def later(match: re.Match[str]) -> str:
        return f'"{format_instant(parse_instant(match[1]) + by)}"'

    queue: dict[str, Any] = json.loads(_INSTANT.sub(later, text))
    return queue


def free_ports(count: int) -> list[int]:
    """Return ports nobody listens on, so that tests of several processes do not meet."""
    taken = [socket.create_server(("127.0.0.1", 0)) for _ in range(count)]
    ports = [one.getsockname()[1] for one in taken]
    for one in taken:
        one.close()
    return ports


def policy_of(url: str, ports: list[int], **more: Any) -> dict[str, Any]:
    """Return what an admin's file says in the tests."""
    toolkits = ("zendesk", "slack", "confluence")
    return {
        "address": url,
        "ports": ports,
        "zendesk": {"subdomain": "acme", "client_id": "triagedeck"},
        "slack": {"client_id": "1000.2000"},
        "confluence": {"site": "acme", "client_id": "atl-triagedeck"},
        "composio": {"user_id": "sam", "auth_configs": {one: f"ac_{one}" for one in toolkits}},
        **more,
    }


def register(control: httpx.Client, ports: list[int]) -> None:
    """Let the apps come back to these ports, as an admin would have registered them."""
    places = {
        "zendesk": [f"http://127.0.0.1:{port}/signed-in/zendesk" for port in ports],
        "slack": [f"http://localhost:{port}/signed-in/slack" for port in ports],
        "atlassian": [f"http://localhost:{ports[0]}/signed-in/confluence"],
    }
    for service, redirects in places.items():
        body = {"service": service, "redirects": redirects}
        control.post("/sandbox/clients", json=body).raise_for_status()


async def stand(url: str, place: Path, **more: Any) -> Standing:
    """Open a profile whose policy names the sandbox."""
    control = plain_http.client(base_url=url)
    ports = free_ports(3)
    register(control, ports)
    place.mkdir(exist_ok=True)
    policy = place / "policy.json"
    policy.write_text(json.dumps(policy_of(url, ports, **more)), "utf-8")
    deck = await open_deck(Folder(place / "deck"), "production", None, "a passphrase of the tests")
    person = Person()
    services = await connect_accounts(deck, policy, person.open)
    return Standing(url, deck, services, person, control)
