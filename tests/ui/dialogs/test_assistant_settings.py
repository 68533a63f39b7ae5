"""The writing assistant in its sheet: each problem at its field, the key never shown, what is saved acts at once."""

import asyncio
from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QLineEdit, QWidget
from shiboken6 import isValid

from desktop.preferences.contract import AssistantSettings
from tests.chat_server import KEY, MODEL, ChatServer, serve_chat
from tests.desktop.preferences.test_assistant import GOOD, book, file
from tests.ui.reading import button, markup, nameless, words
from ui.bridge.tasks import Tasks
from ui.dialogs.assistant_settings import AssistantSheet, show_assistant

__all__ = ["book", "file"]


@pytest.fixture
def chat() -> Iterator[ChatServer]:
    with serve_chat() as server:
        yield server


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


async def settle(tasks: Tasks) -> None:
    """Wait until the sheet has done what it was told."""
    async with asyncio.timeout(20):
        while tasks._running:  # noqa: ASYNC110 - the end of a command is what is waited for
            await asyncio.sleep(0.01)


async def opened(window: QWidget, book: object, tasks: Tasks) -> AssistantSheet:
    sheet = show_assistant(window, book, tasks)  # type: ignore[arg-type]
    await settle(tasks)
    return sheet


async def test_it_is_off_and_says_so_in_words(window: QWidget, book: object, tasks: Tasks) -> None:
    sheet = await opened(window, book, tasks)
    assert sheet.url.text() == ""
    assert "off while there is no address" in words(sheet)
    assert nameless(sheet) == []
    assert markup(sheet) == []
    assert sheet.key.line.echoMode() is QLineEdit.EchoMode.Password
    sheet.shut()


async def test_what_is_wrong_stands_at_its_field_and_nothing_is_kept(
    window: QWidget, book: object, tasks: Tasks, file: Path
) -> None:
    sheet = await opened(window, book, tasks)
    sheet.url.line.setText("http://llm.example/v1")
    button(sheet, "Save").click()
    await settle(tasks)
    assert sheet.isVisible()
    assert "It must start with https://" in words(sheet)
    assert "Name the model as its host does" in words(sheet)
    assert not file.exists()
    sheet.shut()


async def test_what_is_saved_is_there_again_but_the_key_is_not_shown(
    window: QWidget, book: object, tasks: Tasks
) -> None:
    sheet = await opened(window, book, tasks)
    sheet.url.line.setText(f"{GOOD.url}/")
    sheet.model.line.setText(MODEL)
    sheet.key.line.setText(KEY)
    sheet.seconds.put(30)
    told: list[bool] = []
    sheet.saved.connect(lambda: told.append(True))
    button(sheet, "Save").click()
    await settle(tasks)
    assert told == [True]
    assert not isValid(sheet) or not sheet.isVisible()
    again = await opened(window, book, tasks)
    assert again.entered() == AssistantSettings(GOOD.url, MODEL, seconds=30)
    assert again.key.text() == ""
    assert again.key.line.placeholderText() == "A key is kept for this address"
    again.url.line.setText("https://other.example/v1")
    again.url.line.editingFinished.emit()
    await settle(tasks)
    assert again.key.line.placeholderText() == "Its key, if it wants one"
    again.shut()


async def test_the_connection_is_tried_out_with_what_stands_there_and_kept_by_nobody(
    window: QWidget, book: object, tasks: Tasks, chat: ChatServer, file: Path
) -> None:
    sheet = await opened(window, book, tasks)
    sheet.url.line.setText(chat.url)
    sheet.model.line.setText(MODEL)
    sheet.key.line.setText(KEY)
    button(sheet, "Test connection").click()
    await settle(tasks)
    assert f"answers as {MODEL}" in words(sheet)
    assert chat.rights == [f"Bearer {KEY}"]
    chat.fault = "404"
    button(sheet, "Test connection").click()
    await settle(tasks)
    assert "There is no such model" in words(sheet)
    assert not file.exists()
    sheet.shut()
