"""Home: looks, starts, resumes, opens what was."""

from dataclasses import replace

import pytest

from desktop.domain.values import StageName
from desktop.domain.words import Mode
from tests.desktop.stages.standing import SCOPE, Standing
from tests.ui.desks import Seat
from tests.ui.stages.conftest import Sit
from ui.bridge.bar import Act


@pytest.fixture
def home(seat: Sit) -> Seat:
    return seat(StageName.HOME)


async def test_before_the_first_look_the_mission_cannot_start(home: Seat) -> None:
    assert home.presenter.bar().primary == Act(
        "Start mission", why_not="The queue was not read yet."
    )


async def test_the_first_look_shows_the_queue_and_the_services(home: Seat) -> None:
    await home.enter()
    assert home.view.home.open_tickets == len(SCOPE)
    assert not home.view.started
    assert home.view.past == ()
    name, cards = home.all("asked")[0]
    assert (name, [card.title for card in cards]) == ("tools", ["Zendesk", "Confluence", "Slack"])
    assert home.primary == ("Start mission", "")
    assert home.bar.hint == "Nothing is sent until you have approved a plan."


async def test_starting_is_a_fact_and_leads_to_define(home: Seat) -> None:
    await home.enter()
    await home.do(home.presenter.primary)
    assert home.standing.kinds[0] == "MissionStarted"
    assert home.all("left_for") == [StageName.DEFINE]


async def test_a_mission_that_runs_is_resumed_where_it_stands(
    home: Seat, standing: Standing
) -> None:
    await standing.plan()
    await home.enter()
    assert home.primary == ("Resume mission", "")
    await home.do(home.presenter.primary)
    assert home.all("left_for") == [StageName.APPROVE]
    assert standing.kinds.count("MissionStarted") == 1


async def test_a_second_press_starts_nothing_twice(home: Seat) -> None:
    await home.enter()
    home.presenter.primary()
    assert home.presenter.bar().primary.why_not == "Work is under way."
    await home.do(home.presenter.primary)
    assert home.standing.kinds.count("MissionStarted") == 1


async def test_a_service_that_is_away_is_said_in_words_and_asked_again(
    home: Seat, standing: Standing
) -> None:
    standing.fault(kind="status", status=503, count=3)
    await home.enter()
    assert home.notice.title == "Zendesk is not ready"
    assert home.notice.retry == "Try again"
    assert home.primary == ("Start mission", "The queue was not read yet.")
    await home.do(home.presenter.retry)
    assert home.view.home.open_tickets == len(SCOPE)
    assert home.primary == ("Start mission", "")


async def test_looking_again_reads_the_queue_anew(home: Seat) -> None:
    await home.enter()
    first = home.view.home
    await home.do(home.presenter.look_again)
    assert home.view.home is not first
    assert home.view.home.open_tickets == first.open_tickets


async def test_it_keeps_looking_only_while_the_page_is_open(home: Seat) -> None:
    await home.enter()
    assert home.tasks.runs("home.poll")
    await home.do(home.presenter.leave)
    assert not home.tasks.runs("home.poll")


async def test_evidence_is_asked_for_from_a_file(home: Seat) -> None:
    home.presenter.secondary()
    assert home.all("asked") == [("open_evidence", "")]


async def test_a_past_mission_opens_its_bundle_an_open_one_is_gone_on_with(
    home: Seat, standing: Standing
) -> None:
    await standing.define()
    await home.enter()
    (past,) = home.view.past
    home.presenter.open_past(past)
    home.presenter.open_past(replace(past, sealed=True, bundle="there.triagebag"))
    assert home.all("asked")[-2:] == [
        ("resume_mission", standing.mission.id),
        ("open_evidence", "there.triagebag"),
    ]


async def test_signed_out_it_offers_the_accounts_and_looks_again_once_they_are_there(
    home: Seat, standing: Standing
) -> None:
    home.presenter.desk = replace(home.presenter.desk, mode=Mode.PRODUCTION)
    standing.fault(kind="status", status=401, count=1)
    await home.enter()
    assert home.notice.title == "Connect your accounts"
    assert "Zendesk" in home.notice.message
    assert home.notice.retry == "Connect accounts"
    assert home.primary == ("Start mission", "The queue was not read yet.")
    home.presenter.retry()
    assert home.all("asked")[-1] == ("accounts", None)
    await home.do(home.presenter.refresh)
    assert home.view.home.open_tickets == len(SCOPE)


async def test_a_service_that_goes_away_after_the_sign_in_is_not_asked_to_sign_in(
    home: Seat, standing: Standing
) -> None:
    home.presenter.desk = replace(home.presenter.desk, mode=Mode.PRODUCTION)
    standing.fault(kind="status", status=401, count=1)
    await home.enter()
    standing.fault(kind="status", status=503, count=3)
    await home.do(home.presenter.refresh)
    assert home.notice.title == "Zendesk is not ready"
    await home.do(home.presenter.retry)
    assert ("accounts", None) not in home.all("asked")
    assert home.view.home.open_tickets == len(SCOPE)


async def test_on_the_sandbox_nobody_is_asked_to_sign_in(home: Seat, standing: Standing) -> None:
    standing.fault(kind="status", status=401, count=1)
    await home.enter()
    assert home.notice.title == "Zendesk is not ready"
    assert home.notice.retry == "Try again"
