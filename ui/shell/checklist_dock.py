"""The left dock: the checklist of the stage, and the countdowns that matter; folded it is a strip of 48 px."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QStackedLayout, QVBoxLayout, QWidget

from desktop.domain.standing import ClockState
from desktop.domain.values import Readiness, StageName, to_millis
from desktop.watch.contract import DockItem, ItemState, RiskRow, WatchView
from ui.theme.plain import as_tip
from ui.theme.time_left import clock_words
from ui.widgets.button import IconButton
from ui.widgets.checklist import ChecklistItem
from ui.widgets.ground import Ground
from ui.widgets.icon import Icon
from ui.widgets.page import clear
from ui.widgets.risk_row import RiskItem
from ui.widgets.rows import Rows
from ui.widgets.scroll import Scroll
from ui.widgets.tag import Count
from ui.widgets.text import Label

if TYPE_CHECKING:
    from desktop.accounts.contract import ToolCard

_SHOWN = 6
_ICONS = {
    ItemState.DONE: ("circle-check", "ok"),
    ItemState.CURRENT: ("circle-dot", "accent_text"),
    ItemState.WAITS: ("triangle-alert", "warn"),
    ItemState.AHEAD: ("circle", "text3"),
}


class ChecklistDock(Ground):
    """Draws a ``WatchView``'s checklist and risks. Signals: ``ticket_wanted`` (id), ``fold_wanted``."""

    ticket_wanted = Signal(int)
    fold_wanted = Signal()

    def __init__(self) -> None:
        super().__init__("bg", "r")
        self.setAccessibleName("Checklist")
        self._view: WatchView | None = None
        self._tools: tuple[DockItem, ...] = ()
        self._strip_clock: Label | None = None
        self._stack = QStackedLayout(self)
        self._stack.addWidget(self._open())
        self._stack.addWidget(self._strip())

    def _open(self) -> Scroll:
        inner = QWidget()
        column = QVBoxLayout(inner)
        column.setContentsMargins(0, 4, 0, 16)
        column.setSpacing(0)
        self._group, self._done = (
            Label("", "caption_strong", "text2"),
            Label("", "caption", "text2"),
        )
        self._items = Rows(ChecklistItem, ChecklistItem.show_item)
        self._risk_head, self._risk_count = Label("", "caption_strong", "text2"), Count(0, "warn")
        self._risks = Rows(self._risk_row, _draw_risk)
        self._more = Label("", "caption", "accent_text")
        self._guards = Rows(_Safeguard, _Safeguard.show_words)
        self._guard_head = _head(
            Label("Safeguards", "caption_strong", "text2"), Label("all on", "caption", "text2")
        )
        self._risk_line = _head(self._risk_head, self._risk_count)
        column.addWidget(_head(self._group, self._done))
        column.addWidget(self._items)
        column.addWidget(self._risk_line)
        column.addWidget(self._risks)
        column.addWidget(_indented(self._more))
        column.addWidget(self._guard_head)
        column.addWidget(self._guards)
        column.addStretch(1)
        return Scroll(inner)

    def _risk_row(self) -> RiskItem:
        row = RiskItem()
        row.clicked.connect(self.ticket_wanted)
        return row

    def _strip(self) -> QWidget:
        box = QWidget()
        self._strip_column = QVBoxLayout(box)
        self._strip_column.setContentsMargins(0, 8, 0, 8)
        self._strip_column.setSpacing(10)
        return box

    def fold(self, folded: bool) -> None:
        """Show the strip instead, or the whole checklist again."""
        self._stack.setCurrentIndex(int(folded))
        self.setMinimumWidth(48 if folded else 200)
        self.setMaximumWidth(48 if folded else 16_777_215)

    @property
    def folded(self) -> bool:
        """Whether it is a strip."""
        return self._stack.currentIndex() == 1

    def show_tools(self, cards: tuple[ToolCard, ...]) -> None:
        """Before the start the checklist is the services: say how each stands."""
        self._tools = tuple(_tool_item(card) for card in cards)

    def show_view(self, given: WatchView, now_ms: int) -> None:
        """Draw it, unless nothing of it changed."""
        before = given.stage is StageName.HOME and self._tools
        view = replace(given, items=self._tools) if before else given
        if self._view is not None and _same(self._view, view):
            return
        self._view = view
        self._draw(view)
        self._draw_strip(view)
        self.tick(now_ms)

    def _draw(self, view: WatchView) -> None:
        done = sum(item.state is ItemState.DONE for item in view.items)
        self._group.say(view.group)
        self._done.say(f"{done} of {len(view.items)}")
        self._items.show_values(view.items)
        ended = len(view.met) == len(view.risks)
        self._risk_head.say("Were inside 90 minutes" if ended else "Inside 90 minutes")
        self._risk_count.show_count(len(view.risks), "neutral" if ended else "warn")
        self._risk_line.setVisible(bool(view.risks))
        self._risks.show_values([(row, row.ticket in view.met) for row in view.risks[:_SHOWN]])
        more = len(view.risks) - _SHOWN
        self._more.say(f"{more} more" if more > 0 else "")
        self._guard_head.setVisible(bool(view.safeguards))
        self._guards.show_values(view.safeguards)

    def _draw_strip(self, view: WatchView) -> None:
        clear(self._strip_column)
        opener = IconButton("panel-left", "Show the checklist")
        opener.clicked.connect(self.fold_wanted)
        self._strip_column.addWidget(opener, 0, Qt.AlignmentFlag.AlignHCenter)
        for item in view.items:
            name, token = _ICONS[item.state]
            mark = Icon(name, token, 18, f"{item.title}: {item.state.value}")
            mark.setToolTip(as_tip(f"{item.title} {item.aside}".strip()))
            self._strip_column.addWidget(mark, 0, Qt.AlignmentFlag.AlignHCenter)
        waiting = [row for row in view.risks if row.ticket not in view.met]
        self._strip_clock = Label("", "count", "warn") if waiting else None
        if self._strip_clock is not None:
            self._strip_column.addSpacing(8)
            self._strip_column.addWidget(self._strip_clock, 0, Qt.AlignmentFlag.AlignHCenter)
            self._strip_column.addWidget(
                Count(len(waiting), "warn"), 0, Qt.AlignmentFlag.AlignHCenter
            )
        self._strip_column.addStretch(1)

    def tick(self, now_ms: int) -> None:
        """Paint the countdowns."""
        for item in self._risks.rows:
            item.tick(now_ms)
        view = self._view
        if view is None or view.first_deadline is None or not self.folded:
            return
        if self._strip_clock is not None:
            words = clock_words(to_millis(view.first_deadline), ClockState.RUNNING, now_ms)
            self._strip_clock.say(_short(words))


