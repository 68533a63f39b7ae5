"""Own safeguards in plain words: understood and said back, or honestly left to a person."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.domain.brief import Check
from desktop.triage.own.reading import BY_PERSON, LONGEST, read
from tests.effort import within

UNDERSTOOD = {
    Check.LENGTH: (
        "at most 120 words",
        "Keep it short.",
        "Replies must be no more than 5 sentences, please",
        "keep it under 100 words",
        "höchstens 80 Wörter",
        "No more than three sentences",
        "Antworten maximal 100 Wörter",
        "Bitte kurz fassen",
    ),
    Check.FORBIDDEN: (
        "never mention refunds",
        "don't say 'guarantee'",
        "Don’t use the words “SLA” or “breach” in any reply",
        "Replies may not mention refunds",
        "Never name Dr. Weber",
        "do not use the word guarantee",
        "never apologise",
        "Nie Rückerstattungen erwähnen",
        "Das Wort „Sicherheitslücke“ nicht verwenden",
    ),
    Check.REQUIRED: (
        "always mention the status page",
        "Mention the status page",
        "always include a link to the status page",
        'always say "status.example"',
        "Immer die Statusseite erwähnen",
    ),
    Check.TICKET_NUMBER: ("include the ticket number", "Immer die Ticketnummer nennen"),
    Check.SIGNED: ("sign with the team's name", 'Sign as "Interop Support"'),
    Check.LINKS: (
        "no links other than the KB",
        "no links",
        "Keine Links außer zur Wissensdatenbank",
    ),
    Check.NO_ATTACHMENTS: (
        "no attachments",
        "never ask for attachments",
        "don't ask for screenshots or logs",
        "keine Anhänge anfordern",
    ),
    Check.FORMAL: ("formal address", "Use Sie", "per Sie", "Kunden siezen"),
    Check.LANGUAGE: (
        "Reply in German",
        "auf Deutsch antworten",
        "Antwort auf Englisch",
        "in the customer's language",
    ),
    Check.CALM: ("no exclamation marks or capitals", "keine Ausrufezeichen", "no shouting"),
    Check.APOLOGY: ("always apologise", "an apology is required", "immer um Entschuldigung bitten"),
    Check.NO_PROMISES: (
        "no promises of a date",
        "no commitments/promises without authority",
        "never promise anything",
        "keine Zusagen machen",
        "nichts versprechen",
    ),
    Check.NO_NAMES: (
        "Never name a patient",
        "kein Patient beim Namen nennen",
        "keine Patientennamen",
        "no names",
        "never name customers",
    ),
}
LINES = [(check, line) for check, lines in UNDERSTOOD.items() for line in lines]


@pytest.mark.parametrize(("check", "line"), LINES, ids=[line for _, line in LINES])
def test_a_line_a_rule_can_check_is_said_back(check: Check, line: str) -> None:
    made = read(line)
    assert (made.check, made.text) == (check, line)
    assert made.understood.startswith("Checked: ")


@pytest.mark.parametrize(
    "line",
    [
        "be kind to Dr. Weber",
        "at least 50 words",
        "at most 0 words",
        "at most 120 words and be kind",
        "never mention refunds unless the customer asks",
        "never say anything rude",
        "always say what happens next",
        "always mention the status page or the hotline",
        "never include the ticket number",
        "Replies may mention refunds",
        "No discounts",
        "do not use technical terms",
        "never use first names",
        "never mention patient data",
        "do not use capslock words",
        "x" * 5000,
        "",
    ],
)
def test_what_no_rule_covers_whole_is_left_to_a_person(line: str) -> None:
    made = read(line)
    assert (made.check, made.understood) == (Check.OWN, BY_PERSON)


def test_the_number_it_takes_is_said() -> None:
    assert read("Keep it short").understood == "Checked: at most 120 words"
    assert read("under 100 words").understood == "Checked: at most 99 words"
    assert read("höchstens 3 Sätze").understood == "Checked: at most 3 sentences"


def test_the_words_it_takes_are_said() -> None:
    assert read("never mention refunds or discounts").words == ("refunds", "discounts")
    assert read("never mention refunds").understood == 'Checked: never says "refunds"'
    assert read("always mention the status page").understood == 'Checked: always says "status page"'


@given(st.integers(1, 99_999))
def test_every_number_of_words_is_read(number: int) -> None:
    assert read(f"at most {number} words").limit == number


@given(st.text(max_size=2 * LONGEST))
def test_any_line_is_read_and_stays_the_leads_words(line: str) -> None:
    made = within(90, lambda: read(line))
    assert made.text == " ".join(line.split())
    assert made.understood


@pytest.mark.parametrize(
    "part", ["no ", "never use ", "capitals or ", "in every reply ", '"', "nicht "]
)
def test_no_line_takes_long(part: str) -> None:
    within(45, lambda: read((part * LONGEST)[:LONGEST]))
