"""One clock for every countdown, told on the second."""

import asyncio
from collections.abc import Iterator
from datetime import datetime
from itertools import pairwise

import pytest
from PySide6.QtCore import QObject

from desktop.base.clock import SystemClock
from ui.shell.ticker import Ticker


@pytest.fixture
def ticker() -> Iterator[Ticker]:
    parent = QObject()
    made = Ticker(parent)
    yield made
    made.rest()


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


async def test_at_rest_it_is_silent_and_goes_on_when_asked(ticker: Ticker) -> None:
    ticks = heard(ticker)
    ticker.follow(SystemClock())
    ticker.rest()
    await asyncio.sleep(1.2)
    assert len(ticks) == 1
    ticker.go()
    assert len(ticks) == 2


def test_without_a_clock_it_never_ticks(ticker: Ticker) -> None:
    ticks = heard(ticker)
    ticker.go()
    ticker.follow(None)
    assert ticks == []
    assert ticker.now() is None
