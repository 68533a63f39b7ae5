"""One window per profile: a second start hands over and ends."""

import asyncio
from collections.abc import AsyncIterator, Callable
from pathlib import Path

import pytest

from ui.app.instance import Instance


@pytest.fixture
async def open_one(tmp_path: Path) -> AsyncIterator[Callable[[str], Instance]]:
    made: list[Instance] = []

    def start(profile: str = "") -> Instance:
        made.append(Instance(profile or str(tmp_path)))
        return made[-1]

    yield start
    for one in made:
        one._server.close()


async def test_the_first_start_is_the_window(open_one: Callable[..., Instance]) -> None:
    assert not open_one().hand_over("")


async def test_a_second_start_hands_its_bundle_over(
    open_one: Callable[..., Instance], tmp_path: Path
) -> None:
    first = open_one()
    first.hand_over("")
    heard: list[str] = []
    first.called.connect(heard.append)
    assert open_one().hand_over("Ärzte/mission.triagebag")
    async with asyncio.timeout(5):
        while not heard:  # noqa: ASYNC110 - as a person waits
            await asyncio.sleep(0.01)
    assert heard == ["Ärzte/mission.triagebag"]


async def test_a_second_start_without_a_bundle_still_calls(
    open_one: Callable[..., Instance],
) -> None:
    first = open_one()
    first.hand_over("")
    heard: list[str] = []
    first.called.connect(heard.append)
    assert open_one().hand_over("")
    async with asyncio.timeout(5):
        while not heard:  # noqa: ASYNC110 - as a person waits
            await asyncio.sleep(0.01)
    assert heard == [""]


async def test_another_profile_is_another_window(open_one: Callable[..., Instance]) -> None:
    assert not open_one().hand_over("")
    assert not open_one("another profile").hand_over("")


async def test_after_the_window_is_gone_the_next_start_is_the_window(
    open_one: Callable[..., Instance],
) -> None:
    first = open_one()
    first.hand_over("")
    first._server.close()
    assert not open_one().hand_over("")
