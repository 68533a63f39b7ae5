"""A ticket's history, read off its audits."""

from datetime import datetime
from typing import Any

from desktop.domain.sla.audits import read_history
from desktop.domain.sla.history import EventKind, History, Told
from tests.desktop.domain.sla.tickets import T0, at

AGENT, CUSTOMER = 7, 9
TICKET = {"created_at": T0, "status": "pending", "priority": "urgent", "tags": ["vip"]}


def audit(minutes: int, *events: dict[str, Any]) -> tuple[datetime, tuple[dict[str, Any], ...]]:
    return at(minutes), events


def wrote(author: int, *, public: bool = True) -> dict[str, Any]:
    return {"type": "Comment", "author_id": author, "public": public}


def change(field: str, value: Any, previous: Any, **more: Any) -> dict[str, Any]:
    event = {"type": "Change", "field_name": field, "value": value, "previous_value": previous}
    return {**event, **more}


def read(*audits: Any) -> History:
    return read_history(TICKET, audits, lambda user: user == AGENT)


def test_the_description_starts_the_history_and_answers_nothing() -> None:
    assert [e.kind for e in read(audit(0, wrote(AGENT))).events] == [EventKind.CREATED]


def test_what_was_before_is_found_by_taking_each_change_back() -> None:
    found = read(
        audit(0, wrote(CUSTOMER)),
        audit(5, change("priority", "urgent", "high"), change("status", "open", "new")),
        audit(9, change("status", "pending", "open")),
    )
    assert (found.born["priority"], found.events[0].status) == ("high", "new")
    assert [(e.kind.value, e.value or e.status) for e in found.events[1:]] == [
        ("field", "urgent"),
        ("status", "open"),
        ("status", "pending"),
    ]


def test_replies_and_customers_are_told_apart_and_notes_are_nothing() -> None:
    found = read(
        audit(0, wrote(CUSTOMER)),
        audit(1, wrote(AGENT, public=False)),
        audit(2, wrote(AGENT)),
        audit(3, wrote(CUSTOMER)),
    )
    assert [e.kind for e in found.events[1:]] == [
        EventKind.PUBLIC_REPLY,
        EventKind.CUSTOMER_COMMENT,
    ]


def test_targets_the_service_set_are_told_with_their_policy() -> None:
    value = {"minutes": 90, "in_business_hours": True}
    via = {"channel": "sla_target_change", "current_sla_policy": "Premier"}
    found = read(
        audit(0, wrote(CUSTOMER), change("first_reply_time", value, None, via=via)),
        audit(5, change("first_reply_time", None, value, via=via)),
    )
    assert [e.told for e in found.events if e.told] == [
        Told("first_reply_time", 5400, business_hours=True, policy="Premier"),
        Told("first_reply_time", None, policy="Premier"),
    ]


def test_events_nobody_knows_are_passed_over() -> None:
    found = read(audit(0, wrote(CUSTOMER), {"type": "Notification"}, {"type": "Mystery", "id": 1}))
    assert len(found.events) == 1
