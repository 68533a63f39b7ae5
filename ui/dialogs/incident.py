"""One incident on Prepare: why its tickets belong together, taken apart or joined with another by hand."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QWidget

from ui.dialogs.burst import nearest
from ui.dialogs.sheet import Sheet
from ui.theme.counted import counted
from ui.theme.plain import one_line
from ui.widgets.button import Button
from ui.widgets.choice import Choice
from ui.widgets.text import Label
from ui.widgets.ticket_clock import TicketClock

if TYPE_CHECKING:
    from desktop.domain.plan import Cluster
    from desktop.domain.queue import Queue
    from ui.bridge.incidents import Changes

_NONE = "none"
_MOST = 100
"""Tickets shown, those with the nearest clocks: a sheet is no list of thousands."""


def show_incident(
    window: QWidget,
    cluster: Cluster,
    others: tuple[Cluster, ...],
    queue: Queue,
    changes: Changes | None,
) -> Sheet:
    """Open the sheet; without ``changes`` (a plan was chosen) it only tells."""
    sheet = Sheet(window, one_line(cluster.name, 80), " ".join(cluster.reasons), 620)
    shown = nearest(queue, cluster.tickets)[:_MOST]
    boxes = {ticket: _box(queue, ticket) for ticket in shown}
    for ticket, box in boxes.items():
        box.setEnabled(changes is not None)
        sheet.body.addLayout(_line(box, queue, ticket))
    more = len(cluster.tickets) - len(shown)
    if more:
        sheet.body.addWidget(Label(f"{more} more with later clocks", "caption", "text2"))
    if changes is None:
        sheet.body.addWidget(Label("A plan was chosen for this incident.", "caption", "text2"))
        sheet.act("Close", lambda: None, "quiet")
        sheet.open()
        return sheet
    if others:
        sheet.body.addLayout(_joining(sheet, cluster, others, changes))
    sheet.act("Close", lambda: None, "quiet")
    out = sheet.act("Take out", lambda: changes.split(_checked(boxes)), "primary")
    for box in boxes.values():
        box.toggled.connect(lambda _: _allow(out, boxes, len(cluster.tickets)))
    _allow(out, boxes, len(cluster.tickets))
    sheet.open()
    return sheet


def _box(queue: Queue, ticket: int) -> QCheckBox:
    at = queue.row_of.get(ticket)
    who = queue.organisations[at] if at is not None else ""
    told = one_line(f"#{ticket} {who}".strip(), 44)
    box = QCheckBox(told.replace("&", "&&"))
    box.setAccessibleName(f"{told}: {_subject(queue, ticket)}")
    return box


def _line(box: QCheckBox, queue: Queue, ticket: int) -> QHBoxLayout:
    line = QHBoxLayout()
    line.setSpacing(12)
    line.addWidget(box)
    line.addWidget(Label(_subject(queue, ticket), "body", "text2", elide=True), 1)
    line.addWidget(TicketClock(ticket))
    return line


def _subject(queue: Queue, ticket: int) -> str:
    at = queue.row_of.get(ticket)
    return "" if at is None else one_line(queue.subjects[at], 120)


def _joining(
    sheet: Sheet, cluster: Cluster, others: tuple[Cluster, ...], changes: Changes
) -> QHBoxLayout:
    choice = Choice("Incident to join it with")
    named = [(one.id, f"{one.name}, {counted(len(one.tickets), 'ticket')}") for one in others]
    choice.offer([(_NONE, "Choose an incident"), *named], _NONE)
    button = Button("Join", "secondary")
    button.setEnabled(False)
    choice.currentIndexChanged.connect(lambda _: button.setEnabled(choice.key() != _NONE))
    button.clicked.connect(sheet.shut)
    button.clicked.connect(partial(_join, choice, changes))
    line = QHBoxLayout()
    line.setSpacing(8)
    line.addWidget(Label("The same as", "caption_strong", "text2"))
    line.addWidget(choice, 1)
    line.addWidget(button)
    return line


def _join(choice: Choice, changes: Changes) -> None:
    changes.join(choice.key())


def _checked(boxes: dict[int, QCheckBox]) -> tuple[int, ...]:
    return tuple(ticket for ticket, box in boxes.items() if box.isChecked())


def _allow(out: Button, boxes: dict[int, QCheckBox], total: int) -> None:
    """Some can be taken out; none and all cannot."""
    count = len(_checked(boxes))
    out.setText(f"Take out {count}" if count else "Take out")
    out.setEnabled(0 < count < total)
