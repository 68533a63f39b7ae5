"""Sheets lie over the window: one question each, closed by Escape, the keyboard back where it was."""

from datetime import UTC, datetime

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QCheckBox, QLineEdit, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from desktop.domain.effect import EffectKind, EffectState
from desktop.domain.errors import InputError, ServiceError
from desktop.domain.plan import FieldChange
from desktop.stages.execute.contract import EffectRow
from tests.ui.hostile import OURS
from tests.ui.reading import button, markup, nameless, words
from ui.bridge.problems import problem_of
from ui.dialogs.ask import ask_words
from ui.dialogs.dry_run import show_dry_run
from ui.dialogs.kept_values import show_kept_values
from ui.dialogs.sheet import Sheet
from ui.dialogs.stop_run import show_stop_run
from ui.dialogs.take_back import can_be_taken_back, show_take_back
from ui.dialogs.trouble import show_trouble
from ui.dialogs.welcome import Welcome

AT = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)


@pytest.fixture
def window(qtbot: QtBot) -> QWidget:
    made = QWidget()
    made.resize(1000, 700)
    column = QVBoxLayout(made)
    column.addWidget(QLineEdit())
    qtbot.addWidget(made)
    with qtbot.waitActive(made):
        made.show()
        made.activateWindow()
    made.findChild(QLineEdit).setFocus()
    return made


def sheets(window: QWidget) -> list[Sheet]:
    return [one for one in window.findChildren(Sheet) if one.isVisible()]


def test_escape_closes_it_and_gives_the_keyboard_back(window: QWidget) -> None:
    before = QApplication.focusWidget()
    sheet = Sheet(window, "A question", "Its words.")
    sheet.act("Yes", lambda: None, "primary")
    sheet.open()
    assert QApplication.focusWidget() is button(sheet, "Yes")
    QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Escape)
    assert sheets(window) == []
    assert QApplication.focusWidget() is before


def test_a_press_outside_closes_it_and_inside_does_not(window: QWidget) -> None:
    sheet = Sheet(window, "A question")
    sheet.open()
    QTest.mouseClick(sheet, Qt.MouseButton.LeftButton, pos=sheet.panel.geometry().center())
    assert sheets(window) == [sheet]
    QTest.mouseClick(sheet, Qt.MouseButton.LeftButton, pos=QPoint(3, 3))
    assert sheets(window) == []


def test_an_act_closes_it_first_and_is_done_once(window: QWidget) -> None:
    done: list[int] = []
    sheet = Sheet(window, "A question")
    sheet.act("Do it", lambda: done.append(len(sheets(window))))
    sheet.open()
    button(sheet, "Do it").click()
    assert done == [0]


def test_it_covers_the_window_and_follows_its_size(window: QWidget) -> None:
    sheet = Sheet(window, "A question", "words " * 400)
    sheet.open()
    for size in ((1000, 700), (1300, 900), (700, 500)):
        window.resize(*size)
        QApplication.processEvents()
        assert sheet.geometry() == window.rect()
        assert window.rect().contains(sheet.panel.geometry())


def test_words_are_asked_for_with_those_of_now_and_kept_by_enter(window: QWidget) -> None:
    kept: list[str] = []
    ask_words(window, "Topic", "Empty means any.", "API", kept.append)
    field = QApplication.focusWidget()
    assert isinstance(field, QLineEdit)
    assert field.selectedText() == "API"
    QTest.keyClicks(field, "  Billing ")
    QTest.keyClick(field, Qt.Key.Key_Return)
    assert kept == ["Billing"]
    assert sheets(window) == []


def test_words_that_are_cancelled_are_not_taken(window: QWidget) -> None:
    kept: list[str] = []
    ask_words(window, "Topic", "", "API", kept.append)
    button(sheets(window)[0], "Cancel").click()
    assert kept == []


def test_the_dry_run_counts_changes_and_tickets(window: QWidget) -> None:
    changes = (
        FieldChange(7, "category", "", "API"), FieldChange(7, "tags", "", "api"), FieldChange(0, "#eng", "", "Post"),
    )  # fmt: skip
    sheet = show_dry_run(window, changes, 2, lambda: None)
    said = words(sheet)
    assert "Dry run: 2 changes, 3 fields" in said
    assert "On 1 ticket." in said
    assert "Nothing was sent" in said


def row(kind: EffectKind, state: EffectState) -> EffectRow:
    return EffectRow(f"{kind}-{state}", kind, "7", state, AT)


@pytest.mark.parametrize(
    ("kind", "state", "may"),
    [
        (EffectKind.CATEGORISE, EffectState.CONFIRMED, True),
        (EffectKind.CATEGORISE, EffectState.PLANNED, False),
        (EffectKind.PUBLIC_REPLY, EffectState.HELD, True),
        (EffectKind.PUBLIC_REPLY, EffectState.CONFIRMED, False),
        (EffectKind.SLACK_ESCALATION, EffectState.CONFIRMED, True),
    ],
)
def test_what_is_final_cannot_be_taken_back(
    kind: EffectKind, state: EffectState, may: bool
) -> None:
    assert can_be_taken_back(row(kind, state)) is may


