"""The checks of own safeguards: each passes and fails, and says why in our words."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.triage.own.checks import About, Seen, Verdict, judge, says
from desktop.triage.own.reading import read
from tests.desktop.triage.tickets import page

PAGE = page(1, "Token refused", "Ask again.")
ABOUT = About(20434, ("Nora Lind", "Dr. Kern"), "en")
REPLY = f"""Hello Nora,

we are sorry. See {PAGE.url} for what we do with #20434. The subject was "HELP!! patient Anna Berg".

The support team
"""


def judged(line: str, reply: str = REPLY, about: About = ABOUT) -> Verdict:
    return judge(read(line), Seen(reply, PAGE, about))


PASSING = (
    "at most 40 words",
    "at most 6 sentences",
    "never mention refunds",
    "always mention the subject",
    "include the ticket number",
    "sign with the team's name",
    'sign as "support team"',
    "no links other than the KB",
    "no attachments",
    "per Sie",
    "reply in English",
    "in the customer's language",
    "no exclamation marks or capitals",
    "always apologise",
    "no promises",
)


@pytest.mark.parametrize("line", PASSING)
def test_a_draft_that_keeps_it_passes(line: str) -> None:
    assert judged(line) == Verdict(True, judged(line).detail)


FAILING = {
    "at most 5 words": (REPLY, "23 of at most 5 words", ""),
    "never mention refunds": ("We refunded it.", "1 forbidden phrase", "refunds"),
    "always mention the status page": (REPLY, "1 of 1 missing", "status page"),
    "include the ticket number": ("About 120434.", "#20434 is not there", ""),
    "sign with the team's name": ("Yours\nNora", "The last line says something else.", "Nora"),
    "no links": (REPLY, "1 link", PAGE.url),
    "no links other than the KB": (
        "See https://x.example/a.",
        "1 other link",
        "https://x.example/a",
    ),
    "no attachments": ("Send us the log, attach a screenshot", "3 requests for a file", ""),
    "formal address": ("Hey, you don't", "2 familiar words", "Hey, don't"),
    "reply in German": (REPLY, "It is English, not German.", ""),
    "no exclamation marks or capitals": ("NEVER do that!", "2 loud places", "!, NEVER"),
    "always apologise": ('We saw "sorry".', "No word of apology.", ""),
    "no promises of a date": ("within 2 hours, by 14:00", "2 promises", "within 2 hours, by 14:00"),
    "no commitments": ("We will call you back.", "1 promise", "We will call you"),
    "never name a patient": (REPLY, "1 name", "Anna Berg"),
    "no names": ("Hello Nora,\nGood day.", "1 name", "Nora"),
}


@pytest.mark.parametrize("line", FAILING)
def test_a_draft_that_breaks_it_fails_and_says_why(line: str) -> None:
    reply, detail, found = FAILING[line]
    verdict = judged(line, reply)
    assert (verdict.passed, verdict.detail) == (False, detail)
    assert not found or verdict.found == found


def test_the_greeting_names_no_patient_and_other_lines_may_not() -> None:
    assert judged("never name a patient", "Hello Nora Lind,\nall is well.\n").passed
    assert judged("never name a patient", "Hello,\nDr. Kern and Lind know.\n").found == "Lind, Kern"


def test_a_language_that_is_not_sure_is_not_passed() -> None:
    unsure = replace(ABOUT, language="")
    assert judged("in the customer's language", about=unsure) == Verdict(
        False, "The ticket's language is not sure."
    )


def test_details_hold_no_word_of_the_draft() -> None:
    for line, (reply, _, found) in FAILING.items():
        detail = judged(line, reply).detail
        assert not found or found == "!" or found not in detail


@given(st.lists(st.sampled_from(["word", "two", "a-b", "–", "3"]), max_size=30), st.integers(1, 30))
def test_a_length_passes_exactly_up_to_its_number(said: list[str], most: int) -> None:
    counted = sum(any(map(str.isalnum, word)) for word in said)
    assert judged(f"at most {most} words", " ".join(said)).passed == (counted <= most)


@given(
    st.text("abcdefgh", min_size=4, max_size=12),
    st.text("xyz ", max_size=20),
    st.text("xyz ", max_size=9),
)
def test_a_forbidden_word_is_found_wherever_it_stands(word: str, before: str, after: str) -> None:
    assert not judged(f"never mention {word}", f"{before} {word} {after}").passed
    assert judged(f"never mention {word}", f"{before} {after}").passed


def test_a_word_is_found_in_its_common_endings_and_not_inside_another() -> None:
    assert says("We guaranteed it", "guarantee")
    assert says("Refunds are late", "refund")
    assert says("policy", "policies")
    assert not says("The updates", "date")
