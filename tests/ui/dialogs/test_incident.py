"""The sheet of one incident: tickets are chosen and taken out, or it is joined with another."""

import pytest
from PySide6.QtWidgets import QCheckBox, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from desktop.domain.plan import Cluster
from desktop.domain.queue import make_queue
from tests.desktop.triage.tickets import ticket
from tests.ui.hostile import OURS
from tests.ui.reading import button, markup, nameless, words
from ui.bridge.incidents import Changes
from ui.dialogs.incident import show_incident
from ui.widgets.choice import Choice

QUEUE = make_queue([ticket(n, subject=f"Token {n} refused") for n in (1, 2, 3)])
CLUSTER = Cluster("cluster-1", "token refused", (1, 2, 3), ("They share the words token.",))
OTHER = Cluster("cluster-7", "invoice twice", (7, 8), ())


class Told:
    """Notes what the sheet asks for."""

    def __init__(self) -> None:
        self.away: list[tuple[int, ...]] = []
        self.joined: list[str] = []

    @property
    def changes(self) -> Changes:
        return Changes(self.away.append, self.joined.append)


@pytest.fixture
def window(qtbot: QtBot) -> QWidget:
    made = QWidget()
    made.resize(1000, 700)
    QVBoxLayout(made)
    qtbot.addWidget(made)
    with qtbot.waitActive(made):
        made.show()
        made.activateWindow()
    return made


def test_some_tickets_are_taken_out_and_never_all(window: QWidget) -> None:
    told = Told()
    sheet = show_incident(window, CLUSTER, (OTHER,), QUEUE, told.changes)
    first, second, third = sheet.findChildren(QCheckBox)
    out = button(sheet, "Take out")
    assert not out.isEnabled()
    for box in (first, second, third):
        box.setChecked(True)
    assert not out.isEnabled()
    third.setChecked(False)
    assert out.text() == "Take out 2"
    out.click()
    assert told.away == [(1, 2)]


def test_it_is_joined_with_the_incident_that_was_chosen(window: QWidget) -> None:
    told = Told()
    sheet = show_incident(window, CLUSTER, (OTHER,), QUEUE, told.changes)
    join = button(sheet, "Join")
    assert not join.isEnabled()
    choice = sheet.findChild(Choice)
    choice.setCurrentIndex(choice.findData("cluster-7"))
    join.click()
    assert told.joined == ["cluster-7"]


def test_after_a_plan_it_only_tells(window: QWidget) -> None:
    sheet = show_incident(window, CLUSTER, (OTHER,), QUEUE, None)
    assert "They share the words token." in words(sheet)
    assert not any(box.isEnabled() for box in sheet.findChildren(QCheckBox))
    assert sheet.findChild(Choice) is None


def test_a_large_incident_shows_its_nearest_and_counts_the_rest(window: QWidget) -> None:
    tickets = tuple(range(1, 251))
    queue = make_queue([ticket(n, subject="Token refused") for n in tickets])
    told = Told()
    sheet = show_incident(window, Cluster("cluster-1", "x", tickets, ()), (), queue, told.changes)
    boxes = sheet.findChildren(QCheckBox)
    assert len(boxes) == 100
    assert "150 more with later clocks" in words(sheet)
    for box in boxes:
        box.setChecked(True)
    button(sheet, "Take out 100").click()
    assert len(told.away[0]) == 100


@pytest.mark.parametrize("hostile", OURS[:10])
def test_words_of_strangers_stay_plain(window: QWidget, hostile: str) -> None:
    queue = make_queue([ticket(n, subject=hostile) for n in (1, 2, 3)])
    cluster = Cluster("cluster-1", hostile, (1, 2, 3), (hostile,))
    sheet = show_incident(window, cluster, (), queue, Told().changes)
    assert not markup(sheet)
    assert not nameless(sheet)
