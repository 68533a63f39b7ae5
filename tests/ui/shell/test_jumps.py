"""A jump of time in words."""

import pytest

from desktop.base.clock import Jump
from ui.shell.jumps import jump_words


@pytest.mark.parametrize(
    ("jump", "words"),
    [
        (Jump(asleep=True, seconds=7200), "The computer slept for 2 h"),
        (Jump(asleep=True, seconds=45), "The computer slept for 45 s"),
        (Jump(asleep=True, seconds=90_061), "The computer slept for 1 d 1 h"),
        (Jump(asleep=False, seconds=300), "The clock was set forward by 5 min"),
        (Jump(asleep=False, seconds=-3605), "The clock was set back by 1 h 5 s"),
    ],
)
def test_it_says_what_happened_and_how_far(jump: Jump, words: str) -> None:
    assert jump_words(jump) == words
