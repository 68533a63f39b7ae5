"""A scope takes in what fits every part of it: fields, language, tags, what is left out, either, a count."""

from datetime import timedelta
from typing import Any

import msgspec
import pytest

from desktop.domain.scope import UNSOLVED, Filter, Order, Scope, Window
from desktop.domain.ticket import NOBODY, SOMEBODY, Agent, Organisation, Priority, Snapshot, Status
from desktop.triage.scoping import in_scope
from tests.desktop.triage.tickets import NOW, clock, ticket

HOUR = 3600
VIP = Organisation(2, "Hamilton Hospital", vip=True)
TICKETS = (
    ticket(1, priority=Priority.HIGH, organisation=VIP, channel="email", assignee_id=7),
    ticket(2, "Rechnung doppelt", description="Wir haben die Rechnung zweimal bekommen."),
    ticket(3, created_at=NOW - timedelta(hours=5), status=Status.PENDING, tags=("careboard",)),
    ticket(4, "CareBoard is slow", created_at=NOW - timedelta(hours=9), priority=Priority.LOW),
)


def taken(**fields: Any) -> set[int]:
    scope = Scope(**({"statuses": UNSOLVED} | fields))
    return {t.id for t in in_scope(scope, Snapshot(NOW, TICKETS, (), (), None, None), NOW)}


@pytest.mark.parametrize(
    ("fields", "ids"),
    [
        ({}, {1, 2, 3, 4}),
        ({"priorities": (Priority.HIGH, None)}, {1, 2, 3}),
        ({"min_age_seconds": 4 * HOUR}, {3, 4}),
        ({"min_age_seconds": 4 * HOUR, "max_age_seconds": 6 * HOUR}, {3}),
        ({"window": Window(NOW - timedelta(hours=6), NOW - timedelta(hours=4))}, {3}),
        ({"vip": True}, {1}),
        ({"vip": False}, {2, 3, 4}),
        ({"organisations": ("Hamilton Hospital",)}, {1}),
        ({"organisation": "hamil"}, {1}),
        ({"assignees": (NOBODY,)}, {2, 3, 4}),
        ({"assignees": (SOMEBODY,)}, {1}),
        ({"assignees": (Agent(7, "Ann"),)}, {1}),
        ({"channels": ("email", "mail")}, {1}),
        ({"languages": ("de",)}, {2}),
        ({"tags": ("careboard",)}, {3, 4}),
        ({"topic": "billing"}, {2}),
        ({"topic": "billing or performance"}, {2, 4}),
        ({"without": (Filter(topic="billing"), Filter(vip=True))}, {3, 4}),
        ({"without": (Filter(vip=True, priorities=(Priority.LOW,)),)}, {1, 2, 3, 4}),
        ({"either": (Filter(vip=True), Filter(languages=("de",)))}, {1, 2}),
        ({"limit": 1, "order": Order.OLDEST}, {4}),
        ({"limit": 0}, set()),
        ({"vip": True, "included": (4,)}, {1, 4}),
        ({"excluded": (4,)}, {1, 2, 3}),
    ],
    ids=str,
)
def test_a_scope_takes_in_what_fits(fields: dict[str, Any], ids: set[int]) -> None:
    assert taken(**fields) == ids


def test_a_count_without_an_order_takes_the_nearest_deadlines() -> None:
    late, soon = NOW + timedelta(hours=3), NOW + timedelta(hours=1)
    tickets = (ticket(1, clocks=(clock(late),)), ticket(2, clocks=(clock(soon),)), ticket(3))
    found = in_scope(
        Scope(statuses=UNSOLVED, limit=2), Snapshot(NOW, tickets, (), (), None, None), NOW
    )
    assert {t.id for t in found} == {1, 2}


def test_a_scope_sealed_by_an_older_version_is_read_as_it_was_meant() -> None:
    old = b'{"topic":"billing","priorities":["high"],"statuses":["new"],"max_age_seconds":60,"organisation":"Lake"}'
    assert msgspec.json.decode(old, type=Scope) == Scope(
        "billing", (Priority.HIGH,), (Status.NEW,), 60, "Lake"
    )
