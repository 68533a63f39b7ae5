"""The rate of a run: said when it is known, in round figures."""

from datetime import timedelta

import pytest

from desktop.stages.execute.rate import rate_in_words


@pytest.mark.parametrize(
    ("done", "total", "seconds", "words"),
    [
        (2, 47, 30, ""),
        (10, 47, 1, ""),
        (47, 47, 60, ""),
        (10, 40, 10, "60 a minute, about 30 s left"),
        (46, 47, 46, "60 a minute, about 10 s left"),
        (10, 47, 60, "10 a minute, about 4 min left"),
        (3, 9, 600, "1 a minute, about 20 min left"),
    ],
)
def test_it_says_how_fast_and_how_long_only_when_it_knows(
    done: int, total: int, seconds: int, words: str
) -> None:
    assert rate_in_words(done, total, timedelta(seconds=seconds)) == words
