"""The mission's own compute: 47 tickets from Home to the written bundle beside the bare requests it makes.

Ours is the wall time of the headless mission on the local sandbox: worker, model, ledger with its durable writes,
checks, evidence, and the requests themselves. Not in it: starting the sandbox, opening the profile, and waiting for
the manager. Holds and the undo window are skipped by the sandbox's clock. The reference is the same requests, in the
same order and with the same bodies, by a bare client on a fresh sandbox, each answer read as JSON.

The target is ten: a bare request takes some 4 ms here and 100 ms and more at a real service. At ten times the bare
requests our own part is below 40 ms a request, so a real mission waits for its services and not for us.
"""

import asyncio
import json
import os
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from typing import Any

import httpx

from desktop.base.paths import Folder
from desktop.cli.drive import Driver, Wishes
from desktop.connectors.carrier import Answer, Ask, Carrier
from desktop.deck import Deck, SandboxServices, connect_sandbox, new_mission, open_deck, open_desk
from desktop.preferences.contract import Preferences
from desktop.sandbox.process import SandboxProcess, start_sandbox
from tests.bench.measure import Entry
from tests.queues.generate import INTENT

_ROUNDS = 3
_TARGET = 10.0
_STAMP = ("updated_stamp", "safe_update")
"""What guards a write by the ticket's last change: on a fresh sandbox that was another one."""


@dataclass(frozen=True)
class Sent:
    """One request as it left: where to, and what."""

    base: str
    ask: Ask


class Recorder:
    """Implements ``Carrier``: writes down each request, then lets it go its way."""

    def __init__(self, carrier: Carrier, base: str, sent: list[Sent]) -> None:
        self._carrier, self._base, self._sent = carrier, base, sent

    async def base_url(self) -> str:
        """Return where the service is."""
        return await self._carrier.base_url()

    async def carry(self, ask: Ask) -> Answer:
        """Send once."""
        self._sent.append(Sent(self._base, ask))
        return await self._carrier.carry(ask)

    async def close(self) -> None:
        """Close the connections."""
        await self._carrier.close()


class Timed(Driver):
    """Counts the seconds spent waiting for the manager."""

    waited = 0.0

    async def _wait_for(self, viewed: asyncio.Event, answered: asyncio.Event) -> None:
        since = time.perf_counter()
        await super()._wait_for(viewed, answered)
        self.waited += time.perf_counter() - since


@dataclass(frozen=True)
class Run:
    """One mission: its wall time and its processor time, in milliseconds, and what it asked."""

    wall: float
    computing: float
    sent: tuple[Sent, ...]


def compute() -> Entry:
    """Ours and the bare requests by turns; the median of each."""
    ours, reference, computing, asked = [], [], [], 0
    for _ in range(_ROUNDS):
        run = _ours()
        ours.append(run.wall)
        computing.append(run.computing)
        reference.append(_bare(run.sent))
        asked = len(run.sent)
    sys.stdout.write(
        f"     {asked} requests; {median(computing):.0f} ms of processor time, the worker's included\n"
    )
    against = "the same requests, bare"
    return Entry("compute", median(ours), median(reference), _TARGET, "ms a mission", against)


def _ours() -> Run:
    sandbox = start_sandbox()
    try:
        with tempfile.TemporaryDirectory() as place, asyncio.Runner() as loop:
            return loop.run(_mission(Path(place), sandbox))
    finally:
        sandbox.close()


async def _mission(place: Path, sandbox: SandboxProcess) -> Run:
    deck = await open_deck(Folder(place), "sandbox", None, "the bench's own")
    services = await connect_sandbox(sandbox.url, Preferences(), "bench")
    before = _computed()
    try:
        wall, sent = await _timed(deck, services)
    finally:
        await services.close()
        await asyncio.to_thread(deck.close)
    return Run(wall * 1000, (_computed() - before) * 1000, tuple(sent))


def _computed() -> float:
    """Return the processor's seconds of this process and of its workers that have ended."""
    spent = os.times()
    return spent.user + spent.system + spent.children_user + spent.children_system


async def _timed(deck: Deck, services: SandboxServices) -> tuple[float, list[Sent]]:
    sent: list[Sent] = []
    bases = {"Zendesk": "/api/v2", "Confluence": "/wiki", "Slack": "/slack/api"}
    for http in services.https:
        if http.service in bases:
            http.carrier = Recorder(http.carrier, bases[http.service], sent)
    since = time.perf_counter()
    desk = await open_desk(deck, services, new_mission(deck))
    approvers = services.connections.approvers
    driver = Timed(deck, desk, approvers, services.door, Wishes(INTENT), lambda *_: None)
    await driver.run()
    await desk.evidence.write()
    wall = time.perf_counter() - since - driver.waited
    tickets = len(desk.ledger.mission.scope_tickets)
    if tickets != 47:
        raise AssertionError(f"the reference mission has 47 tickets, not {tickets}")
    return wall, sent


def _bare(sent: tuple[Sent, ...]) -> float:
    """Return the milliseconds of the same requests without us."""
    sandbox = start_sandbox()
    bearer = {"Authorization": "Bearer bench"}
    try:
        with httpx.Client(
            base_url=sandbox.url, timeout=20, headers=bearer, trust_env=False
        ) as client:
            bodies = [_equivalent(one.ask) for one in sent]
            since = time.perf_counter()
            refused = sum(_ask(client, one, body) for one, body in zip(sent, bodies, strict=True))
            took = time.perf_counter() - since
    finally:
        sandbox.close()
    if refused * 50 > len(sent):
        raise AssertionError(f"{refused} of {len(sent)} replayed requests were refused")
    return took * 1000


def _equivalent(ask: Ask) -> bytes | None:
    """Return the body as a fresh sandbox takes it."""
    kind = (ask.headers or {}).get("Content-Type", "application/json")
    if ask.body is None or "json" not in kind:
        return ask.body
    body: dict[str, Any] = json.loads(ask.body)
    ticket = body.get("ticket")
    if isinstance(ticket, dict):
        body = {**body, "ticket": {k: v for k, v in ticket.items() if k not in _STAMP}}
    return json.dumps(body).encode()


def _ask(client: httpx.Client, one: Sent, body: bytes | None) -> bool:
    headers = {"Content-Type": "application/json", **(one.ask.headers or {})}
    answer = client.request(
        one.ask.method,
        f"{one.base}{one.ask.path}",
        params=one.ask.params or None,
        content=body,
        headers=headers if body is not None else None,
    )
    json.loads(answer.content or b"{}")
    return answer.status_code >= 400
