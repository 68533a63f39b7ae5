"""Policies, schedules and holidays: for admins, each at its own address."""

import json
from collections.abc import AsyncIterator

import httpx
import pytest

from desktop.sandbox.app import make_app
from desktop.sandbox.queue_file import parse_queue
from desktop.sandbox.state import open_sandbox
from tests.desktop.sandbox.conftest import BEARER
from tests.desktop.sandbox.small_queue import small_queue

FEAST = {"name": "Feast", "start_date": "2026-12-24", "end_date": "2026-12-26"}
WEEK = [{"start_time": 1980, "end_time": 2460}]
SCHEDULES = "/api/v2/business_hours/schedules"


@pytest.fixture
async def client() -> AsyncIterator[httpx.AsyncClient]:
    queue = small_queue()
    office = {"id": 5, "name": "Office", "time_zone": "UTC", "intervals": WEEK, "holidays": [FEAST]}
    queue["zendesk"]["schedules"] = [office, {**office, "id": 6, "holidays": []}]
    app = make_app(open_sandbox(parse_queue(json.dumps(queue).encode())))
    transport = httpx.ASGITransport(app=app)
    async with httpx.AsyncClient(
        transport=transport, base_url="http://127.0.0.1:1", headers=BEARER
    ) as made:
        yield made


async def test_holidays_stand_apart_from_their_schedule(client: httpx.AsyncClient) -> None:
    first, _ = (await client.get(SCHEDULES)).json()["schedules"]
    assert first == {"id": 5, "name": "Office", "time_zone": "UTC", "intervals": WEEK}
    holidays = (await client.get(f"{SCHEDULES}/5/holidays")).json()["holidays"]
    assert holidays == [{"id": 5000, **FEAST}]
    assert (await client.get(f"{SCHEDULES}/6/holidays")).json() == {"holidays": []}
    assert (await client.get(f"{SCHEDULES}/7/holidays")).status_code == 404


@pytest.mark.parametrize("path", ["/api/v2/slas/policies", SCHEDULES, f"{SCHEDULES}/5/holidays"])
async def test_an_agent_may_not_read_what_was_promised(
    client: httpx.AsyncClient, path: str
) -> None:
    assert (await client.get(path)).status_code == 200
    await client.post("/sandbox/clients", json={"service": "zendesk", "role": "agent"})
    refused = await client.get(path)
    assert (refused.status_code, refused.json()["error"]["title"]) == (403, "Forbidden")
