"""A hand without a plan: thousands of enabled actions in a row. Nothing may break, hang, or be left behind."""

import asyncio
import gc
import random
from collections import Counter

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QAbstractButton, QApplication, QDialog

from desktop.domain.errors import Fault
from desktop.domain.values import StageName
from tests.ui.player import INTENT, Player
from ui.bridge.problems import Problem
from ui.dialogs.overlay import Overlay

_NEVER = {"window.close", "evidence.open"}
"""The first ends the walk; the second asks the system for a file."""
_ONWARD = ("page.primary", "page.primary", "page.primary", "page.secondary", "page.quiet")
"""Without a push onward a walk would never leave the first pages."""
_NO_BUTTON = ("Close now", "Open evidence", "Open as manager", "Copy")
_STEPS_TO_SETTLE = 400


class Walk:
    """One walk: ``done`` counts what was done, by name."""

    def __init__(self, seed: int, actions: int) -> None:
        self._dice = random.Random(seed)
        self._actions = actions
        self.done: Counter[str] = Counter()
        self._broken: list[Problem] = []

    async def play(self, player: Player) -> None:
        """Walk, then check that nothing broke and nothing is left."""
        window = player.window
        window.tasks.failed.connect(self._note)
        window.host.failed.connect(self._note)
        await player.at(StageName.HOME)
        before = _standing()
        for number in range(self._actions):
            self._one(player)
            await asyncio.sleep(0.002 if number % 10 else 0.02)
            assert not self._broken, f"seed step {number}: {self._broken[0].details}"
        await self._settle(player)
        after = _standing()
        assert after["windows"] <= before["windows"] + 1, (before, after, _visible())
        # Pages are made once; a walk may make all of them, but then their number stays.
        assert after["timers"] <= before["timers"] + 60, (before, after)
        window.host.open(StageName.HOME)
        await player.until(
            lambda: window.host.stage is StageName.HOME, "no dead end: Home is reachable"
        )

    def _note(self, problem: Problem) -> None:
        if problem.fault is Fault.PROGRAM:
            self._broken.append(problem)

    def _one(self, player: Player) -> None:
        window = player.window
        overlays = [one for one in window.findChildren(Overlay) if one.isVisible()]
        kind = self._dice.random()
        popup = QApplication.activePopupWidget()
        if popup is not None:
            popup.close()
        elif overlays:
            self._press_button(player, overlays[-1]) if kind < 0.5 else overlays[-1].shut()
            self.done["overlay"] += 1
        elif kind < 0.12:
            window.actions_of_window.run(self._dice.choice(_ONWARD))
            self.done["onward"] += 1
        elif kind < 0.55:
            self._run_action(player)
        elif kind < 0.9:
            self._press_button(player, window)
        else:
            self._type(player)

    def _run_action(self, player: Player) -> None:
        actions = [a for a in player.window.actions_of_window.enabled() if a.name not in _NEVER]
        action = self._dice.choice(actions)
        player.window.actions_of_window.run(action.name)
        self.done[action.name] += 1

    def _press_button(self, player: Player, inside: object) -> None:
        buttons = [
            button
            for button in inside.findChildren(QAbstractButton)  # type: ignore[attr-defined]
            if button.isVisible() and button.isEnabled() and not _forbidden(button)
        ]
        if buttons:
            button = self._dice.choice(buttons)
            self.done[f"button {button.text() or button.accessibleName()}"[:40]] += 1
            button.click()

    def _type(self, player: Player) -> None:
        if player.window.host.stage is StageName.DEFINE:
            page = player.window.host.page_of(StageName.DEFINE)
            words = self._dice.choice([INTENT, "urgent", "", "zzz", "API authentication"])
            page.intent.line.setText(words)
            page.intent.line.textEdited.emit(words)
            self.done["typed an intent"] += 1

    async def _settle(self, player: Player) -> None:
        """Close what is open and let everything under way end."""
        window = player.window
        for _ in range(_STEPS_TO_SETTLE):
            for overlay in window.findChildren(Overlay):
                overlay.give_up()
            while (popup := QApplication.activePopupWidget()) is not None:
                popup.close()
            for top in QApplication.topLevelWidgets():
                if isinstance(top, QDialog):
                    top.close()
            busy = [stage for stage in StageName if window.tasks.runs(f"{stage}.work")]
            if not busy:
                break
            await asyncio.sleep(0.05)
        assert not busy, f"never came to rest: {busy}"
        window.actions_of_window.run("window.reset")
        await asyncio.sleep(0.5)
        gc.collect()


def _forbidden(button: QAbstractButton) -> bool:
    said = f"{button.text()} {button.accessibleName()}"
    return any(words in said for words in _NO_BUTTON)


def _visible() -> list[str]:
    tops = [top for top in QApplication.topLevelWidgets() if top.isVisible()]
    return [f"{type(top).__name__} {top.windowTitle() or top.accessibleName()}" for top in tops]


def _standing() -> dict[str, int]:
    timers = sum(
        timer.isActive()
        for top in QApplication.topLevelWidgets()
        for timer in top.findChildren(QTimer)
    )
    return {
        "windows": len(_visible()),
        "timers": timers,
    }
