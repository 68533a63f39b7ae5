"""One card of the alert rail: one thing that needs a person, one action, one way out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from desktop.domain.standing import NO_DEADLINE, ClockState
from desktop.domain.values import to_millis
from desktop.domain.words import AlertKind
from ui.theme.icons import paint_icon
from ui.widgets.button import Button
from ui.widgets.card import Card
from ui.widgets.clock import ClockLabel
from ui.widgets.diff import DiffLabel
from ui.widgets.flow import Flow
from ui.widgets.level_tag import LevelTag, with_level
from ui.widgets.painted import follow_look, paint_box, smooth
from ui.widgets.tag import Tag
from ui.widgets.text import Label

if TYPE_CHECKING:
    from PySide6.QtGui import QPaintEvent

    from desktop.watch.contract import AlertCard

LOOKS = {
    AlertKind.SLA: ("SLA", "crit", "timer"),
    AlertKind.KB_MISSING: ("KB link missing", "warn", "link"),
    AlertKind.TONE: ("Tone repaired", "info", "message-square"),
    AlertKind.UNKNOWN_EFFECT: ("No answer yet", "warn", "circle-dashed"),
    AlertKind.BLOCKED: ("Held back", "crit", "lock"),
    AlertKind.HANDED_OVER: ("Handed over", "neutral", "user"),
    AlertKind.UNANSWERED: ("Not answered", "crit", "siren"),
    AlertKind.UNDO_OWED: ("Undo waits", "warn", "undo-2"),
    AlertKind.NOT_UNDONE: ("Not undone", "crit", "undo-2"),
    AlertKind.KEPT: ("Kept", "info", "undo-2"),
    AlertKind.GREW: ("The queue grew", "accent", "trending-up"),
    AlertKind.AMENDED: ("New words", "accent", "pencil"),
    AlertKind.LEFT: ("Left the scope", "neutral", "info"),
}
"""Words, tone and icon of each kind of alert."""


class AlertCardView(Card):
    """Tag and clock, id and organisation, one sentence, the change where there is one, two buttons.

    ``acted`` tells (the alert's id, ``act``, ``way_out`` or ``snooze``).
    """

    acted = Signal(str, str)

    def __init__(self) -> None:
        super().__init__()
        self._id = ""
        self._tag, self._level, self.clock = Tag(""), LevelTag(), ClockLabel()
        self._ticket, self._organisation = Label("", "mono", "text3"), Label("", "name", elide=True)
        self._vip = Star()
        self._title = Label("", "label", wrap=True)
        self._sentence = Label("", "body", "text2", wrap=True)
        self._change, self._diff = _Well(), DiffLabel()
        self.act = Button("", dense=True)
        self.way_out = Button("", "quiet", dense=True)
        self.snooze = Button("Snooze", "quiet", dense=True)
        self.act.clicked.connect(lambda: self.acted.emit(self._id, "act"))
        self.way_out.clicked.connect(lambda: self.acted.emit(self._id, "way_out"))
        self.snooze.clicked.connect(lambda: self.acted.emit(self._id, "snooze"))
        self._lay_out()

    def show_card(self, card: AlertCard) -> None:
        """Show one alert."""
        self._id = card.id
        words = self._show_kind(card)
        said = card.title if card.title != words else ""
        self._title.say(said)
        self._title.setVisible(bool(said))
        self._show_whose(card)
        self._sentence.say(card.sentence)
        self._sentence.setVisible(bool(card.sentence))
        self._change.setVisible(bool(card.before or card.after))
        self._diff.show_diff(card.before, card.after)
        self.act.say(card.action)
        self.act.setVisible(bool(card.action))
        self.way_out.say(card.way_out)
        # Somebody can always say that they act on a clock: nothing is overridden by it.
        may = card.may_override or card.level is not None
        self.way_out.setVisible(bool(card.way_out) and may)
        self.snooze.setVisible(card.may_snooze)
        told = with_level(card.title, card.level) if card.title else words
        self.setAccessibleName(f"{told}: {card.sentence}")

    def tick(self, now_ms: int) -> None:
        """Count down."""
        self.clock.tick(now_ms)

    def _show_kind(self, card: AlertCard) -> str:
        """Say what it is about; of a clock, at which threshold it was raised."""
        words, tone, icon = LOOKS[card.kind]
        self._tag.show_as(words, tone, icon)
        self._tag.setVisible(card.level is None)
        self._level.setVisible(card.level is not None)
        if card.level is not None:
            self._level.show_level(card.level)
            return self._level.text()
        return words

    def _show_whose(self, card: AlertCard) -> None:
        one = card.tickets <= 1
        count = f"{card.tickets} tickets"
        many = "" if one or card.level is None or count in card.title else count
        whose = f"#{card.ticket}" if card.ticket and one else many
        self._ticket.say(whose)
        self._ticket.setVisible(bool(whose))
        self._organisation.say(card.organisation if one else "")
        self._organisation.setVisible(bool(card.organisation) and one)
        self._vip.setVisible(card.vip and one)
        self.clock.setVisible(card.deadline is not None)
        until = to_millis(card.deadline) if card.deadline else NO_DEADLINE
        self.clock.follow(until, ClockState.RUNNING)

    def _lay_out(self) -> None:
        self.body.setContentsMargins(12, 12, 12, 12)
        self.body.setSpacing(6)
        self.body.addLayout(_row(self._tag, self._level, None, self.clock))
        self.body.addWidget(self._title)
        whose = _row(self._ticket, self._organisation, self._vip)
        whose.setStretch(1, 1)
        self.body.addLayout(whose)
        self.body.addWidget(self._sentence)
        self._change.column.addWidget(self._diff)
        self.body.addWidget(self._change)
        self.body.addSpacing(2)
        buttons = Flow(gap=4)
        for button in (self.act, self.way_out, self.snooze):
            buttons.addWidget(button)
        self.body.addLayout(buttons)


class _Well(QFrame):
    """The quiet box around a change."""

    def __init__(self) -> None:
        super().__init__()
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(10, 8, 10, 8)
        follow_look(self)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = smooth(self)
        paint_box(painter, QRectF(self.rect()), 6, "sunken")
        painter.end()


class Star(QWidget):
    """The filled star of a VIP organisation where there is no room for the word."""

    def __init__(self) -> None:
        super().__init__()
        self.setFixedSize(14, 14)
        self.setAccessibleName("VIP")
        self.setToolTip("VIP")
        follow_look(self)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw it."""
        painter = smooth(self)
        paint_icon(painter, QRectF(self.rect()), "star-filled", "vip")
        painter.end()


def _row(*parts: QWidget | None) -> QHBoxLayout:
    """Side by side; None is where the room goes."""
    row = QHBoxLayout()
    row.setSpacing(8)
    for part in parts:
        if part is None:
            row.addStretch()
        else:
            row.addWidget(part)
    return row
