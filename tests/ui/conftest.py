"""A window without a screen: Qt draws into memory unless a test run brings a display of its own.

An asynchronous test runs in one loop with Qt, as the window does.
"""

import asyncio
import gc
import os
from collections.abc import Callable, Iterator

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

import pytest
import shiboken6
from PySide6.QtCore import QCoreApplication, QEvent, QTimer
from PySide6.QtWidgets import QApplication, QWidget

from ui.bridge.loop import new_loop
from ui.theme.look import Look, apply, look
from ui.widgets.ticket_clock import know_queue


@pytest.fixture(scope="session")
def application(qapp: QApplication) -> QApplication:
    """The one application, in our look."""
    apply(qapp)
    return qapp


def pytest_asyncio_loop_factories() -> dict[str, Callable[[], asyncio.AbstractEventLoop]]:
    return {"qt": lambda: new_loop(QApplication.instance() or QApplication([]))}


@pytest.fixture(autouse=True)
def nothing_left(application: QApplication) -> Iterator[None]:
    """Fail when a test leaves a window on the screen or a timer running."""
    before = _windows()
    yield
    gc.collect()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    left = _windows() - before
    ticking = [one for one in shiboken6.getAllValidWrappers() if _ticks(one)]
    assert not left, f"windows left open: {left}"
    assert not ticking, f"timers left running: {[(t, t.parent()) for t in ticking]}"


def _windows() -> set[QWidget]:
    return {window for window in QApplication.topLevelWidgets() if window.isVisible()}


def _ticks(one: object) -> bool:
    return isinstance(one, QTimer) and one.isActive()


@pytest.fixture(autouse=True)
def dressed(application: QApplication) -> Iterator[Look]:
    """The application in our look: light, at 100 %, before each test."""
    _start()
    yield look()
    _start()


@pytest.fixture(autouse=True)
def no_queue_known() -> None:
    """No test looks clocks up in the queue that another one read."""
    know_queue(None)


def _start() -> None:
    if look().mode != "light":
        look().choose("light")
    if look().scale != 1.0:
        look().resize(1.0)
    if look().reduced_motion:
        look().calm(False)
