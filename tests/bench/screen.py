"""The window's table with 100,000 tickets, beside Qt's own parts and bare numpy, without a screen."""

import os
import tracemalloc
from collections.abc import Callable
from functools import cache
from itertools import cycle
from typing import Any

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

import numpy as np
from PySide6.QtCore import QAbstractTableModel, QModelIndex, QSortFilterProxyModel, Qt
from PySide6.QtGui import QStandardItem, QStandardItemModel
from PySide6.QtWidgets import QApplication, QTableView, QWidget

from desktop.domain.queue import Queue
from desktop.domain.standing import TicketState
from tests.bench.measure import Entry, by_turns
from ui.models.queue import QueueModel
from ui.theme.look import apply
from ui.theme.ticket_row import TicketColumn
from ui.widgets.table import TicketTable

_MANY = 100_000
_SIZE = (1280, 800)
_WORDS = [
    "login",
    "error",
    "token",
    "sync",
    "ward",
    "tablet",
    "feed",
    "lab",
    "export",
    "webhook",
    "key",
    "api",
    "call",
    "shift",
    "form",
]
_NOW = 1_795_428_000_000


@cache
def _application() -> QApplication:
    application = QApplication.instance() or QApplication([])
    assert isinstance(application, QApplication)
    apply(application)
    return application


def _queue(many: int = _MANY) -> Queue:
    chance = np.random.default_rng(7)
    words = chance.integers(0, len(_WORDS), (many, 6))
    return Queue(
        ids=np.arange(10_000, 10_000 + many),
        deadlines=_NOW + chance.integers(0, 12 * 3_600_000, many),
        clocks=np.zeros(many, np.int8),
        created=_NOW - chance.integers(0, 12 * 3_600_000, many),
        priorities=chance.integers(0, 5, many).astype(np.int8),
        vip=chance.random(many) < 0.1,
        assignees=chance.integers(0, 40, many),
        subjects=tuple(" ".join(_WORDS[at] for at in row) for row in words.tolist()),
        organisations=tuple(f"Hospital {at}" for at in chance.integers(0, 900, many).tolist()),
    )


def _table(queue: Queue) -> tuple[TicketTable, QueueModel]:
    model, table = QueueModel(), TicketTable()
    states = [TicketState(at % 11) for at in range(len(queue))]
    model.load(queue, {}, dict(zip(queue.ids.tolist(), states, strict=True)))
    table.show_model(model)
    _open(table)
    table.tick(_NOW)
    return table, model


def _open(widget: QWidget) -> None:
    widget.resize(*_SIZE)
    widget.show()
    _application().processEvents()


class _Plain(QAbstractTableModel):
    """The least a model in Python can be: one column of whole numbers."""

    def __init__(self, numbers: list[int]) -> None:
        super().__init__()
        self._numbers = numbers

    def rowCount(self, parent: Any = QModelIndex()) -> int:  # noqa: B008
        return len(self._numbers)

    def columnCount(self, parent: Any = QModelIndex()) -> int:  # noqa: B008
        return 1

    def data(self, index: Any, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        return self._numbers[index.row()] if role == Qt.ItemDataRole.DisplayRole else None


def sort() -> Entry:
    """Sorting by time left with the repaint, beside a sort of QSortFilterProxyModel over a bare model."""
    _application()
    queue = _queue()
    table, model = _table(queue)
    proxy = QSortFilterProxyModel()
    proxy.setSourceModel(_Plain(queue.deadlines.tolist()))
    orders = cycle([Qt.SortOrder.AscendingOrder, Qt.SortOrder.DescendingOrder])
    downs = cycle([True, False])

    def ours() -> None:
        model.sort_by(TicketColumn.TIME_LEFT, next(downs))
        table.view.viewport().repaint()

    # The proxy keeps references to its source: both live until the end of the measurement.
    times = by_turns(ours, lambda: proxy.sort(0, next(orders)), 1)
    table.close()
    return Entry("sort", *times, 1 / 90, "ms", "QSortFilterProxyModel")


def frame() -> Entry:
    """Painting a full table beside Qt's own model and delegate, in a view of the same size and columns."""
    _application()
    queue = _queue(200)
    table, model = _table(queue)
    plain = QTableView()
    plain.verticalHeader().hide()
    plain.verticalHeader().setDefaultSectionSize(36)
    plain.setShowGrid(False)
    items = QStandardItemModel(200, len(TicketColumn))
    for row in range(200):
        for column in range(len(TicketColumn)):
            items.setItem(row, column, QStandardItem(model.data(model.index(row, column))))
    plain.setModel(items)
    for column in range(len(TicketColumn)):
        plain.setColumnWidth(column, table.view.columnWidth(column))
    _open(plain)
    times = by_turns(table.view.viewport().repaint, plain.viewport().repaint, 60)
    table.close()
    plain.close()
    return Entry("frame", *times, 1.5, "ms", "QStandardItemModel in QTableView")


def tick() -> Entry:
    """A second passes: repainting the visible clocks, beside one signal for each row."""
    application = _application()
    queue = _queue()
    table, _ = _table(queue)
    bare = _Plain(queue.deadlines.tolist())
    plain = QTableView()
    plain.setModel(bare)
    _open(plain)
    seconds = iter(range(1, 1000))

    def ours() -> None:
        table.tick(_NOW + next(seconds))
        application.processEvents()

    def a_signal_per_row() -> None:
        for row in range(_MANY):
            index = bare.index(row, 0)
            bare.dataChanged.emit(index, index)
        application.processEvents()

    times = by_turns(ours, a_signal_per_row, 3)
    table.close()
    plain.close()
    return Entry("tick", *times, 1 / 150, "ms", "one signal per row")


def filter_as_you_type() -> Entry:
    """Typing a word letter by letter, each with its repaint, beside a bare numpy scan and the repaint."""
    _application()
    queue = _queue()
    table, model = _table(queue)
    rows = zip(queue.ids.tolist(), queue.subjects, queue.organisations, strict=True)
    bare = np.array([f"#{one} {subject} {org}".lower() for one, subject, org in rows])
    typed = [part for word in ("token sync", "hospital 12") for part in _beginnings(word)]
    repaint = table.view.viewport().repaint

    def ours() -> None:
        for part in typed:
            model.filter_text(part)
            repaint()

    def scan() -> None:
        for part in typed:
            (np.strings.find(bare, part) >= 0).sum()
            repaint()

    times = by_turns(ours, scan, 5)
    table.close()
    return Entry("filter", *times, 1.3, f"ms for {len(typed)} letters", "bare numpy scan, repaint")


def _beginnings(word: str) -> list[str]:
    return [word[:end] for end in range(1, len(word) + 1)]


def memory() -> Entry:
    """The model's own memory with every column sorted once, beside the columns and strings alone."""
    _application()
    tracemalloc.start()
    try:
        queue = _queue()
        bare = tracemalloc.get_traced_memory()[0]
        model = QueueModel()
        model.load(queue, {}, {})
        for column in TicketColumn:
            model.sort_by(column)
        ours = tracemalloc.get_traced_memory()[0] - bare
    finally:
        tracemalloc.stop()
    megabyte = 1024 * 1024
    return Entry("memory", ours / megabyte, bare / megabyte, 1.5, "MB more", "columns and strings")


SCREEN: dict[str, Callable[[], Entry]] = {
    "sort": sort,
    "frame": frame,
    "tick": tick,
    "filter": filter_as_you_type,
    "memory": memory,
}
"""Every measurement of the window by its name."""
