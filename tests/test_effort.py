"""The measure of effort: a limit is of the code, not of the machine."""

import gc
import time

import pytest

from tests.effort import measured, one_effort, within


def test_work_within_its_limit_gives_what_it_made() -> None:
    assert within(3, lambda: sum(range(1_000))) == 499_500


def test_work_beyond_its_limit_fails_and_tells_by_how_much() -> None:
    with pytest.raises(AssertionError, match=r"took \d+\.\d efforts at best, and may take 0\.5"):
        within(0.5, lambda: sum(range(2_000_000)))


def test_twice_the_work_is_about_two_efforts() -> None:
    within(4, lambda: sum(range(2_000_000)))


def test_work_that_is_slow_once_only_is_not_slow() -> None:
    slow = [2_000_000, 10]
    assert within(0.5, lambda: sum(range(slow.pop(0)))) == 45


def test_waiting_is_no_effort() -> None:
    assert measured(lambda: time.sleep(0.05))[1] < one_effort() * 4


def test_the_collector_is_left_as_it_was() -> None:
    for wanted in (gc.enable, gc.disable):
        wanted()
        was = gc.isenabled()
        assert not measured(gc.isenabled)[0]
        assert gc.isenabled() is was
