"""The tickets behind one alert, nearest first: each with its countdown, each opens its ticket."""

from __future__ import annotations

from typing import TYPE_CHECKING

from desktop.domain.standing import NO_DEADLINE, ClockState
from ui.dialogs.sheet import Sheet
from ui.theme.counted import counted
from ui.theme.plain import one_line
from ui.widgets.card import Card
from ui.widgets.risk_row import RiskItem

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtWidgets import QWidget

    from desktop.domain.queue import Queue
    from desktop.watch.contract import AlertCard


def show_burst(
    window: QWidget, card: AlertCard, queue: Queue, now_ms: int, open_ticket: Callable[[int], None]
) -> Sheet:
    """Open the list; Enter or a click on a row closes it and opens its ticket."""
    title = one_line(card.title or counted(card.tickets, "ticket"), 120)
    sheet = Sheet(window, title, card.sentence, 560)
    box = Card()
    box.body.setContentsMargins(4, 6, 4, 6)
    box.body.setSpacing(0)
    sheet.body.addWidget(box)

    def opened(ticket: int) -> None:
        sheet.shut()
        open_ticket(ticket)

    rows = [_row(queue, ticket) for ticket in nearest(queue, card.about_tickets)]
    for row in rows:
        row.clicked.connect(opened)
        box.body.addWidget(row)
    sheet.act("Close", lambda: None, "quiet" if rows else "primary")
    sheet.tick(now_ms)
    sheet.open()
    if rows:
        rows[0].setFocus()
    return sheet


def nearest(queue: Queue, tickets: tuple[int, ...]) -> list[int]:
    """Return them by their deadlines; those that left the queue come last."""
    places = queue.row_of
    return sorted(
        tickets,
        key=lambda one: int(queue.deadlines[places[one]]) if one in places else NO_DEADLINE + 1,
    )


def _row(queue: Queue, ticket: int) -> RiskItem:
    row, at = RiskItem(), queue.row_of.get(ticket)
    if at is None:
        row.show_ticket(
            ticket, NO_DEADLINE, ClockState.UNKNOWN, vip=False, subject="No longer in the queue"
        )
        return row
    subject = " · ".join(part for part in (queue.organisations[at], queue.subjects[at]) if part)
    row.show_ticket(
        ticket,
        int(queue.deadlines[at]),
        ClockState(int(queue.clocks[at])),
        vip=bool(queue.vip[at]),
        subject=subject,
    )
    return row
