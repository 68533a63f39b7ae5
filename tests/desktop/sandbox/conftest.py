"""A sandbox in this process (for the many small tests) and one in its own (for the stories)."""

import json
from collections.abc import AsyncIterator, Callable, Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest

from desktop.sandbox.app import make_app
from desktop.sandbox.process import SandboxProcess
from desktop.sandbox.queue_file import parse_queue
from desktop.sandbox.state import Sandbox, open_sandbox
from tests import plain_http
from tests.desktop.sandbox.small_queue import small_queue
from tests.sandboxes import start_sandbox

BEARER = {"authorization": "Bearer anything"}
Bend = Callable[[dict[str, Any]], None]


@pytest.fixture
def sandbox() -> Sandbox:
    return open_sandbox(parse_queue(json.dumps(small_queue()).encode()))


@pytest.fixture
async def client(sandbox: Sandbox) -> AsyncIterator[httpx.AsyncClient]:
    transport = httpx.ASGITransport(app=make_app(sandbox))
    async with httpx.AsyncClient(
        transport=transport, base_url="http://127.0.0.1:1", headers=BEARER
    ) as made:
        yield made


@pytest.fixture
def start(tmp_path: Path) -> Iterator[Callable[..., tuple[SandboxProcess, httpx.Client]]]:
    """Start real processes; all are closed at the end."""
    opened: list[Any] = []

    def begin(bend: Bend = lambda _: None, **options: Any) -> tuple[SandboxProcess, httpx.Client]:
        queue = small_queue()
        bend(queue)
        path = tmp_path / "queue.json"
        path.write_text(json.dumps(queue), "utf-8")
        process = start_sandbox(path, **options)
        client = plain_http.client(base_url=process.url, headers=BEARER)
        opened.extend([client, process])
        return process, client

    yield begin
    for each in opened:
        each.close()
