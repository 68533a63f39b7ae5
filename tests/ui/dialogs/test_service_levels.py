"""Service levels in their sheet: each problem at its field, nothing typed lost, nothing wrong saved."""

import asyncio
from collections.abc import AsyncIterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from shiboken6 import isValid

from desktop.base.clock import RunningClock
from desktop.domain.sla.levels import Alerting, EnteredHours, EnteredTarget, OwnHours, ServiceLevels
from desktop.preferences.levels import LevelsBook
from tests.ui.hostile import OURS
from tests.ui.reading import button, markup, nameless, words
from ui.bridge.tasks import Tasks
from ui.dialogs.service_levels import WORDS, LevelsSheet, show_levels

MONDAY = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
KEPT = ServiceLevels(
    EnteredHours("Europe/Berlin", country="DE", subdivision="BY", dates=(OwnHours("2026-12-24", "09:00-12:00"),)),
    (EnteredTarget("first_reply_time", "urgent", 60, business_hours=True), EnteredTarget("next_reply_time", "high", 0.5)),
    Alerting((90, 30), "22:00", "07:00"),
)  # fmt: skip


@pytest.fixture
def book(tmp_path: Path) -> LevelsBook:
    return LevelsBook(tmp_path / "service-levels.json", RunningClock(MONDAY))


@pytest.fixture
async def window() -> AsyncIterator[QWidget]:
    made = QWidget()
    made.resize(1200, 900)
    made.show()
    made.activateWindow()
    yield made
    made.hide()
    made.deleteLater()


@pytest.fixture
async def tasks() -> AsyncIterator[Tasks]:
    made = Tasks()
    yield made
    await made.close()


@pytest.fixture
async def sheet(window: QWidget, book: LevelsBook, tasks: Tasks) -> AsyncIterator[LevelsSheet]:
    await book.save(KEPT)
    made = show_levels(window, book, tasks)
    await settle(made)
    yield made
    if isValid(made):
        made.give_up()


async def settle(sheet: LevelsSheet, tasks: Tasks | None = None) -> None:
    """Wait until the hand rests and every answer is there."""
    running = tasks or sheet._tasks
    for _ in range(1000):
        if not running._running and not (isValid(sheet) and sheet._timer.isActive()):
            return
        await asyncio.sleep(0.01)
    raise AssertionError("it never comes to rest")


def fault(sheet: LevelsSheet, path: str) -> str:
    """What stands at a field."""
    field: Any = sheet.fields()[path]
    return "" if field._sentence.isHidden() else field._sentence.text()


async def test_what_was_entered_stands_in_the_form_and_comes_out_of_it(sheet: LevelsSheet) -> None:
    assert sheet.entered() == (KEPT, [])
    assert not sheet.changed
    assert WORDS in words(sheet)
    assert sheet.hours.part.choice.currentText() == "Bayern"
    assert nameless(sheet) == []


async def test_it_shows_the_days_ahead_while_one_types(sheet: LevelsSheet) -> None:
    said = words(sheet.preview)
    assert "Mon 23 Nov" in said
    assert "09:00–17:00" in said
    assert "Fri 25 Dec" in said
    sheet.hours.week[0].line.setText("10:00-12:00")
    await settle(sheet)
    assert "10:00–12:00" in words(sheet.preview)
    assert "Changed, not saved" in words(sheet)


@pytest.mark.parametrize(
    ("path", "typed"),
    [
        ("hours.zone", "Mars/Base"), ("hours.week[0]", "9-5"), ("hours.week[6]", "17:00-09:00"),
        ("targets[0].minutes", "soon"), ("targets[1].minutes", "-1"), ("alerting.minutes[1]", "90, 90"),
        ("alerting.minutes[1]", "90, later"), ("alerting.quiet_from", "26:00"), ("hours.dates[0].date", "Xmas"),
        ("hours.dates[0].hours", "all day"),
    ],
)  # fmt: skip
async def test_what_is_wrong_is_said_at_its_own_field_and_is_not_saved(
    sheet: LevelsSheet, book: LevelsBook, path: str, typed: str
) -> None:
    field: Any = sheet.fields()[path]
    field.line.setText(typed)
    await settle(sheet)
    assert fault(sheet, path)
    assert path not in fault(sheet, path), "the field is where it stands, not named in code"
    others = [one for at, one in sheet.fields().items() if one is not field]
    assert all(one._sentence.isHidden() for one in others)
    assert "1 field to correct before it can be saved" in words(sheet)
    button(sheet, "Save").click()
    await settle(sheet)
    assert sheet.isVisible()
    assert field.isAncestorOf(QApplication.focusWidget())
    assert field.line.text() == typed
    assert await book.read() == KEPT


async def test_two_targets_for_the_same_promise_are_told(sheet: LevelsSheet) -> None:
    row = sheet.targets.add(KEPT.targets[0])
    await settle(sheet)
    assert "stands here twice" in fault(sheet, "targets[2].metric")
    button(row, "Remove this target").click()
    await settle(sheet)
    assert not sheet.changed


async def test_saving_keeps_it_and_tells(sheet: LevelsSheet, book: LevelsBook) -> None:
    told: list[str] = []
    sheet.saved.connect(lambda: told.append("saved"))
    sheet.alerting.minutes.line.setText("120, 45, 15")
    sheet.hours.add_date(OwnHours("2026-12-31"))
    tasks = sheet._tasks
    button(sheet, "Save").click()
    await settle(sheet, tasks)
    assert told == ["saved"]
    kept = await book.read()
    assert kept.alerting.minutes == (120, 45, 15)
    assert kept.hours.dates[1] == OwnHours("2026-12-31")


async def test_escape_does_not_lose_what_was_typed(sheet: LevelsSheet, book: LevelsBook) -> None:
    sheet.hours.zone.line.setText("Europe/Paris")
    await settle(sheet)
    QTest.keyClick(sheet, Qt.Key.Key_Escape)
    assert sheet.isVisible()
    assert "Not saved yet. Save it, or discard it." in words(sheet)
    button(sheet, "Discard").click()
    assert sheet.isHidden()
    assert await book.read() == KEPT


async def test_another_country_offers_its_parts(sheet: LevelsSheet) -> None:
    countries = sheet.hours.country.choice
    countries.setCurrentIndex(countries.findData("US"))
    await settle(sheet)
    parts = sheet.hours.part.choice
    assert parts.findData("CA") >= 0
    assert parts.findData("BY") < 0
    assert sheet.entered()[0].hours.subdivision == ""


async def test_a_broken_file_is_told_and_the_defaults_are_there(
    window: QWidget, tasks: Tasks, tmp_path: Path
) -> None:
    (tmp_path / "service-levels.json").write_text("{")
    sheet = show_levels(window, LevelsBook(tmp_path / "service-levels.json"), tasks)
    await settle(sheet)
    assert "The service levels cannot be read" in words(sheet)
    assert sheet.entered()[0] == ServiceLevels()
    sheet.give_up()


@pytest.mark.parametrize("text", OURS[:4], ids=range(4))
async def test_whatever_stands_in_the_file_stays_words(
    window: QWidget, tasks: Tasks, tmp_path: Path, text: str
) -> None:
    class Odd(LevelsBook):
        async def read(self) -> ServiceLevels:
            hours = EnteredHours(text, (text,) * 7, text, text, (OwnHours(text, text),))
            return ServiceLevels(hours, (EnteredTarget(text, text, 1),), Alerting((1,), text, text))

    sheet = show_levels(window, Odd(tmp_path / "none.json"), tasks)
    await settle(sheet)
    assert markup(sheet) == []
    assert not sheet.grab().isNull()
    sheet.give_up()
