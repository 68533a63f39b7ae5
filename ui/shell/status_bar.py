"""The line at the foot: which service is ready, where we act, what time it is there, how long the ledger is."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QStatusBar, QWidget

from desktop.domain.values import Readiness
from ui.theme.counted import counted
from ui.theme.fonts import px
from ui.theme.plain import as_tip
from ui.widgets.ground import Ground
from ui.widgets.icon import Icon
from ui.widgets.page import clear
from ui.widgets.text import Label

if TYPE_CHECKING:
    from datetime import datetime

    from PySide6.QtGui import QPaintEvent

    from desktop.accounts.contract import ToolCard

HIGH = 28
_STANDS = timedelta(minutes=5)
_READY = {
    Readiness.READY: ("circle-check", "ok", "ready"),
    Readiness.NEEDS_AUTH: ("key-round", "warn", "needs auth"),
    Readiness.OFFLINE: ("wifi-off", "warn", "offline"),
    Readiness.NOT_USED: ("circle", "text3", "not used"),
}


class StatusLine(QStatusBar):
    """Spans the window. Never wraps; the least important part goes first where the window is narrow."""

    def __init__(self) -> None:
        super().__init__()
        self.setAccessibleName("Status")
        self.setSizeGripEnabled(False)
        self.setContentsMargins(0, 0, 0, 0)
        ground = Ground("bg", "t")
        ground.setFixedHeight(px(HIGH))
        self.addWidget(ground, 1)
        self._tools = QHBoxLayout()
        self._tools.setSpacing(14)
        self._mode = Label("", "caption", "text2")
        self._told = Label("", "caption", "text", elide=True)
        self._told_until: datetime | None = None
        self._clock = Label("", "mono", "text2")
        self._saved = Label("", "caption", "text2")
        self._ledger = Label("", "caption", "text2")
        row = QHBoxLayout(ground)
        row.setContentsMargins(16, 0, 16, 0)
        row.setSpacing(14)
        row.addLayout(self._tools)
        row.addWidget(_bar())
        row.addWidget(self._mode)
        row.addWidget(self._told, 1)
        for name, label in (
            ("clock", self._clock),
            ("hard-drive", self._saved),
            ("scroll-text", self._ledger),
        ):
            row.addLayout(_with_icon(name, label, "text2"))
        self._saved_at: datetime | None = None
        self._cards: tuple[ToolCard, ...] | None = None

    def paintEvent(self, event: QPaintEvent) -> None:
        """Qt would frame every part; ours has a ground of its own."""

    def show_tools(self, cards: tuple[ToolCard, ...]) -> None:
        """Say how each service stands."""
        if cards == self._cards:
            return
        self._cards = cards
        clear(self._tools)
        for card in cards:
            name, tone, words = _READY[card.readiness]
            token = "text2" if card.readiness is Readiness.READY else tone
            label = Label(f"{card.title} {words}", "caption", token)
            self._tools.addLayout(_with_icon(name, label, tone))

    def show_mode(self, words: str) -> None:
        """Say where the mission acts."""
        self._mode.say(words)

    def show_ledger(self, facts: int, saved_at: datetime) -> None:
        """Say how many facts stand; they are saved as soon as they stand."""
        self._ledger.say(f"Ledger {counted(facts, 'fact')}")
        self._saved_at = saved_at

    def tell(self, words: str, now: datetime) -> None:
        """Say what happened; it stands for some minutes, then goes."""
        self._told.say(words)
        self._told.setToolTip(as_tip(words))
        self._told_until = now + _STANDS

    def tick(self, now: datetime) -> None:
        """Say the time where the mission acts, and how long ago the last fact was saved."""
        if self._told_until is not None and now > self._told_until:
            self._told_until = None
            self._told.say("")
        self._clock.say(f"{now.astimezone():%H:%M:%S}")
        if self._saved_at is not None:
            seconds = max(0, int((now - self._saved_at).total_seconds()))
            self._saved.say(f"Saved {_ago(seconds)} ago")


def _ago(seconds: int) -> str:
    return f"{seconds} s" if seconds < 60 else f"{seconds // 60} min"


def _with_icon(name: str, label: Label, token: str) -> QHBoxLayout:
    row = QHBoxLayout()
    row.setSpacing(6)
    row.addWidget(Icon(name, token, 14))
    row.addWidget(label)
    return row


def _bar() -> QWidget:
    line = Ground("border_strong")
    line.setFixedSize(1, 14)
    line.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
    return line
