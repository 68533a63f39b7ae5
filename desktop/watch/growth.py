"""The surge goes on: what matches now and is not in the mission, and what is in it and matches no more. Pure."""

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta

from desktop.domain.mission import Mission
from desktop.domain.ticket import Ticket
from desktop.domain.words import AlertKind
from desktop.watch.clocks import at_risk
from desktop.watch.contract import AlertCard, Growth, Left, Waiting

_MOST = 4


def growth(
    mission: Mission,
    open_now: Sequence[Ticket],
    matching: Iterable[Ticket],
    looked_at: datetime,
) -> Growth:
    """Compare the mission with the queue.

    Args:
        mission: What it took in.
        open_now: Every open ticket.
        matching: Those of them the scope admits, as judged now.
        looked_at: When the queue was read.
    """
    inside = set(mission.scope_tickets)
    matches = {ticket.id: ticket for ticket in matching}
    fresh = [ticket for number, ticket in matches.items() if number not in inside]
    window = timedelta(seconds=mission.rules.window_seconds)
    still_open = {ticket.id for ticket in open_now}
    return Growth(
        looked_at=looked_at,
        fresh=tuple(ticket.id for ticket in fresh),
        at_risk=len(at_risk(fresh, looked_at, window)),
        left=tuple(
            Left(number, "solved or closed" if number not in still_open else "no longer matches")
            for number in mission.scope_tickets
            if number not in matches
        ),
    )


def growth_cards(
    mission: Mission, seen: Growth | None, waiting: Waiting | None
) -> tuple[AlertCard, ...]:
    """Return the cards that say so on every stage: what waits to join, what came, what left."""
    cards = [_waiting_card(waiting)] if waiting else []
    if seen and seen.fresh and (waiting is None or waiting.amends):
        cards.append(_fresh_card(mission, seen))
    if seen and seen.left:
        cards.append(_left_card(seen.left))
    return tuple(cards)


def _fresh_card(mission: Mission, seen: Growth) -> AlertCard:
    minutes = mission.rules.window_seconds // 60
    urgent = f", {seen.at_risk} inside {minutes} min" if seen.at_risk else ""
    runs = mission.executed_at > 0
    return AlertCard(
        id="growth",
        kind=AlertKind.GREW,
        ticket=0,
        sentence="They match the brief and are in no plan. "
        + ("Added, they need a yes of their own." if runs else "Taken in, the plan is made anew."),
        action="Add them" if runs else "Read the queue again",
        way_out="",
        title=f"{len(seen.fresh)} new since the lock{urgent}",
        tickets=max(2, len(seen.fresh)),
    )


def _waiting_card(waiting: Waiting) -> AlertCard:
    count = "1 ticket waits" if waiting.tickets == 1 else f"{waiting.tickets} tickets wait"
    words = "Nobody was asked yet."
    if waiting.asked:
        words = "The manager was asked."
    if waiting.declined:
        words = "The manager said no."
    if waiting.approved:
        words = "The manager said yes."
    if waiting.vouched:
        words = "The manager said yes without a code. A reply needs one: ask again."
    title = f"{count} to join the plan"
    if waiting.amends:
        title = f"Other words for the reply to #{waiting.amends} wait"
    return AlertCard(
        id="increment",
        kind=AlertKind.AMENDED if waiting.amends else AlertKind.GREW,
        ticket=0,
        sentence=words,
        action="Go to Execute" if waiting.approved else "Go to Approve",
        way_out="Give up",
        title=title,
        tickets=max(2, waiting.tickets),
    )


def _left_card(left: Sequence[Left]) -> AlertCard:
    told = ", ".join(f"#{one.ticket} {one.why}" for one in left[:_MOST])
    more = f" and {len(left) - _MOST} more" if len(left) > _MOST else ""
    count = "1 ticket" if len(left) == 1 else f"{len(left)} tickets"
    return AlertCard(
        id="left",
        kind=AlertKind.LEFT,
        ticket=left[0].ticket,
        sentence=f"{told}{more}. What was done for them stays; nothing was dropped.",
        action="Open",
        way_out="",
        title=f"{count} left the scope",
        tickets=max(2, len(left)),
    )
