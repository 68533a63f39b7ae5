"""The bus on the screen: a burst is one change, progress comes at once, a closed relay hears nothing."""

import asyncio
from collections.abc import Iterator

import pytest

from desktop.bus import Bus, Happened, Progress
from desktop.domain.facts import FeedbackSubmitted
from desktop.domain.values import Actor, Role, StageName
from ui.bridge.relay import Relay

LEAD = Actor("201", "sam", Role.LEAD)


def happened(seq: int) -> Happened:
    fact = FeedbackSubmitted(stars=5, words=None)
    return Happened("01k0mission", seq, 0, LEAD, fact, StageName.REFLECT)


PROGRESS = Progress("01k0mission", StageName.PREPARE, 3, 11, "tickets")


@pytest.fixture
def bus() -> Bus:
    return Bus()


@pytest.fixture
def relay(bus: Bus) -> Iterator[Relay]:
    listening = Relay(bus)
    yield listening
    listening.close()


async def test_a_burst_of_facts_is_one_change(bus: Bus, relay: Relay) -> None:
    changes: list[str] = []
    relay.changed.connect(lambda: changes.append("changed"))
    for seq in range(50):
        bus.tell(happened(seq))
    assert changes == [], "told before the burst was over"
    await asyncio.sleep(0.2)
    assert changes == ["changed"]


async def test_what_comes_later_is_another_change(bus: Bus, relay: Relay) -> None:
    changes: list[str] = []
    relay.changed.connect(lambda: changes.append("changed"))
    for seq in range(2):
        bus.tell(happened(seq))
        await asyncio.sleep(0.15)
    assert changes == ["changed", "changed"]


async def test_a_stream_that_never_rests_is_still_told(bus: Bus, relay: Relay) -> None:
    changes: list[str] = []
    relay.changed.connect(lambda: changes.append("changed"))
    for seq in range(40):
        bus.tell(happened(seq))
        await asyncio.sleep(0.01)
    assert 2 <= len(changes) <= 6


def test_each_fact_and_each_progress_is_told_at_once(bus: Bus, relay: Relay) -> None:
    facts: list[Happened] = []
    shares: list[Progress] = []
    relay.happened.connect(facts.append)
    relay.progressed.connect(shares.append)
    bus.tell(happened(1))
    bus.tell(PROGRESS)
    assert [one.seq for one in facts] == [1]
    assert shares == [PROGRESS]


async def test_progress_alone_changes_nothing(bus: Bus, relay: Relay) -> None:
    changes: list[str] = []
    relay.changed.connect(lambda: changes.append("changed"))
    bus.tell(PROGRESS)
    await asyncio.sleep(0.15)
    assert changes == []


async def test_a_closed_relay_has_left_the_bus(bus: Bus) -> None:
    relay = Relay(bus)
    heard: list[object] = []
    relay.happened.connect(heard.append)
    relay.changed.connect(lambda: heard.append("changed"))
    bus.tell(happened(1))
    relay.close()
    bus.tell(happened(2))
    await asyncio.sleep(0.15)
    assert [one.seq for one in heard if isinstance(one, Happened)] == [1]
    assert "changed" not in heard
