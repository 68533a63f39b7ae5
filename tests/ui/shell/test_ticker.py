"""One clock for every countdown, told on the second."""

import asyncio
from collections.abc import Iterator
from datetime import datetime
from itertools import pairwise

import pytest
from PySide6.QtCore import QObject

from desktop.base.clock import Heartbeat, Jump, SystemClock
from ui.shell.ticker import Ticker


@pytest.fixture
def ticker() -> Iterator[Ticker]:
    parent = QObject()
    made = Ticker(parent)
    yield made
    made.follow(None)


def heard(ticker: Ticker) -> list[datetime]:
    ticks: list[datetime] = []
    ticker.ticked.connect(ticks.append)
    return ticks


async def test_it_ticks_at_once_then_on_each_whole_second(ticker: Ticker) -> None:
    ticks = heard(ticker)
    ticker.follow(SystemClock())
    assert len(ticks) == 1
    await asyncio.sleep(2.1)
    assert len(ticks) >= 3
    assert all(tick.microsecond < 250_000 for tick in ticks[1:]), "aligned to the second"
    assert all((b - a).total_seconds() < 1.5 for a, b in pairwise(ticks))


async def test_at_rest_nothing_is_painted_and_time_goes_on_being_heard(ticker: Ticker) -> None:
    ticks, passed = heard(ticker), list[datetime]()
    ticker.passed.connect(passed.append)
    ticker.follow(SystemClock())
    ticker.rest()
    await asyncio.sleep(1.2)
    assert len(ticks) == 1
    assert len(passed) >= 2
    ticker.go()
    assert len(ticks) == 2


def test_a_jump_is_told_once_before_the_tick_that_paints_it(ticker: Ticker) -> None:
    told: list[object] = []
    steady = [0.0]
    ticker._heart = Heartbeat(SystemClock(), lambda: steady[0])
    ticker.follow(SystemClock())
    ticker.jumped.connect(told.append)
    ticker.ticked.connect(told.append)
    steady[0] = -7200.0
    ticker._tick()
    ticker._tick()
    jump = told[0]
    assert isinstance(jump, Jump)
    assert not jump.asleep
    assert [type(one) for one in told[1:]] == [datetime, datetime]


def test_time_without_a_mission_is_no_sleep(ticker: Ticker) -> None:
    told: list[object] = []
    steady = [0.0]
    ticker._heart = Heartbeat(SystemClock(), lambda: steady[0])
    ticker.jumped.connect(told.append)
    ticker.follow(None)
    steady[0] = -7200.0
    ticker.follow(SystemClock())
    assert told == []


def test_without_a_clock_it_never_ticks(ticker: Ticker) -> None:
    ticks = heard(ticker)
    ticker.go()
    ticker.follow(None)
    assert ticks == []
    assert ticker.now() is None
