"""The held replies: when each leaves, what waiting costs, and one press for each way."""

from datetime import UTC, datetime, timedelta

import pytest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from desktop.domain.effect import EffectKind, EffectState
from desktop.stages.execute.contract import EffectRow
from tests.ui.reading import nameless, words
from ui.dialogs.held_replies import Ways, show_held_replies
from ui.dialogs.sheet import Sheet
from ui.widgets.button import Button

NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
ENDS = NOW + timedelta(minutes=10)


@pytest.fixture
def window(qtbot: QtBot) -> QWidget:
    made = QWidget()
    made.resize(1000, 700)
    qtbot.addWidget(made)
    made.show()
    return made


def reply(number: int, minutes: int, **what: object) -> EffectRow:
    kind, held = EffectKind.PUBLIC_REPLY, EffectState.HELD
    at = NOW + timedelta(minutes=minutes)
    return EffectRow(f"e{number}", kind, str(number), held, at, **what)  # type: ignore[arg-type]


def opened(window: QWidget, *rows: EffectRow) -> tuple[Sheet, list[tuple[str, object]]]:
    done: list[tuple[str, object]] = []

    def note(name: str) -> object:
        return lambda one: done.append((name, one))

    ways = Ways(
        note("read"),
        note("pause"),
        note("let go"),
        note("give up"),
        note("change"),
        lambda: done.append(("keep old", "")),
    )  # type: ignore[arg-type]
    return show_held_replies(window, rows, ways), done


def press(sheet: Sheet, name: str) -> None:
    next(one for one in sheet.findChildren(Button) if one.accessibleName() == name).click()


def test_the_one_that_waits_for_a_person_is_on_top_then_the_first_to_leave(
    window: QWidget,
) -> None:
    sheet, _ = opened(window, reply(3, 9), reply(2, 4), reply(1, 1, paused=True, deadline=ENDS))
    said = words(sheet)
    assert said.index("#1") < said.index("#2") < said.index("#3")
    assert "#1 · paused, it does not leave by itself" in said
    assert f"Waiting past {ENDS.astimezone():%H:%M} is a breach" in said
    assert "No clock runs: waiting breaks no promise." in said
    assert nameless(sheet) == []


@pytest.mark.parametrize(
    ("name", "told"),
    [
        ("Pause, reply to #2", ("pause", "e2")),
        ("Let it go, reply to #1", ("let go", "e1")),
        ("Give up, reply to #2", ("give up", "e2")),
        ("Read, reply to #1", ("read", 1)),
    ],
)
def test_one_press_does_it_and_closes_the_list(
    window: QWidget, name: str, told: tuple[str, object]
) -> None:
    sheet, done = opened(window, reply(2, 4), reply(1, 1, paused=True))
    press(sheet, name)
    assert done == [told]
    assert not sheet.isVisible()


def test_when_all_left_it_says_so(window: QWidget) -> None:
    sheet, _ = opened(window)
    assert "No reply is held any more." in words(sheet)


def test_while_other_words_wait_it_cannot_be_let_go_and_the_old_ones_can_be_kept(
    window: QWidget,
) -> None:
    sheet, done = opened(window, reply(1, 1, paused=True, amended=True))
    assert "#1 · new words wait for a yes" in words(sheet)
    assert "Let it go" not in words(sheet)
    press(sheet, "Keep old words, reply to #1")
    assert done == [("keep old", "")]
