"""The tone of a ticket: the words of the trade say nothing, waiting and being locked out say much."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.triage.sentiment import Label, sentiment
from tests.effort import within


@pytest.mark.parametrize(
    ("text", "label"),
    [
        ("Our nurses have been locked out for two hours and nobody has replied.", Label.NEGATIVE),
        ("Error 500 killed the job; the export failed at step 3.", Label.NEUTRAL),
        ("Severe abdominal pain field is missing", Label.NEUTRAL),
        ("Please advise how to export", Label.NEUTRAL),
        ("Kind regards, thanks in advance", Label.NEUTRAL),
        ("URGENT: cannot access medication charts", Label.NEGATIVE),
        ("It works again, thank you for the quick help!", Label.POSITIVE),
        ("Schon wieder keine Antwort, wir warten seit drei Tagen.", Label.NEGATIVE),
        ("Die Anmeldung war gestern und der Drucker hat Papier.", Label.NEUTRAL),
        ("Danke, alles läuft wieder einwandfrei.", Label.POSITIVE),
        ("", Label.NEUTRAL),
    ],
)
def test_tickets_are_told_apart(text: str, label: Label) -> None:
    assert sentiment(text).label is label


def test_the_reasons_are_the_words_that_counted_the_weightiest_first() -> None:
    assert sentiment("We are still waiting. Terrible.").reasons == ("still waiting", "Terrible")


@pytest.mark.parametrize(
    ("more", "less"),
    [
        ("The food is good!!!", "The food is good"),
        ("The food is very good", "The food is good"),
        ("The food is GOOD", "The food is good"),
        ("The food is good", "The food is somewhat good"),
        ("The food is good", "The food is not good"),
        ("The food is not bad", "The food is bad"),
        ("The food is bad but the wine is good", "The food is good but the wine is bad"),
        ("The food was never so good", "The food was never good"),
        ("The food is good :)", "The food is good :("),
    ],
)
def test_what_stands_beside_a_word_changes_it(more: str, less: str) -> None:
    assert sentiment(more).score > sentiment(less).score


@given(st.text(max_size=200))
def test_any_text_has_a_score_between_minus_one_and_one(text: str) -> None:
    tag = sentiment(text)
    assert -1 <= tag.score <= 1
    assert isinstance(tag.label, Label)


@pytest.mark.parametrize(
    "piece",
    ["no ", "waiting for ", "können wir so hier ", "\n", "a", "!", "😀", "病", "\u202e", "<b>", "have called x ", "many thanks "],
)  # fmt: skip
def test_a_megabyte_costs_no_more_than_its_beginning(piece: str) -> None:
    huge = piece * (1_000_000 // len(piece))
    within(270, lambda: sentiment(huge))
