"""What a vote may say against words: nothing where it is a guess, much where its words are in the subject."""

import pytest

from desktop.domain.ticket import CategoryOption, SolvedTicket, Ticket
from desktop.triage.topic import Judge
from tests.desktop.triage.tickets import ticket

LABELS = {
    "login": "Portal sign-in and passwords",
    "dates": "Appointments and scheduling",
    "lab": "Lab results import",
}
OPTIONS = tuple(CategoryOption(value, name) for value, name in LABELS.items())
TEXTS = {
    "login": "Patienten können sich am Portal nicht anmelden. Das Passwort wird nicht angenommen. Bitte um Hilfe",
    "dates": "Der Kalender zeigt die Termine der Ärzte doppelt. Wir wissen nicht, wer wann kommt",
    "lab": "Die Laborwerte werden seit gestern nicht mehr importiert. Die Ärzte warten auf die Befunde",
}
SOLVED = tuple(
    SolvedTicket(number, f"{TEXTS[label]}, Fall {number}.", label)
    for number, label in enumerate(list(TEXTS) * 5, 1)
)


def about(topic: str, judged: Ticket) -> bool:
    return Judge(SOLVED, OPTIONS).about(topic, [judged])[judged.id].about


@pytest.mark.parametrize("topic", ["appointments", "Termine", "scheduling"])
def test_a_category_none_of_whose_words_are_there_cannot_outvote_the_subject(topic: str) -> None:
    text = "Patienten können am Portal nicht bis 20 Uhr buchen. Bitte um Hilfe, Patienten können das nicht."
    assert about(topic, ticket(1, "Online-Terminbuchung schließt zu früh", description=text))


def test_a_guessed_vote_says_nothing_against_words_shown() -> None:
    text = "Jeder Laborbefund steht zweimal drin, importiert wurde nur einmal."
    assert about("lab results import", ticket(2, "Befunde zweimal", description=text))


def test_what_is_in_order_stays_out() -> None:
    text = "Das Passwort ist in Ordnung. Der Kalender zeigt die Termine der Ärzte doppelt."
    assert not about("passwords", ticket(3, "Termine doppelt", description=text))
