"""Priority by rule: each rule alone, three together, and nothing without a reason."""

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.domain.ticket import Organisation, Priority
from desktop.triage.priority import Standing, above, suggest
from tests.desktop.triage.tickets import ticket

WINDOW = timedelta(minutes=90)
QUIET = Standing(None, WINDOW, 1, 5)
VIP = Organisation(1, "Lakeside Clinic", vip=True)


def test_without_a_reason_it_is_normal_and_says_so() -> None:
    found = suggest(ticket(), QUIET)
    assert (found.priority, found.reasons) == (Priority.NORMAL, ("No rule asks for more.",))


@pytest.mark.parametrize(
    ("minutes", "priority"),
    [(-5, Priority.URGENT), (30, Priority.URGENT), (31, Priority.HIGH), (90, Priority.HIGH), (91, Priority.NORMAL)],
)  # fmt: skip
def test_the_nearest_clock_asks_for_more(minutes: int, priority: Priority) -> None:
    left = timedelta(minutes=minutes)
    assert suggest(ticket(), Standing(left, WINDOW, 1, 5)).priority is priority


@pytest.mark.parametrize(
    ("words", "reason"),
    [
        ("We are locked out and cannot work.", "work has stopped"),
        ("It is the third time this week, still broken.", "came back"),
        ("Nobody has replied to us.", "nobody answered"),
        ("Wir können seit heute nicht mehr arbeiten.", "work has stopped"),
    ],
)
def test_what_it_says_asks_for_more(words: str, reason: str) -> None:
    found = suggest(ticket(description=words), QUIET)
    assert found.priority is Priority.HIGH
    assert any(reason in said for said in found.reasons)


def test_three_reasons_for_high_are_urgent_and_all_are_told() -> None:
    asked = ticket(organisation=VIP, description="We are locked out and cannot work.")
    found = suggest(asked, Standing(timedelta(minutes=60), WINDOW, 7, 5))
    assert found.priority is Priority.URGENT
    assert len(found.reasons) == 4
    assert "7 tickets tell of the same incident." in found.reasons


@given(st.text(max_size=300), st.booleans(), st.integers(1, 9))
def test_one_more_reason_never_lowers_it(words: str, vip: bool, alike: int) -> None:
    plain = ticket(description=words)
    more = ticket(description=words, organisation=VIP)
    order = list(Priority)[::-1]
    standing = Standing(None, WINDOW, alike, 5)
    assert order.index(suggest(more, standing).priority) >= order.index(
        suggest(plain, standing).priority
    )


def test_more_than_given_is_above() -> None:
    assert above(Priority.URGENT, Priority.HIGH)
    assert above(Priority.NORMAL, None)
    assert not above(Priority.HIGH, Priority.HIGH)
    assert not above(Priority.NORMAL, Priority.URGENT)
