"""The rule of time left."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.domain.standing import NO_DEADLINE, ClockState
from ui.theme.time_left import HOUR, MINUTE, Left, clock_words, spoken, time_left

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
