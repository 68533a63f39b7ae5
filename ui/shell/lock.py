"""Locking the window: what it shows is hidden until whoever comes back may see it. The work goes on."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QApplication, QDialog

from desktop.base.clock import steady_seconds
from desktop.preferences.contract import KeptBy, LockRule
from ui.dialogs.lock_screen import LockScreen
from ui.shell.decisions import waiting
from ui.shell.idle import Idle
from ui.theme.counted import counted

if TYPE_CHECKING:
    from collections.abc import Coroutine
    from datetime import datetime

    from desktop.preferences.contract import LockCommands
    from desktop.watch.contract import WatchView
    from ui.bridge.desk import ScreenDesk
    from ui.bridge.problems import Problem
    from ui.shell.main_window import MainWindow

_LONGEST = 60


class Lock(QObject):
    """Locks after a time without a hand, or when asked to; ``rule`` is what holds, as read last."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window
        self._commands: LockCommands | None = None
        self._screen: LockScreen | None = None
        self._failures, self._not_before = 0, 0.0
        self._closing = ""
        self.rule = LockRule()
        self.idle = Idle(self)
        self.idle.due.connect(lambda: self.lock(idle=True))
        self.idle.start()
        window.ticker.passed.connect(self._count)

    @property
    def on(self) -> bool:
        """Whether the window is locked."""
        return self._screen is not None

    def follow(self, desk: ScreenDesk) -> None:
        """A mission is on the screen: its profile says when to lock, and what opens it."""
        self._commands = desk.lock
        self._window.tasks.start(self._read(desk.lock), "lock.rule")

    async def _read(self, commands: LockCommands) -> None:
        self._take(await commands.read())

    def choose(self, minutes: int) -> None:
        """Keep another time; it acts at once."""
        if self._commands is not None:
            self._window.tasks.start(self._keep(self._commands, minutes), "lock.rule")

    async def _keep(self, commands: LockCommands, minutes: int) -> None:
        self._take(await commands.save(minutes))

    def _take(self, rule: LockRule) -> None:
        told, self.rule = self.rule.trouble, rule
        self.idle.minutes = rule.minutes
        now = self._window.ticker.now()
        if rule.trouble and rule.trouble != told and now is not None:
            words = f"{rule.trouble} The window locks after {rule.minutes} min at the latest."
            self._window.status.tell(words, now)

    # Locking.

    @property
    def can(self) -> bool:
        """Whether there is anything to cover."""
        return self._window.desk is not None or self._window.bundle_view.screen is not None

    def lock(self, *, idle: bool = False) -> None:
        """Hide everything now."""
        if self.on or not self.can:
            return
        window = self._window
        _end_dialogs()
        kept_by = self._commands.kept_by if self._commands else KeptBy.KEYRING
        self._screen = LockScreen(window, kept_by)
        self._screen.entered.connect(self._enter)
        window.hide_all()
        window.tray.discreet = True
        window.setWindowTitle("Locked · Triage Deck")
        self._count(window.ticker.now())
        self._screen.open()
        if window.desk is not None:
            self._note(window.desk.presence.locked(idle=idle))

    def _count(self, now: datetime | None) -> None:
        if self._screen is not None:
            asking = self._window.going_on.asking
            lines = goes_on(self._window.view, now, asking=asking)
            self._screen.say((*lines, *filter(None, (self._closing,))))

    def refuse_to_close(self) -> None:
        """Who cannot unlock the window may not stop what is owed to customers either."""
        self._closing = "Unlock first, then close: something is held or under way."
        self._count(self._window.ticker.now())

    # Coming back.

    def _enter(self, words: str) -> None:
        """Somebody is here: what was typed is tried, where there is something to try it on."""
        if self._screen is None or steady_seconds() < self._not_before:
            return
        if self._commands is None or self._commands.kept_by is not KeptBy.PHRASE:
            self._unlock(proved=False)
            return
        self._screen.check()
        self._window.tasks.start(self._prove(self._commands, words), "lock.prove", self._refuse)

    async def _prove(self, commands: LockCommands, words: str) -> None:
        try:
            await commands.prove(words)
        finally:
            # Cut short by a mission that is closed, it can be typed again.
            if self._screen is not None:
                self._screen.ready()
        self._unlock(proved=True)

    def _refuse(self, problem: Problem) -> None:
        """Each wrong one makes the pause before the next longer: guessing is no way in."""
        if self._screen is None:
            return
        seconds = min(_LONGEST, 2**self._failures)
        self._failures += 1
        self._not_before = steady_seconds() + seconds
        words = f"{problem.title}. {problem.message} Type it again in {seconds} s."
        self._screen.refuse(words, seconds)

    def _unlock(self, *, proved: bool) -> None:
        screen, self._screen = self._screen, None
        if screen is None:
            return
        window = self._window
        self._failures, self._closing = 0, ""
        screen.hide()
        screen.deleteLater()
        window.tray.discreet = False
        window.show_all()
        window.say_title()
        self.idle.start()
        if window.desk is not None:
            self._note(window.desk.presence.unlocked(proved=proved))

    def _note(self, work: Coroutine[Any, Any, None]) -> None:
        self._window.tasks.start(work, "", self._not_noted)

    def _not_noted(self, problem: Problem) -> None:
        now = self._window.ticker.now()
        if now is not None:
            self._window.status.tell(f"The lock is not on record: {problem.title}", now)


def goes_on(
    view: WatchView | None, now: datetime | None, *, asking: bool = False
) -> tuple[str, ...]:
    """Return in counts what goes on behind the lock."""
    lines = []
    if asking:
        lines.append("A question waits for you. Nothing leaves before it is answered.")
    elif view is not None and view.held and view.first_release is not None and now is not None:
        seconds = max(0, int((view.first_release - now).total_seconds()))
        first = "It leaves" if view.held == 1 else "The first leaves"
        lines.append(
            f"{counted(view.held, 'held reply', 'held replies')}. {first} in {_left(seconds)}."
        )
    needs = waiting(view) if view is not None else 0
    if needs:
        lines.append(f"{counted(needs, 'alert')} {'needs' if needs == 1 else 'need'} you.")
    return tuple(lines)


def _left(seconds: int) -> str:
    return f"{seconds // 60:02}:{seconds % 60:02}"


def _end_dialogs() -> None:
    """Menus and the system's own dialogs stand outside the window: they close, nothing was chosen."""
    while (popup := QApplication.activePopupWidget()) is not None and popup.close():
        pass
    for one in QApplication.topLevelWidgets():
        if isinstance(one, QDialog) and one.isVisible():
            one.reject()
