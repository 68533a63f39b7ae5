"""Tickets for the brief's own rules: only what they look at."""

from datetime import UTC, datetime, timedelta

from desktop.domain.ticket import Organisation, Requester, SlaDeadline, Status, Ticket

NOW = datetime(2026, 11, 23, 14, 5, tzinfo=UTC)


def ticket(
    number: int,
    left: int | None = None,
    *,
    text: str = "Nothing to see",
    age: int = 60,
    vip: bool = False,
    assignee: int | None = 1,
) -> Ticket:
    """``left`` and ``age`` are minutes; a negative ``left`` is a clock that ran out."""
    breach = NOW + timedelta(minutes=left) if left is not None else None
    return Ticket(
        number,
        text,
        "",
        Status.NEW,
        None,
        NOW - timedelta(minutes=age),
        "",
        Requester(1, "", ""),
        Organisation(number, f"Clinic {number}", vip),
        (),
        assignee,
        None,
        (SlaDeadline("first_reply_time", "active", breach),) if breach else (),
    )
