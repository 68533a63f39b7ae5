"""Heartbeats notice that time jumped; what moves neither clock is no jump."""

from datetime import UTC, datetime, timedelta

import pytest

from desktop.base.clock import Heartbeat, Jump, SystemClock

START = datetime(2026, 11, 25, 9, tzinfo=UTC)


class Clocks:
    """A wall clock and a steady one, moved by hand."""

    def __init__(self) -> None:
        self.wall, self.steady = START, 1000.0

    def now(self) -> datetime:
        return self.wall

    def pass_on(self, steady: float, wall: float | None = None) -> None:
        self.steady += steady
        self.wall += timedelta(seconds=steady if wall is None else wall)


@pytest.mark.parametrize(
    ("steady", "wall", "jump"),
    [
        (1, 1, None),
        (1, 1.5, None),
        (9, 9, None),
        (3600, 3600, Jump(asleep=True, seconds=3600)),
        (1, 3601, Jump(asleep=False, seconds=3600)),
        (1, -3599, Jump(asleep=False, seconds=-3600)),
    ],
)
def test_a_jump_is_told_from_the_two_clocks(steady: float, wall: float, jump: Jump | None) -> None:
    clocks = Clocks()
    heart = Heartbeat(clocks, lambda: clocks.steady)
    clocks.pass_on(steady, wall)
    assert heart.beat() == jump


def test_a_jump_is_told_once() -> None:
    clocks = Clocks()
    heart = Heartbeat(clocks, lambda: clocks.steady)
    clocks.pass_on(3600)
    heart.beat()
    clocks.pass_on(1)
    assert heart.beat() is None


def test_many_small_nudges_of_a_time_server_are_no_jump() -> None:
    clocks = Clocks()
    heart = Heartbeat(clocks, lambda: clocks.steady)
    for _ in range(100):
        clocks.pass_on(1, 1.05)
        assert heart.beat() is None


def test_the_machines_own_clocks_agree() -> None:
    assert Heartbeat(SystemClock()).beat() is None