def _same(old: WatchView, new: WatchView) -> bool:
    keys = ("group", "items", "risks", "met", "safeguards", "first_deadline")
    return all(getattr(old, key) == getattr(new, key) for key in keys)


def _tool_item(card: ToolCard) -> DockItem:
    ready = card.readiness is Readiness.READY
    state = ItemState.DONE if ready else ItemState.WAITS
    words = "ready" if ready else card.readiness.value.replace("_", " ")
    return DockItem(f"{card.title} {words}", state, detail="" if ready else card.reason)


def _draw_risk(item: RiskItem, value: tuple[RiskRow, bool]) -> None:
    item.show_row(*value)


def _head(words: Label, aside: QWidget) -> QWidget:
    box = QWidget()
    row = QHBoxLayout(box)
    row.setContentsMargins(16, 14, 16, 4)
    row.addWidget(words)
    row.addStretch()
    row.addWidget(aside)
    return box


class _Safeguard(QWidget):
    """One line of the brief that every draft is checked against."""

    def __init__(self) -> None:
        super().__init__()
        self._words = Label("", "body", "text2", elide=True)
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 4, 16, 4)
        row.setSpacing(10)
        row.addWidget(Icon("shield-check", "ok"))
        row.addWidget(self._words, 1)

    def show_words(self, words: str) -> None:
        self._words.say(words)


def _indented(label: Label) -> QWidget:
    box = QWidget()
    row = QHBoxLayout(box)
    row.setContentsMargins(34, 4, 16, 4)
    row.addWidget(label)
    return box


def _short(words: str) -> str:
    """Write a clock for 48 px: hours and minutes, and in the last hour minutes and seconds with their signs."""
    parts = words.split(":")
    if len(parts) != 3:
        return words[:5]
    hours, minutes, seconds = parts
    return f"{int(hours)}h{minutes}" if hours.strip("-0") else f"{minutes}'{seconds}\""
