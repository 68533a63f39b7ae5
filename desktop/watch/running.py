"""The clocks of the mission's tickets that run now: as planned, corrected by what was read since."""

from collections.abc import Iterable, Mapping

from desktop.domain.effect import STANDING, EffectKind
from desktop.domain.mission import Mission
from desktop.domain.ticket import SlaDeadline, Ticket
from desktop.domain.values import Millis, to_millis


def answered_by_us(mission: Mission) -> frozenset[int]:
    """Return the tickets that a public reply of ours stands on."""
    return frozenset(
        int(effect.target)
        for effect in mission.effects.values()
        if effect.kind is EffectKind.PUBLIC_REPLY and effect.state in STANDING
    )


def as_read_last(planned: Mapping[int, Ticket], open_now: Iterable[Ticket]) -> dict[int, Ticket]:
    """Return the tickets in scope as they were read last; one no longer open is gone."""
    fresh = {ticket.id: ticket for ticket in open_now if ticket.id in planned}
    return fresh or dict(planned)


def nearest(tickets: Mapping[int, Ticket]) -> dict[int, SlaDeadline]:
    """Return each ticket's nearest clock that runs."""
    found = {}
    for number, ticket in tickets.items():
        running = [c for c in ticket.clocks if c.stage == "active" and c.breach_at is not None]
        if running:
            found[number] = min(running, key=lambda clock: clock.breach_at or ticket.created_at)
    return found


def deadlines(clocks: Mapping[int, SlaDeadline], answered: frozenset[int]) -> dict[int, Millis]:
    """Return when each clock runs out that nobody has answered, in milliseconds."""
    return {
        number: to_millis(clock.breach_at)
        for number, clock in clocks.items()
        if clock.breach_at is not None and number not in answered
    }
