"""Approve: shows the packet, asks once, waits, takes the answer on."""

from datetime import timedelta

import pytest

from desktop.domain.approval import Answer
from desktop.domain.values import StageName
from tests.desktop.stages.standing import SCOPE, Standing
from tests.ui.desks import Seat
from tests.ui.stages.conftest import Sit


@pytest.fixture
def approve(seat: Sit) -> Seat:
    return seat(StageName.APPROVE)


async def answer(seat: Seat, said: Answer, note: str = "Go.") -> None:
    """The manager's own hand, on the page the link opens."""
    token = seat.view.link.rsplit("/", 1)[1]
    code = await seat.standing.code()
    await seat.standing.desk.approve.decide(token, said, note, code)
    await seat.do(lambda: None)


async def test_before_a_plan_is_chosen_it_leads_back(approve: Seat, standing: Standing) -> None:
    await standing.prepare()
    await approve.enter()
    assert approve.notice.title == "No plan was chosen"
    assert approve.notice.goes_to is StageName.PLAN


async def test_it_shows_what_the_manager_would_see_before_anybody_is_asked(
    approve: Seat, standing: Standing
) -> None:
    await standing.plan()
    facts = len(standing.facts)
    await approve.enter()
    assert approve.view.packet.categorised == len(SCOPE)
    assert approve.view.asked.packet is None
    assert approve.view.approver == approve.view.approvers[0]
    assert approve.primary == ("Request approval", "")
    assert approve.bar.secondary is None
    assert len(standing.facts) == facts, "looking records nothing"


async def test_asking_sends_one_link_and_waits(approve: Seat, standing: Standing) -> None:
    await standing.plan()
    await approve.enter()
    await approve.do(approve.presenter.primary)
    first = approve.view.approver.name.split()[0]
    assert approve.view.link.startswith("http://deck.test/")
    assert approve.primary == (f"Waiting for {first}", "The answer has not come yet.")
    assert approve.bar.secondary is not None
    assert approve.bar.secondary.title == "Open as manager"
    assert approve.all("said") == [f"{approve.view.approver.name} was asked by link"]
    await approve.do(approve.presenter.primary)
    assert standing.kinds.count("ApprovalRequested") == 1


async def test_the_page_can_be_opened_as_the_manager_sees_it(
    approve: Seat, standing: Standing
) -> None:
    await standing.plan()
    await approve.enter()
    await approve.do(approve.presenter.primary)
    approve.presenter.secondary()
    assert approve.all("asked")[-1] == ("open_link", approve.view.link)


async def test_a_yes_opens_the_way_to_execute(approve: Seat, standing: Standing) -> None:
    await standing.plan()
    await approve.enter()
    await approve.do(approve.presenter.primary)
    await answer(approve, Answer.APPROVE)
    assert approve.view.asked.answer is Answer.APPROVE
    assert approve.view.link == "", "an answered link is not shown again"
    assert approve.primary == (f"Start with {len(SCOPE)} tickets", "")
    await approve.do(approve.presenter.primary)
    assert approve.all("left_for") == [StageName.EXECUTE]


async def test_a_no_offers_another_plan_or_another_question(
    approve: Seat, standing: Standing
) -> None:
    await standing.plan()
    await approve.enter()
    await approve.do(approve.presenter.primary)
    await answer(approve, Answer.DECLINE, "Fewer replies, please.")
    assert approve.view.asked.note == "Fewer replies, please."
    assert approve.primary == ("Ask again", "")
    assert approve.bar.secondary is not None
    assert approve.bar.secondary.title == "Change the plan"
    await approve.do(approve.presenter.secondary)
    assert approve.all("left_for") == [StageName.PLAN]


async def test_a_question_of_an_earlier_window_is_asked_anew(
    approve: Seat, standing: Standing
) -> None:
    await standing.plan()
    await standing.ask()
    await approve.enter()
    assert approve.view.asked.packet is not None
    assert approve.view.link == "", "the secret was known to that window alone"
    assert approve.primary == ("Ask again", "")
    await approve.do(approve.presenter.primary)
    assert approve.view.link


async def test_another_manager_can_be_chosen(approve: Seat, standing: Standing) -> None:
    await standing.plan()
    await approve.enter()
    last = approve.view.approvers[-1]
    await approve.do(approve.presenter.choose, last.id)
    assert approve.view.approver == last
    await approve.do(approve.presenter.choose, "nobody-of-this-name")
    assert approve.view.approver == approve.view.approvers[0]


async def test_the_sandboxs_time_may_be_skipped_while_waiting(
    approve: Seat, standing: Standing
) -> None:
    await standing.plan()
    await approve.enter()
    assert approve.bar.quiet is None
    await approve.do(approve.presenter.primary)
    assert approve.bar.quiet is not None
    assert approve.bar.quiet.title == "Skip ahead 2 minutes"
    before = standing.services.clock.now()
    await approve.do(approve.presenter.quiet)
    assert standing.services.clock.now() - before >= timedelta(minutes=2)


async def test_with_nobody_to_ask_it_looks_again_or_leads_to_plan(
    approve: Seat, standing: Standing, monkeypatch: pytest.MonkeyPatch
) -> None:
    await standing.plan()
    asked = standing.desk.approve.approvers

    async def nobody() -> tuple[()]:
        return ()

    monkeypatch.setattr(standing.desk.approve, "approvers", nobody)
    await approve.enter()
    assert approve.primary == ("Look again", "")
    approve.presenter.secondary()
    assert approve.all("left_for") == [StageName.PLAN]
    monkeypatch.setattr(standing.desk.approve, "approvers", asked)
    await approve.do(approve.presenter.primary)
    assert approve.primary == ("Request approval", "")
