"""The hours of a day as written: both dashes, any spaces, and why some cannot be."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.domain.sla.schedule import DAY
from desktop.domain.sla.windows import read_time, read_windows


@pytest.mark.parametrize(
    ("text", "windows"),
    [
        ("", ()),
        ("  ", ()),
        ("09:00-17:00", ((540, 1020),)),
        ("9:00 – 12:30,13:00-17:00", ((540, 750), (780, 1020))),
        ("13:00-17:00, 09:00-13:00", ((540, 780), (780, 1020))),
        ("00:00-24:00", ((0, DAY),)),
    ],
)
def test_hours_are_read_in_order(text: str, windows: tuple[tuple[int, int], ...]) -> None:
    assert read_windows(text) == (windows, ())


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("25:00-26:00", ["25:00 is no time of day"]),
        ("09:60-10:00", ["09:60 is no time of day"]),
        ("24:01-24:02", ["24:01 is no time of day"]),
        ("17:00-09:00", ["17:00 to 09:00 ends before it starts", "17:00-24:00", "00:00-09:00"]),
        ("22:00-00:00", ["split it at midnight: 22:00-24:00"]),
        ("09:00-09:00", ["has no length"]),
        ("24:00-24:00", ["has no length"]),
        ("09:00-11:00, 10:00-12:00", ["10:00–12:00 overlaps 09:00–11:00"]),
        ("nine to five", ["'nine to five' is no window"]),
        ("09:00-17:00,", ["'' is no window"]),
        ("٠٩:٠٠-١٧:٠٠", ["is no window"]),
    ],
)
def test_what_cannot_be_is_named(text: str, words: list[str]) -> None:
    (wrong,) = read_windows(text)[1]
    assert all(each.casefold() in wrong.casefold() for each in words), wrong


def test_each_wrong_window_of_a_day_is_named() -> None:
    windows, wrong = read_windows("25:00-26:00, 09:00-17:00, x")
    assert (windows, len(wrong)) == (((540, 1020),), 2)


@given(st.text(max_size=40))
def test_any_text_gives_hours_within_the_day_or_words(text: str) -> None:
    windows, _ = read_windows(text)
    assert all(0 <= opens < closes <= DAY for opens, closes in windows)


def test_a_time_of_day_is_minutes_and_midnight_is_its_end() -> None:
    assert [read_time(text) for text in ("07:30", "24:00", "24:01", "", "7")] == [
        450, DAY, None, None, None,
    ]  # fmt: skip
