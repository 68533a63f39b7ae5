"""The words of a letter as data: every slot is one that is filled, both languages say the same things."""

import re

import pytest

from desktop.base.paths import resource
from desktop.domain.plan import Cluster
from desktop.triage.placeholders import placeholders_in
from desktop.triage.reply.promise import Promise
from desktop.triage.reply.slots import Case, parts
from desktop.triage.reply.wording import LANGUAGES, template, wording
from desktop.triage.tone import jargon_in
from tests.desktop.triage.tickets import NOW, page, ticket

SLOT = re.compile(r"\$(\w+)")
FILLED = {
    "name", "full_name", "problem", "place", "since", "span", "url", "language", "steps", "explanation",
}  # fmt: skip
NOTE = {"reply", "steps", "left_out", "said"}


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_template_holds_only_slots_that_are_filled(language: str) -> None:
    case = Case(ticket(), None, wording(language), None, NOW, Promise())
    filled = set(parts(case))
    assert set(template(f"reply_{language}.txt").get_identifiers()) == filled
    assert set(template(f"note_{language}.txt").get_identifiers()) == NOTE
    for sentence in wording(language).sentences.values():
        assert set(SLOT.findall(sentence)) <= FILLED


def test_all_languages_say_the_same_things() -> None:
    first, *others = (wording(language) for language in LANGUAGES)
    for other in others:
        assert set(other.sentences) == set(first.sentences)
        assert set(other.steps) == set(first.steps)
        assert set(other.spans) == set(first.spans)
        for name, sentence in first.sentences.items():
            slots = {"name", "full_name"}
            assert (
                set(SLOT.findall(sentence)) - slots
                == set(SLOT.findall(other.sentences[name])) - slots
            )


@pytest.mark.parametrize("language", LANGUAGES)
def test_our_own_sentences_are_plain_and_leave_nothing_open(language: str) -> None:
    for sentence in wording(language).sentences.values():
        assert jargon_in(sentence, language) == ()
        assert placeholders_in(SLOT.sub("word", sentence)) == ()


def test_a_length_of_time_is_said_in_its_largest_whole_unit() -> None:
    english, german = wording("en"), wording("de")
    said = [english.span(minutes) for minutes in (1, 45, 60, 90, 120, 1440, 2880)]
    assert said == ["1 minute", "45 minutes", "1 hour", "90 minutes", "2 hours", "1 day", "2 days"]
    assert [german.span(minutes) for minutes in (60, 120)] == ["einer Stunde", "2 Stunden"]


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_template_names_a_customer_or_a_time_of_its_own(language: str) -> None:
    for name in ("reply", "note"):
        text = resource("templates", f"{name}_{language}.txt").read_text("utf-8")
        assert not re.search(r"\d", text)


def test_facts_decide_which_sentence_stands() -> None:
    words = wording("en")
    usual = parts(Case(ticket(), None, words, None, NOW, Promise()))
    assert usual["waited"] == usual["again"] == usual["known"] == ""
    together = Cluster("incident-1", "token refused", (101, 102), ())
    long = ticket(
        description="The API is down. This is the second time.", created_at=NOW.replace(hour=2)
    )
    told = parts(Case(long, page(1, "Down", "It was down."), words, together, NOW, Promise()))
    assert "more than 12 hours" in told["waited"]
    assert "more than once" in told["again"]
    assert told["known"].startswith("Other customers have reported the same")
    assert usual["next"] != told["next"]
