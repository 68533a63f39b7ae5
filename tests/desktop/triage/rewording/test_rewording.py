"""A draft in other words: ours dropped only for the letter they were meant for, and judged like any other."""

import pytest

from desktop.domain.plan import BLOCKING, Draft, DraftKind, DraftNeed, Reworded
from desktop.domain.ticket import Ticket
from desktop.triage.drafts import prepare
from desktop.triage.knowledge import Knowledge
from desktop.triage.reply.letter import around, letter, middle
from desktop.triage.reply.wording import wording
from desktop.triage.rewording import mask, put_back, wrong_with
from desktop.triage.safeguards import DEFAULTS
from tests.desktop.triage.tickets import NOW, page, ticket

KNOWLEDGE = Knowledge(
    [page(1, "Token refused with 401", "Tokens are renewed daily. More.\n- Ask again\n- Wait")], NOW
)
ENGLISH = ticket(subject="Token refused with 401")
GERMAN = ticket(
    subject="Die Anmeldung geht nicht mehr",
    description="Wir können uns seit heute Morgen nicht mehr anmelden, es kommt immer eine Meldung.",
)


def written(of: Ticket, reworded: Reworded | None = None, *, note: bool = False) -> Draft:
    kind = DraftKind.INTERNAL_NOTE if note else DraftKind.PUBLIC_REPLY
    need = DraftNeed(of.id, kind, (), None)
    return prepare(need, of, KNOWLEDGE, DEFAULTS, reworded=reworded)


def ours(draft: Draft) -> str:
    return middle({slot.name: slot.value for slot in draft.slots}, wording(draft.language))


@pytest.mark.parametrize("of", [ENGLISH, GERMAN], ids=["en", "de"])
def test_a_letter_around_its_own_middle_is_the_letter(of: Ticket) -> None:
    draft = written(of)
    words, slots = wording(draft.language), {slot.name: slot.value for slot in draft.slots}
    assert around(middle(slots, words), slots, words) == letter(slots, words) == draft.text
    assert "Nora" not in middle(slots, words)


@pytest.mark.parametrize("of", [ENGLISH, GERMAN], ids=["en", "de"])
@pytest.mark.parametrize("note", [False, True])
def test_our_own_words_sent_and_brought_back_are_the_same_draft(of: Ticket, note: bool) -> None:
    before = written(of, note=note)
    masked = mask(ours(before), of, (), before.language)
    assert wrong_with(masked, masked.text) == ""
    after = written(of, Reworded(ours(before), put_back(masked, masked.text)), note=note)
    assert after.text == after.before == before.text
    assert [(one.check, one.passed, one.found) for one in after.checks] == [
        (one.check, one.passed, one.found) for one in before.checks
    ]
    assert after.reworded is not None


def test_other_words_take_the_place_of_the_middle_alone() -> None:
    before = written(ENGLISH)
    other = ours(before).replace("Thank you for writing", "Many thanks for writing")
    after = written(ENGLISH, Reworded(ours(before), other))
    assert after.text == before.text.replace("Thank you for writing", "Many thanks for writing")
    assert after.slots == before.slots, "what the letter says stays known by its parts"


def test_words_for_another_letter_are_dropped() -> None:
    before = written(ENGLISH)
    assert written(ENGLISH, Reworded("Something else.", "Other words.")) == before


@pytest.mark.parametrize(
    ("smuggled", "check"),
    [
        ("It will be fixed by tomorrow.", "no_promise_without_authority"),
        ("Ring 555-013-7788 for patient Maria Santos.", "no_phi"),
        ("Dear {{name}}.", "no_placeholder"),
        ("You should have known that.", "empathy"),
    ],
)
def test_every_check_of_a_draft_is_run_on_other_words(smuggled: str, check: str) -> None:
    before = written(ENGLISH)
    after = written(ENGLISH, Reworded(ours(before), f"{ours(before)} {smuggled}"))
    failed = {one.check for one in after.checks if not one.passed}
    assert check in failed
    assert after.blocked == bool(failed & BLOCKING)


def test_jargon_in_other_words_is_repaired_and_shown() -> None:
    before = written(ENGLISH)
    after = written(ENGLISH, Reworded(ours(before), f"{ours(before)} Look at the payload."))
    assert "payload" not in after.text
    assert "payload" in after.before
    assert next(one for one in after.checks if one.check == "no_jargon").repaired
