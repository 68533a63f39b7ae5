"""A row that names a ticket shows its countdown, looked up in the queue as last read."""

from collections.abc import Iterator

import pytest
from PySide6.QtWidgets import QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from desktop.domain.standing import NO_DEADLINE, ClockState
from tests.ui.reading import settle
from ui.dialogs.gallery_data import NOW, deadline, queue
from ui.theme.time_left import MINUTE
from ui.widgets.ticket_clock import TicketClock, clock_of, know_now, know_queue, tick_named


@pytest.fixture(autouse=True)
def known() -> Iterator[None]:
    know_queue(queue()[0])
    yield
    know_queue(None)


@pytest.fixture
def box(qtbot: QtBot) -> QWidget:
    made = QWidget()
    qtbot.addWidget(made)
    QVBoxLayout(made)
    made.show()
    return made


def put(box: QWidget, *tickets: int) -> TicketClock:
    clock = TicketClock(*tickets)
    layout = box.layout()
    assert layout is not None
    layout.addWidget(clock)
    settle()
    return clock


def test_it_counts_its_ticket_down(box: QWidget) -> None:
    clock = put(box, 501)
    tick_named(box, NOW)
    assert clock.text() == "00:12:30"
    tick_named(box, NOW + MINUTE)
    assert clock.text() == "00:11:30"
    assert clock.isVisible()
    assert clock.accessibleDescription().startswith("breaches ")


def test_one_made_between_two_ticks_shows_its_clock_at_once(box: QWidget) -> None:
    put(box, 501).tick(NOW)
    assert put(box, 502).text() == "00:41:06"


def test_one_made_while_none_was_shown_goes_by_the_windows_own_second(box: QWidget) -> None:
    put(box, 501).tick(NOW)
    know_now(NOW + MINUTE)
    assert put(box, 502).text() == "00:40:06"


def test_of_several_tickets_the_nearest_that_runs_is_shown() -> None:
    assert clock_of((504, 502, 508, 1)) == (deadline(41.1), ClockState.RUNNING)
    assert clock_of((508,))[1] is ClockState.MET


def test_a_ticket_nobody_knows_has_no_clock(box: QWidget) -> None:
    clock = put(box, 99)
    tick_named(box, NOW)
    assert not clock.isVisible()
    clock.name(501)
    tick_named(box, NOW)
    assert clock.isVisible()
    know_queue(None)
    tick_named(box, NOW)
    assert not clock.isVisible()
    assert clock_of((501,)) == (NO_DEADLINE, ClockState.UNKNOWN)


def test_it_never_is_a_window_of_its_own() -> None:
    clock = TicketClock(501)
    clock.tick(NOW)
    assert not clock.isVisible()
