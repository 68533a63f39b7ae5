"""A whole window on a real desk on a real sandbox."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QEvent, QObject, QSettings, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDockWidget, QFileDialog, QMainWindow, QMenu, QWidget

from desktop.domain.values import StageName
from tests.desktop.evidence.conftest import bundle, pristine
from tests.desktop.stages.conftest import open_desk_on, reader, shared, standing
from tests.desktop.stages.standing import Standing
from tests.ui.desks import rest, screen_desk
from ui.bridge.relay import Relay
from ui.bridge.tasks import Tasks
from ui.dialogs.overlay import Overlay
from ui.shell.main_window import MainWindow

__all__ = ["bundle", "open_desk_on", "pristine", "reader", "shared", "standing"]

_WINDOWS = (QMainWindow, QMenu, QDockWidget, QFileDialog)


class Flashes(QObject):
    """Every widget that was shown as a window of its own, but is none: it flashes and takes the keyboard."""

    def __init__(self) -> None:
        super().__init__()
        self.seen: list[str] = []

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        shown = event.type() == QEvent.Type.Show and isinstance(watched, QWidget)
        if shown and watched.isWindow() and not isinstance(watched, _WINDOWS):
            self.seen.append(type(watched).__name__)
        return False


@dataclass
class Hand:
    """The window and a person in front of it."""

    window: MainWindow
    standing: Standing
    tasks: Tasks
    relay: Relay

    async def follow(self, stage: StageName) -> None:
        """Show the mission at this stage and let it settle."""
        self.window.follow(screen_desk(self.standing), self.relay, stage)
        await self.rest()

    async def rest(self) -> None:
        """Wait until nothing runs."""
        await rest(self.tasks)

    def press(self, key: Qt.Key, *modifiers: Qt.KeyboardModifier) -> None:
        """Press one key where the keyboard is."""
        pressed = Qt.KeyboardModifier.NoModifier
        for one in modifiers:
            pressed |= one
        QTest.keyClick(self.focus or self.window, key, pressed)

    def type(self, words: str) -> None:
        """Type letters where the keyboard is."""
        QTest.keyClicks(self.focus or self.window, words)

    @property
    def focus(self) -> QWidget | None:
        """Where the keyboard is."""
        return QApplication.focusWidget() or self.window.focusWidget()

    def run(self, name: str) -> bool:
        """Do an action by its name."""
        return self.window.actions_of_window.run(name)

    @property
    def sheets(self) -> list[Any]:
        """The overlays that are open."""
        return [one for one in self.window.findChildren(Overlay) if one.isVisible()]


@pytest.fixture
def store(tmp_path: Path) -> QSettings:
    """Where the window keeps what it keeps."""
    return QSettings(str(tmp_path / "window.ini"), QSettings.Format.IniFormat)


@pytest.fixture
async def hand(store: QSettings, standing: Standing) -> AsyncIterator[Hand]:
    """An open window, no mission in it yet."""
    tasks, relay = Tasks(), Relay(standing.deck.bus)
    store.setValue("theme", "light")
    window = MainWindow(store, tasks)
    window.furnish()
    window.resize(1440, 900)
    flashes = Flashes()
    QApplication.instance().installEventFilter(flashes)
    window.show()
    window.furnish()
    async with asyncio.timeout(5):
        while not window.isActiveWindow():
            window.activateWindow()
            await asyncio.sleep(0.01)
    yield Hand(window, standing, tasks, relay)
    QApplication.instance().removeEventFilter(flashes)
    relay.close()
    window.host.forget()
    await tasks.close()
    window.ticker.follow(None)
    window.tray.close()
    window.awake.keep(False)
    window.lock.idle.stop()
    window.hide()
    window.deleteLater()
    assert flashes.seen == [], "shown before they had a parent"


Go = Callable[[StageName], Awaitable[Hand]]


@pytest.fixture
def at(hand: Hand, standing: Standing) -> Go:
    """Take the mission to a stage and show it."""
    steps = {
        StageName.HOME: lambda: standing.desk.home.look(),
        StageName.DEFINE: standing.define,
        StageName.PREPARE: standing.prepare,
        StageName.PLAN: standing.prepare,
        StageName.APPROVE: standing.plan,
        StageName.EXECUTE: standing.execute,
        StageName.REFLECT: standing.execute,
    }

    async def go(stage: StageName) -> Hand:
        await steps[stage]()
        await hand.follow(stage)
        return hand

    return go
