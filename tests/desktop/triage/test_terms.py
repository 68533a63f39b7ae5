"""What texts are compared by."""

import pytest

from desktop.triage.terms import LONGEST, char_terms, plain_words, word_terms, words


def test_endings_and_empty_words_say_nothing() -> None:
    assert words("Please, the tokens are refused") == ["token", "refus"]
    assert plain_words("The Tokens") == ["tokens"]


def test_codes_stay_whole() -> None:
    assert words("AUTH-4107 at /oauth2/token") == ["auth-4107", "oauth2/token"]


def test_neighbours_count_as_one_term() -> None:
    assert word_terms("invoice twice") == {"invoice": 1, "twice": 1, "invoice twice": 1}


def test_letter_runs_stay_inside_a_word() -> None:
    assert char_terms("abc") == {" ab": 1, "abc": 1, "bc ": 1, " abc": 1, "abc ": 1, " abc ": 1}


def test_encoded_data_and_what_follows_the_first_pages_is_not_read() -> None:
    assert words("ok " + "A" * 5_000 + " fine") == ["ok", "fine"]
    assert words("x " * LONGEST + "late") == ["x"] * (LONGEST // 2)


@pytest.mark.parametrize(
    "text", ["", "🦄", "\ufeff", "مرحبا بالعالم", "田中さんにあげて下さい", "\x00" * 10]
)
def test_any_text_has_terms_or_none(text: str) -> None:
    assert sum(word_terms(text).values()) >= 0
    assert sum(char_terms(text).values()) >= 0
