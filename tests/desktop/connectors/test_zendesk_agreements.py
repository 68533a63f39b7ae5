"""Policies and schedules from Zendesk: read once, none for an agent, never one that might be the wrong one."""

import asyncio
from datetime import date
from typing import Any

import pytest

from desktop.connectors.carrier import Answer
from desktop.connectors.zendesk import Zendesk
from desktop.domain.errors import RefusedError
from desktop.domain.sla.terms import Agreements
from tests.desktop.connectors.recorded import Recorded, recorded
from tests.sandboxes import start_sandbox
from tests.snapshots import connect, https

POLICIES, SCHEDULES = "/slas/policies", "/business_hours/schedules"
TARGET = {"priority": "high", "metric": "first_reply_time", "target": 60, "business_hours": True}
WEEK = [{"start_time": 1980, "end_time": 2460}]


def policy(number: int, **more: Any) -> dict[str, Any]:
    return {"id": number, "title": f"P{number}", "position": number, "filter": {"all": [], "any": []},
            "policy_metrics": [TARGET], **more}  # fmt: skip


def schedule(number: int, **more: Any) -> dict[str, Any]:
    return {"id": number, "name": f"S{number}", "time_zone": "UTC", "intervals": WEEK, **more}


def serving(
    policies: list[dict[str, Any]], schedules: list[dict[str, Any]]
) -> tuple[Zendesk, Recorded]:
    spans = [{"id": 1, "name": "Feast", "start_date": "2026-12-24", "end_date": "2026-12-26"}]
    http, service = recorded(
        {
            POLICIES: lambda _: {"sla_policies": policies},
            SCHEDULES: lambda _: {"schedules": schedules},
            f"{SCHEDULES}/5/holidays": lambda _: {"holidays": spans},
        }
    )
    return Zendesk(http), service


async def read(policies: list[dict[str, Any]], schedules: list[dict[str, Any]]) -> Agreements:
    found = await serving(policies, schedules)[0].agreements()
    assert found is not None
    return found


async def test_policies_come_in_order_with_schedules_and_their_holidays() -> None:
    found = await read([policy(2), policy(1)], [schedule(5), schedule(6)])
    assert [each.title for each in found.policies] == ["P1", "P2"]
    assert [each.name for each in found.schedules] == ["S5", "S6"]
    assert dict(found.schedules[0].named)[date(2026, 12, 25)] == "Feast"
    assert found.schedules[1].holidays == frozenset()
    assert not found.entered


async def test_they_are_read_once_however_many_ask() -> None:
    zendesk, service = serving([policy(1)], [schedule(5)])
    first, second = await asyncio.gather(zendesk.agreements(), zendesk.agreements())
    assert first is second is await zendesk.agreements()
    assert len(service.asked) == 3


@pytest.mark.parametrize("status", [403, 404])
async def test_policies_that_may_not_be_read_are_none(status: int) -> None:
    zendesk, service = serving([policy(1)], [schedule(5)])
    service.replies[POLICIES] = lambda _: Answer(status, {}, b"{}")
    assert await zendesk.agreements() is None
    assert await zendesk.agreements() is None
    assert len(service.asked) == 1


@pytest.mark.parametrize("status", [403, 404])
async def test_without_schedules_the_policies_stand_alone(status: int) -> None:
    zendesk, service = serving([policy(1)], [schedule(5)])
    service.replies[SCHEDULES] = lambda _: Answer(status, {}, b"{}")
    found = await zendesk.agreements()
    assert found is not None
    assert (len(found.policies), found.schedules) == (1, ())


async def test_a_failure_is_told_and_the_next_asks_again() -> None:
    zendesk, service = serving([policy(1)], [])
    fine = service.replies[POLICIES]
    service.replies[POLICIES] = lambda _: Answer(401, {}, b"{}")
    with pytest.raises(RefusedError):
        await zendesk.agreements()
    service.replies[POLICIES] = fine
    assert await zendesk.agreements() is not None


async def test_a_policy_that_cannot_be_read_keeps_its_place() -> None:
    rows = [{"field": "custom_status_id", "operator": "includes", "value": ["1"]}]
    found = await read([policy(1), policy(2, filter={"all": rows, "any": []}), policy(3)], [])
    assert [bool(each.unreadable) for each in found.policies] == [False, True, False]


async def test_a_schedule_that_cannot_be_read_is_not_replaced_by_another() -> None:
    broken = schedule(6, intervals=[{"start_time": 60, "end_time": 30}])
    found = await read([policy(1)], [schedule(5), broken])
    assert (found.schedule(), found.schedule(6)) == (found.schedules[0], None)
    for first in (broken, schedule(6, time_zone=None), {"name": "x"}):
        assert (await read([policy(1)], [first, schedule(5)])).schedule() is None


async def test_an_admin_reads_them_of_a_real_service_and_an_agent_does_not() -> None:
    process = start_sandbox()
    clients = https(process.url)
    door = clients[-1]
    found = await connect(clients).tickets.agreements()
    role = {"service": "zendesk", "role": "agent"}
    await door.write("POST", "/sandbox/clients", dict[str, Any], role)
    refused = await connect(clients).tickets.agreements()
    for client in clients:
        await client.close()
    process.close()
    assert found is not None
    assert [each.title for each in found.policies][:2] == ["Premier organisations", "Standard care"]
    assert [each.name for each in found.schedules] == ["Office hours"]
    assert refused is None
