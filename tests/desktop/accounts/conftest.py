"""The desks of the stages' tests, and profiles with accounts on a fresh sandbox each."""

import json
from collections.abc import AsyncIterator, Awaitable, Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
import stamina

from tests.desktop.accounts.people import STRANGER, Standing, stand
from tests.desktop.stages.conftest import open_desk_on, reader, shared, standing
from tests.desktop.stages.standing import small_queue
from tests.sandboxes import start_sandbox

if TYPE_CHECKING:
    from desktop.sandbox.process import SandboxProcess

__all__ = ["open_desk_on", "reader", "shared", "standing"]

OpenProfile = Callable[..., Awaitable[Standing]]


@pytest.fixture
async def open_profile(tmp_path: Path) -> AsyncIterator[OpenProfile]:
    """Open profiles, each on a sandbox of its own."""
    opened: list[tuple[SandboxProcess, Standing]] = []

    async def begin(**more: Any) -> Standing:
        place = tmp_path / f"profile{len(opened)}"
        place.mkdir()
        (place / "queue.json").write_text(json.dumps(small_queue()), "utf-8")
        sandbox = start_sandbox(place / "queue.json", token=STRANGER)
        profile = await stand(sandbox.url, place, **more)
        opened.append((sandbox, profile))
        return profile

    stamina.set_testing(True, attempts=3, cap=True)
    yield begin
    stamina.set_testing(False)
    for sandbox, profile in opened:
        await profile.close()
        sandbox.close()


@pytest.fixture
async def profile(open_profile: OpenProfile) -> Standing:
    """One profile, nobody signed in."""
    return await open_profile()
