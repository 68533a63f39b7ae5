"""A test fails on surprise: an unannounced warning in the log, a task left running, a thread left behind.

An expected one is announced where it is expected, and must then come::

    @pytest.mark.announces("listener failed")
    def test_a_failing_listener_stops_nobody(): ...
"""

import asyncio
import logging
import re
import threading
from collections.abc import AsyncIterator, Iterator
from typing import Any

import pytest
from pytest_asyncio import is_async_test

_OURS = ("store-",)
"""Names of threads of ours: these may not stay behind even where they are daemons."""
_GRACE = 1.0


@pytest.fixture(autouse=True)
def no_surprise(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Watch the log of every logger and the threads while one test runs."""
    heard: list[str] = []
    handle = logging.Logger.handle

    def listen(logger: logging.Logger, record: logging.LogRecord) -> None:
        if record.levelno >= logging.WARNING:
            heard.append(f"{record.levelname} {record.name}: {record.getMessage()}")
        handle(logger, record)

    monkeypatch.setattr(logging.Logger, "handle", listen)
    before = set(threading.enumerate())
    yield
    left = [thread.name for thread in threading.enumerate() if _stays(thread, before)]
    announced = [mark.args[0] for mark in request.node.iter_markers("announces")]
    unannounced = [line for line in heard if not any(re.search(a, line) for a in announced)]
    missing = [a for a in announced if not any(re.search(a, line) for line in heard)]
    assert not unannounced, f"unannounced in the log: {unannounced}"
    assert not missing, f"announced, but never logged: {missing}"
    assert not left, f"threads left behind: {left}"


def _stays(thread: threading.Thread, before: set[threading.Thread]) -> bool:
    if thread in before or (thread.daemon and not thread.name.startswith(_OURS)):
        return False
    thread.join(_GRACE)
    return thread.is_alive()


@pytest.fixture
async def no_task_left() -> AsyncIterator[None]:
    """Fail when a test's own loop still has tasks once its other fixtures are down."""
    yield
    await asyncio.sleep(0)
    left = [task for task in asyncio.all_tasks() if task is not asyncio.current_task()]
    assert not left, f"tasks left running: {left}"


def watch_tasks(items: list[Any]) -> None:
    """Give every asynchronous test the watch over its tasks."""
    for item in items:
        if is_async_test(item):
            # Right after the watch itself: before, the loop's own threads would outlive that watch;
            # later, it would see the tasks of fixtures that are still up.
            names = item.fixturenames
            names.insert(names.index("no_surprise") + 1, "no_task_left")
