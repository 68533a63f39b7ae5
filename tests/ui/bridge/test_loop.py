"""A step knows its loop whoever lets Qt work: the loop itself, or anybody between two of its runs."""

import asyncio
from collections.abc import Iterator

import pytest
from PySide6.QtWidgets import QApplication

from ui.bridge.loop import new_loop


@pytest.fixture
def loop(application: QApplication) -> Iterator[asyncio.AbstractEventLoop]:
    loop = new_loop(application)
    yield loop
    loop.close()


async def _with_a_deadline() -> asyncio.AbstractEventLoop:
    await asyncio.sleep(0)
    async with asyncio.timeout(5):
        await asyncio.sleep(0)
        return asyncio.get_running_loop()


def _work(application: QApplication, task: "asyncio.Task[object]") -> None:
    for _ in range(50):
        application.processEvents()
        if task.done():
            return


def test_a_step_between_two_runs_of_the_loop_finds_it_running(
    application: QApplication, loop: asyncio.AbstractEventLoop
) -> None:
    task = loop.create_task(_with_a_deadline())
    _work(application, task)
    assert task.result() is loop


def test_after_such_a_step_no_loop_is_said_to_run(
    application: QApplication, loop: asyncio.AbstractEventLoop
) -> None:
    _work(application, loop.create_task(_with_a_deadline()))
    with pytest.raises(RuntimeError, match="no running event loop"):
        asyncio.get_running_loop()


def test_a_step_that_fails_there_leaves_no_loop_behind_either(
    application: QApplication, loop: asyncio.AbstractEventLoop
) -> None:
    async def fail() -> None:
        raise ValueError

    task = loop.create_task(fail())
    _work(application, task)
    assert isinstance(task.exception(), ValueError)
    with pytest.raises(RuntimeError, match="no running event loop"):
        asyncio.get_running_loop()


def test_what_was_cancelled_before_its_step_is_not_run(
    application: QApplication, loop: asyncio.AbstractEventLoop
) -> None:
    ran: list[int] = []
    loop.call_soon(ran.append, 1).cancel()
    loop.call_soon(ran.append, 2)
    loop.run_until_complete(asyncio.sleep(0.01))
    assert ran == [2]
