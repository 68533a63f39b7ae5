"""Home's page says the numbers of its View, also when there is nothing to say."""

from dataclasses import replace
from typing import Any

import pytest

from desktop.domain.facts import Mode
from desktop.domain.values import Readiness, StageName
from desktop.stages.home.contract import FollowUpLine, PastMission, SharedWord, Surge
from tests.desktop.stages.standing import AT_RISK, SCOPE, Standing
from tests.ui.desks import Seat
from tests.ui.reading import button, words
from tests.ui.stages.conftest import Sit


@pytest.fixture
async def home(seat: Sit) -> Seat:
    one = seat(StageName.HOME)
    await one.enter()
    return one


async def test_it_says_what_is_open_and_what_runs_out(home: Seat) -> None:
    said = words(home.page())
    assert f"{len(AT_RISK)} inside 90 minutes" in said
    assert f"{len(SCOPE)} open tickets" in said
    assert f"{home.view.home.vips} VIP organisations" in said
    assert str(home.view.home.surge.last_hour) in said.splitlines()
    assert f"{len(AT_RISK)} tickets need an answer inside 90 minutes." in said


async def test_a_quiet_queue_is_called_quiet(home: Seat) -> None:
    page: Any = home.page()
    calm = replace(home.view.home, surge=Surge(2, 3.0, False, 5, (0, 1, 1, 0)), risks=())
    page.show_view(replace(home.view, home=calm))
    said = words(page)
    assert "Quiet" in said
    assert "Surge" not in said
    assert "No clock ends inside 90 minutes." in said
    assert "Against the usual 3 for this hour of the week (5 weeks)." in said


async def test_a_queue_without_history_is_not_compared(home: Seat) -> None:
    page: Any = home.page()
    fresh = replace(home.view.home, surge=Surge(0, None, False, 2))
    page.show_view(replace(home.view, home=fresh))
    assert "Not enough history to say what is usual: 2 of the 4 weeks needed." in words(page)
    assert not page.grab().isNull()


async def test_one_ticket_is_not_called_tickets(home: Seat) -> None:
    page: Any = home.page()
    page.show_view(replace(home.view, home=replace(home.view.home, risks=home.view.home.risks[:1])))
    assert "1 ticket needs an answer inside 90 minutes." in words(page)


@pytest.mark.parametrize(
    ("readiness", "said"),
    [(Readiness.READY, "Ready"), (Readiness.NEEDS_AUTH, "Needs auth"), (Readiness.OFFLINE, "Offline"), (Readiness.NOT_USED, "Not used")],
)  # fmt: skip
async def test_each_service_says_how_it_stands(home: Seat, readiness: Readiness, said: str) -> None:
    page: Any = home.page()
    cards = tuple(replace(card, readiness=readiness) for card in home.view.home.cards)
    page.show_view(replace(home.view, home=replace(home.view.home, cards=cards)))
    assert words(page).splitlines().count(said) == len(cards)


def past(**what: Any) -> PastMission:
    given = {
        "id": "01a", "title": "API authentication", "started_at": None, "stage": StageName.REFLECT,
        "sealed": True, "tickets": 47, "drafts": 12, "breaches": 0, "saved_seconds": 7350,
        "stars": 5, "follow_ups": 2, "bundle": "there.triagebag",
    }  # fmt: skip
    return PastMission(**{**given, **what})


async def test_past_missions_are_listed_with_what_came_of_them(
    home: Seat, standing: Standing
) -> None:
    page: Any = home.page()
    assert "No past missions" in words(page)
    now = standing.services.clock.now()
    open_one = past(id="01b", title="Billing", started_at=now, stage=StageName.PLAN, sealed=False, drafts=None, breaches=None, saved_seconds=None, bundle="")  # fmt: skip
    page.show_view(replace(home.view, past=(past(started_at=now), open_one)))
    said = words(page)
    assert "No past missions" not in said
    assert "2 h 02" in said
    assert "Billing (at Plan)" in said
    button(page, "Evidence: API authentication").click()
    button(page, "Resume: Billing (at Plan)").click()
    assert home.all("asked")[-2:] == [("open_evidence", "there.triagebag"), ("resume_mission", "01b")]  # fmt: skip


async def test_a_mission_started_meanwhile_changes_no_number_of_the_queue(
    home: Seat, standing: Standing
) -> None:
    page: Any = home.page()
    await standing.desk.home.start(Mode.SANDBOX)
    await home.do(home.presenter.refresh)
    page.show_view(home.view)
    assert f"{len(SCOPE)} open tickets" in words(page)


async def test_what_past_missions_left_and_taught_is_said(home: Seat, standing: Standing) -> None:
    page: Any = home.page()
    now = standing.services.clock.now()
    left = (FollowUpLine("Write a verified article for this problem", 48211),)
    told = past(started_at=now, lesson="Ask for the certificate first.", open_follow_ups=left)
    page.show_view(replace(home.view, past=(told,)))
    said = words(page)
    assert "#48211: Write a verified article for this problem" in said
    assert "“Ask for the certificate first.”" in said
    page.show_view(replace(home.view, past=(past(started_at=now),)))
    assert page._left.isHidden()


async def test_a_surge_says_what_its_tickets_have_in_common(home: Seat) -> None:
    page: Any = home.page()
    surge = Surge(38, 7.6, True, 5, (0, 9, 9), None, (SharedWord("token", 24), SharedWord("certificate", 9)))  # fmt: skip
    page.show_view(replace(home.view, home=replace(home.view.home, surge=surge)))
    said = words(page)
    assert "In common: “token” in 24, “certificate” in 9." in said
    assert "5.0 times the usual 8 for this hour of the week (5 weeks)." in said


async def test_a_service_that_is_not_ready_says_why_and_what_to_do(home: Seat) -> None:
    page: Any = home.page()
    card = replace(home.view.home.cards[0], readiness=Readiness.OFFLINE, reason="No answer.", fix="Look again in a minute.")  # fmt: skip
    page.show_view(replace(home.view, home=replace(home.view.home, cards=(card,))))
    assert "Look again in a minute." in words(page)
