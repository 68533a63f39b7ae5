"""What was typed against the words of an action: whole words first, starts before middles, gaps last."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ui.actions.fuzzy import marks, score


@pytest.mark.parametrize(
    ("typed", "best", "other"),
    [
        ("plan", "Go to Plan", "Show explanations"),
        ("home", "Go to Home", "Show tickets of Homer"),
        ("goh", "Go to Home", "Mango chutney"),
        ("open", "Open ticket", "Reopen ticket"),
        ("sk", "Skip ahead", "Show its clock"),
    ],
)
def test_the_better_fit_scores_higher(typed: str, best: str, other: str) -> None:
    assert score(typed, best) > score(typed, other) >= 0


@pytest.mark.parametrize(
    ("typed", "words"), [("xyz", "Go to Plan"), ("nalp", "Plan"), ("plann", "Plan")]
)
def test_what_does_not_fit_scores_nothing(typed: str, words: str) -> None:
    assert score(typed, words) == 0


def test_nothing_typed_fits_everything() -> None:
    assert score("", "Go to Plan") == score("  ", "Go to Plan") == 1


def test_case_and_spaces_do_not_matter() -> None:
    assert score("GO HOME", "Go to Home") == score("gohome", "go to home") > 0


@given(st.text(max_size=12), st.text(max_size=40))
def test_it_is_never_negative_and_every_text_fits_itself(typed: str, words: str) -> None:
    assert score(typed, words) >= 0
    assert score(words, words) > 0


@given(st.text(max_size=12), st.text(max_size=40))
def test_marks_lie_inside_the_words(typed: str, words: str) -> None:
    run = marks(typed, words)
    if run is not None:
        assert run[0] >= 0
        assert run[1] > 0


def test_marks_emphasise_the_run_that_was_typed() -> None:
    assert marks("plan", "Go to Plan") == (6, 4)
    assert marks("gp", "Go to Plan") is None
    assert marks("", "Go to Plan") is None
