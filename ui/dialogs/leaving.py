"""Closing the window while something matters: what is held, until when, what happens if nobody returns."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ui.dialogs.sheet import Sheet
from ui.widgets.text import Label

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from PySide6.QtWidgets import QWidget

    from desktop.watch.contract import WatchView

_QUESTION = "Close Triage Deck now?"


def what_matters(view: WatchView | None, *, working: bool) -> tuple[str, ...]:
    """Return the sentences that speak against closing now; empty when nothing does."""
    if view is None or view.sealed or view.started_at is None:
        return ()
    lines = []
    if working:
        lines.append("A command is under way. It stops after the change it is making.")
    if view.held:
        at = _time(view.first_release)
        held = (
            "1 reply is held. It" if view.held == 1 else f"{view.held} replies are held. The first"
        )
        lines.append(f"{held} leaves at {at}, only while we run.")
    if view.first_deadline is not None and (view.held or working):
        lines.append(f"The first clock ends at {_time(view.first_deadline)}.")
    if view.unknown:
        unknown = "1 change has" if view.unknown == 1 else f"{view.unknown} changes have"
        lines.append(f"{unknown} no answer yet. Nothing is sent again before it was read back.")
    return tuple(lines)


def _time(at: datetime | None) -> str:
    return f"{at.astimezone():%H:%M:%S}" if at else "a later time"


def ask_to_leave(window: QWidget, lines: tuple[str, ...], leave: Callable[[], None]) -> Sheet:
    """Open the question, once. Nothing is lost either way: the mission goes on where it stands."""
    for one in window.findChildren(Sheet):
        if one.isVisible() and one.accessibleName() == _QUESTION:
            return one
    sheet = Sheet(window, _QUESTION, "The mission goes on here when you return.")
    for words in lines:
        sheet.body.addWidget(Label(words, "body", wrap=True))
    sheet.act("Close now", leave, "danger")
    sheet.act("Stay", lambda: None, "primary")
    sheet.open()
    return sheet
