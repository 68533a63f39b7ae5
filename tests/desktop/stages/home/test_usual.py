"""A surge is found where one was planted, and nowhere else."""

import random
from collections.abc import Iterator

import pytest

from desktop.stages.home.arrivals import Arrivals
from desktop.stages.home.usual import judge, stands_out
from tests.desktop.stages.home.arrivals_made import WEEK, Burst, Desk, make_desk

_HOLIDAYS = (3, 36, 38, 60, 87, 88)


def alarms(desk: Desk, hours: range, history: int) -> Iterator[int]:
    """The minutes, looked at every quarter of an hour, at which the rule calls a surge; one in three hours."""
    last = -999
    for minute in range(hours.start * 60, hours.stop * 60, 15):
        if judge(desk.arrivals(minute, history)).rising:
            if minute - last > 180:
                yield minute
            last = minute


def planted(seed: int, busiest: float, history: int) -> tuple[Desk, Burst]:
    """A desk with one burst of 2.5 times the usual, an old surge near it, and two holidays."""
    dice = random.Random(seed)
    usual = make_desk(0, 1, busiest).usual
    busy = [hour for hour in range(WEEK - 8) if usual[hour : hour + 2].min() >= 15]
    burst = Burst(history * WEEK + dice.choice(busy), dice.choice((2, 3, 4)), 2.5)
    back = dice.randrange(1, history)
    old = Burst(burst.start - back * WEEK + dice.randrange(-2, 2), 3, 3.0)
    holidays = (dice.randrange(history * 7), dice.randrange(history * 7))
    return make_desk(seed, history + 1, busiest, holidays=holidays, bursts=(burst, old)), burst


@pytest.mark.parametrize("busiest", [60, 200])
def test_bursts_of_two_and_a_half_are_found_and_little_else_is_called_one(busiest: float) -> None:
    found = told = 0
    for seed in range(2000, 2100):
        desk, burst = planted(seed, busiest, history=6)
        end = burst.start + burst.hours + 4
        at = list(alarms(desk, range(6 * WEEK, 7 * WEEK), history=6))
        right = [minute for minute in at if burst.start * 60 <= minute <= end * 60]
        found += bool(right)
        told += bool(right) + len(at) - len(right)
    assert found / 100 >= 0.95, "recall"
    assert found / told >= 0.95, "precision"


@pytest.mark.parametrize("busiest", [10, 25, 60, 200])
def test_eight_quiet_weeks_with_holidays_raise_no_alarm(busiest: float) -> None:
    desk = make_desk(11, 14, busiest, holidays=_HOLIDAYS)
    assert list(alarms(desk, range(6 * WEEK, 14 * WEEK), history=6)) == []


def test_with_less_than_four_weeks_nothing_is_called_usual() -> None:
    verdict = judge(Arrivals((99, 99, 99), ((1.0, 2.0, 4.0),) * 3))
    assert (verdict.usual, verdict.rising, verdict.weeks) == (None, False, 3)


def test_one_holiday_and_one_old_surge_change_what_is_usual_but_little() -> None:
    weeks = ((10.0, 20.0, 40.0), (11.0, 19.0, 41.0), (9.0, 21.0, 39.0))
    spoilt = ((1.0, 2.0, 4.0), (60.0, 120.0, 240.0))
    assert judge(Arrivals((10, 20, 40), weeks + spoilt)).usual == pytest.approx(10, abs=1)


def test_a_slow_surge_shows_in_the_longer_window_first() -> None:
    weeks = ((5.0, 10.0, 20.0),) * 6
    verdict = judge(Arrivals((12, 24, 52), weeks))
    assert (verdict.rising, verdict.window) == (True, 4)


def test_twelve_in_an_hour_where_one_is_usual_are_a_surge() -> None:
    assert stands_out(12, 1.0, 6)


def test_five_tickets_in_a_dead_night_are_no_surge() -> None:
    assert not stands_out(5, 0.0, 6)
