"""Language: told by small words, or honestly not at all."""

from hypothesis import given
from hypothesis import strategies as st

from desktop.triage.language import language_of


def test_english_and_german_are_told_apart() -> None:
    assert language_of("We are sorry that this stops your work.") == "en"
    assert language_of("Wir bitten um Entschuldigung, dass Sie nicht arbeiten können.") == "de"


def test_without_small_words_it_is_not_sure() -> None:
    assert [language_of(text) for text in ("", "401 token", "!!!")] == ["", "", ""]


@given(st.text())
def test_any_text_has_an_answer(text: str) -> None:
    assert language_of(text) in ("en", "de", "")
