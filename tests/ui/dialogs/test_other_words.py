"""Other words in their sheet: consent first, the difference with its checks, taken by a person or by nobody."""

import asyncio
from collections.abc import AsyncIterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget

from desktop.domain.errors import AssistantError
from desktop.domain.plan import CheckResult
from desktop.stages.plan.contract import AssistantStanding, Suggestion
from tests.ui.hostile import OURS
from tests.ui.reading import button, markup, nameless, words
from ui.bridge.tasks import Tasks
from ui.dialogs.other_words import OtherWordsSheet, show_other_words
from ui.widgets.diff import DiffLabel

PASSED = CheckResult("no_jargon", True, "")
PROMISE = CheckResult(
    "no_promise_without_authority", False, "1 promise without authority", "refund"
)


class Assistant:
    """A deck that answers as the test wants it, and keeps what it was asked."""

    def __init__(
        self, *worse: CheckResult, agreed: bool = True, after: str = "Many thanks."
    ) -> None:
        self.agreed, self.after, self.worse = agreed, after, worse
        self.done: list[str] = []
        self.failure: Exception | None = None
        self.slow = False

    async def standing(self) -> AssistantStanding:
        """Where it would go."""
        return AssistantStanding(True, "llm.example", self.agreed, 1_200, 20_000)

    async def agree(self, host: str) -> None:
        """Note the yes."""
        self.done.append(f"agree {host}")
        self.agreed = True

    async def suggest(self, ticket: int) -> Suggestion:
        """Answer, fail, or take for ever."""
        self.done.append(f"suggest {ticket}")
        if self.slow:
            try:
                await asyncio.Event().wait()
            finally:
                self.done.append("cancelled")
        if self.failure:
            raise self.failure
        may = not self.worse and self.after != "Thank you."
        return Suggestion(
            ticket, "Thank you.", self.after, (PASSED, *self.worse), self.worse, may, 90
        )

    async def use_suggestion(self, ticket: int) -> None:
        """Note it."""
        self.done.append(f"use {ticket}")


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


async def opened(window: QWidget, assistant: Assistant, tasks: Tasks) -> OtherWordsSheet:
    sheet = show_other_words(window, assistant, tasks, 7)  # type: ignore[arg-type]
    await settle(tasks)
    return sheet


async def settle(tasks: Tasks) -> None:
    for _ in range(5):
        await asyncio.sleep(0.01)


async def test_the_first_time_nothing_is_asked_before_a_person_agreed(
    window: QWidget, tasks: Tasks
) -> None:
    assistant = Assistant(agreed=False)
    sheet = await opened(window, assistant, tasks)
    assert assistant.done == []
    said = words(sheet)
    assert "This sends the draft to llm.example." in said
    assert "may identify a patient are replaced first" in said
    assert "own terms apply" in said
    assert nameless(sheet) == []
    button(sheet, "I agree, ask it").click()
    await settle(tasks)
    assert assistant.done == ["agree llm.example", "suggest 7"]
    sheet.shut()


async def test_who_does_not_agree_sends_nothing(window: QWidget, tasks: Tasks) -> None:
    assistant = Assistant(agreed=False)
    sheet = await opened(window, assistant, tasks)
    button(sheet, "Not now").click()
    await settle(tasks)
    assert assistant.done == []


async def test_the_difference_stands_with_its_checks_and_is_taken_by_a_press(
    window: QWidget, tasks: Tasks
) -> None:
    assistant = Assistant()
    sheet = await opened(window, assistant, tasks)
    taken: list[int] = []
    sheet.taken.connect(taken.append)
    diff = sheet.findChild(DiffLabel)
    assert diff.accessibleName() == "Before: Thank you.. After: Many thanks."
    assert "Every check holds as before" in words(sheet)
    assert "1,200 of 20,000 tokens" in words(sheet)
    assert assistant.done == ["suggest 7"], "nothing is taken by itself"
    button(sheet, "Use these words").click()
    await settle(tasks)
    assert assistant.done[-1] == "use 7"
    assert taken == [7]


async def test_keeping_mine_takes_nothing(window: QWidget, tasks: Tasks) -> None:
    assistant = Assistant()
    sheet = await opened(window, assistant, tasks)
    button(sheet, "Keep mine").click()
    await settle(tasks)
    assert assistant.done == ["suggest 7"]


async def test_words_that_fail_a_check_are_shown_and_cannot_be_taken(
    window: QWidget, tasks: Tasks
) -> None:
    sheet = await opened(window, Assistant(PROMISE, after="We will refund you."), tasks)
    assert "1 check would fail" in words(sheet)
    assert "No promise without authority: 1 promise without authority (refund)" in words(sheet)
    assert not button(sheet, "Use these words").isEnabled()
    sheet.shut()


async def test_no_other_words_are_said_to_be_none(window: QWidget, tasks: Tasks) -> None:
    sheet = await opened(window, Assistant(after="Thank you."), tasks)
    assert "No other words" in words(sheet)
    assert not button(sheet, "Use these words").isEnabled()
    sheet.shut()


async def test_a_failure_is_said_with_what_to_do_and_can_be_tried_again(
    window: QWidget, tasks: Tasks
) -> None:
    assistant = Assistant()
    assistant.failure = AssistantError(
        "The key is not accepted", "llm.example says no.", "Enter it again."
    )
    sheet = await opened(window, assistant, tasks)
    assert "The key is not accepted" in words(sheet)
    assert "Enter it again." in words(sheet)
    assistant.failure = None
    button(sheet, "Ask again").click()
    await settle(tasks)
    assert "Every check holds as before" in words(sheet)
    sheet.shut()


@pytest.mark.parametrize("way", ["escape", "cancel"])
async def test_asking_can_be_stopped(window: QWidget, tasks: Tasks, way: str) -> None:
    assistant = Assistant()
    assistant.slow = True
    sheet = await opened(window, assistant, tasks)
    assert "Asking llm.example" in words(sheet)
    if way == "escape":
        QTest.keyClick(sheet, Qt.Key.Key_Escape)
    else:
        button(sheet, "Cancel").click()
    await settle(tasks)
    assert assistant.done == ["suggest 7", "cancelled"]


async def test_what_comes_back_is_shown_as_plain_text(window: QWidget, tasks: Tasks) -> None:
    for text in OURS:
        sheet = await opened(window, Assistant(after=str(text)), tasks)
        assert markup(sheet) == []
        sheet.shut()
