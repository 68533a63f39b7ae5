"""A queue as the deck reads it: through a real sandbox process and the real connectors, once per worker."""

import asyncio
import json
from functools import lru_cache
from pathlib import Path
from tempfile import TemporaryDirectory

from desktop.base.clock import RunningClock, parse_instant
from desktop.connectors.confluence import Confluence
from desktop.connectors.http import Http
from desktop.connectors.sandbox_door import SandboxDoor
from desktop.deck.services import connect as wire
from desktop.domain.ticket import Snapshot
from desktop.domain.values import Toolkit
from desktop.ports import Connections
from desktop.preferences.contract import Preferences
from desktop.watch.reading import read_queue
from tests.queues.generate import Truth, generate
from tests.sandboxes import start_sandbox


def https(url: str, token: str = "any", timeout: float = 20.0) -> list[Http]:
    """Return the clients of Zendesk, Confluence, Slack and the control door, in this order."""
    roots = {"Zendesk": "/api/v2", "Confluence": "/wiki", "Slack": "/slack/api", "Sandbox": ""}
    return [Http.at(name, url + root, token, timeout) for name, root in roots.items()]


def connect(clients: list[Http]) -> Connections:
    """Return the connectors over these clients."""
    zendesk, confluence, slack, door = clients
    clock = RunningClock(parse_instant("2026-01-01T00:00:00Z"))
    readers = {Toolkit.CONFLUENCE: Confluence(confluence)}
    other = {Toolkit.CONFLUENCE: confluence}
    return wire(zendesk, slack, other, readers, SandboxDoor(door, clock), Preferences())


@lru_cache(maxsize=1)
def default_snapshot() -> Snapshot:
    """Return the shipped queue as read at its ``now``."""
    return _read(None, "2026-11-23T14:05:00Z")


@lru_cache(maxsize=4)
def generated_snapshot(seed: int, size: int) -> tuple[Snapshot, Truth]:
    """Return a generated queue with the truth planted in it."""
    queue, truth = generate(seed, size)
    with TemporaryDirectory() as folder:
        path = Path(folder) / "queue.json"
        path.write_text(json.dumps(queue), "utf-8")
        return _read(path, queue["now"]), truth


def _read(path: Path | None, now: str) -> Snapshot:
    process = start_sandbox(path)
    try:
        return asyncio.run(_ask(process.url, now))
    finally:
        process.close()


async def _ask(url: str, now: str) -> Snapshot:
    clients = https(url)
    try:
        return await read_queue(connect(clients), parse_instant(now), lambda _done, _total: None)
    finally:
        for client in clients:
            await client.close()
