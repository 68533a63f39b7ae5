"""Whether the surge goes on: looked for while tickets could still join, told on the rail, acted on from there."""

from desktop.domain.values import StageName
from desktop.domain.words import AlertKind
from tests.desktop.stages.standing import SCOPE
from tests.ui.reading import button, words
from tests.ui.shell.conftest import Go, Hand


def arrive(hand: Hand) -> None:
    """One more customer with the trouble of one in scope."""
    like = hand.standing.ticket(next(iter(SCOPE)))
    row = {key: like[key] for key in ("subject", "description", "priority", "requester_id")}
    hand.standing.post("tickets", {"ticket": row})


async def look(hand: Hand) -> None:
    hand.window.look_out.look()
    await hand.rest()


async def test_what_came_is_a_card_and_adding_it_leads_to_the_packet(at: Go) -> None:
    hand = await at(StageName.EXECUTE)
    arrive(hand)
    await look(hand)
    assert "1 new since the lock" in words(hand.window.rail)
    button(hand.window.rail, "Add them").click()
    await hand.rest()
    assert hand.window.host.stage is StageName.APPROVE
    assert "1 ticket waits to join the plan" in words(hand.window.rail)


async def test_what_waits_can_be_given_up_from_the_rail(at: Go) -> None:
    hand = await at(StageName.EXECUTE)
    arrive(hand)
    await look(hand)
    button(hand.window.rail, "Add them").click()
    await hand.rest()
    button(hand.window.rail, "Give up").click()
    await hand.rest()
    assert hand.standing.mission.open_increment is None


async def test_before_the_plan_runs_it_leads_back_to_reading_the_queue(at: Go) -> None:
    hand = await at(StageName.APPROVE)
    arrive(hand)
    await look(hand)
    button(hand.window.rail, "Read the queue again").click()
    await hand.rest()
    assert hand.window.host.stage is StageName.PREPARE


async def test_a_ticket_that_left_is_told_and_counts_as_no_decision(at: Go) -> None:
    hand = await at(StageName.EXECUTE)
    hand.standing.post(f"tickets/{max(SCOPE)}", {"ticket": {"status": "solved"}})
    before = sum(a.kind is not AlertKind.SLA for a in hand.window.view.alerts)
    await look(hand)
    assert "1 ticket left the scope" in words(hand.window.rail)
    told = [a for a in hand.window.view.alerts if a.kind not in (AlertKind.SLA, AlertKind.LEFT)]
    assert len(told) == before


async def test_before_tickets_were_taken_in_nobody_looks(at: Go) -> None:
    hand = await at(StageName.DEFINE)
    spent = hand.standing.services.https[0].spent
    await look(hand)
    assert hand.standing.services.https[0].spent == spent
