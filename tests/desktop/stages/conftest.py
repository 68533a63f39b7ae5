"""Desks on small sandboxes: one sandbox shared by those who only read, a fresh one for those who write."""

import json
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from desktop.sandbox.process import SandboxProcess
from tests.desktop.stages.standing import Bend, Standing, small_queue, stand
from tests.sandboxes import start_sandbox

Open = Callable[..., Awaitable[Standing]]


@pytest.fixture(scope="session")
def shared(tmp_path_factory: pytest.TempPathFactory) -> Iterator[SandboxProcess]:
    """Serve the small queue to everybody who writes nothing."""
    file = tmp_path_factory.mktemp("shared") / "queue.json"
    file.write_text(json.dumps(small_queue()), "utf-8")
    sandbox = start_sandbox(file)
    yield sandbox
    sandbox.close()


@pytest.fixture
async def reader(shared: SandboxProcess, tmp_path: Path) -> AsyncIterator[Standing]:
    """A desk on the shared sandbox."""
    standing = await stand(tmp_path / "deck", shared.url, {})
    yield standing
    await standing.close()


@pytest.fixture
async def open_desk_on(tmp_path: Path) -> AsyncIterator[Open]:
    """Open desks on fresh sandboxes, each with a queue bent as the test needs it."""
    opened: list[tuple[SandboxProcess, Standing]] = []

    async def begin(bend: Bend = lambda _: None, **settings: Any) -> Standing:
        queue = small_queue()
        bend(queue)
        place = tmp_path / str(len(opened))
        place.mkdir()
        file = place / "queue.json"
        file.write_text(json.dumps(queue), "utf-8")
        sandbox = start_sandbox(file)
        try:
            standing = await stand(place / "deck", sandbox.url, settings)
        except BaseException:
            sandbox.close()
            raise
        opened.append((sandbox, standing))
        return standing

    yield begin
    for sandbox, standing in opened:
        await standing.close()
        sandbox.close()


@pytest.fixture
async def standing(open_desk_on: Open) -> Standing:
    """A desk on a fresh small sandbox."""
    return await open_desk_on()
