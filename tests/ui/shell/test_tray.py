"""The tray: a badge for what needs a person, one word for what is new."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from PySide6.QtCore import QObject
from PySide6.QtWidgets import QApplication, QSystemTrayIcon
from pytestqt.qtbot import QtBot

from desktop.domain.facts import AlertKind
from desktop.domain.sla.levels import Alerting
from tests.ui.clocks import clock_card
from tests.ui.hostile import OURS
from tests.ui.shell.views import NOW, alert, view
from ui.shell.tray import Tray, notice


class Icon(QSystemTrayIcon):
    """A tray that keeps what it was told."""

    def __init__(self) -> None:
        super().__init__()
        self.told: list[tuple[str, str]] = []

    def showMessage(self, *said: Any) -> None:  # noqa: N802 - Qt's name
        self.told.append(said[:2])


@pytest.fixture
def tray(qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> Any:
    monkeypatch.setattr(QApplication, "activeWindow", lambda: None)
    made: Any = Tray(QObject())
    made._icon = Icon()
    made.show_view(view(), NOW)
    return made


def test_what_is_new_is_told_once(tray: Any) -> None:
    for _ in range(2):
        tray.show_view(view(alerts=(clock_card(30, 29),)), NOW)
    assert tray._icon.told == [("Under 30 min: First reply of #7", "Nobody has answered.")]
    tray.show_view(view(alerts=(replace(clock_card(30, 29), level=0),)), NOW)
    assert len(tray._icon.told) == 2, "the same card at its next threshold is new"


def test_several_new_cards_are_one_notification_and_the_breach_leads(tray: Any) -> None:
    cards = (clock_card(90, 80), clock_card(0, -1), alert(10))
    tray.show_view(view(alerts=cards), NOW)
    assert tray._icon.told == [
        ("3 new alerts, 1 breached", "Breached: First reply of #7, and 2 more")
    ]


def test_a_mission_that_is_opened_brings_nothing_new(tray: Any) -> None:
    tray.show_view(view(mission="another", alerts=(clock_card(0, -1),)), NOW)
    assert tray._icon.told == []


def test_in_front_only_a_breach_is_told(tray: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(QApplication, "activeWindow", lambda: tray)
    tray.show_view(view(alerts=(clock_card(30, 29), alert(10))), NOW)
    assert tray._icon.told == []
    tray.show_view(view(alerts=(clock_card(0, -1),)), NOW)
    assert len(tray._icon.told) == 1


def test_quiet_hours_are_kept_except_for_a_breach(tray: Any) -> None:
    local = NOW.astimezone()
    hours = Alerting(quiet_from=f"{local:%H:%M}", quiet_until=f"{local + timedelta(hours=1):%H:%M}")
    tray.show_view(view(alerting=hours, alerts=(clock_card(30, 29),)), NOW)
    assert tray._icon.told == []
    tray.show_view(view(alerting=hours, alerts=(clock_card(0, -1),)), NOW)
    assert len(tray._icon.told) == 1


def test_the_badge_counts_what_needs_a_person(tray: Any) -> None:
    planned = alert(11, AlertKind.SLA)
    tray.show_view(view(alerts=(clock_card(30, 29), alert(10), planned)), NOW)
    assert tray._icon.toolTip() == "Triage Deck: 2 need you"


@pytest.mark.parametrize("text", OURS, ids=range(len(OURS)))
def test_words_of_strangers_are_cut(text: str) -> None:
    title, words = notice((clock_card(30, 5, title=text, sentence=text),))
    assert len(title) < 120
    assert len(words) <= 201
    assert "\n" not in title + words
