"""Home's own parts: the surge tile and a service's badge."""

import math
from collections.abc import Sequence
from datetime import datetime, timedelta

from PySide6.QtCore import QRectF
from PySide6.QtGui import QPainter, QPainterPath, QPaintEvent, QPen
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from desktop.accounts.contract import ToolCard
from desktop.domain.values import Readiness, Toolkit
from desktop.stages.home.contract import HomeView, PastMission, Surge
from ui.charts.surge_bars import SurgeBars
from ui.theme.look import color, look
from ui.widgets.card import Card, Section
from ui.widgets.icon import Icon
from ui.widgets.motion import pulse
from ui.widgets.page import clear
from ui.widgets.tag import Tag
from ui.widgets.text import Label
from ui.widgets.ticket_clock import TicketClock
from ui.widgets.tool_card import BADGES, ICONS

_STRIP = 40
_BAR_SECONDS = 900
_MOST_LINES = 4
_USES = {
    Toolkit.ZENDESK: "Read, comment, tag",
    Toolkit.CONFLUENCE: "Knowledge base, read only",
    Toolkit.SLACK: "Escalations",
    Toolkit.FOLDER: "Knowledge base, read only",
}


class SurgeTile(QFrame):
    """How many came, against what is usual, since when; what hurries stands in the strip at its foot."""

    def __init__(self) -> None:
        super().__init__()
        self._rising, self._strength = False, 0.0
        self._tag = Tag("Surge", "warn", "trending-up")
        self._since = Label("", "body", "text2")
        self._figure = Label("", "figure_home")
        self._what = Label("", "section")
        self._usual = Label("", "body", "text2", wrap=True)
        self._common = Label("", "body", "text2", wrap=True)
        self._bars = SurgeBars()
        self._strip = QHBoxLayout()
        self._strip.setContentsMargins(20, 0, 20, 0)
        self._strip.setSpacing(8)
        look().changed.connect(self.update)
        self._lay_out()

    def _lay_out(self) -> None:
        words = QVBoxLayout()
        words.setSpacing(4)
        top = QHBoxLayout()
        top.addWidget(self._tag)
        top.addWidget(self._since)
        top.addStretch()
        words.addLayout(top)
        for label in (self._figure, self._what, self._usual, self._common):
            words.addWidget(label)
        words.addStretch()
        row = QHBoxLayout()
        row.setContentsMargins(20, 16, 20, 12)
        row.setSpacing(24)
        row.addLayout(words, 2)
        chart = QVBoxLayout()
        chart.addWidget(Label("New tickets every 15 minutes", "caption_strong", "text2"))
        chart.addWidget(self._bars)
        row.addLayout(chart, 3)
        self._bars.setFixedHeight(150)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(row)
        strip = QWidget()
        strip.setFixedHeight(_STRIP)
        strip.setLayout(self._strip)
        column.addWidget(strip)
        self._risk = _pair(self._strip, "timer", "warn")
        self._vip = _pair(self._strip, "star-filled", "vip")
        self._open = _pair(self._strip, "inbox", "text2")
        self._strip.addStretch()

    def show_view(self, view: HomeView, now: datetime) -> None:
        """Draw the surge as counted at ``now``."""
        surge = view.surge
        if surge.rising and not self._rising:
            pulse(self, self._glow)
        self._rising = surge.rising
        tag = ("Surge", "warn", "trending-up") if surge.rising else ("Quiet", "neutral", "check")
        self._tag.show_as(*tag)
        self._since.say(f"since {surge.since.astimezone():%H:%M}" if surge.since else "")
        self._figure.say(str(surge.last_hour))
        self._what.say("tickets in the last hour")
        self._usual.say(_usual_words(surge))
        self._common.say(_common_words(surge))
        self._common.setVisible(bool(surge.common))
        first = _first_above(surge, now)
        self._bars.show_bars(surge.bars, (surge.usual or 0) / 4, first, _times(surge, now))
        self._risk.say(f"{len(view.risks)} inside 90 minutes")
        self._vip.say(f"{view.vips} VIP organisations")
        self._open.say(f"{view.open_tickets} open tickets")
        self.setAccessibleName(
            f"{tag[0]}: {surge.last_hour} tickets in the last hour. {_usual_words(surge)}"
        )
        self.update()

    def _glow(self, strength: float) -> None:
        self._strength = strength
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw ground, strip and border; amber while it surges."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        place = QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5)
        line, soft = ("warn_line", "warn_soft") if self._rising else ("border", "sunken")
        shape = QPainterPath()
        shape.addRoundedRect(place, 8, 8)
        painter.fillPath(shape, color("surface"))
        painter.save()
        painter.setClipPath(shape)
        foot = QRectF(0, self.height() - _STRIP, self.width(), _STRIP)
        painter.fillRect(foot, color(soft))
        painter.restore()
        painter.setPen(QPen(color(line), 1))
        painter.drawLine(foot.topLeft(), foot.topRight())
        if self._strength:
            painter.setPen(QPen(color("warn_mark"), 1 + 2 * self._strength))
        painter.drawPath(shape)
        painter.end()


