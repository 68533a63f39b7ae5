"""The words of a held reply in their sheet: what waiting costs, what is wrong, and nothing typed is lost."""

import asyncio
from collections.abc import AsyncIterator
from datetime import UTC, datetime

import pytest
import shiboken6
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget

from desktop.domain.effect import EffectKind, EffectState
from desktop.domain.errors import InputError
from desktop.stages.execute.contract import EffectRow
from tests.ui.hostile import OURS
from tests.ui.reading import button, markup, nameless, words
from ui.bridge.tasks import Tasks
from ui.dialogs.amend_reply import AmendSheet, show_amend_reply

ENDS = datetime(2026, 11, 23, 9, 10, tzinfo=UTC)
ROW = EffectRow(
    "e1", EffectKind.PUBLIC_REPLY, "48611", EffectState.HELD, ENDS, deadline=ENDS, paused=True
)
WRONG = InputError(
    "These words may not leave", "no placeholder: 1 open.", "Take that out, then ask again."
)


class Execute:
    """A deck that plans words, or refuses them."""

    def __init__(self, wrong: Exception | None = None) -> None:
        self.wrong = wrong
        self.planned: list[tuple[str, str]] = []

    async def amend(self, effect: str, text: str) -> None:
        """Note the words, or fail."""
        if self.wrong is not None:
            raise self.wrong
        self.planned.append((effect, text))


@pytest.fixture
async def tasks() -> AsyncIterator[Tasks]:
    made = Tasks()
    yield made
    await made.close()


@pytest.fixture
async def window() -> AsyncIterator[QWidget]:
    made = QWidget()
    made.resize(1000, 900)
    made.show()
    yield made
    made.hide()
    made.deleteLater()


def opened(window: QWidget, tasks: Tasks, execute: Execute, text: str = "Hello.") -> AmendSheet:
    return show_amend_reply(window, execute, tasks, ROW, text)  # type: ignore[arg-type]


async def test_it_says_what_waiting_costs_and_that_nothing_leaves_without_a_yes(
    window: QWidget, tasks: Tasks
) -> None:
    sheet = opened(window, tasks, Execute())
    said = words(sheet)
    assert "Change the words to #48611" in said
    assert f"Waiting past {ENDS.astimezone():%H:%M} is a breach" in said
    assert "need a yes of their own" in said
    assert nameless(sheet) == []
    sheet.shut()


async def test_words_that_may_be_planned_are_and_the_sheet_goes(
    window: QWidget, tasks: Tasks
) -> None:
    execute, told = Execute(), []
    sheet = opened(window, tasks, execute)
    sheet.planned.connect(told.append)
    QTest.keyClicks(sheet._field.edit, "Now: ")
    button(sheet, "Plan these words").click()
    await asyncio.sleep(0.01)
    assert execute.planned == [("e1", "Now: Hello.")]
    assert told == [48611]
    assert not shiboken6.isValid(sheet), "it is gone"


async def test_what_is_wrong_stands_below_the_words_which_stay(
    window: QWidget, tasks: Tasks
) -> None:
    execute = Execute(WRONG)
    sheet = opened(window, tasks, execute, "Dear {name}")
    button(sheet, "Plan these words").click()
    await asyncio.sleep(0.01)
    assert "These words may not leave. no placeholder: 1 open. Take that out" in words(sheet)
    assert sheet._field.text() == "Dear {name}"
    execute.wrong = None
    button(sheet, "Plan these words").click()
    await asyncio.sleep(0.01)
    assert execute.planned == [("e1", "Dear {name}")]


async def test_escape_keeps_what_was_typed_for_the_next_time(window: QWidget, tasks: Tasks) -> None:
    kept = []
    sheet = opened(window, tasks, Execute())
    sheet.left.connect(lambda effect, text: kept.append((effect, text)))
    QTest.keyClicks(sheet._field.edit, "Half a thought. ")
    QTest.keyClick(sheet, Qt.Key.Key_Escape)
    assert kept == [("e1", "Half a thought. Hello.")]


@pytest.mark.parametrize("text", OURS)
async def test_a_hostile_reply_is_plain_text(window: QWidget, tasks: Tasks, text: str) -> None:
    sheet = opened(window, tasks, Execute(), text)
    assert markup(sheet) == []
    sheet.shut()
