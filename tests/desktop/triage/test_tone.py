"""Plain words: repaired to the end, and never a quote, a number or a link touched."""

import re

from hypothesis import given
from hypothesis import strategies as st

from desktop.triage.tone import blame_in, jargon_in, repair, word_list

PIECES = st.sampled_from(
    [
        *word_list().phrases,
        "signing",
        "allow",
        "client",
        "Your",
        "the",
        ".",
        "?",
        ",",
        "(",
        "tokén",
        "ſcope",
        "clıent id",
        "İd",
        "\n",
        '"a token"',
        '"',
        "https://x.example/token",
        "AUTH-4107",
        "401",
        "/oauth2/token",
        "client_id",
        "😀",
        "\u202e",
    ]
)
TEXTS = st.lists(PIECES, max_size=12).map(" ".join) | st.text()
KEPT = re.compile(r"\"[^\"\n]*\"|https?://\S+|\S*\d\S*")


@given(text=TEXTS)
def test_repairing_twice_changes_nothing_more(text: str) -> None:
    once = repair(text)
    assert repair(once) == once


@given(text=TEXTS)
def test_quotes_numbers_and_links_are_never_touched(text: str) -> None:
    assert KEPT.findall(repair(text)) == KEPT.findall(text)


def test_jargon_is_replaced_longest_first_and_starts_a_sentence_with_a_capital() -> None:
    assert repair("Token expired. Access token too.") == "Pass expired. Short-lived pass too."
    assert repair("the signing kid") == "the key that signs passes name"
    assert jargon_in('Your token, "a token" and the gateway') == ("token", "gateway")


def test_words_that_blame_are_found() -> None:
    assert blame_in("As we told you, this is obviously fine") == ("as we told you", "obviously")
    assert blame_in("We are sorry") == ()


def test_no_plain_form_is_jargon_itself() -> None:
    assert [plain for plain in word_list().phrases.values() if jargon_in(plain)] == []
