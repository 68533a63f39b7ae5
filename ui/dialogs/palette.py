"""The command palette: every action, ticket and page, found by typing a few letters of it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetricsF, QKeyEvent, QPainter
from PySide6.QtWidgets import (
    QHBoxLayout,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from desktop.domain.standing import ClockState
from ui.actions.fuzzy import marks, score
from ui.dialogs.overlay import Overlay
from ui.theme.fonts import font, px
from ui.theme.icons import paint_icon
from ui.theme.look import color
from ui.theme.time_left import clock_words, time_left
from ui.widgets.clock import MARK_TOKEN, clock_role, paint_mark
from ui.widgets.field import LineField
from ui.widgets.ground import Ground
from ui.widgets.painted import paint_words, width_of
from ui.widgets.tag import KeyCap
from ui.widgets.text import Label
from ui.widgets.ticket_clock import clock_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

_ROW, _HEAD, _MOST, _HIGHEST = 38, 30, 40, 420
_Index = QModelIndex | QPersistentModelIndex


@dataclass(frozen=True)
class Entry:
    """One line: what it does, a second line of words, its key; ``run`` does it. A head has no ``run``.

    ``ticket`` is whose countdown stands at its end.
    """

    title: str
    group: str
    icon: str = "arrow-right"
    aside: str = ""
    keys: str = ""
    run: Callable[[], None] | None = None
    ticket: int = 0


class _Found(QAbstractListModel):
    """The entries that fit, heads between them."""

    def __init__(self) -> None:
        super().__init__()
        self.lines: list[Entry] = []

    def show(self, lines: list[Entry]) -> None:
        self.beginResetModel()
        self.lines = lines
        self.endResetModel()

    def rowCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own signature
        return 0 if parent.isValid() else len(self.lines)

    def data(self, index: _Index, role: int = 0) -> object:
        entry = self.lines[index.row()]
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return " ".join(part for part in (entry.title, entry.aside, entry.keys) if part)
        return None

    def flags(self, index: _Index) -> Qt.ItemFlag:
        if self.lines[index.row()].run is None:
            return Qt.ItemFlag.NoItemFlags
        return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable


def _entry(index: _Index) -> Entry:
    model = index.model()
    assert isinstance(model, _Found)  # noqa: S101 - the list shows no other
    return model.lines[index.row()]


class _Painter(QStyledItemDelegate):
    typed = ""
    now_ms = 0

    def sizeHint(self, option: QStyleOptionViewItem, index: _Index) -> QSize:
        return QSize(100, px(_ROW if _entry(index).run else _HEAD))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        entry, rect = _entry(index), QRectF(option.rect)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if entry.run is None:
            paint_words(
                painter, rect.adjusted(16, 4, -16, 0), entry.title, "caption_strong", "text3"
            )
        else:
            if option.state & QStyle.StateFlag.State_Selected:
                painter.setPen(Qt.PenStyle.NoPen)
                painter.setBrush(color("selected"))
                painter.drawRoundedRect(rect.adjusted(8, 1, -8, -1), 6, 6)
            self._line(painter, rect, entry)
        painter.restore()

    def _line(self, painter: QPainter, rect: QRectF, entry: Entry) -> None:
        middle = rect.center().y()
        paint_icon(painter, QRectF(rect.left() + 18, middle - 8, 16, 16), entry.icon, "text2")
        left, right = rect.left() + 44, rect.right() - 20
        if entry.ticket and self.now_ms:
            right = self._clock(painter, rect, entry.ticket)
        room = QFontMetricsF(font("label"))
        title = room.elidedText(entry.title, Qt.TextElideMode.ElideRight, right - left)
        for words, token in _parts(title, self.typed):
            role = "label" if token == "accent_text" else "name"
            width = width_of(words, role)
            painter.setFont(font(role))
            painter.setPen(color(token))
            at = QRectF(left, rect.top(), width + 2, rect.height())
            painter.drawText(at, Qt.AlignmentFlag.AlignVCenter, words)
            left += width
        if entry.keys:
            right -= width_of(entry.keys, "count") + 8
            at = QRectF(right, rect.top(), 120, rect.height())
            paint_words(painter, at, entry.keys, "count", "text2")
        aside = QRectF(left + 12, rect.top(), max(0.0, right - left - 24), rect.height())
        paint_words(painter, aside, entry.aside, "body", "text2")

    def _clock(self, painter: QPainter, rect: QRectF, ticket: int) -> float:
        """Draw a ticket's countdown at the end of its line; return where it begins."""
        deadline, state = clock_of((ticket,))
        if state is ClockState.UNKNOWN:
            return rect.right() - 20
        left = time_left(deadline, state, self.now_ms)
        words, role = clock_words(deadline, state, self.now_ms), clock_role(left)
        start = rect.right() - 20 - width_of(words, role)
        at = QRectF(start, rect.top(), rect.right() - start, rect.height())
        paint_words(painter, at, words, role, MARK_TOKEN[left])
        paint_mark(painter, QRectF(start - 18, rect.center().y() - 6, 12, 12), left)
        return start - 28


