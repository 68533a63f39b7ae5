"""Prepare: reads by itself the first time, then on request, then leads to Plan."""

import pytest

from desktop.domain.values import StageName
from tests.desktop.stages.conftest import Open
from tests.desktop.stages.standing import SCOPE, Standing
from tests.ui.desks import Seat, sit
from tests.ui.stages.conftest import Sit


@pytest.fixture
def prepare(seat: Sit) -> Seat:
    return seat(StageName.PREPARE)


async def test_before_the_lock_it_leads_back_to_define(prepare: Seat) -> None:
    await prepare.enter()
    assert prepare.notice.title == "The brief is not locked"
    assert prepare.notice.goes_to is StageName.DEFINE
    assert prepare.standing.kinds == []


async def test_the_first_time_it_reads_by_itself(prepare: Seat, standing: Standing) -> None:
    await standing.define()
    await prepare.enter()
    assert set(prepare.view.prepare.preview.tickets) == SCOPE
    assert prepare.primary == ("Continue to Plan", "")
    assert prepare.bar.secondary is not None
    assert prepare.bar.secondary.title == "Read again"


async def test_while_it_reads_nothing_else_can_be_done(prepare: Seat, standing: Standing) -> None:
    await standing.define()
    await prepare.enter()
    prepare.presenter.read_again()
    assert prepare.presenter.bar().primary.why_not == "Reading is under way."
    await prepare.do(prepare.presenter.primary)
    assert prepare.all("left_for") == []


async def test_coming_back_reads_nothing_again(prepare: Seat, standing: Standing) -> None:
    await standing.prepare()
    facts = len(standing.facts)
    await prepare.enter()
    assert len(standing.facts) == facts
    assert prepare.primary == ("Continue to Plan", "")


async def test_reading_again_is_the_act_beside_it(prepare: Seat, standing: Standing) -> None:
    await standing.prepare()
    await prepare.enter()
    await prepare.do(prepare.presenter.secondary)
    assert standing.kinds.count("DataPreviewGenerated") == 2


async def test_the_main_act_leads_to_plan(prepare: Seat, standing: Standing) -> None:
    await standing.prepare()
    await prepare.enter()
    await prepare.do(prepare.presenter.primary)
    assert prepare.all("left_for") == [StageName.PLAN]


async def test_a_reading_that_fails_says_why_and_can_be_tried_again(open_desk_on: Open) -> None:
    standing = await open_desk_on()
    await standing.define()
    prepare = sit(standing, StageName.PREPARE)
    standing.fault(path="/api/v2/search", kind="status", status=503, count=99)
    standing.fault(path="/api/v2/incremental", kind="status", status=503, count=99)
    standing.fault(path="/api/v2/tickets", kind="status", status=503, count=99)
    await prepare.enter()
    assert len(prepare.problems) == 1
    assert prepare.primary == ("Read the queue", "")
    await prepare.leave()


async def test_without_its_optional_service_it_says_so(prepare: Seat, standing: Standing) -> None:
    await standing.prepare()
    standing.fault(service="confluence", kind="status", status=503, count=99)
    await prepare.enter()
    assert prepare.bar.hint == "You can plan without Confluence."
    assert prepare.primary == ("Continue to Plan", "")


async def test_without_a_required_service_the_bar_says_whom_to_sign_in_to_and_reads_nothing(
    prepare: Seat, standing: Standing
) -> None:
    await standing.define()
    standing.fault(service="slack", kind="status", status=401, count=99)
    await prepare.enter()
    assert prepare.primary == ("Read the queue", "Sign in to Slack first.")
    assert prepare.view.prepare.preview is None
    assert "SnapshotTaken" not in standing.kinds


async def test_once_the_missing_service_is_there_the_queue_is_read_by_itself(
    prepare: Seat, standing: Standing
) -> None:
    await standing.define()
    standing.fault(service="slack", kind="status", status=401, count=2)
    await prepare.enter()
    assert prepare.view.prepare.preview is None
    await prepare.do(prepare.presenter.signing.changed.emit)
    assert set(prepare.view.prepare.preview.tickets) == SCOPE
    assert prepare.primary == ("Continue to Plan", "")


async def test_an_incident_is_opened_and_changed_by_hand(prepare: Seat, standing: Standing) -> None:
    await standing.prepare()
    await prepare.enter()
    prepare.presenter.open_incident(0)
    name, (cluster, others, changes) = prepare.all("asked")[-1]
    assert name == "incident"
    assert cluster not in others
    await prepare.do(lambda: changes.split(cluster.tickets[:2]))
    found = [one.tickets for one in prepare.view.prepare.preview.clusters]
    assert cluster.tickets[:2] in found
    assert cluster.tickets not in found


async def test_once_a_plan_was_chosen_an_incident_only_tells(
    prepare: Seat, standing: Standing
) -> None:
    await standing.plan()
    await prepare.enter()
    prepare.presenter.open_incident(0)
    assert prepare.all("asked")[-1][1][2] is None
    prepare.presenter.open_incident(99)
    assert len([one for one in prepare.all("asked") if one[0] == "incident"]) == 1
