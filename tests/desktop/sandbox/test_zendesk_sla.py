"""Clocks on read: what a ticket's own history says, and what is left to show."""

import json
from typing import Any

from desktop.sandbox.queue_file import parse_queue
from desktop.sandbox.state import Sandbox, open_sandbox
from desktop.sandbox.zendesk_sla import sla_metrics, ticket_history
from tests.desktop.sandbox.small_queue import AGENT, NURSE, small_queue


def sandbox_with(**ticket: Any) -> Sandbox:
    queue = small_queue()
    queue["zendesk"]["tickets"][0].update(ticket)
    return open_sandbox(parse_queue(json.dumps(queue).encode()))


def metrics(**ticket: Any) -> dict[str, dict[str, Any]]:
    sandbox = sandbox_with(**ticket)
    return {row["metric"]: row for row in sla_metrics(sandbox, sandbox.tickets[101])}


def comment(author: int, at: str, public: bool = True) -> dict[str, Any]:
    return {
        "author_id": author,
        "body": "x",
        "created_at": f"2026-11-23T{at}:00Z",
        "public": public,
    }


def test_what_is_left_is_told_in_the_unit_that_fits() -> None:
    assert metrics()["first_reply_time"]["minutes"] in (59, 60)
    later = metrics(created_at="2026-11-23T14:04:00Z")["first_reply_time"]
    assert later["hours"] == 1


def test_replies_and_customers_of_the_file_move_the_clocks() -> None:
    thread = [comment(NURSE, "13:05"), comment(AGENT, "13:30"), comment(NURSE, "14:00")]
    found = metrics(comments=thread, status="open")
    assert found["first_reply_time"]["stage"] == "achieved"
    assert found["next_reply_time"]["breach_at"] == "2026-11-23T14:30:00Z"


def test_a_note_moves_nothing() -> None:
    thread = [comment(NURSE, "13:05"), comment(AGENT, "13:30", public=False)]
    assert metrics(comments=thread)["first_reply_time"]["stage"] == "active"


def test_known_audits_tell_when_the_status_changed() -> None:
    event = {"type": "Change", "field_name": "status", "value": "solved", "previous_value": "open"}
    audit = {"id": 5, "created_at": "2026-11-23T13:40:00Z", "events": [event]}
    sandbox = sandbox_with(status="solved", audits=[audit])
    created, solved = ticket_history(sandbox, sandbox.tickets[101]).events
    assert (created.status, solved.status, solved.at.minute) == ("open", "solved", 40)


def test_a_ticket_without_priority_has_no_clock() -> None:
    assert metrics(priority=None) == {}
