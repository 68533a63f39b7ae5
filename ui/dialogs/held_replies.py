"""The held replies: when each leaves, what waiting costs, and the ways to stop or let it go."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout

from desktop.domain.effect import EffectState
from ui.dialogs.sheet import Sheet
from ui.widgets.button import Button
from ui.widgets.text import Label
from ui.widgets.ticket_clock import TicketClock

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtWidgets import QWidget

    from desktop.stages.execute.contract import EffectRow

_WORDS = (
    "A reply you look at waits for you. Its words were approved to the letter: other words need a yes of their own, "
    "and the old ones stay held until then."
)

_WIDTH = 760
"""A reply, its clock and the ways with it stand on one line."""


@dataclass(frozen=True)
class Ways:
    """What can be done about one held reply, by its id; ``read`` opens its ticket, ``change`` its words.

    ``keep_old`` gives up the other words that wait.
    """

    read: Callable[[int], None]
    pause: Callable[[str], None]
    let_go: Callable[[str], None]
    give_up: Callable[[str], None]
    change: Callable[[EffectRow], None]
    keep_old: Callable[[], None]


def show_held_replies(window: QWidget, effects: tuple[EffectRow, ...], ways: Ways) -> Sheet:
    """Open the list, the first to leave on top; each choice closes it."""
    held = [row for row in effects if row.state is EffectState.HELD]
    held.sort(key=lambda row: (not row.paused, row.release_at is None, row.release_at))
    sheet = Sheet(window, "Held replies", _WORDS if held else "No reply is held any more.", _WIDTH)
    for row in held:
        sheet.body.addLayout(_line(sheet, row, ways))
    sheet.act("Close", lambda: None, "primary")
    sheet.open()
    return sheet


def _line(sheet: Sheet, row: EffectRow, ways: Ways) -> QHBoxLayout:
    line, words = QHBoxLayout(), QVBoxLayout()
    words.setSpacing(0)
    words.addWidget(Label(f"#{row.target} · {when_it_leaves(row)}", "label"))
    words.addWidget(Label(what_waiting_costs(row), "caption", "text2", wrap=True))
    line.addLayout(words, 1)
    line.addWidget(TicketClock(int(row.target)))
    turn = ("Let it go", ways.let_go) if row.paused else ("Pause", ways.pause)
    if row.amended:
        line.addWidget(_button(sheet, "Keep old words", row, ways.keep_old))
    else:
        line.addWidget(_button(sheet, turn[0], row, partial(turn[1], row.id)))
    line.addWidget(_button(sheet, "Give up", row, partial(ways.give_up, row.id)))
    line.addWidget(_button(sheet, "Change words", row, partial(ways.change, row)))
    line.addWidget(_button(sheet, "Read", row, partial(ways.read, int(row.target))))
    return line


def _button(sheet: Sheet, title: str, row: EffectRow, act: Callable[[], None]) -> Button:
    button = Button(title, "quiet", dense=True)
    button.setAccessibleName(f"{title}, reply to #{row.target}")
    button.clicked.connect(sheet.shut)
    button.clicked.connect(lambda: act())
    return button


def when_it_leaves(row: EffectRow) -> str:
    """Say when it leaves by itself, or that it does not."""
    if row.amended:
        return "new words wait for a yes"
    if row.paused:
        return "paused, it does not leave by itself"
    return f"leaves at {row.release_at.astimezone():%H:%M}" if row.release_at else "leaves soon"


def what_waiting_costs(row: EffectRow) -> str:
    """Say until when a pause costs nothing."""
    if row.deadline is None:
        return "No clock runs: waiting breaks no promise."
    ends = f"{row.deadline.astimezone():%H:%M}"
    return f"Waiting past {ends} is a breach: its clock ends then."
