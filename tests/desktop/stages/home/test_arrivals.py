"""The counts behind the surge: few are asked, none twice that cannot have changed."""

from datetime import UTC, datetime, timedelta

from desktop.stages.home.arrivals import HOUR, WEEKS, ArrivalBook, windows

NOW = datetime(2026, 11, 23, 14, 30, tzinfo=UTC)


class Counter:
    """Counts one ticket a minute since ``first``, and what it was asked."""

    def __init__(self, first: datetime) -> None:
        self.first = first
        self.asked: list[tuple[datetime, datetime]] = []

    async def count(self, start: datetime, end: datetime) -> int:
        self.asked.append((start, end))
        return max(0, int((end - max(start, self.first)) / timedelta(minutes=1)))


async def test_the_last_hours_and_the_same_hours_of_six_weeks_are_counted() -> None:
    counter = Counter(NOW - timedelta(weeks=20))
    read = await ArrivalBook(counter.count).read(NOW)
    assert read.recent == (60, 120, 240)
    assert read.weeks == ((60.0, 120.0, 240.0),) * WEEKS
    assert len(counter.asked) == 39


async def test_a_second_look_in_the_same_hour_asks_only_for_what_can_have_changed() -> None:
    counter = Counter(NOW - timedelta(weeks=20))
    book = ArrivalBook(counter.count)
    await book.read(NOW)
    counter.asked.clear()
    later = NOW + timedelta(minutes=5)
    await book.read(later)
    assert counter.asked == [(later - w * HOUR, later) for w in (1, 2, 4)]


async def test_a_week_without_any_ticket_is_no_history() -> None:
    counter = Counter(NOW - timedelta(weeks=3, days=1))
    read = await ArrivalBook(counter.count).read(NOW)
    assert len(read.weeks) == 3


def test_an_hour_under_way_counts_by_its_share() -> None:
    assert windows([40, 10, 20, 30, 50], 0.25) == (10 + 7.5, 10 + 10 + 15, 10 + 60 + 37.5)
