"""A person at the window: clicks, presses keys, waits until something is so, takes pictures.

The window is the real one, on a real sandbox process; only the hand is ours.
"""

import asyncio
import sys
import traceback
from collections.abc import Awaitable, Callable
from pathlib import Path
from types import TracebackType
from typing import Any

from PySide6.QtCore import QPoint, QSettings, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QWidget

from desktop.base.paths import Folder
from desktop.domain.values import StageName
from ui.app.session import Session
from ui.app.window import Options, make_app
from ui.bridge.loop import run
from ui.bridge.tasks import Tasks
from ui.shell.main_window import MainWindow
from ui.theme.look import look

Story = Callable[["Player"], Awaitable[None]]
INTENT = "Triage high-priority API authentication tickets from the last 4 hours"


class Player:
    """What a story gets: the window and the hand."""

    def __init__(self, window: MainWindow, session: Session, pictures: Path | None) -> None:
        self.window, self.session, self.pictures = window, session, pictures
        self.presses = self.clicks = 0
        self.inspect: Callable[[], Awaitable[Any]] | None = None
        self.findings: dict[str, Any] = {}
        self.pace = 0.0
        """Seconds the hand rests before it acts on what it waited for."""

    # Waiting.

    async def until(self, holds: Callable[[], Any], what: str, seconds: float = 40) -> None:
        """Wait until ``holds`` is true; fail in words when it never is."""
        async with asyncio.timeout(seconds) if seconds else asyncio.timeout(None):
            try:
                while not holds():  # noqa: ASYNC110 - a person looks at the screen, too
                    await asyncio.sleep(0.02)
            except asyncio.CancelledError:
                raise AssertionError(
                    f"never happened in {seconds} s: {what}; {self.where()}"
                ) from None

    def where(self) -> str:
        """Say where the window stands, for a failing story."""
        view = self.window.view
        bar = self.window.bar
        stage = view.stage if view else "no view"
        return (
            f"page {self.window.host.stage}, mission at {stage}, "
            f"primary {bar.primary_button.text()!r} {bar.primary_button.isEnabled()}, "
            f"why {bar.primary_button.toolTip()!r}"
        )

    async def at(self, stage: StageName) -> None:
        """Wait for a page that is drawn."""
        await self.until(
            lambda: self.window.host.stage is stage and self.window.host.page.drawn,
            f"page {stage}",  # type: ignore[union-attr]
        )

    async def primary_says(self, words: str) -> None:
        """Wait for the primary act."""
        button = self.window.bar.primary_button
        await self.until(
            lambda: words in button.text() and button.isEnabled(), f"primary {words!r}"
        )
        await asyncio.sleep(self.pace)

    async def rest(self, seconds: float = 0.3) -> None:
        """Let the window settle."""
        await asyncio.sleep(seconds)

    # The hand.

    def click(self, widget: QWidget) -> None:
        """Press the left button in the middle of it."""
        assert widget.isVisible(), f"{widget} is hidden"
        assert widget.isEnabled(), f"{widget} is off: {widget.toolTip()}"
        middle = widget.mapTo(self.window, QPoint(widget.width() // 2, widget.height() // 2))
        hit = self.window.childAt(middle)
        reached = hit is widget or (hit is not None and widget.isAncestorOf(hit))
        assert reached, f"{hit} lies over {widget}: {self.where()}"
        self.clicks += 1
        QTest.mouseClick(
            widget, Qt.MouseButton.LeftButton, pos=QPoint(widget.width() // 2, widget.height() // 2)
        )

    def button(self, words: str, inside: QWidget | None = None) -> QAbstractButton:
        """Return the visible button that says or is named so."""
        for button in (inside or self.window).findChildren(QAbstractButton):
            if button.isVisible() and words in (button.text(), button.accessibleName()):
                return button
        raise AssertionError(f"no button {words!r}")

    @property
    def hand(self) -> QWidget:
        """Where the keyboard is."""
        return QApplication.focusWidget() or self.window.focusWidget() or self.window

    def press(
        self, key: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier
    ) -> None:
        """Press one key where the keyboard is."""
        self.presses += 1
        QTest.keyClick(self.hand, key, modifier)

    def primary_key(self) -> None:
        """Ctrl Enter."""
        self.press(Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)

    def type(self, words: str) -> None:
        """Type letters where the keyboard is; they count as presses."""
        self.presses += len(words)
        QTest.keyClicks(self.hand, words)

    async def look(self, name: str) -> None:
        """Stop at a page: keep its picture, and have it inspected where the story wants that."""
        self.shot(name)
        if self.inspect is not None:
            self.findings[name] = await self.inspect()

    def shot(self, name: str) -> None:
        """Keep a picture of the window."""
        if self.pictures is not None:
            self.pictures.mkdir(parents=True, exist_ok=True)
            self.window.grab().save(str(self.pictures / f"{name}.png"))


def _told(kind: type[BaseException], error: BaseException, at: TracebackType | None) -> str:
    """What breaks inside a slot reaches nobody but this hook."""
    return "".join(traceback.format_exception(kind, error, at))


def play(
    story: Story,
    folder: Path,
    *,
    size: tuple[int, int] = (1440, 900),
    theme: str = "light",
    pictures: Path | None = None,
    sandbox: bool = True,
    queue: Path | None = None,
    pace: float = 0.0,
    profile: str = "sandbox",
) -> Player:
    """Open the window on a profile in ``folder``, play the story, close the window; failures are raised."""
    app = make_app()
    Folder(folder).make()
    store = QSettings(str(folder / "window.ini"), QSettings.Format.IniFormat)
    store.setValue("theme", theme)
    tasks = Tasks()
    window = MainWindow(store, tasks)
    window.resize(*size)
    window.show()
    window.furnish()
    options = Options(
        sandbox=sandbox, profile=profile, folder=Folder(folder).root, queue=queue, alone=True
    )
    session = Session(window, tasks, Folder(folder), options)
    player = Player(window, session, pictures)
    player.pace = pace

    broken: list[str] = []
    before, sys.excepthook = (
        sys.excepthook,
        lambda kind, error, at: broken.append(_told(kind, error, at)),
    )

    async def both() -> int:
        living = asyncio.ensure_future(session.main())
        try:
            await story(player)
        finally:
            window.leave()
            code = await living
        return code

    try:
        assert run(app, both()) == 0
        assert not broken, "\n".join(broken[:3])
    finally:
        sys.excepthook = before
        window.deleteLater()
        look().choose("light")
        app.processEvents()
    return player
