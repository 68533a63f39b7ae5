"""Approve's page: all a manager will see, and where the question stands."""

from dataclasses import replace
from typing import Any

import pytest
from msgspec.structs import replace as other

from desktop.domain.approval import Answer, Assurance
from desktop.domain.values import StageName
from desktop.stages.approve.contract import ApproveView
from tests.desktop.stages.standing import SCOPE, Standing
from tests.ui.desks import Seat
from tests.ui.reading import words
from tests.ui.stages.conftest import Sit


@pytest.fixture
async def approve(seat: Sit, standing: Standing) -> Seat:
    await standing.plan()
    one = seat(StageName.APPROVE)
    await one.enter()
    return one


def answered(seat: Seat, answer: Answer | None, assurance: Assurance | None, note: str) -> Any:
    """The View as it is after this answer of the first manager."""
    view = seat.view
    now = seat.standing.services.clock.now()
    asked = ApproveView(view.packet, view.approvers[0].id, now, answer, assurance, note)
    return replace(view, asked=asked)


async def test_it_says_what_would_happen_and_to_whom(approve: Seat) -> None:
    said, packet = words(approve.page()), approve.view.packet
    assert f"{len(SCOPE)} tickets at {len(packet.customers)} organisations." in said
    assert f"{len(packet.drafts)} drafts, {len(packet.escalations)} escalations." in said
    for line in (*packet.undo_plan, *packet.finals, *packet.triggers, *packet.scopes_used):
        assert line in said
    for draft in packet.drafts:
        assert f"#{draft.ticket}" in said
    assert "Not asked yet." in said


async def test_many_customers_end_with_a_sum_that_fits(approve: Seat) -> None:
    page: Any = approve.page()
    customers = tuple((f"Clinic {n}", n + 1, n == 0) for n in range(9))
    packet = other(approve.view.packet, customers=customers)
    page.show_view(replace(approve.view, packet=packet))
    said = words(page)
    assert "Clinic 4" in said
    assert "Clinic 5" not in said
    assert "and 4 more, 30 tickets of 45" in said


async def test_a_safeguard_nobody_can_check_says_a_person_does(approve: Seat) -> None:
    page: Any = approve.page()
    own = other(approve.view.packet.safeguards[0], text="Be kind", passed=0, total=0)
    page.show_view(replace(approve.view, packet=other(approve.view.packet, safeguards=(own,))))
    assert "Be kind: a person checks it" in words(page)


async def test_a_missing_right_is_named(approve: Seat) -> None:
    page: Any = approve.page()
    packet = other(approve.view.packet, scopes_missing=("Post in channels",))
    page.show_view(replace(approve.view, packet=packet))
    assert "Post in channels" in words(page)


async def test_a_question_that_waits_says_who_was_asked_and_when(approve: Seat) -> None:
    page: Any = approve.page()
    page.show_view(answered(approve, None, None, ""))
    said = words(page)
    assert f"{approve.view.approvers[0].name} was asked at " in said
    assert "ask again" in said, "the link of an earlier window is not shown"
    page.show_view(replace(answered(approve, None, None, ""), link="http://deck.test/a/b"))
    said = words(page)
    assert "http://deck.test/a/b" in said
    assert "ask again" not in said


@pytest.mark.parametrize(
    ("assurance", "word"),
    [(Assurance.SIGNED_IN, "Signed in"), (Assurance.ENROLLED, "Enrolled"), (Assurance.VOUCHED, "Vouched")],
)  # fmt: skip
async def test_a_yes_says_how_sure_it_is_who_gave_it(
    approve: Seat, assurance: Assurance, word: str
) -> None:
    page: Any = approve.page()
    page.show_view(answered(approve, Answer.APPROVE, assurance, "Go."))
    said = words(page)
    assert f"{approve.view.approvers[0].name} said yes." in said
    assert page.title.text() == "Approved"
    assert "Go." in said
    assert f"{word}: " in said


async def test_a_no_is_a_no_with_its_note(approve: Seat) -> None:
    page: Any = approve.page()
    page.show_view(answered(approve, Answer.DECLINE, Assurance.VOUCHED, "Too many replies."))
    said = words(page)
    assert "said no." in said
    assert "Too many replies." in said


async def test_choosing_another_manager_asks_the_presenter(approve: Seat) -> None:
    page: Any = approve.page()
    last = len(approve.view.approvers) - 1
    page._who.setCurrentIndex(last)
    page._who.activated.emit(last)
    await approve.do(lambda: None)
    assert approve.view.approver == approve.view.approvers[last]
