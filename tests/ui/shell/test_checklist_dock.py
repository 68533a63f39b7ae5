"""The left dock: the checklist, the countdowns that matter, and the strip it folds to."""

from datetime import timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from desktop.accounts.contract import ToolCard
from desktop.domain.values import Readiness, StageName, Toolkit, to_millis
from desktop.watch.contract import ItemState
from tests.ui.hostile import OURS
from tests.ui.reading import button, markup, nameless, words
from tests.ui.shell.views import NOW, item, risk, view
from ui.shell.checklist_dock import ChecklistDock

MS = to_millis(NOW)
ITEMS = (item("Categorise", ItemState.DONE, 11, 11), item("Escalate", ItemState.CURRENT, 1, 3))


@pytest.fixture
def dock(qtbot: QtBot) -> ChecklistDock:
    made = ChecklistDock()
    qtbot.addWidget(made)
    made.resize(240, 700)
    return made


def test_it_counts_what_is_done(dock: ChecklistDock) -> None:
    dock.show_view(view(items=ITEMS), MS)
    assert {"The plan", "1 of 2", "Categorise", "Escalate"} <= set(words(dock).splitlines())


def test_it_names_the_tickets_at_risk_and_says_how_many_more(dock: ChecklistDock) -> None:
    dock.show_view(view(risks=tuple(risk(n) for n in range(10, 18))), MS)
    said = words(dock)
    assert "Inside 90 minutes" in said
    assert "2 more" in said
    assert len(dock._risks.rows) == 6
    assert nameless(dock) == []


def test_once_every_clock_is_met_it_says_they_were_at_risk(dock: ChecklistDock) -> None:
    dock.show_view(view(risks=(risk(10),), met=frozenset({10})), MS)
    assert "Were inside 90 minutes" in words(dock)


def test_a_ticket_at_risk_can_be_opened(dock: ChecklistDock) -> None:
    wanted: list[int] = []
    dock.ticket_wanted.connect(wanted.append)
    dock.show_view(view(risks=(risk(10), risk(20))), MS)
    QTest.mouseClick(dock._risks.rows[1], Qt.MouseButton.LeftButton)
    assert wanted == [20]


def test_before_the_start_the_checklist_is_the_services(dock: ChecklistDock) -> None:
    cards = tuple(
        ToolCard(kit, kit.value.capitalize(), True, (), (), readiness, "", "It is away.", "")
        for kit, readiness in ((Toolkit.ZENDESK, Readiness.READY), (Toolkit.SLACK, Readiness.OFFLINE))
    )  # fmt: skip
    dock.show_tools(cards)
    dock.show_view(view(stage=StageName.HOME), MS)
    assert {"Zendesk ready", "Slack offline", "1 of 2"} <= set(words(dock).splitlines())
    dock.show_view(view(items=ITEMS), MS)
    assert "Zendesk ready" not in words(dock)


def test_what_did_not_change_is_not_drawn_again(dock: ChecklistDock) -> None:
    dock.show_view(view(risks=(risk(10),)), MS)
    row = dock._risks.rows[0]
    dock.show_view(view(risks=(risk(10),), facts=99, held=3), MS)
    assert dock._risks.rows[0] is row


def test_folded_it_is_a_strip_that_still_says_everything(dock: ChecklistDock) -> None:
    given = view(items=ITEMS, risks=(risk(10),), first_deadline=NOW + timedelta(minutes=10))
    dock.show_view(given, MS)
    dock.fold(True)
    dock.tick(MS)
    assert (dock.folded, dock.maximumWidth()) == (True, 48)
    assert "10'00\"" in words(dock), "minutes and seconds of the first clock, with their signs"
    names = [one.accessibleName() for one in dock.findChildren(QWidget)]
    assert "Categorise: done" in names
    asked: list[str] = []
    dock.fold_wanted.connect(lambda: asked.append("open"))
    button(dock, "Show the checklist").click()
    assert asked == ["open"]


def test_folded_with_all_clocks_met_it_ticks_on(dock: ChecklistDock) -> None:
    dock.fold(True)
    dock.show_view(
        view(risks=(risk(10),), met=frozenset({10}), first_deadline=NOW + timedelta(minutes=10)),
        MS,
    )
    dock.tick(MS + 1000)
    assert dock.folded


@pytest.mark.parametrize("text", OURS, ids=range(len(OURS)))
def test_subjects_of_strangers_stay_words(dock: ChecklistDock, text: str) -> None:
    dock.show_view(view(risks=(risk(10, subject=text),), safeguards=(text,)), MS)
    assert markup(dock) == []
    assert not dock.grab().isNull()
