"""What came after the lock, and what left, in words."""

from datetime import UTC, datetime

from desktop.domain.mission import Mission
from desktop.domain.ticket import Requester, SlaDeadline, Status, Ticket
from desktop.domain.words import AlertKind
from desktop.watch.contract import Growth, Left, Waiting
from desktop.watch.growth import growth, growth_cards

NOW = datetime(2026, 11, 23, 14, 0, tzinfo=UTC)
SOON = SlaDeadline("first_reply_time", "active", NOW.replace(hour=15))
MISSION = Mission("m", scope_tickets=(1, 2, 3))
RUNNING = Mission("m", scope_tickets=(1, 2, 3), executed_at=5)


def ticket(number: int, *clocks: SlaDeadline) -> Ticket:
    who = Requester(1, "", "")
    return Ticket(number, "", "", Status.NEW, None, NOW, "", who, None, (), None, None, clocks)


def test_what_matches_and_is_in_no_plan_is_new_and_what_matches_no_more_left() -> None:
    open_now = [ticket(1), ticket(2), ticket(7, SOON), ticket(8)]
    seen = growth(MISSION, open_now, [ticket(1), ticket(7, SOON), ticket(8)], NOW)
    assert (seen.fresh, seen.at_risk) == ((7, 8), 1)
    assert seen.left == (Left(2, "no longer matches"), Left(3, "solved or closed"))


def test_the_card_says_how_many_and_how_urgent_and_what_can_be_done() -> None:
    (card,) = growth_cards(RUNNING, Growth(NOW, (7, 8), 1, ()), None)
    assert card.title == "2 new since the lock, 1 inside 90 min"
    assert (card.kind, card.action) == (AlertKind.GREW, "Add them")
    (before,) = growth_cards(MISSION, Growth(NOW, (7,), 0, ()), None)
    assert (before.title, before.action) == ("1 new since the lock", "Read the queue again")


def test_while_an_increment_waits_its_card_stands_for_what_came() -> None:
    waiting = Waiting(2, asked=True, approved=False, declined=True)
    (card,) = growth_cards(RUNNING, Growth(NOW, (9,), 0, ()), waiting)
    assert (card.id, card.sentence, card.way_out) == (
        "increment",
        "The manager said no.",
        "Give up",
    )


def test_tickets_that_left_are_named_never_dropped() -> None:
    left = tuple(Left(number, "solved or closed") for number in range(1, 7))
    (card,) = growth_cards(MISSION, Growth(NOW, (), 0, left), None)
    assert card.title == "6 tickets left the scope"
    assert "#1 solved or closed" in card.sentence
    assert "and 2 more" in card.sentence


def test_a_queue_that_did_not_change_says_nothing() -> None:
    assert growth_cards(MISSION, Growth(NOW, (), 0, ()), None) == ()
    assert growth_cards(MISSION, None, None) == ()
