"""Tickets to compute clocks of: events in minutes after T0, and what was promised."""

from datetime import UTC, datetime, timedelta
from typing import Any

from desktop.domain.sla.clock import SlaClock, compute_clocks, current
from desktop.domain.sla.history import EventKind, History, TicketEvent, Told
from desktop.domain.sla.policy import parse_policies
from desktop.domain.sla.schedule import Schedule
from desktop.domain.sla.terms import Agreements

T0 = datetime(2026, 11, 23, 9, tzinfo=UTC)
"""A Monday."""
REPLY, WROTE = EventKind.PUBLIC_REPLY, EventKind.CUSTOMER_COMMENT
MINUTES = {
    "first_reply_time": 60,
    "next_reply_time": 30,
    "periodic_update_time": 100,
    "pausable_update_time": 100,
    "requester_wait_time": 120,
    "agent_work_time": 120,
    "total_resolution_time": 480,
}
OFFICE = Schedule("UTC", tuple((d * 1440 + 540, d * 1440 + 1020) for d in range(1, 6)), id=3)
NIGHTS = Schedule("UTC", tuple((d * 1440, d * 1440 + 540) for d in range(7)), id=4)


def policy(number: int, minutes: dict[str, int], *, business: bool = False, **filters: Any) -> Any:
    return {
        "id": number,
        "title": f"Policy {number}",
        "position": number,
        "filter": {"all": [{"field": k, "operator": "is", "value": v} for k, v in filters.items()]},
        "policy_metrics": [
            {"priority": priority, "metric": metric, "business_hours": business}
            | {"target": target if priority == "high" else target // 2}
            for metric, target in minutes.items()
            for priority in ("high", "urgent")
        ],
    }


def agreed(*policies: Any) -> Agreements:
    return Agreements(parse_policies(policies or [policy(1, MINUTES)]), (OFFICE, NIGHTS))


def at(minutes: int) -> datetime:
    return T0 + timedelta(minutes=minutes)


def status(minutes: int, name: str) -> TicketEvent:
    return TicketEvent(at(minutes), EventKind.STATUS, name)


def said(minutes: int, kind: EventKind) -> TicketEvent:
    return TicketEvent(at(minutes), kind)


def changed(minutes: int, field: str, value: Any) -> TicketEvent:
    return TicketEvent(at(minutes), EventKind.FIELD, field=field, value=value)


def told(minutes: int, metric: str, seconds: int | None, **more: Any) -> TicketEvent:
    return TicketEvent(at(minutes), EventKind.TARGET, told=Told(metric, seconds, **more))


def history(*events: TicketEvent, **born: Any) -> History:
    created = TicketEvent(T0, EventKind.CREATED, "new")
    return History((created, *events), {"priority": "high", **born})


def clocks(
    *events: TicketEvent, promised: Agreements | None = None, **born: Any
) -> dict[str, SlaClock]:
    found = compute_clocks(history(*events, **born), promised or agreed())
    return {clock.metric: clock for clock in current(found)}
