"""Queue files: every break is named with its place; what is missing and optional is empty."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from desktop.domain.errors import QueueFileError
from desktop.sandbox.queue_file import load_queue, parse_queue
from tests.desktop.sandbox.small_queue import approver, small_queue

Bend = Callable[[dict[str, Any]], Any]

BROKEN: list[tuple[str, Bend]] = [
    ("format", lambda q: q.update(format=2)),
    ("now", lambda q: q.pop("now")),
    ("now", lambda q: q.update(now="2026-11-23T14:05:00")),
    ("zendesk.tickets", lambda q: q["zendesk"].update(tickets={})),
    ("zendesk.tickets[1].created_at", lambda q: q["zendesk"]["tickets"][1].update(created_at="x")),
    ("zendesk.tickets[1].subject", lambda q: q["zendesk"]["tickets"][1].pop("subject")),
    (
        "zendesk.tickets[0].requester_id",
        lambda q: q["zendesk"]["tickets"][0].update(requester_id=9),
    ),
    ("zendesk.tickets[0].assignee_id", lambda q: q["zendesk"]["tickets"][0].update(assignee_id=21)),
    ("zendesk.tickets[0].priority", lambda q: q["zendesk"]["tickets"][0].update(priority="p1")),
    ("zendesk.tickets[0].id", lambda q: q["zendesk"]["tickets"][0].update(id="101")),
    ("zendesk.tickets[1].id", lambda q: q["zendesk"]["tickets"][1].update(id=101)),
    ("zendesk.solved_tickets[0].id", lambda q: q["zendesk"]["solved_tickets"][0].update(id=101)),
    (
        "zendesk.tickets[0].comments[0].author_id",
        lambda q: q["zendesk"]["tickets"][0].update(
            comments=[{"author_id": 77, "body": "x", "created_at": q["now"]}]
        ),
    ),
    (
        "zendesk.users[2].organization_id",
        lambda q: q["zendesk"]["users"][2].update(organization_id=8),
    ),
    ("zendesk.users[1].id", lambda q: q["zendesk"]["users"][1].update(id=11)),
    (
        "zendesk.sla_policies[0]",
        lambda q: q["zendesk"]["sla_policies"][0].update(
            filter={"all": [{"field": "mood", "operator": "is", "value": 1}]}
        ),
    ),
    ("zendesk.schedules[0]", lambda q: q["zendesk"].update(schedules=[{"time_zone": "Moon"}])),
    ("confluence.pages[0].spaceId", lambda q: q["confluence"]["pages"][0].update(spaceId="8")),
    ("approvers[0].slack_user_id", lambda q: q["approvers"][0].update(slack_user_id="U9")),
    ("approvers[0].totp_secret", lambda q: q["approvers"][0].update(totp_secret="1!")),
    ("approvers[0].answer", lambda q: q.update(approvers=[approver(answer="maybe")])),
    ("faults[0].kind", lambda q: q.update(faults=[{"service": "slack", "kind": "fire"}])),
]


@pytest.mark.parametrize(
    ("where", "bend"), BROKEN, ids=[f"{i}-{w}" for i, (w, _) in enumerate(BROKEN)]
)
def test_a_broken_file_names_the_place(where: str, bend: Bend) -> None:
    queue = small_queue()
    bend(queue)
    with pytest.raises(QueueFileError) as caught:
        parse_queue(json.dumps(queue).encode())
    assert caught.value.where == where
    assert caught.value.remedy


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"{",
        b"[]",
        b"\xff\xfe",
        b'{"format": 1, "now": NaN}',
        b"[" * 100_000,
        b'{"a":' * 100_000,
    ],
    ids=["empty", "cut", "list", "binary", "nan", "deep-list", "deep-object"],
)
def test_what_is_no_queue_at_all_is_refused(content: bytes) -> None:
    with pytest.raises(QueueFileError):
        parse_queue(content)


def test_a_missing_file_is_refused(tmp_path: Path) -> None:
    with pytest.raises(QueueFileError, match=r"absent\.json"):
        load_queue(tmp_path / "absent.json")


def test_missing_optional_lists_are_empty() -> None:
    queue = parse_queue(b'{"format": 1, "now": "2026-11-23T14:05:00Z"}')
    assert queue.zendesk["tickets"] == []
    assert queue.confluence["pages"] == []
    assert queue.approvers == ()


def test_keys_we_do_not_know_are_kept() -> None:
    raw = small_queue()
    raw["zendesk"]["organizations"][0]["organization_fields"] = {"vip": True}
    queue = parse_queue(json.dumps(raw).encode())
    assert queue.zendesk["organizations"][0]["organization_fields"] == {"vip": True}
