"""The table of tickets, by hand and by key."""

import pytest
from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from ui.dialogs.gallery_data import NOW, queue
from ui.models.queue import QueueModel
from ui.theme.look import color
from ui.theme.ticket_row import TicketColumn
from ui.theme.time_left import MINUTE
from ui.widgets.table import TicketTable


@pytest.fixture
def table(qtbot: QtBot) -> TicketTable:
    made, model = TicketTable(), QueueModel()
    model.setParent(made)
    model.load(*queue())
    made.show_model(model)
    made.tick(NOW)
    qtbot.addWidget(made)
    made.resize(900, 400)
    made.show()
    made.activateWindow()
    with qtbot.waitActive(made):
        pass
    made.view.clearFocus()
    made.view.setCurrentIndex(QModelIndex())
    return made


def model_of(table: TicketTable) -> QueueModel:
    model = table.view.model()
    assert isinstance(model, QueueModel)
    return model


def test_moving_takes_the_first_row_first_and_stops_at_both_ends(table: TicketTable) -> None:
    table.move(1)
    assert table.current() == model_of(table).ticket_at(0)
    table.move(-1)
    assert table.current() == model_of(table).ticket_at(0)
    table.move(99)
    assert table.current() == model_of(table).ticket_at(7)


def test_arrows_move_and_enter_opens(table: TicketTable, qtbot: QtBot) -> None:
    table.move(1)
    QTest.keyClick(table.view, Qt.Key.Key_Down)
    with qtbot.waitSignal(table.ticket_opened) as opened:
        QTest.keyClick(table.view, Qt.Key.Key_Return)
    assert opened.args == [model_of(table).ticket_at(1)]


def test_space_ticks_and_letters_do_nothing(table: TicketTable) -> None:
    table.move(1)
    QTest.keyClick(table.view, Qt.Key.Key_Space)
    assert table.checked() == {table.current()}
    before = table.current()
    QTest.keyClick(table.view, Qt.Key.Key_Z)
    assert table.current() == before
    table.toggle_check()
    assert table.checked() == frozenset()


def test_ticket_and_ticks_stay_when_the_order_turns_round(table: TicketTable, qtbot: QtBot) -> None:
    table.go_to(502)
    table.check(frozenset({504, 507}))
    with qtbot.assertNotEmitted(table.current_changed):
        model_of(table).sort_by(TicketColumn.TICKET, descending=True)
        model_of(table).load(*queue())
    assert table.current() == 502
    assert table.checked() == {504, 507}
    assert table.view.currentIndex().row() == model_of(table).row_of(502)


def test_a_filtered_ticket_is_current_no_more_but_stays_ticked(
    table: TicketTable, qtbot: QtBot
) -> None:
    table.go_to(502)
    table.check(frozenset({502}))
    with qtbot.waitSignal(table.current_changed) as told:
        model_of(table).filter_text("printer")
    assert told.args == [0]
    assert table.current() == 0
    assert table.checked() == {502}


def test_a_click_on_the_head_sorts_and_a_second_turns_round(table: TicketTable) -> None:
    table.view.head.sectionClicked.emit(TicketColumn.TICKET)
    assert model_of(table).ticket_at(0) == 501
    table.view.head.sectionClicked.emit(TicketColumn.TICKET)
    assert model_of(table).ticket_at(0) == 508


def test_what_crossed_a_limit_waits_while_the_focus_is_inside(table: TicketTable) -> None:
    model = model_of(table)
    model.filter_inside(30 * MINUTE)
    before = model.rowCount()
    table.view.setFocus()
    # Without a screen the pointer lies in the corner, and so on the table.
    table.view.setAttribute(Qt.WidgetAttribute.WA_UnderMouse, False)
    assert table.view.hasFocus()
    table.tick(NOW + 12 * MINUTE)
    assert model.rowCount() == before
    table.view.clearFocus()
    assert model.rowCount() == before + 1


def test_a_selected_row_keeps_its_risk_colour(table: TicketTable) -> None:
    table.go_to(501)
    image = table.grab().toImage()
    row = model_of(table).row_of(501)
    top = table.view.rowViewportPosition(row) + table.view.viewport().y() + 1
    inks = {image.pixelColor(x, y).name() for x in range(14, 120) for y in range(top, top + 36)}
    assert color("crit").name() in inks
    assert color("selected").name() in inks


def test_columns_give_way_when_it_gets_narrow(table: TicketTable) -> None:
    def hidden() -> set[int]:
        return {int(c) for c in TicketColumn if table.view.isColumnHidden(c)}

    assert hidden() == {TicketColumn.AGE, TicketColumn.OWNER}
    table.resize(700, 400)
    assert hidden() == {TicketColumn.CLUSTER, TicketColumn.AGE, TicketColumn.OWNER}
    table.resize(1300, 400)
    assert hidden() == set()


def test_a_tick_repaints_no_more_than_the_clocks(table: TicketTable, qtbot: QtBot) -> None:
    heard: list[object] = []
    model_of(table).dataChanged.connect(lambda *_: heard.append(1))
    model_of(table).modelReset.connect(lambda: heard.append(1))
    before = table.grab().toImage()
    table.tick(NOW + 1000)
    after = table.grab().toImage()
    clocks = table.view.columnWidth(0) + 2
    assert heard == []
    assert before != after
    assert before.copy(clocks, 0, 600, 400) == after.copy(clocks, 0, 600, 400)
