"""Drafts: template, slots and the verified page; a customer's words are hostile until shown as plain text."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.domain.brief import Check, Safeguard
from desktop.domain.errors import InputError
from desktop.domain.plan import Draft, DraftKind, DraftNeed
from desktop.domain.ticket import Organisation, Requester, Ticket
from desktop.triage.clusters import same_incident
from desktop.triage.drafts import prepare
from desktop.triage.knowledge import Knowledge, Match
from desktop.triage.safeguards import DEFAULTS, check_draft
from tests.desktop.triage.tickets import NOW, page, ticket

PAGE = page(1, "Token refused with 401", "Tokens are renewed daily. More.\n- Ask again\n- Wait")
OTHER = page(2, "Read an invoice", "Totals are at the end of every invoice.")
KNOWLEDGE = Knowledge([PAGE, OTHER], NOW)
HOSTILE = {
    "control characters": "a\x00b\x1b[31mc\x07\r\nBcc: x",
    "placeholder": "{{ticket.requester.email}} ${name} $subject",
    "mention": "<!channel> <https://evil.example|click> <script>",
    "right to left": "abc \u202egnp.exe\u202c \u2066x\u2069 \ufeff",
    "quotes": 'say "hello" “twice” about "me"',
    "megabyte": "x" * 1_000_000,
    "megabyte of words": "token " * 170_000,
    "empty": "",
    "surrogate": "lone \ud800 half",
}


def draft(of: Ticket, kind: DraftKind = DraftKind.PUBLIC_REPLY) -> Draft:
    return prepare(DraftNeed(of.id, kind, (), None), of, KNOWLEDGE, DEFAULTS)


def test_a_reply_links_the_verified_page_and_passes_its_checks() -> None:
    made = draft(ticket(subject="Token refused with 401"))
    assert made.page_id == "1"
    assert PAGE.url in made.text
    assert [check.check for check in made.checks if not check.passed] == []
    assert "Nora" in made.text
    assert '"Token refused with 401"' in made.text


def test_without_an_article_the_draft_says_so_and_invents_nothing() -> None:
    made = draft(ticket(subject="Printer on fire", description="Printer on fire"))
    assert made.page_id is None
    assert "https://" not in made.text
    assert [c.check for c in made.checks if not c.passed] == ["verified_kb"]


def test_a_note_holds_the_reply_and_the_steps_for_the_agent() -> None:
    made = draft(ticket(subject="Token refused with 401"), DraftKind.INTERNAL_NOTE)
    assert "- Ask again\n- Wait" in made.text


@pytest.mark.parametrize("subject", HOSTILE.values(), ids=HOSTILE)
def test_a_hostile_subject_stays_one_short_quoted_line(subject: str) -> None:
    began = time.monotonic()
    made = draft(ticket(subject=subject, description=""))
    assert time.monotonic() - began < 3
    assert len(made.text) < 2000
    assert not any(ord(c) < 32 and c != "\n" for c in made.text)
    for bad in ("{{", "<!", "<script", "\u202e", "\u2066", "\ud800", "\x1b"):
        assert bad not in made.text
    assert made.text.encode()
    parts = {slot.name: slot.value for slot in made.slots}
    assert "\n" not in parts["greeting"] + parts["thanks"]


def test_hostile_names_are_no_better_than_hostile_subjects() -> None:
    made = draft(
        ticket(
            requester=Requester(1, "{{x}}\n\nDear <b>", ""),
            organisation=Organisation(1, "Evil\u202e {{x}}\n", vip=False),
        )
    )
    assert "{{" not in made.text
    assert "\u202e" not in made.text


@given(subject=st.text(max_size=300))
def test_any_subject_makes_a_draft_that_can_be_stored(subject: str) -> None:
    assert draft(ticket(subject=subject, description="")).text.encode()


def test_a_clusters_name_is_never_a_customers_sentence() -> None:
    tickets = [ticket(n, subject="<!channel> please", description="") for n in (1, 2)]
    found = same_incident(tickets, least=-1)
    assert "<" not in found[0].name


def test_only_verified_and_fresh_pages_are_linked_and_others_are_shown() -> None:
    stale = page(1, PAGE.title, PAGE.body, days=400)
    unsure = page(1, PAGE.title, PAGE.body, verified=False)
    asked = ticket(subject="Token refused with 401")
    for only in (stale, unsure):
        knowledge = Knowledge([only, OTHER], NOW)
        assert knowledge.answer(asked) is None
        assert knowledge.candidates(asked)[0].page == only
        assert knowledge.candidates(asked)[0].match is Match.STRONG
        with pytest.raises(InputError, match="may not be linked"):
            knowledge.chosen("1")
    assert Knowledge([stale], NOW, stale_days=500).answer(asked) == stale
    assert Knowledge([], NOW).candidates(asked) == ()


GOOD = (
    'Thank you for telling us about "Token refused". We are sorry: it stops your work. '
    f"What we do now: {PAGE.url} We answer again within 2 hours."
)


def verdict(check: Check, reply: str, linked: bool = True) -> tuple[bool, str]:
    (result,) = check_draft([Safeguard(check, "x")], reply, PAGE if linked else None)
    return result.passed, result.detail


def test_each_safeguard_passes_and_fails() -> None:
    assert verdict(Check.VERIFIED_KB, GOOD)[0]
    assert verdict(Check.VERIFIED_KB, "no link") == (False, "Link missing.")
    assert not verdict(Check.VERIFIED_KB, GOOD, linked=False)[0]
    assert verdict(Check.NO_JARGON, GOOD)[0]
    assert verdict(Check.NO_JARGON, "Your access token") == (False, "access token")
    assert verdict(Check.EMPATHY, GOOD) == (True, "")
    assert "blames: obviously" in verdict(Check.EMPATHY, f"{GOOD} Obviously.")[1]


@pytest.mark.parametrize(
    ("without", "missing"),
    [
        ('about "Token refused"', "names the problem"),
        ("it stops your work", "acknowledges the impact"),
        ("What we do now:", "says the next step"),
        ("within 2 hours", "says by when"),
    ],
)
def test_a_reply_that_leaves_a_part_out_is_told_which(without: str, missing: str) -> None:
    assert verdict(Check.EMPATHY, GOOD.replace(without, "")) == (False, missing)


def test_own_safeguards_are_left_to_a_person() -> None:
    assert check_draft([Safeguard(Check.OWN, "Be brief")], GOOD, PAGE) == ()
