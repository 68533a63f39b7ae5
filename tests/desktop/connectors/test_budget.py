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
