"""Drafts: template, slots and the verified page; a customer's words are hostile until shown as plain text."""

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.domain.brief import Check, Safeguard
from desktop.domain.errors import InputError
from desktop.domain.plan import BLOCKING, Cluster, Draft, DraftKind, DraftNeed
from desktop.domain.ticket import Organisation, Requester, Ticket
from desktop.triage.clusters import same_incident
from desktop.triage.drafts import Around, prepare
from desktop.triage.foreign import index
from desktop.triage.knowledge import Knowledge, Match
from desktop.triage.safeguards import DEFAULTS, check_draft
from tests.desktop.triage.tickets import NOW, page, ticket
from tests.effort import within

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
    made = within(270, lambda: draft(ticket(subject=subject, description="")))
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
    found = same_incident(tickets)
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


def test_a_draft_that_tells_of_another_customer_is_blocked() -> None:
    """Planted: the incident got the name of one customer, and a second one's subject says nothing."""
    theirs = ticket(201, requester=Requester(5, "Quentin Hartigan", "q@marsh.example"))
    mine = ticket(202, subject="URGENT!!!", description="")
    planted = Cluster("incident-1", "Hartigan calls", (201, 202), ())
    around = Around((planted,), NOW, index=index([theirs, mine]))
    made = prepare(
        DraftNeed(202, DraftKind.PUBLIC_REPLY, (), None), mine, KNOWLEDGE, DEFAULTS, around=around
    )
    assert "Hartigan" in made.text
    (check,) = [one for one in made.checks if not one.passed and one.check in BLOCKING]
    assert (check.check, check.detail) == ("no_foreign_values", "1 value of another customer")
    assert "hartigan" not in check.detail.lower(), "the evidence counts, it does not name"
    assert made.blocked


def test_a_german_ticket_gets_a_german_letter_and_a_french_one_is_said_to_be_in_english() -> None:
    german = draft(
        ticket(
            subject="Anmeldung schlägt fehl",
            description="Seit gestern geht nichts mehr, bitte helfen Sie uns.",
        )
    )
    assert german.language == "de"
    assert german.text.startswith("Guten Tag Nora Nurse,")
    assert (
        "Es tut uns leid, dass Sie seit gestern nicht wie gewohnt arbeiten können." in german.text
    )
    assert {c.check for c in german.checks if not c.passed} == {"verified_kb"}
    french = draft(
        ticket(
            subject="Le serveur ne répond plus",
            description="Bonjour, nous ne pouvons plus nous connecter, merci de nous aider.",
        ),
        DraftKind.INTERNAL_NOTE,
    )
    assert french.language == "en"
    assert "The ticket seems to be in French." in french.text
    assert "ticket_language" in {c.check for c in french.checks if not c.passed}


def test_what_a_repair_mended_is_marked_and_its_codes_are_kept_for_the_agent() -> None:
    told = page(
        3,
        "Proxy drops a line",
        "The refresh token is dropped (proxy_drop_all) on the way.\n- Ask again",
    )
    made = prepare(
        DraftNeed(101, DraftKind.INTERNAL_NOTE, (), None),
        ticket(subject="Proxy drops a line"),
        Knowledge([told, OTHER], NOW),
        DEFAULTS,
    )
    reply = made.text.split("---")[1]
    assert "The renewal pass is dropped on the way." in reply
    assert "Left out of the reply: proxy_drop_all." in made.text
    assert [c.check for c in made.checks if c.repaired] == ["no_jargon"]


def test_a_draft_of_an_older_version_still_reads() -> None:
    old = b'{"ticket":7,"kind":"public_reply","text":"a","before":"a","page_id":null,"candidates":[],"checks":[{"check":"empathy","passed":true,"detail":""}]}'
    read = msgspec.json.decode(old, type=Draft)
    assert (read.cluster, read.language, read.slots, read.blocked) == (None, "en", (), False)


def test_fifty_drafts_are_written_and_checked_while_nobody_waits() -> None:
    tickets = [ticket(n, subject=f"Token refused with 401, host {n}") for n in range(1000, 1050)]
    around = Around((), NOW, index=index(tickets))
    needs = [DraftNeed(t.id, DraftKind.PUBLIC_REPLY, (), None) for t in tickets]
    prepare(needs[0], tickets[0], KNOWLEDGE, DEFAULTS, around=around)

    def prepare_all() -> list[Draft]:
        pairs = zip(needs, tickets, strict=True)
        return [prepare(need, one, KNOWLEDGE, DEFAULTS, around=around) for need, one in pairs]

    assert [made.ticket for made in within(45, prepare_all)] == [one.id for one in tickets]


WORDS = st.sampled_from(
    ["{{x}}", "$name", "[NAME]", "%(x)s", "<insert>", "by tomorrow", "we guarantee", "token", "https://x.example/a", "48614", "\u202e", '"', "a_b"]
)  # fmt: skip


@given(subject=st.lists(WORDS, max_size=6).map(" ".join) | st.text(max_size=80))
def test_whatever_a_customer_writes_their_own_letter_is_never_blocked_by_it(subject: str) -> None:
    one, other = ticket(1, subject=subject), ticket(2, subject="Printer 48614")
    around = Around((), NOW, index=index([one, other]))
    need = DraftNeed(1, DraftKind.PUBLIC_REPLY, (), None)
    made = prepare(need, one, KNOWLEDGE, DEFAULTS, around=around)
    assert not made.blocked
    assert all(c.passed for c in made.checks if c.check == "no_promise_without_authority")


def test_a_subject_that_names_a_patient_is_not_quoted() -> None:
    words = "Patient Maria Lopez, MRN 00482913, gets no results"
    made = draft(ticket(subject=words, description="The results page stays empty since noon."))
    assert "Lopez" not in made.text
    assert "00482913" not in made.text
    assert {one.check: one.passed for one in made.checks}["no_phi"]


def test_a_page_with_a_patients_number_blocks_the_draft_and_the_verdict_hides_it() -> None:
    leaking = page(1, PAGE.title, "Patient MRN 00482913 was refused a token.\n- Ask again")
    asked = ticket(subject="Token refused with 401")
    need = DraftNeed(asked.id, DraftKind.PUBLIC_REPLY, (), None)
    made = prepare(need, asked, Knowledge([leaking], NOW), DEFAULTS, "1")
    (check,) = [one for one in made.checks if one.check == "no_phi"]
    assert "00482913" in made.text
    assert (check.passed, check.detail, check.found) == (False, "1 record number", "")
    assert check.check in BLOCKING
