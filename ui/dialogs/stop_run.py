"""Ending a run before its end: what is given up, what stands."""

from __future__ import annotations

from typing import TYPE_CHECKING

from desktop.domain.effect import IN_DOUBT, STANDING, WAITING
from ui.dialogs.sheet import Sheet
from ui.theme.counted import counted

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtWidgets import QWidget

    from desktop.stages.execute.contract import EffectRow


def show_stop_run(
    window: QWidget, effects: tuple[EffectRow, ...], stop: Callable[[], None]
) -> Sheet:
    """Ask once more; ``stop`` is called on yes."""
    sheet = Sheet(window, "Stop here", _words(effects))
    sheet.act("Keep going", lambda: None, "quiet")
    sheet.act("Stop here", stop, "danger")
    sheet.open()
    return sheet


def _words(effects: tuple[EffectRow, ...]) -> str:
    waiting = sum(row.current and row.state in WAITING for row in effects)
    done = sum(row.state in STANDING for row in effects)
    doubt = sum(row.state in IN_DOUBT for row in effects)
    words = [f"{counted(waiting, 'change')} will not be made, held replies included."]
    if done:
        words.append(f"{counted(done, 'change')} made so far can be taken back afterwards.")
    if doubt:
        words.append(f"{counted(doubt, 'change')} without a clear answer will still be read back.")
    return " ".join(words)
