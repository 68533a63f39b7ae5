"""Tickets and pages made by hand for the triage tests."""

from datetime import datetime, timedelta
from typing import Any

from desktop.base.clock import parse_instant
from desktop.domain.ticket import KbPage, Organisation, Requester, SlaDeadline, Status, Ticket

NOW = parse_instant("2026-11-23T14:05:00Z")


def ticket(number: int = 101, subject: str = "Token refused", **more: Any) -> Ticket:
    """Return a ticket of a clinic's nurse, an hour old."""
    fields: dict[str, Any] = {
        "id": number,
        "subject": subject,
        "description": f"{subject}. Please help.",
        "status": Status.NEW,
        "priority": None,
        "created_at": NOW - timedelta(hours=1),
        "stamp": "2026-11-23T13:05:00Z",
        "requester": Requester(21, "Nora Nurse", "nora@clinic.example"),
        "organisation": Organisation(1, "Lakeside Clinic", vip=False),
        "tags": (),
        "assignee_id": None,
        "category": None,
        "clocks": (),
    }
    return Ticket(**(fields | more))


def clock(deadline: datetime | None, stage: str = "active") -> SlaDeadline:
    """Return a first-reply clock."""
    return SlaDeadline("first_reply_time", stage, deadline)


def page(number: int, title: str, body: str, *, verified: bool = True, days: int = 10) -> KbPage:
    """Return a page changed ``days`` ago."""
    url = f"https://kb.example/{number}"
    return KbPage(str(number), title, body, url, verified, NOW - timedelta(days=days))