def _pair(row: QHBoxLayout, icon: str, token: str) -> Label:
    label = Label("", "name")
    row.addWidget(Icon(icon, token))
    row.addWidget(label)
    row.addSpacing(16)
    return label


def _usual_words(surge: Surge) -> str:
    if surge.usual is None:
        return (
            f"Not enough history to say what is usual: {surge.weeks} of the 4 weeks needed."
            if surge.weeks
            else "Not enough history to say what is usual: no past week is known."
        )
    usual = f"the usual {surge.usual:.0f} for this hour of the week ({surge.weeks} weeks)"
    times = surge.last_hour / surge.usual if surge.usual else 0
    return f"{times:.1f} times {usual}." if times >= 1.2 else f"Against {usual}."


def _common_words(surge: Surge) -> str:
    """Say what the surge has in common; the words are customers' own, shown as plain text."""
    told = ", ".join(f"“{one.word}” in {one.tickets}" for one in surge.common)
    return f"In common: {told}."


def _first_above(surge: Surge, now: datetime) -> int | None:
    """Return the bar in which the arrivals rose above the usual; None while they have not."""
    if surge.since is None:
        return None
    back = math.ceil((now - surge.since).total_seconds() / _BAR_SECONDS)
    return max(0, len(surge.bars) - back)


def _times(surge: Surge, now: datetime) -> tuple[str, ...]:
    """Return when the bars begin, their middle and now, as the wall clock says it."""
    whole = timedelta(seconds=_BAR_SECONDS * len(surge.bars))
    return tuple(f"{at.astimezone():%H:%M}" for at in (now - whole, now - whole / 2, now))


class ToolBadge(Card):
    """One service on Home: what it is for and whether it is ready."""

    def __init__(self, card: ToolCard) -> None:
        super().__init__()
        words, tone, icon = BADGES[card.readiness]
        self.setAccessibleName(f"{card.title}: {words}. {card.reason} {card.fix}".strip())
        names = QVBoxLayout()
        names.setSpacing(0)
        names.addWidget(Label(card.title, "label", elide=True))
        names.addWidget(Label(card.reason or _USES[card.toolkit], "caption", "text2", elide=True))
        if card.fix and card.readiness is not Readiness.READY:
            names.addWidget(Label(card.fix, "caption", "text2", wrap=True))
        row = QHBoxLayout()
        row.setSpacing(12)
        row.addWidget(Icon(ICONS[card.toolkit], "text2", 20))
        row.addLayout(names, 1)
        row.addWidget(Tag(words, tone, icon))
        self.body.setContentsMargins(12, 10, 12, 10)
        self.body.addLayout(row)


class LeftBehind(QWidget):
    """What past missions taught and left to be done; hidden when there is neither."""

    def __init__(self) -> None:
        super().__init__()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 8, 0, 0)
        column.setSpacing(4)
        column.addWidget(Section("Lessons and open follow-ups"))
        self._lines = QVBoxLayout()
        self._lines.setSpacing(4)
        column.addLayout(self._lines)

    def show_missions(self, sealed: Sequence[PastMission]) -> None:
        """Draw the newest missions' open follow-ups first, then their lessons."""
        clear(self._lines)
        left = [(one, task) for one in sealed for task in one.open_follow_ups]
        for one, task in left[:_MOST_LINES]:
            about = f"#{task.ticket}: " if task.ticket else ""
            self._line("list-checks", "warn", f"{about}{task.title}", one, task.ticket)
        if len(left) > _MOST_LINES:
            more = Label(f"and {len(left) - _MOST_LINES} more, in their evidence", "body", "text2")
            self._lines.addWidget(more)
        taught = [one for one in sealed if one.lesson]
        for one in taught[:_MOST_LINES]:
            self._line("message-square", "text2", f"“{one.lesson}”", one)
        self.setVisible(bool(left or taught))

    def _line(self, icon: str, token: str, words: str, of: PastMission, ticket: int = 0) -> None:
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(Icon(icon, token))
        row.addWidget(Label(words, "body", elide=True), 1)
        day = f"{of.started_at.astimezone():%a %d %b}"
        row.addWidget(TicketClock(ticket))
        row.addWidget(Label(f"{of.title}, {day}", "caption", "text3"))
        self._lines.addLayout(row)
