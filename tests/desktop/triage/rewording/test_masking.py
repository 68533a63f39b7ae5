"""What leaves for a writing assistant: marks where anything could identify somebody; what comes back is held against it."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from desktop.domain.ticket import Ticket
from desktop.triage.reply.wording import LANGUAGES
from desktop.triage.rewording import instructions, mask, put_back, wrong_with
from tests.desktop.triage.tickets import ticket
from tests.effort import within

WORDS = st.lists(
    st.sampled_from(
        [
            "Anna", "Bauer", "anna", "please", "Northwind", "401", "#20434", "\"it is broken\"", "[[1]]", "]]", "4.5.6",
            "anna@north.example", "https://x.example/a?b=1", "MRN 123456789", "born 03/04/1971", "patient Maria Santos",
            "we", "are", "sorry", "- ", "\n\n", "token_expired", "\u201esie sagt\u201c", "«oui»", "(2 hours)", "Bauer's", "\"",
        ]
    ),
    max_size=30,
)  # fmt: skip


def about(text: str = "It is down. Patient Maria Santos waits.") -> Ticket:
    base = ticket(7, "Login", description=text)
    return replace(base, requester=replace(base.requester, name="Anna Bauer"))


@given(WORDS)
def test_masking_and_putting_back_is_the_same_text(words: list[str]) -> None:
    text = " ".join(words).strip()
    masked = mask(text, about())
    assert put_back(masked, masked.text) == text


@given(WORDS)
def test_nothing_that_tells_anything_is_left_beside_the_marks(words: list[str]) -> None:
    masked = mask(" ".join(words), about())
    rest = re.sub(r"\[\[\d+\]\]", " ", masked.text)
    assert not re.search(r"[\d@_\"\u201c\u201e«»]|https?:|\[\[|\]\]", rest), rest
    assert not re.search(r"(?i)\b(anna|bauer|santos)\b", rest), rest


@given(WORDS)
def test_the_same_text_comes_back_without_a_fault(words: list[str]) -> None:
    masked = mask(" ".join(["Thank you for this.", *words]), about())
    assert wrong_with(masked, masked.text) == ""


def test_the_same_value_has_the_same_mark_and_each_place_counts() -> None:
    masked = mask("Anna wrote 401, and Anna wrote 401.", about())
    assert masked.text == "[[1]] wrote [[2]], and [[1]] wrote [[2]]."
    assert masked.values == ("Anna", "401")
    assert masked.replaced == 4
    assert "Anna" not in repr(masked)


def test_a_sentence_handed_in_is_one_mark() -> None:
    masked = mask(
        "We look. You will hear from us within 2 hours. Bye.",
        about(),
        ("You will hear from us within 2 hours.",),
    )
    assert masked.text == "We look. [[1]] Bye."


@pytest.mark.parametrize(
    ("text", "language", "left"),
    [
        (
            "Please ask Peter Miller at Lakeview. Thank you.",
            "en",
            "Please ask [[1]] at [[2]]. Thank you.",
        ),
        ("We know and I know.", "en", "We know and I know."),
        (
            "Bitte fragen Sie Peter Müller nach dem Dienst.",
            "de",
            "Bitte fragen [[1]] nach dem Dienst.",
        ),
        ("Bitte prüfen Sie die Anmeldung.", "de", "Bitte prüfen Sie die Anmeldung."),
    ],
)
def test_a_name_nobody_knows_is_told_by_how_it_is_written(
    text: str, language: str, left: str
) -> None:
    assert mask(text, about(), (), language).text == left


@pytest.mark.parametrize(
    ("answer", "why"),
    [
        ("", "empty"),
        ("We are sorry about.", "lost"),
        ("We are sorry about [[1]] [[1]] and [[2]].", "lost"),
        ("We are sorry about [[2]] and [[1]].", "moved"),
        ("We are sorry about [[1]] and [[2]] and [[3]].", "lost"),
        ("We are sorry about [[1]] and [[2]], all 3.", "of its own"),
        ("We are sorry about [[1]] and [[2]], all ③.", "of its own"),
        ("We are sorry about [[1]] and [[2]] at evil.example.", "of its own"),
        ('We are "sorry" about [[1]] and [[2]].', "of its own"),
        ("We are **sorry** about [[1]] and [[2]].", "of its own"),
        ("We are s\u200borry about [[1]] and [[2]].", "signs"),
        ("We are s\u043erry about [[1]] and [[2]].", "signs"),
        ("We are so\u0301rry about [[1]] and [[2]].", "signs"),
        ("We are sorry about [[1]] and [[2]].\n- Do this", "step"),
        ("Es tut uns leid wegen [[1]] und auch der [[2]].", "another language"),
        ("We are sorry about [[1]] and [[2]]. " * 99, "longer"),
    ],
)
def test_an_answer_that_is_no_rewording_is_refused_with_its_reason(answer: str, why: str) -> None:
    masked = mask("We are sorry about 401 and 502.", about())
    assert why in wrong_with(masked, answer)


def test_an_answer_that_keeps_everything_is_taken_whatever_its_line_ends() -> None:
    masked = mask("We are sorry.\n\nIt is about 401 and Anna.", about())
    answer = "\r\nWe are very sorry for this.\r\n\r\nIt concerns [[1]] and [[2]].\r\n"
    assert wrong_with(masked, answer) == ""
    assert put_back(masked, answer) == "We are very sorry for this.\n\nIt concerns 401 and Anna."


@pytest.mark.parametrize(
    "piece", ["a", "1", '"', "[[", "\u201e", "Anna ", "[[1]]", "https://", "\u0301", "- \n"]
)
def test_a_megabyte_of_anything_does_not_hold_it_up(piece: str) -> None:
    huge = piece * (1_000_000 // len(piece))
    masked = mask("We are sorry about 401.", about())
    assert within(450, lambda: wrong_with(masked, huge))
    within(450, lambda: mask(huge[:200_000], about()))


@pytest.mark.parametrize("language", [*LANGUAGES, "fr"])
def test_the_instructions_are_fixed_and_speak_of_marks(language: str) -> None:
    assert "[[1]]" in instructions(language)
    assert "$" not in instructions(language)
