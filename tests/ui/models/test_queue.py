"""The queue's model against the plainest possible one."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QItemSelectionModel, QPersistentModelIndex, Qt
from PySide6.QtWidgets import QTableView
from pytestqt.qtbot import QtBot

from desktop.domain.queue import Queue
from desktop.domain.standing import NO_DEADLINE, ClockState, TicketState
from ui.models.queue import QueueModel
from ui.theme.ticket_row import TicketColumn
from ui.theme.time_left import HOUR, MINUTE

NOW = 1_795_428_000_000
WORDS = ("login", "Sync", "lab", "ÄRZTE", "token error", "<b>x</b>", "a\nb", "")

ticket = st.tuples(
    st.integers(-3 * HOUR, 9 * HOUR),
    st.sampled_from(list(ClockState)),
    st.integers(0, 4),
    st.sampled_from(WORDS),
    st.sampled_from(WORDS),
    st.sampled_from(list(TicketState)),
    st.integers(0, 2),
)
tickets = st.lists(ticket, max_size=25)
Rows = list[tuple[int, ClockState, int, str, str, TicketState, int]]


def make(rows: Rows) -> tuple[Queue, dict[int, TicketState], dict[int, str]]:
    ids = [900 - 3 * at for at in range(len(rows))]
    queue = Queue(
        np.array(ids, np.int64),
        np.array(
            [NOW + r[0] if r[1] == ClockState.RUNNING else NO_DEADLINE for r in rows], np.int64
        ),
        np.array([r[1] for r in rows], np.int8),
        np.array([NOW - abs(r[0]) for r in rows], np.int64),
        np.array([r[2] for r in rows], np.int8),
        np.zeros(len(rows), np.bool_),
        np.array([r[6] for r in rows], np.int64),
        tuple(r[3] for r in rows),
        tuple(r[4] for r in rows),
    )
    clusters = {one: r[3] for one, r in zip(ids, rows, strict=True) if r[3]}
    return queue, {one: r[5] for one, r in zip(ids, rows, strict=True)}, clusters


def loaded(rows: Rows) -> QueueModel:
    queue, states, clusters = make(rows)
    model = QueueModel()
    model.tick(NOW)
    model.load(queue, clusters, states)
    return model


def shown(model: QueueModel) -> list[int]:
    return [model.ticket_at(row) for row in range(model.rowCount())]


def key(model: QueueModel, rows: Rows, at: int, column: TicketColumn) -> object:
    queue, _, clusters = make(rows)
    number = int(queue.ids[at])
    standing = {0: 0, 1: 0, 3: 1, 2: 2}[int(queue.clocks[at])]
    assignee = int(queue.assignees[at])
    return {
        TicketColumn.TIME_LEFT: (int(queue.deadlines[at]), standing),
        TicketColumn.PRIORITY: -int(queue.priorities[at]),
        TicketColumn.TICKET: number,
        TicketColumn.ORGANISATION: queue.organisations[at].lower(),
        TicketColumn.CLUSTER: clusters.get(number, "\uffff").lower(),
        TicketColumn.STEP: int(rows[at][5]),
        TicketColumn.AGE: int(queue.created[at]),
        TicketColumn.OWNER: f"agent {assignee}",
    }[column]


@given(tickets, st.sampled_from(list(TicketColumn)), st.booleans())
def test_sorting_equals_a_plain_sort(rows: Rows, column: TicketColumn, down: bool) -> None:
    model = loaded(rows)
    queue = make(rows)[0]
    model.sort_by(column, down)
    ordered = sorted(
        range(len(rows)), key=lambda at: (int(queue.deadlines[at]), int(queue.ids[at]))
    )
    ordered.sort(key=lambda at: key(model, rows, at, column), reverse=False)  # type: ignore[arg-type, return-value]
    if down:
        # The column alone turns round: equals keep the order of their deadlines.
        groups: dict[object, list[int]] = {}
        for at in ordered:
            groups.setdefault(key(model, rows, at, column), []).append(at)
        ordered = [at for group in reversed(list(groups.values())) for at in group]
    assert shown(model) == [int(queue.ids[at]) for at in ordered]


@given(
    tickets,
    st.sampled_from(["l", "LOGIN", "ärzte", "token err", "#9", "zz", "<b>", "a b", "b>x", ""]),
)
def test_filtering_by_words_equals_a_plain_search(rows: Rows, words: str) -> None:
    model = loaded(rows)
    queue = make(rows)[0]
    model.filter_text(words)
    lines = [
        f"#{one} {subject} {org}".lower().replace("\n", " ")
        for one, subject, org in zip(queue.ids, queue.subjects, queue.organisations, strict=True)
    ]
    wanted = {int(one) for one, text in zip(queue.ids, lines, strict=True) if words.lower() in text}
    assert set(shown(model)) == wanted


@given(tickets, st.sets(st.sampled_from(list(TicketState)), max_size=4), st.integers(0, 5 * HOUR))
def test_filters_are_added_up(rows: Rows, states: set[TicketState], inside: int) -> None:
    model = loaded(rows)
    queue = make(rows)[0]
    model.filter_states(states)
    model.filter_inside(inside)
    wanted = {
        int(queue.ids[at])
        for at, row in enumerate(rows)
        if row[5] in states and row[1] == ClockState.RUNNING and row[0] <= inside
    }
    assert set(shown(model)) == wanted
    model.filter_states(None)
    model.filter_inside(None)
    assert model.rowCount() == len(rows)


@given(tickets, st.sampled_from(list(TicketColumn)), st.booleans(), st.integers(0, 24))
def test_a_selection_stays_with_its_ticket(
    rows: Rows, column: TicketColumn, down: bool, at: int
) -> None:
    model = loaded(rows)
    if at >= len(rows):
        return
    kept = QPersistentModelIndex(model.index(at, 2))
    number = model.ticket_at(at)
    model.sort_by(column, down)
    assert model.ticket_at(kept.row()) == number
    assert kept.column() == 2


@given(tickets)
def test_a_ticket_is_found_where_it_stands(rows: Rows) -> None:
    model = loaded(rows)
    model.filter_text("l")
    assert [model.row_of(one) for one in shown(model)] == list(range(model.rowCount()))
    hidden = {int(one) for one in make(rows)[0].ids} - set(shown(model))
    assert {model.row_of(one) for one in hidden} <= {-1}
    assert model.row_of(1) == -1


@given(tickets)
def test_the_counts_are_of_everything(rows: Rows) -> None:
    model = loaded(rows)
    model.filter_text("zz")
    counts = model.counts()
    assert counts.total == len(rows)
    assert counts.shown == 0
    assert counts.inside_90 == sum(r[1] == ClockState.RUNNING and r[0] <= 90 * MINUTE for r in rows)
    assert sum(counts.states.values()) == len(rows)


ROW: Rows = [
    (27 * MINUTE, ClockState.RUNNING, 4, "Every call", "Harrow", TicketState.ESCALATED, 0),
    (3 * HOUR, ClockState.RUNNING, 3, "Other", "Wex", TicketState.WAITING, 7),
]


def test_each_change_is_one_signal(qtbot: QtBot) -> None:
    model = loaded(ROW * 100)
    heard: list[str] = []
    model.modelReset.connect(lambda: heard.append("reset"))
    model.layoutChanged.connect(lambda: heard.append("layout"))
    model.dataChanged.connect(lambda *_: heard.append("data"))
    model.sort_by(TicketColumn.AGE)
    model.filter_text("every")
    model.update_states({900: TicketState.ANSWERED})
    assert heard == ["layout", "reset", "data"]


def test_a_screen_reader_hears_the_row() -> None:
    model = loaded(ROW)
    said = model.data(model.index(0, 0), Qt.ItemDataRole.AccessibleTextRole)
    assert said == "27 minutes left, Urgent, #900 Every call, Harrow, Every call, Escalated"
    assert model.data(model.index(0, 5)) == "Escalated"
    assert (
        model.headerData(1, Qt.Orientation.Horizontal, Qt.ItemDataRole.AccessibleTextRole)
        == "Priority"
    )


def test_a_tick_tells_only_when_a_limit_was_crossed() -> None:
    model = loaded(ROW)
    assert not model.tick(NOW + MINUTE)
    assert model.tick(NOW + 28 * MINUTE)
    assert not model.tick(NOW + 29 * MINUTE)


def test_the_views_selection_survives_a_sort(qtbot: QtBot) -> None:
    model, view = loaded(ROW * 10), QTableView()
    qtbot.addWidget(view)
    view.setModel(model)
    flags = QItemSelectionModel.SelectionFlag.Select | QItemSelectionModel.SelectionFlag.Rows
    view.selectionModel().select(model.index(3, 0), flags)
    number = model.ticket_at(3)
    model.sort_by(TicketColumn.TICKET, descending=True)
    rows = view.selectionModel().selectedRows()
    assert [model.ticket_at(index.row()) for index in rows] == [number]
