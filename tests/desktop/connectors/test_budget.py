"""Never more than half of the account's limit within a minute."""

import asyncio

import pytest

from desktop.connectors.budget import Budget


class Time:
    """Seconds that pass only while somebody sleeps."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.now = 0.0
        monkeypatch.setattr(asyncio, "sleep", self._sleep)

    async def _sleep(self, seconds: float) -> None:
        self.now += seconds


async def test_without_a_known_limit_nothing_waits(monkeypatch: pytest.MonkeyPatch) -> None:
    time = Time(monkeypatch)
    budget = Budget(lambda: time.now)
    for _ in range(1000):
        await budget.take()
    assert time.now == 0


async def test_no_minute_sees_more_than_half_of_the_limit(monkeypatch: pytest.MonkeyPatch) -> None:
    time = Time(monkeypatch)
    budget = Budget(lambda: time.now)
    budget.note({"x-rate-limit": "20"})
    sent = []
    for _ in range(45):
        await budget.take()
        sent.append(time.now)
        time.now += 0.5
    most = max(sum(start <= at < start + 60 for at in sent) for start in sent)
    assert most == 10


@pytest.mark.parametrize("told", ["", "many", "-3", "0"])
def test_a_limit_that_is_no_number_is_not_believed(told: str) -> None:
    budget = Budget(lambda: 0.0)
    budget.note({"x-rate-limit": "400"})
    budget.note({"x-rate-limit": told})
    assert budget.limit == 400


async def test_when_others_have_used_the_rest_we_hold_back_until_it_starts_anew(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    time = Time(monkeypatch)
    budget = Budget(lambda: time.now)
    told = {"ratelimit-limit": "400", "ratelimit-remaining": "40", "ratelimit-reset": "12"}
    budget.note(told | {"ratelimit-remaining": "41"})
    await budget.take()
    assert time.now == 0
    budget.note(told)
    await budget.take()
    assert time.now == 12
    budget.note(told | {"ratelimit-reset": "86400"})
    await budget.take()
    assert time.now == 72


async def test_near_the_limit_each_request_waits_a_second(monkeypatch: pytest.MonkeyPatch) -> None:
    time = Time(monkeypatch)
    budget = Budget(lambda: time.now)
    for _ in range(5):
        await budget.take()
        budget.note({"x-ratelimit-nearlimit": "true"})
    assert time.now == 4


async def test_a_closed_bucket_holds_back_its_own_requests_alone(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    time = Time(monkeypatch)
    budget = Budget(lambda: time.now)
    closed = {"zendesk-ratelimit-ticket-update": "total=30; remaining=0; resets=9"}
    budget.note(closed, "PUT /tickets/1")
    await budget.take("PUT /tickets/2")
    assert time.now == 0
    await budget.take("PUT /tickets/1")
    assert time.now == 9


async def test_where_a_service_sends_no_limits_its_published_rates_hold(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    time = Time(monkeypatch)
    budget = Budget(lambda: time.now)
    budget.rates = {"conversations.list": 20}
    for _ in range(10):
        await budget.take("GET /conversations.list")
        await budget.take("POST /chat.postMessage")
    assert time.now == 0
    await budget.take("GET /conversations.list")
    assert time.now == 60