def test_only_what_is_ticked_is_taken_back(window: QWidget) -> None:
    taken: list[tuple[str, ...]] = []
    rows = (
        row(EffectKind.CATEGORISE, EffectState.CONFIRMED),
        row(EffectKind.PUBLIC_REPLY, EffectState.HELD),
        row(EffectKind.PUBLIC_REPLY, EffectState.CONFIRMED),
    )
    sheet = show_take_back(window, rows, taken.append)
    boxes = sheet.findChildren(QCheckBox)
    assert len(boxes) == 2
    assert "1 reply was sent: it stays." in words(sheet)
    assert not button(sheet, "Take back").isEnabled()
    boxes[1].click()
    button(sheet, "Take back 1").click()
    assert taken == [(rows[1].id,)]


def test_a_whole_step_is_ticked_at_once_and_unticked_again(window: QWidget) -> None:
    taken: list[tuple[str, ...]] = []
    rows = (
        row(EffectKind.CATEGORISE, EffectState.CONFIRMED),
        row(EffectKind.CATEGORISE, EffectState.CONFIRMED),
        row(EffectKind.PUBLIC_REPLY, EffectState.HELD),
    )
    sheet = show_take_back(window, rows, taken.append)
    button(sheet, "All categories").click()
    assert button(sheet, "Take back 2").isEnabled()
    button(sheet, "All categories").click()
    assert not button(sheet, "Take back").isEnabled()
    button(sheet, "All held replies").click()
    button(sheet, "Take back 1").click()
    assert taken == [(rows[2].id,)]


@pytest.mark.parametrize(
    ("error", "whose"),
    [
        (ServiceError("Zendesk is away", "No answer.", "Wait."), "The service is at fault."),
        (InputError("No ticket matches", "Empty.", "Widen it."), "No ticket matches"),
    ],
)
def test_trouble_says_what_whose_and_what_to_do(
    window: QWidget, error: Exception, whose: str
) -> None:
    problem = problem_of(error)
    sheet = show_trouble(window, problem)
    said = words(sheet)
    for part in (problem.title, problem.message, problem.remedy, whose):
        assert part in said
    button(sheet, "Copy details").click()
    assert QApplication.clipboard().text() == problem.details


@pytest.mark.parametrize("text", OURS, ids=range(len(OURS)))
def test_words_of_strangers_stay_words_in_every_sheet(window: QWidget, text: str) -> None:
    for sheet in (
        Sheet(window, text, text),
        show_dry_run(window, (FieldChange(7, text, text, text),), 1, lambda: None),
        show_trouble(window, problem_of(InputError(text, text, text))),
        ask_words(window, text, text, text[:200], lambda _: None),
    ):
        assert markup(sheet) == []
        assert not sheet.grab().isNull()
        sheet.shut()


def test_the_welcome_offers_two_ways_and_says_what_failed(qtbot: QtBot) -> None:
    welcome = Welcome()
    qtbot.addWidget(welcome)
    told: list[str] = []
    welcome.tried.connect(lambda: told.append("try"))
    welcome.connected.connect(told.append)
    button(welcome, "Try a mission").click()
    button(welcome, "Connect accounts").click()
    button(welcome, "A training profile instead").click()
    assert told == ["try", "production", "training"]
    welcome.show_starting("Starting the sandbox")
    assert "Starting the sandbox" in words(welcome)
    welcome.show_problem("The disk is full", "No room.", "Free some.")
    said = words(welcome)
    assert "The disk is full" in said
    assert "Free some." in said
    assert nameless(welcome) == []


def test_ending_a_run_says_what_is_given_up_what_stands_and_what_is_not_known(
    window: QWidget,
) -> None:
    states = (
        EffectState.HELD,
        EffectState.PLANNED,
        EffectState.CONFIRMED,
        EffectState.UNKNOWN,
        EffectState.CANCELLED,
    )
    kind = EffectKind.INTERNAL_NOTE
    rows = tuple(EffectRow(f"e{n}", kind, "7", state, None) for n, state in enumerate(states))
    stopped: list[bool] = []
    sheet = show_stop_run(window, rows, lambda: stopped.append(True))
    said = words(sheet)
    assert "2 changes will not be made" in said
    assert "1 change made so far can be taken back" in said
    assert "1 change without a clear answer" in said
    button(sheet, "Keep going").click()
    assert stopped == []
    button(show_stop_run(window, rows, lambda: stopped.append(True)), "Stop here").click()
    assert stopped == [True]


def test_what_undo_kept_is_named_by_ticket_and_field_and_a_long_list_ends(window: QWidget) -> None:
    kept = ("7310001", "tags", "assignee_id", "unnamed-1")
    rows = tuple(
        EffectRow(f"e{n}", EffectKind.CATEGORISE, str(n), EffectState.UNDONE, None, kept=kept)
        for n in range(15)
    )
    said = words(show_kept_values(window, rows))
    assert "60 values left as found: changed by others" in said
    assert "#3 · category, tags, assignee, a field" in said
    assert "and 3 more" in said
