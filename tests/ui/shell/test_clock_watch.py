"""No threshold is missed: not behind a hidden window, not over a sleep, not while a service is away."""

from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

import pytest

from desktop.base.clock import Jump
from desktop.domain.errors import ServiceError
from desktop.domain.values import StageName
from tests.ui.clocks import stand_still
from tests.ui.reading import words
from tests.ui.shell.conftest import Go, Hand

SLEPT = Jump(asleep=True, seconds=7200)
AWAY = ServiceError("Zendesk is away", "No answer.", "Wait.")


@pytest.fixture
async def watched(at: Go) -> Hand:
    """A mission whose clocks answer by hand, nothing ahead, and no second that passes by itself."""
    hand = await at(StageName.EXECUTE)
    stand_still(hand)
    look_ahead(hand, None)
    return hand


def look_ahead(hand: Hand, crosses_at: datetime | None) -> None:
    """Let the next threshold be there."""
    around = hand.window.around
    assert around is not None
    assert around.view is not None
    around.view = replace(around.view, crosses_at=crosses_at)


def now_of(hand: Hand) -> datetime:
    assert hand.window.desk is not None
    return hand.window.desk.clock.now()


def asked(hand: Hand) -> list[Any]:
    assert hand.window.desk is not None
    clocks: Any = hand.window.desk.clocks
    return clocks.asked  # type: ignore[no-any-return]


def fail(hand: Hand, error: Exception | None) -> None:
    clocks: Any = hand.window.desk.clocks  # type: ignore[union-attr]
    clocks.failure = error


async def test_a_threshold_is_looked_at_once_when_it_was_passed(watched: Hand) -> None:
    ticker, now = watched.window.ticker, now_of(watched)
    at = now + timedelta(minutes=5)
    for instant in (now, at - timedelta(seconds=1)):
        look_ahead(watched, at)
        ticker.passed.emit(instant)
    assert asked(watched) == []
    for seconds in (0, 1, 2):
        ticker.passed.emit(at + timedelta(seconds=seconds))
    await watched.rest()
    look_ahead(watched, at)
    ticker.passed.emit(at + timedelta(seconds=3))
    await watched.rest()
    assert asked(watched) == [("cross",)]


async def test_the_next_threshold_is_looked_at_too(watched: Hand) -> None:
    now = now_of(watched)
    for minutes in (1, 2):
        at = now + timedelta(minutes=minutes)
        look_ahead(watched, at)
        watched.window.ticker.passed.emit(at)
        await watched.rest()
    assert asked(watched) == [("cross",)] * 2


async def test_behind_a_minimised_window_alerts_do_not_rest(watched: Hand) -> None:
    watched.window.showMinimized()
    look_ahead(watched, now_of(watched) - timedelta(seconds=1))
    watched.window.ticker._tick()
    watched.window.ticker._timer.stop()
    await watched.rest()
    assert asked(watched) == [("cross",)]


async def test_a_look_that_failed_is_made_again_after_ten_seconds(watched: Hand) -> None:
    ticker, now = watched.window.ticker, now_of(watched)
    fail(watched, AWAY)
    look_ahead(watched, now)
    ticker.passed.emit(now)
    await watched.rest()
    assert "Clocks could not be checked: Zendesk is away" in words(watched.window.status)
    fail(watched, None)
    look_ahead(watched, now)
    ticker.passed.emit(now + timedelta(seconds=5))
    assert asked(watched) == [("cross",)]
    ticker.passed.emit(now + timedelta(seconds=30))
    await watched.rest()
    assert asked(watched) == [("cross",)] * 2
    assert watched.sheets == []


async def test_after_a_sleep_the_queue_is_read_and_the_lead_is_told(watched: Hand) -> None:
    watched.window.ticker.jumped.emit(SLEPT)
    await watched.rest()
    assert asked(watched) == [("wake", SLEPT)]
    assert "The computer slept for 2 h: the queue was read again" in words(watched.window.status)


async def test_while_the_network_comes_back_it_is_tried_again(watched: Hand) -> None:
    fail(watched, AWAY)
    watched.window.ticker.jumped.emit(SLEPT)
    await watched.rest()
    said = words(watched.window.status)
    assert "The computer slept for 2 h. Zendesk is away: the queue is read again in 10 s" in said
    assert watched.sheets == []
    fail(watched, None)
    watched.window.ticker.passed.emit(now_of(watched) + timedelta(seconds=20))
    await watched.rest()
    assert asked(watched) == [("wake", SLEPT)] * 2
    assert "the queue was read again" in words(watched.window.status)
    look_ahead(watched, None)  # the queue read again has its own thresholds
    watched.window.ticker.passed.emit(now_of(watched) + timedelta(seconds=60))
    await watched.rest()
    assert len(asked(watched)) == 2


async def test_what_was_said_goes_after_some_minutes(watched: Hand) -> None:
    watched.window.ticker.jumped.emit(SLEPT)
    await watched.rest()
    watched.window.status.tick(now_of(watched) + timedelta(minutes=6))
    assert "slept" not in words(watched.window.status)


async def test_without_a_mission_nothing_is_asked(hand: Hand) -> None:
    hand.window.ticker.jumped.emit(SLEPT)
    hand.window.ticker.passed.emit(datetime.now().astimezone())
    assert hand.tasks._running == {}
