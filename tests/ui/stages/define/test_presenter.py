"""Define: reads while the lead types, writes the brief, locks it, goes on."""

import asyncio

import pytest
from msgspec.structs import replace

from desktop.domain.facts import Mode
from desktop.domain.values import StageName
from desktop.stages.define.contract import Chosen, SavedIntent
from tests.desktop.stages.standing import SCOPE, Standing
from tests.queues.generate import INTENT
from tests.ui.desks import Seat
from tests.ui.stages.conftest import Sit

EMPTY = "Say what the mission is for."


@pytest.fixture
async def define(seat: Sit, standing: Standing) -> Seat:
    """Define with a mission started and nothing said yet."""
    await standing.desk.home.start(Mode.SANDBOX)
    await standing.desk.home.look()
    return seat(StageName.DEFINE)


async def test_without_a_mission_it_says_where_one_is_started(seat: Sit) -> None:
    define = seat(StageName.DEFINE)
    await define.enter()
    assert define.notice.title == "No mission runs"
    assert define.notice.goes_to is StageName.HOME


async def test_nothing_said_cannot_be_written(define: Seat) -> None:
    await define.enter()
    assert (define.view.intent, define.view.reading, define.view.brief) == ("", None, None)
    assert define.primary == ("Write the brief", EMPTY)
    await define.do(define.presenter.primary)
    assert "IntentSubmitted" not in define.standing.kinds


async def test_what_is_typed_is_read_once_typing_rests(define: Seat) -> None:
    await define.enter()
    readings = len(define.all("shown"))
    for end in range(1, len(INTENT) + 1):
        define.presenter.type(INTENT[:end])
        await asyncio.sleep(0)
    await define.do(lambda: None)
    assert len(define.all("shown")) == readings + 1
    assert define.view.intent == INTENT
    assert define.view.reading.match.count == len(SCOPE)
    assert define.primary == ("Write the brief", "")


async def test_an_intent_that_is_not_understood_asks_one_question(define: Seat) -> None:
    await define.enter()
    await define.do(define.presenter.type, "zzz")
    assert define.view.reading.understanding.scope is None
    assert define.primary == ("Write the brief", define.view.reading.understanding.question)
    assert "?" in define.view.reading.understanding.question


async def test_a_scope_without_tickets_cannot_be_written(define: Seat) -> None:
    await define.enter()
    await define.do(define.presenter.type, INTENT)
    nobody = replace(define.view.reading.understanding.scope, organisation="Nobody Ltd")
    await define.do(define.presenter.edit, nobody)
    assert define.view.reading.match.count == 0
    assert define.primary == ("Write the brief", "No ticket matches.")


async def test_writing_then_locking_leads_to_prepare(define: Seat) -> None:
    await define.enter()
    await define.do(define.presenter.type, INTENT)
    await define.do(define.presenter.primary)
    assert define.view.brief is not None
    assert define.primary == ("Lock brief", "")
    assert define.bar.icon == "lock"
    await define.do(define.presenter.primary)
    assert define.all("left_for") == [StageName.PREPARE]
    assert define.primary == ("Continue to Prepare", "")
    await define.do(define.presenter.primary)
    assert define.all("left_for") == [StageName.PREPARE] * 2


async def test_other_words_after_the_brief_ask_for_another(define: Seat) -> None:
    await define.enter()
    await define.do(define.presenter.type, INTENT)
    await define.do(define.presenter.primary)
    await define.do(define.presenter.type, "urgent tickets from today")
    assert define.primary == ("Write the brief", "")
    await define.do(define.presenter.primary)
    assert define.primary == ("Lock brief", "")
    assert define.standing.kinds.count("BriefGenerated") == 2


async def test_a_scope_edited_by_hand_is_the_one_that_is_written(define: Seat) -> None:
    await define.enter()
    await define.do(define.presenter.type, INTENT)
    scope = replace(define.view.reading.understanding.scope, max_age_seconds=7200)
    await define.do(define.presenter.edit, scope)
    await define.do(define.presenter.primary)
    assert define.view.brief.brief.scope.max_age_seconds == 7200


async def test_an_own_safeguard_comes_and_goes(define: Seat) -> None:
    await define.enter()
    await define.do(define.presenter.type, INTENT)
    await define.do(define.presenter.primary)
    await define.do(define.presenter.add_safeguard, "Never name a patient")
    assert "Never name a patient" in [s.text for s in define.view.brief.brief.safeguards]
    await define.do(define.presenter.remove_safeguard, "Never name a patient")
    assert "Never name a patient" not in [s.text for s in define.view.brief.brief.safeguards]


async def test_an_empty_line_of_the_brief_is_refused_in_words(define: Seat) -> None:
    await define.enter()
    await define.do(define.presenter.type, INTENT)
    await define.do(define.presenter.primary)
    before = define.view.brief.brief
    await define.do(define.presenter.revise, "", before.audience, before.kpi)
    assert len(define.problems) == 1
    assert define.problems[0].remedy
    assert define.view.brief.brief == before


async def test_a_brief_of_an_earlier_window_is_found_as_it_was_left(
    standing: Standing, seat: Sit
) -> None:
    await standing.define()
    define = seat(StageName.DEFINE)
    await define.enter()
    assert define.view.intent == INTENT
    assert define.view.brief.locked
    assert define.primary == ("Continue to Prepare", "")


async def test_a_ticket_at_the_edge_is_taken_in_or_left_out_and_counted_again(
    define: Seat,
) -> None:
    await define.enter()
    await define.do(define.presenter.type, "urgent tickets")
    before = set(define.view.reading.match.tickets)
    outside = min(SCOPE - before)
    await define.do(define.presenter.take_in, outside)
    assert set(define.view.reading.match.tickets) == before | {outside}
    assert [c.value for c in define.view.reading.chips if c.key == "Taken in"] == ["1 by hand"]
    await define.do(define.presenter.leave_out, outside)
    assert set(define.view.reading.match.tickets) == before
    await define.do(define.presenter.primary)
    assert define.view.brief.brief.scope.excluded == (outside,)


async def test_what_a_hand_changed_is_told_from_what_the_words_said(define: Seat) -> None:
    await define.enter()
    await define.do(define.presenter.type, "urgent tickets")
    chosen = {chip.key: chip.chosen for chip in define.view.reading.chips}
    assert (chosen["Priority"], chosen["Status"]) == (Chosen.WORDS, Chosen.DEFAULT)
    scope = replace(define.view.reading.understanding.scope, max_age_seconds=7200)
    await define.do(define.presenter.edit, scope)
    chosen = {chip.key: chip.chosen for chip in define.view.reading.chips}
    assert (chosen["Priority"], chosen["Age"]) == (Chosen.WORDS, Chosen.HAND)


async def test_an_intent_is_saved_offered_and_removed(define: Seat) -> None:
    await define.enter()
    await define.do(define.presenter.type, INTENT)
    await define.do(define.presenter.save, "Surge")
    assert define.view.saved == (SavedIntent("Surge", INTENT),)
    await define.do(define.presenter.forget, define.view.saved[0])
    assert define.view.saved == ()
    await define.do(define.presenter.save, "  ")
    assert len(define.problems) == 1
