"""Item by item: which changes can be taken back, how, and which cannot."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QWidget

from desktop.domain.effect import EffectKind, EffectState, undoable
from ui.dialogs.sheet import Sheet
from ui.theme.plain import one_line
from ui.widgets.button import Button
from ui.widgets.text import Label
from ui.widgets.ticket_clock import TicketClock

if TYPE_CHECKING:
    from collections.abc import Callable

    from desktop.stages.execute.contract import EffectRow

_HOW = {
    EffectKind.CATEGORISE: "Category and tags return to what they were.",
    EffectKind.INTERNAL_NOTE: "The note is marked as withdrawn.",
    EffectKind.PUBLIC_REPLY: "Held: cancelling costs nothing.",
    EffectKind.SLACK_ESCALATION: "The message is deleted.",
}
_STEPS = {
    EffectKind.CATEGORISE: "All categories",
    EffectKind.INTERNAL_NOTE: "All notes",
    EffectKind.PUBLIC_REPLY: "All held replies",
    EffectKind.SLACK_ESCALATION: "All Slack posts",
}
_NAMES = {
    EffectKind.CATEGORISE: "Category",
    EffectKind.INTERNAL_NOTE: "Internal note",
    EffectKind.PUBLIC_REPLY: "Public reply",
    EffectKind.SLACK_ESCALATION: "Slack post",
}


def can_be_taken_back(row: EffectRow) -> bool:
    """Whether undo can do anything about it: it stands and is not final, or is held."""
    return undoable(row.kind, row.state)


def show_take_back(
    window: QWidget, effects: tuple[EffectRow, ...], take_back: Callable[[tuple[str, ...]], None]
) -> Sheet:
    """Open the list; what is ticked is taken back."""
    rows = [row for row in effects if can_be_taken_back(row)]
    final = [
        row
        for row in effects
        if row.kind is EffectKind.PUBLIC_REPLY and row.state is EffectState.CONFIRMED
    ]
    message = "Values somebody else changed since are shown and stay as they are."
    if final:
        sent = (
            "1 reply was sent: it stays."
            if len(final) == 1
            else f"{len(final)} replies were sent: they stay."
        )
        message += f" {sent}"
    sheet = Sheet(window, "Take back item by item", message, 620)
    boxes: list[tuple[str, QCheckBox]] = []
    of_kind: dict[EffectKind, list[QCheckBox]] = {}
    steps = QHBoxLayout()
    sheet.body.addLayout(steps)
    for row in rows:
        box = QCheckBox(f"{_NAMES[row.kind]} · {_target(row)}")
        line = QHBoxLayout()
        line.addWidget(box, 1)
        line.addWidget(Label(_HOW[row.kind], "caption", "text2"))
        line.addWidget(TicketClock(_ticket(row)))
        sheet.body.addLayout(line)
        boxes.append((row.id, box))
        of_kind.setdefault(row.kind, []).append(box)
    _add_steps(steps, of_kind)
    sheet.act("Keep all", lambda: None, "quiet")
    act = sheet.act(
        "Take back",
        lambda: take_back(tuple(name for name, box in boxes if box.isChecked())),
        "danger",
    )

    def count() -> None:
        ticked = sum(box.isChecked() for _, box in boxes)
        act.say(f"Take back {ticked}" if ticked else "Take back")
        act.setEnabled(ticked > 0)

    for _, box in boxes:
        box.toggled.connect(count)
    count()
    sheet.open()
    return sheet


def _add_steps(line: QHBoxLayout, of_kind: dict[EffectKind, list[QCheckBox]]) -> None:
    """Offer each step of the plan as a whole, where there is more than one to choose from."""
    for kind, boxes in of_kind.items():
        if len(of_kind) > 1:
            button = Button(_STEPS[kind], "quiet")
            button.clicked.connect(partial(_tick, boxes))
            line.addWidget(button)
    line.addStretch(1)


def _tick(boxes: list[QCheckBox]) -> None:
    """Tick all of them; when all are, none."""
    on = not all(box.isChecked() for box in boxes)
    for box in boxes:
        box.setChecked(on)


def _ticket(row: EffectRow) -> int:
    on_ticket = row.kind is not EffectKind.SLACK_ESCALATION and row.target.isdecimal()
    return int(row.target) if on_ticket else 0


def _target(row: EffectRow) -> str:
    if row.kind is EffectKind.SLACK_ESCALATION:
        words = one_line(row.place or row.target, 60)
        return words.replace("&", "&&")  # a customer's ampersand is no key of ours
    return f"#{row.target}"
