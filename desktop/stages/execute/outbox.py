"""The outbox: how long a final effect is held, and what stops it from leaving. Pure rules."""

from collections.abc import Set
from datetime import datetime, timedelta

from desktop.domain.effect import SendReply, SetCategory, TicketRequest
from desktop.domain.facts import Reason
from desktop.domain.mission import Rules
from desktop.domain.ticket import Status, Ticket, Voice

_ENDED = frozenset({Status.SOLVED, Status.CLOSED})


def release_at(now: datetime, deadline: datetime | None, rules: Rules) -> datetime:
    """Return when a held reply leaves: after the undo window, sooner where its clock asks for it.

    Holding never causes a breach: it leaves ``margin_seconds`` before the deadline at the latest, at once
    when that is already past.
    """
    window_ends = now + timedelta(seconds=rules.undo_seconds)
    if deadline is None:
        return window_ends
    latest = deadline - timedelta(seconds=rules.margin_seconds)
    return max(now, min(window_ends, latest))


def stop_reason(
    request: TicketRequest, planned: Ticket, current: Ticket | None, spoke: Set[Voice] = frozenset()
) -> Reason | None:
    """Return why this effect must not leave any more, judged on the ticket as read just now.

    ``spoke`` is who wrote on it in public since it was planned for.
    """
    if current is None or current.status in _ENDED:
        return Reason.CHANGED_SINCE
    if Voice.CUSTOMER in spoke:
        return Reason.CUSTOMER_WROTE
    if isinstance(request, SendReply) and (Voice.COLLEAGUE in spoke or _answered(planned, current)):
        return Reason.CHANGED_SINCE  # the customer must not hear it twice
    if isinstance(request, SetCategory) and _categorised_by_others(request, planned, current):
        return Reason.CHANGED_SINCE
    return None


def _answered(planned: Ticket, current: Ticket) -> bool:
    """Whether a clock that ran has been met; one that only rests was answered by nobody."""
    ran = {clock.metric for clock in planned.clocks if clock.stage == "active"}
    return any(clock.stage == "achieved" and clock.metric in ran for clock in current.clocks)


def _categorised_by_others(request: SetCategory, planned: Ticket, current: Ticket) -> bool:
    return current.category not in (planned.category, request.value)
