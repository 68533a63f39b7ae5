"""What a ticket's words show, only by cues of our own list."""

import pytest

from desktop.triage.reply.cues import (
    in_trouble,
    near_patients,
    place,
    problem,
    since,
    waited_hours,
    wrote_before,
)
from desktop.triage.reply.wording import wording
from tests.desktop.triage.tickets import NOW, ticket
from tests.effort import within

EN, DE = wording("en"), wording("de")


@pytest.mark.parametrize(
    ("subject", "description", "told"),
    [
        ("Printer prints twice", "", "Printer prints twice"),
        ("FW: RE: Printer prints twice", "", "Printer prints twice"),
        ("URGENT!!!", "The label printer prints each label twice. Help.", "The label printer prints each label twice"),
        ("Re: your help", "", "your help"),
        ("help", "", ""),
        ("URGENT - please help!", "", ""),
        ('say "hello" {{x}} $y', "", "say hello x y"),
    ],
)  # fmt: skip
def test_the_problem_is_said_in_the_customers_terms(
    subject: str, description: str, told: str
) -> None:
    assert problem(ticket(subject=subject, description=description), EN) == told


def test_who_is_stopped_and_since_when_are_our_words_for_theirs() -> None:
    hit = ticket(description="Since about 10:25 UTC the Emergency Department gets nothing.")
    assert (place(hit, EN), since(hit, EN)) == (
        "the emergency department",
        " since about 10:25 UTC",
    )
    german = ticket(description="Seit 10:30 Uhr steht die Notaufnahme still.")
    assert (place(german, DE), since(german, DE)) == ("in der Notaufnahme", " seit 10:30 Uhr")
    none = ticket(description="Please add a user. It has grown since our last letter.")
    assert (place(none, EN), since(none, EN)) == ("", "")


def test_a_wish_is_no_trouble_and_a_second_letter_is_seen() -> None:
    assert in_trouble(ticket(description="Our feed is down."), EN)
    wish = ticket(subject="New user", description="Please add a user for our nurse.")
    assert not in_trouble(wish, EN)
    assert near_patients(wish, EN)
    assert not wrote_before(wish, EN)
    assert wrote_before(ticket(description="Nobody has replied to my letter."), EN)
    assert waited_hours(ticket(), NOW) == 1
    assert waited_hours(ticket(created_at=NOW), NOW.replace(hour=1)) == 0


@pytest.mark.parametrize(
    "text", ["x" * 1_000_000, "since " * 200_000, "re: " * 250_000, "a.b!" * 250_000]
)
def test_a_megabyte_costs_no_more_than_a_long_letter(text: str) -> None:
    big = ticket(subject=text, description=text)
    cues = (problem, place, since, wrote_before)
    within(90, lambda: [cue(big, words) for words in (EN, DE) for cue in cues])
