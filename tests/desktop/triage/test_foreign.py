"""A value of one customer never stands in another's draft: planted leaks are found, own values are not."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.domain.ticket import Organisation, Requester
from desktop.triage.foreign import index
from tests.desktop.triage.tickets import page, ticket
from tests.effort import within

OURS = "Hello, thank you for writing to us. Will you wait? Kind regards, the support team"
MINE = ticket(101, subject="Token refused AUTH-4107")
THEIRS = ticket(
    48614,
    subject="Sign-in refused ZX-9931",
    description="Call +49 30 901820-77 or mail ops@lake.example, user svc_radiology, see https://lake.example/t/9.",
    requester=Requester(22, "Quentin Hartigan", "q.hartigan@queensmarsh.example"),
    organisation=Organisation(2, "Queensmarsh Family Practice", vip=False),
)
INDEX = index([MINE, THEIRS])


@pytest.mark.parametrize(
    "leak",
    [
        "Hello Quentin, thank you.",
        "as Hartigan told us",
        "Hartigan's report",
        "at Queensmarsh Family Practice",
        "at queensmarsh family practice",
        "the team of Queensmarsh",
        "see #48614",
        "see ticket 48614.",
        "mail q.hartigan@queensmarsh.example",
        "mail OPS@lake.example",
        "call 0049 30 90182077 or 493090182077",
        "call +49 (30) 901820 77",
        "the account svc_radiology",
        "the code ZX-9931",
        "open https://lake.example/t/9",
    ],
)
def test_a_planted_value_is_found(leak: str) -> None:
    assert INDEX.strangers(leak, MINE, None, OURS)


@pytest.mark.parametrize(
    "text",
    [
        "Hello Nora, about \"Token refused AUTH-4107\" of ticket 101 at Lakeside Clinic.",
        "You will hear from us within 2 hours, since 10:25 UTC, on 2026-11-23.",
        "The family practice will wait. Will you?",
        "mail nora@clinic.example",
    ],
)  # fmt: skip
def test_own_values_and_usual_words_are_nobodys(text: str) -> None:
    assert INDEX.strangers(text, MINE, None, OURS) == []


def test_what_the_page_or_the_ticket_itself_says_is_no_strangers() -> None:
    told = page(1, "ZX-9931 at sign-in", "The account svc_radiology is locked.")
    assert INDEX.strangers("ZX-9931 and svc_radiology", MINE, told, OURS) == []
    same = ticket(102, description="ZX-9931 as at Queensmarsh Family Practice")
    known = index([same, THEIRS])
    assert known.strangers("ZX-9931 at Queensmarsh Family Practice", same, None, OURS) == []
    assert known.strangers("ask Quentin", same, None, OURS) == ["quentin"]


def test_a_name_that_is_a_usual_word_elsewhere_names_nobody_alone() -> None:
    will = ticket(7, description="x", requester=Requester(7, "Will North", "w@x.example"))
    usual = ticket(8, description="the will of the north wing")
    known = index([MINE, will, usual])
    assert known.strangers("Will you go North?", MINE, None, "") == []
    assert known.strangers("ask Will North", MINE, None, "") == ["will north"]


@given(text=st.text(max_size=400))
def test_what_a_ticket_holds_itself_is_never_foreign_to_it(text: str) -> None:
    own = ticket(5, subject=text, description=text)
    assert index([own, MINE]).strangers(own.text, own, None, "") == []


@pytest.mark.parametrize(
    "text", ["x" * 1_000_000, "1 " * 500_000, "a_" * 500_000, "a@" * 400_000, "(9-" * 300_000]
)
def test_hostile_texts_do_not_freeze_the_index(text: str) -> None:
    hostile = ticket(1, subject=text, description=text)
    within(90, lambda: index([hostile]).strangers("Hello Nora 12345", MINE, None, ""))


def test_a_short_ticket_number_is_told_by_the_word_before_it() -> None:
    known = index([ticket(1), ticket(2), ticket(12)])
    assert known.strangers("within 2 hours, 12 labels", ticket(1), None, "") == []
    for leak in ("#12", "ticket 12", "Case no. 12", "Ticket-Nr. 12", "Vorgang 12"):
        assert known.strangers(f"as in {leak}.", ticket(1), None, "") == ["#12"]
    assert known.strangers("about #1", ticket(1), None, "") == []
