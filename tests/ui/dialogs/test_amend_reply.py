"""The words of a held reply in their sheet: what waiting costs, what is wrong, and nothing typed is lost."""

from datetime import UTC, datetime

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from desktop.domain.effect import EffectKind, EffectState
from desktop.domain.errors import InputError
from desktop.domain.plan import CheckResult
from desktop.stages.execute.contract import EffectRow
from tests.ui.hostile import OURS
from tests.ui.reading import button, markup, nameless, words
from ui.bridge.problems import problem_of
from ui.dialogs.amend_reply import AmendSheet, show_amend_reply

ENDS = datetime(2026, 11, 23, 9, 10, tzinfo=UTC)
ROW = EffectRow(
    "e1", EffectKind.PUBLIC_REPLY, "48611", EffectState.HELD, ENDS, deadline=ENDS, paused=True
)
WRONG = InputError(
    "These words may not leave", "They hold 1 open placeholder.", "Take that out, then ask again."
)


PROMISE = CheckResult("no_promise_without_authority", False, "1 promise without authority")


@pytest.fixture
def window(qtbot: QtBot) -> QWidget:
    made = QWidget()
    made.resize(1000, 900)
    qtbot.addWidget(made)
    made.show()
    return made


def opened(window: QWidget, text: str = "Hello.") -> tuple[AmendSheet, list[str]]:
    wanted: list[str] = []
    sheet = show_amend_reply(window, ROW, text)
    sheet.wanted.connect(wanted.append)
    return sheet, wanted


def test_it_says_what_waiting_costs_and_that_nothing_leaves_without_a_yes(window: QWidget) -> None:
    sheet, _ = opened(window)
    said = words(sheet)
    assert "Change the words to #48611" in said
    assert f"Waiting past {ENDS.astimezone():%H:%M} is a breach" in said
    assert "need a yes of their own" in said
    assert nameless(sheet) == []


def test_one_press_asks_once_until_there_is_an_answer(window: QWidget) -> None:
    sheet, wanted = opened(window)
    QTest.keyClicks(sheet._field.edit, "Now: ")
    button(sheet, "Plan these words").click()
    assert wanted == ["Now: Hello."]
    assert not button(sheet, "Plan these words").isEnabled()


def test_what_is_wrong_stands_below_the_words_which_stay(window: QWidget) -> None:
    sheet, wanted = opened(window, "Dear {name}")
    button(sheet, "Plan these words").click()
    sheet.refuse(problem_of(WRONG))
    assert "These words may not leave. They hold 1 open placeholder. Take that out" in words(sheet)
    assert sheet.words == "Dear {name}"
    button(sheet, "Plan these words").click()
    assert wanted == ["Dear {name}"] * 2
    sheet.refuse(problem_of(WRONG))
    QTest.keyClicks(sheet._field.edit, "Now: ")
    assert "These words may not leave" not in words(sheet), "said of other words"


def test_what_fails_and_is_not_forbidden_is_planned_by_a_second_press_on_the_same_words_only(
    window: QWidget,
) -> None:
    sheet, _ = opened(window, "We refund you.")
    button(sheet, "Plan these words").click()
    assert not sheet.knows("We refund you.")
    sheet.warn("We refund you.", [PROMISE])
    assert "1 promise without authority" in words(sheet)
    assert button(sheet, "Plan them anyway").isEnabled()
    assert sheet.knows("We refund you.")
    QTest.keyClicks(sheet._field.edit, "Today: ")
    assert not sheet.knows(sheet.words)
    assert button(sheet, "Plan these words").isEnabled()
    assert "1 promise without authority" not in words(sheet)


def test_escape_keeps_what_was_typed_for_the_next_time(window: QWidget) -> None:
    kept: list[str] = []
    sheet, _ = opened(window)
    sheet.left.connect(kept.append)
    QTest.keyClicks(sheet._field.edit, "Half a thought. ")
    QTest.keyClick(sheet, Qt.Key.Key_Escape)
    assert kept == ["Half a thought. Hello."]


@pytest.mark.parametrize("text", OURS)
def test_a_hostile_reply_is_plain_text(window: QWidget, text: str) -> None:
    sheet, _ = opened(window, text)
    assert markup(sheet) == []
