"""Service levels in their file: kept whole or not at all, nothing lost, and shown as what they mean."""

import asyncio
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from desktop.base.clock import RunningClock
from desktop.base.paths import Folder
from desktop.deck.profile import open_deck
from desktop.domain.errors import FieldError, InputError, StoreError
from desktop.domain.sla.levels import Alerting, EnteredHours, EnteredTarget, OwnHours, ServiceLevels
from desktop.preferences.contract import LevelsCommands
from desktop.preferences.levels import LevelsBook

MONDAY = datetime(2026, 11, 23, 23, 30, tzinfo=UTC)
HOURS = EnteredHours("Europe/Berlin", country="DE", dates=(OwnHours("2026-12-25", "10:00-12:00"),))
LEVELS = ServiceLevels(HOURS, (EnteredTarget("first_reply_time", "high", 90, business_hours=True),))
WRONG = ServiceLevels(EnteredHours(zone="x"), alerting=Alerting((0,)))


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "service-levels.json"


@pytest.fixture
def book(file: Path) -> LevelsCommands:
    return LevelsBook(file, RunningClock(MONDAY))


async def test_without_a_file_the_defaults_hold(book: LevelsCommands, file: Path) -> None:
    assert await book.read() == ServiceLevels()
    assert not file.exists()


async def test_what_is_saved_is_read_again(book: LevelsCommands, file: Path) -> None:
    assert await book.save(LEVELS) == ()
    assert await LevelsBook(file).read() == LEVELS
    assert [path.name for path in file.parent.iterdir()] == [file.name]


async def test_what_is_wrong_is_told_and_nothing_is_saved(book: LevelsCommands, file: Path) -> None:
    await book.save(LEVELS)
    assert [error.field for error in await book.save(WRONG)] == [
        "hours.zone",
        "alerting.minutes[0]",
    ]
    assert await book.read() == LEVELS


async def test_two_savings_at_once_leave_one_of_the_two_whole(book: LevelsCommands) -> None:
    await asyncio.gather(*(book.save(each) for each in (LEVELS, ServiceLevels()) * 10))
    assert await book.read() in (LEVELS, ServiceLevels())


@pytest.mark.parametrize(
    ("content", "place"),
    [
        ('{"targets": [{"metric": "x", "priority": "y", "minutes": "z"}]}', "$.targets[0].minutes"),
        ('{"colour": 1}', "colour"),
        ("{", "truncated"),
        ("", "truncated"),
        ('{"hours": {"week": [1]}}', "$.hours.week[0]"),
    ],
)
async def test_a_broken_file_names_its_place_and_is_kept_when_others_are_saved(
    book: LevelsCommands, file: Path, content: str, place: str
) -> None:
    file.write_text(content, "utf-8")
    with pytest.raises(InputError, match=r"service-levels\.json") as wrong:
        await book.read()
    assert place in wrong.value.message
    assert file.read_text("utf-8") == content
    for _ in range(2):
        file.write_text(content, "utf-8")
        await book.save(LEVELS)
    assert await book.read() == LEVELS
    kept = sorted(path for path in file.parent.iterdir() if "broken" in path.name)
    assert [path.read_text("utf-8") for path in kept] == [content, content]


async def test_a_disk_that_fails_is_told_and_the_old_file_holds(
    book: LevelsCommands, file: Path
) -> None:
    await book.save(LEVELS)
    file.with_suffix(".new").mkdir()
    with pytest.raises(StoreError, match="not saved"):
        await book.save(ServiceLevels())
    assert await book.read() == LEVELS


async def test_the_seven_days_ahead_are_shown_in_their_own_zone(book: LevelsCommands) -> None:
    days = (await book.preview(LEVELS)).days
    assert [each.day.day for each in days] == [24, 25, 26, 27, 28, 29, 30], "it is Tuesday there"
    assert [len(each.windows) for each in days] == [1, 1, 1, 1, 0, 0, 1]
    opens, closes = days[0].windows[0]
    assert (f"{opens:%H:%M %Z}", f"{closes:%H:%M}") == ("09:00 CET", "17:00")


async def test_the_next_holidays_are_those_that_are_closed(book: LevelsCommands) -> None:
    shown = (await book.preview(LEVELS)).holidays
    assert [each.day for each in shown] == [
        date(2026, 12, 26), date(2027, 1, 1), date(2027, 3, 26), date(2027, 3, 29), date(2027, 5, 1),
    ]  # fmt: skip
    assert shown[0].name == "Second Day of Christmas"


async def test_a_preview_tells_problems_and_shows_hours_that_have_none(
    book: LevelsCommands,
) -> None:
    shown = await book.preview(WRONG)
    assert (shown.days, shown.problems[0].field) == ((), "hours.zone")
    late = ServiceLevels(HOURS, (EnteredTarget("x", "high", 1),))
    shown = await book.preview(late)
    assert (len(shown.days), [error.field for error in shown.problems]) == (
        7,
        ["targets[0].metric"],
    )
    nothing = await book.preview(ServiceLevels(EnteredHours(week=("",) * 7)))
    assert (nothing.days, nothing.problems) == ((), ())


async def test_countries_and_their_parts_are_offered(book: LevelsCommands) -> None:
    assert ("DE", "Germany") in await book.countries()
    assert ("BY", "Bayern") in await book.subdivisions("DE")
    with pytest.raises(FieldError):
        await book.subdivisions("ZZ")


async def test_an_open_profile_has_its_own_service_levels(tmp_path: Path) -> None:
    deck = await open_deck(Folder(tmp_path), "test", None, "a passphrase for this test")
    try:
        await deck.levels.save(LEVELS)
    finally:
        deck.close()
    assert (tmp_path / "service-levels.json").exists()
