"""The rule of time left."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.domain.standing import NO_DEADLINE, ClockState
from ui.theme.time_left import (
    HOUR,
    MINUTE,
    Left,
    business_left,
    clock_words,
    short_words,
    spoken,
    time_left,
)

NOW = 1_795_428_000_000
RUNNING = ClockState.RUNNING


@pytest.mark.parametrize(
    ("left", "state"),
    [
        (-1, Left.BREACHED),
        (0, Left.BREACHED),
        (1, Left.UNDER_30),
        (30 * MINUTE - 1, Left.UNDER_30),
        (30 * MINUTE, Left.UNDER_90),
        (90 * MINUTE - 1, Left.UNDER_90),
        (90 * MINUTE, Left.UNDER_4H),
        (4 * HOUR - 1, Left.UNDER_4H),
        (4 * HOUR, Left.LATER),
    ],
)
def test_a_running_clock_changes_at_its_limits(left: int, state: Left) -> None:
    assert time_left(NOW + left, RUNNING, NOW) == state


@pytest.mark.parametrize(
    ("clock", "state", "words", "said"),
    [
        (ClockState.PAUSED, Left.PAUSED, "Paused", "paused"),
        (ClockState.MET, Left.MET, "Met", "answered in time"),
        (ClockState.UNKNOWN, Left.UNKNOWN, "--:--:--", "no target known"),
    ],
)
def test_a_standing_clock_says_why(clock: int, state: Left, words: str, said: str) -> None:
    assert time_left(NOW - HOUR, clock, NOW) == state
    assert clock_words(NOW - HOUR, clock, NOW) == words
    assert spoken(NOW - HOUR, clock, NOW) == said


def test_a_running_clock_without_a_deadline_is_unknown() -> None:
    assert time_left(NO_DEADLINE, RUNNING, NOW) == Left.UNKNOWN


@pytest.mark.parametrize(
    ("left", "words", "said"),
    [
        (27 * MINUTE + 48_000, "00:27:48", "27 minutes left"),
        (-(4 * MINUTE + 12_000), "-00:04:12", "over by 4 minutes"),
        (63 * MINUTE, "01:03:00", "1 hour 3 minutes left"),
        (1, "00:00:01", "less than a minute left"),
        (0, "00:00:00", "over by less than a minute"),
        (99 * HOUR, "99:00:00", "4 days 3 hours left"),
        (123 * HOUR, "5 d 03 h", "5 days 3 hours left"),
        (-123 * HOUR, "-5 d 03 h", "over by 5 days 3 hours"),
    ],
)
def test_what_is_left_is_written_and_said(left: int, words: str, said: str) -> None:
    assert clock_words(NOW + left, RUNNING, NOW) == words
    assert spoken(NOW + left, RUNNING, NOW) == said


@given(st.integers(-400 * HOUR, 400 * HOUR))
def test_only_what_is_over_has_a_minus_and_the_words_never_jump_in_width(left: int) -> None:
    words = clock_words(NOW + left, RUNNING, NOW)
    over = time_left(NOW + left, RUNNING, NOW) == Left.BREACHED
    assert words.startswith("-") == (over and left <= -1000)
    assert len(words.lstrip("-")) == 8 or " d " in words


def test_business_time_left_counts_open_hours_ahead_only() -> None:
    hours = ((NOW - HOUR, NOW + 10 * MINUTE), (NOW + HOUR, NOW + HOUR + 20 * MINUTE))
    assert business_left(hours, NOW) == 30 * MINUTE
    assert business_left(hours, NOW - 2 * HOUR) == 90 * MINUTE
    assert business_left(hours, NOW + 30 * MINUTE) == 20 * MINUTE, "closed: it stands still"
    assert business_left(hours, NOW + 2 * HOUR) == 0
    assert business_left((), NOW) == 0


@given(st.lists(st.integers(1, 10_000), max_size=8), st.integers(-10, 90_000))
def test_business_time_never_exceeds_the_wall_and_never_grows(spans: list[int], later: int) -> None:
    edges = [sum(spans[:at]) for at in range(len(spans) + 1)]
    hours = tuple(zip(edges[::2], edges[1::2], strict=False))
    end = hours[-1][1] if hours else 0
    left = business_left(hours, later)
    assert 0 <= left <= max(0, end - later)
    assert business_left(hours, later + 1) in (left, left - 1)


@pytest.mark.parametrize(
    ("millis", "words"),
    [
        (42 * MINUTE + 59_000, "00:42"), (0, "00:00"), (-1, "00:00"), (100 * HOUR, "4 d 04 h"),
    ],
)  # fmt: skip
def test_short_words_leave_the_seconds_out(millis: int, words: str) -> None:
    assert short_words(millis) == words
