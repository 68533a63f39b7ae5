"""Thresholds: what is crossed, in which order, each once; a clock that changed comes anew."""

from hypothesis import given
from hypothesis import strategies as st

from desktop.watch.thresholds import Thresholds

MINUTE = 60_000
clocks = st.dictionaries(st.integers(1, 50), st.integers(0, 300).map(lambda m: m * MINUTE))


def following(minutes: dict[int, int]) -> Thresholds:
    ahead = Thresholds((90, 30))
    ahead.follow({ticket: at * MINUTE for ticket, at in minutes.items()})
    return ahead


def passed(ahead: Thresholds, minute: int) -> list[tuple[int, int]]:
    return [(one.ticket, one.level) for one in ahead.pass_by(minute * MINUTE)]


def test_each_threshold_is_crossed_once_and_the_next_one_is_known() -> None:
    ahead = following({7: 100})
    assert ahead.next == 10 * MINUTE
    assert [passed(ahead, at) for at in (9, 10, 11, 70, 99, 100, 200)] == [
        [], [(7, 90)], [], [(7, 30)], [], [(7, 0)], [],
    ]  # fmt: skip
    assert ahead.next is None


def test_of_several_thresholds_passed_at_once_only_the_last_is_told() -> None:
    assert passed(following({7: 100, 8: 160}), 75) == [(7, 30), (8, 90)]


def test_the_nearest_clock_comes_first() -> None:
    assert passed(following({7: 85, 8: 60, 9: 60}), 0) == [(8, 90), (9, 90), (7, 90)]


def test_a_clock_that_ended_is_not_told() -> None:
    ahead = following({7: 100, 8: 100})
    ahead.follow({8: 100 * MINUTE})
    assert passed(ahead, 10) == [(8, 90)]


def test_a_clock_that_was_moved_comes_to_its_thresholds_anew() -> None:
    ahead = following({7: 100})
    assert passed(ahead, 10) == [(7, 90)]
    ahead.follow({7: 200 * MINUTE})
    assert ahead.next == 110 * MINUTE
    assert passed(ahead, 110) == [(7, 90)]


@given(clocks, st.lists(st.integers(0, 400), min_size=1).map(sorted))
def test_the_heap_finds_what_looking_at_every_clock_finds(
    deadlines: dict[int, int], looks: list[int]
) -> None:
    ahead = Thresholds((90, 30))
    ahead.follow(deadlines)
    before = -(10**9)
    for minute in looks:
        now = minute * MINUTE
        crossed = {
            (ticket, min(level for level in (90, 30, 0) if at - level * MINUTE <= now))
            for ticket, at in deadlines.items()
            if any(before < at - level * MINUTE <= now for level in (90, 30, 0))
        }
        assert {(one.ticket, one.level) for one in ahead.pass_by(now)} == crossed
        before = now