def _parts(title: str, typed: str) -> list[tuple[str, str]]:
    run = marks(typed, title)
    if run is None:
        return [(title, "text")]
    start, length = run
    pieces = [(title[:start], "text"), (title[start : start + length], "accent_text")]
    return [part for part in (*pieces, (title[start + length :], "text")) if part[0]]


class Palette(Overlay):
    """Opened by Ctrl K. ``entries`` is asked at each opening, so that only what can be done now is offered."""

    def __init__(self, window: QWidget, entries: Callable[[], Iterable[Entry]]) -> None:
        super().__init__(window, 640)
        self._entries = entries
        self._all: list[Entry] = []
        self._found = _Found()
        self._painter = _Painter()
        self._field = LineField("Search or run", "search", "Search every action, ticket and page")
        self._list = QListView()
        self._lay_out()
        self._field.line.textChanged.connect(self._search)
        self._field.line.installEventFilter(self)
        self._list.clicked.connect(self._run)

    def _lay_out(self) -> None:
        self._list.setModel(self._found)
        self._list.setItemDelegate(self._painter)
        self._list.setAccessibleName("What was found")
        self._list.setFrameShape(QListView.Shape.NoFrame)
        self._list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._list.viewport().setAutoFillBackground(False)
        head = QHBoxLayout()
        head.setContentsMargins(12, 10, 12, 10)
        head.addWidget(self._field)
        self.panel.column.addLayout(head)
        line = Ground("border")
        line.setFixedHeight(1)
        self.panel.column.addWidget(line)
        self.panel.column.addWidget(self._list)
        self.panel.column.addLayout(self._foot())

    def _foot(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setContentsMargins(16, 8, 16, 10)
        row.setSpacing(6)
        for caps, words in (("↑ ↓", "move"), ("↵", "run")):
            for cap in caps.split():
                row.addWidget(KeyCap(cap))
            row.addWidget(Label(words, "caption", "text2"))
            row.addSpacing(8)
        row.addStretch()
        row.addWidget(KeyCap("Esc"))
        row.addWidget(Label("close", "caption", "text2"))
        return row

    def open(self) -> None:
        """Show it with nothing typed."""
        self._all = list(self._entries())
        self._field.line.clear()
        self._search("")
        super().open()
        self._field.line.setFocus(Qt.FocusReason.PopupFocusReason)

    def _search(self, typed: str) -> None:
        self._painter.typed = typed
        ranked = sorted(
            (
                (score(typed, f"{one.title} {one.aside}"), place)
                for place, one in enumerate(self._all)
            ),
            key=lambda pair: (-pair[0], pair[1]),
        )
        best = [self._all[place] for points, place in ranked if points][:_MOST]
        lines: list[Entry] = []
        for group in dict.fromkeys(entry.group for entry in best):
            lines.append(Entry(group, group))
            lines += [entry for entry in best if entry.group == group]
        shown = lines or [Entry("Nothing fits. Try fewer letters.", "")]
        self._found.show(shown)
        high = sum(px(_ROW if line.run else _HEAD) for line in shown)
        self._list.setFixedHeight(min(high + 8, px(_HIGHEST)))
        self.fit()
        self._select(0, 1)

    def _select(self, start: int, step: int) -> None:
        rows = range(start, len(self._found.lines)) if step > 0 else range(start, -1, -1)
        for row in rows:
            if self._found.lines[row].run is not None:
                self._list.setCurrentIndex(self._found.index(row))
                return

    def _run(self, index: QModelIndex) -> None:
        entry = self._found.lines[index.row()] if index.isValid() else None
        if entry is not None and entry.run is not None:
            self.shut()
            entry.run()

    def tick(self, now_ms: int) -> None:
        """Paint the countdowns of the tickets found."""
        self._painter.now_ms = now_ms
        self._list.viewport().update()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Arrows move, Enter runs; the letters go to the field."""
        row = self._list.currentIndex().row()
        if event.key() == Qt.Key.Key_Down:
            self._select(row + 1, 1)
        elif event.key() == Qt.Key.Key_Up:
            self._select(row - 1, -1)
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._run(self._list.currentIndex())
        else:
            super().keyPressEvent(event)
        event.accept()
