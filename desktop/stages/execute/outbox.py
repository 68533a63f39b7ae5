"""The outbox: how long a final effect is held, and what stops it from leaving. Pure rules."""

from datetime import datetime, timedelta

from desktop.domain.effect import SendReply, SetCategory, TicketRequest
from desktop.domain.facts import Reason
from desktop.domain.mission import Rules
from desktop.domain.ticket import Status, Ticket

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
    request: TicketRequest, planned: Ticket, current: Ticket | None, *, customer_wrote: bool
) -> Reason | None:
    """Return why this effect must not leave any more, judged on the ticket as read just now."""
    if current is None or current.status in _ENDED:
        return Reason.CHANGED_SINCE
    if customer_wrote:
        return Reason.CUSTOMER_WROTE
    if isinstance(request, SendReply) and planned.deadline and current.deadline is None:
        return (
            Reason.CHANGED_SINCE
        )  # somebody else has answered: the customer must not hear it twice
    if isinstance(request, SetCategory) and _categorised_by_others(request, planned, current):
        return Reason.CHANGED_SINCE
    return None


def _categorised_by_others(request: SetCategory, planned: Ticket, current: Ticket) -> bool:
    return current.category not in (planned.category, request.value)
