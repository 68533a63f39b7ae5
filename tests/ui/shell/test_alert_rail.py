"""The right dock: one card, one decision; the keyboard moves on by itself."""

from datetime import timedelta

import pytest
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot

from desktop.domain.values import to_millis
from desktop.domain.words import SnoozeReason
from desktop.watch.contract import Snoozed
from tests.ui.clocks import clock_card
from tests.ui.hostile import OURS
from tests.ui.reading import markup, nameless, words
from tests.ui.shell.views import NOW, alert
from ui.shell.alert_rail import AlertRail

MS = to_millis(NOW)


@pytest.fixture
def rail(qtbot: QtBot) -> AlertRail:
    made = AlertRail()
    qtbot.addWidget(made)
    made.resize(300, 700)
    with qtbot.waitExposed(made):
        made.show()
    made.activateWindow()
    return made


def test_without_alerts_it_says_what_is_on_track(rail: AlertRail) -> None:
    rail.show_alerts((), 47, MS)
    assert "Nothing needs you" in words(rail)
    assert "47 tickets on track." in words(rail)


def test_before_there_are_tickets_it_says_what_will_be_here(rail: AlertRail) -> None:
    rail.show_alerts((), 0, MS)
    assert "What needs a person appears here." in words(rail)


def test_each_alert_is_a_card_with_its_two_ways(rail: AlertRail) -> None:
    told: list[tuple[str, str]] = []
    rail.acted.connect(lambda name, which: told.append((name, which)))
    rail.show_alerts((alert(10), alert(20)), 5, MS)
    assert len(rail._cards.rows) == 2
    assert nameless(rail) == []
    rail._cards.rows[1].act.click()
    rail._cards.rows[0].way_out.click()
    assert told == [("alert-20", "act"), ("alert-10", "way_out")]


def test_after_a_decision_the_keyboard_is_on_the_next_card(rail: AlertRail) -> None:
    three = (alert(10), alert(20), alert(30))
    rail.show_alerts(three, 5, MS)
    rail._cards.rows[1].act.setFocus()
    rail.show_alerts((three[0], three[2]), 5, MS)
    assert QApplication.focusWidget() is rail._cards.rows[1].act
    rail.show_alerts((three[0],), 5, MS)
    assert QApplication.focusWidget() is rail._cards.rows[0].act


def test_a_keyboard_elsewhere_is_left_alone(rail: AlertRail) -> None:
    rail.show_alerts((alert(10), alert(20)), 5, MS)
    rail.setFocus()
    rail.show_alerts((alert(20),), 5, MS)
    assert not rail._cards.rows[0].act.hasFocus()


def test_the_same_alerts_are_not_drawn_again(rail: AlertRail) -> None:
    rail.show_alerts((alert(10),), 5, MS)
    card = rail._cards.rows[0]
    rail.show_alerts((alert(10),), 4, MS)
    assert rail._cards.rows[0] is card


def test_the_keyboard_can_jump_to_the_first(rail: AlertRail) -> None:
    rail.show_alerts((), 0, MS)
    assert not rail.focus_first()
    rail.show_alerts((alert(10), alert(20)), 5, MS)
    assert rail.focus_first()
    assert rail._cards.rows[0].act.hasFocus()


def test_each_threshold_of_a_clock_has_its_words(rail: AlertRail) -> None:
    rail.show_alerts((clock_card(0, -1), clock_card(30, 29), clock_card(90, 89)), 5, MS)
    said = words(rail)
    for level in ("Breached", "Under 30 min", "Under 90 min"):
        assert level in said
    names = [card.accessibleName() for card in rail._cards.rows]
    assert names[0] == "Breached: First reply of #7: Nobody has answered."
    assert nameless(rail) == []


def test_a_breach_cannot_be_put_to_rest_what_lies_ahead_can(rail: AlertRail) -> None:
    told: list[tuple[str, str]] = []
    rail.acted.connect(lambda name, which: told.append((name, which)))
    rail.show_alerts((clock_card(0, -1), clock_card(30, 29)), 5, MS)
    breach, ahead = rail._cards.rows
    assert breach.snooze.isHidden()
    ahead.snooze.click()
    assert told == [("clock-30", "snooze")]


def test_somebody_can_always_say_that_they_act_on_a_clock(rail: AlertRail) -> None:
    rail.show_alerts((clock_card(0, -1, may_override=False),), 5, MS)
    assert not rail._cards.rows[0].way_out.isHidden()


def test_a_title_that_says_count_and_threshold_is_not_repeated(rail: AlertRail) -> None:
    title = "23 tickets inside 30 minutes"
    rail.show_alerts((clock_card(30, 12, tickets=23, ticket=0, title=title),), 5, MS)
    assert words(rail).count("23 tickets") == 1
    assert rail._cards.rows[0].accessibleName() == f"{title}: Nobody has answered."


def test_a_burst_is_one_card_with_its_count(rail: AlertRail) -> None:
    title = "23 clocks inside 30 minutes: one incident"
    rail.show_alerts((clock_card(30, 12, tickets=23, ticket=0, title=title),), 5, MS)
    said = words(rail)
    assert title in said
    assert "23 tickets" in said
    assert "00:12:00" in said


def test_a_card_that_was_a_clocks_is_drawn_anew_for_another_kind(rail: AlertRail) -> None:
    rail.show_alerts((clock_card(30, 12),), 5, MS)
    rail.show_alerts((alert(10),), 5, MS)
    said = words(rail)
    assert "Tone repaired" in said
    assert "Under 30 min" not in said
    assert "Snooze" not in said


def test_what_rests_is_one_quiet_line(rail: AlertRail) -> None:
    assert rail.resting.isHidden()
    until = NOW + timedelta(minutes=20)
    at = f"{until.astimezone():%H:%M}"
    one = Snoozed("a", "First reply of #7", until, SnoozeReason.AGENT)
    rail.resting.show_resting((one,))
    assert f"1 rests until {at}: an agent is on it" in words(rail)
    other = Snoozed("b", "Next reply of #8", until, SnoozeReason.ENGINEERING)
    rail.resting.show_resting((one, other))
    assert f"2 rest, the first until {at}: an agent is on it" in words(rail)
    assert "Next reply of #8" in rail.resting.toolTip()
    rail.resting.show_resting(())
    assert rail.resting.isHidden()


def test_a_page_may_put_something_on_top(rail: AlertRail) -> None:
    mine, other = QLabel("How did it go?"), QLabel("Another")
    rail.show_alerts((alert(10),), 5, MS)
    rail.put_on_top(mine)
    assert "How did it go?" in words(rail)
    rail.put_on_top(other)
    assert "How did it go?" not in words(rail)
    rail.put_on_top(None)
    assert "Another" not in words(rail)
    assert rail._cards.rows


@pytest.mark.parametrize("text", OURS, ids=range(len(OURS)))
def test_words_of_strangers_stay_words(rail: AlertRail, text: str) -> None:
    rail.show_alerts((alert(10, sentence=text, title=text, organisation=text),), 5, MS)
    assert markup(rail) == []
    assert not rail.grab().isNull()
