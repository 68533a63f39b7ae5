"""Schedules and instants to try the rules on: any zone, any hours that can be."""

from datetime import UTC, date, datetime, timedelta

from hypothesis import strategies as st

from desktop.domain.sla.schedule import DAY, WEEK, Hours, Schedule

ZONES = (
    "UTC",
    "Europe/Berlin",
    "America/New_York",
    "America/Sao_Paulo",
    "Asia/Kathmandu",
    "Australia/Lord_Howe",
    "Pacific/Apia",
    "Pacific/Chatham",
)
FIRST, LAST = date(2018, 10, 1), date(2027, 12, 31)


def hours(most: int, least: int = 0) -> st.SearchStrategy[Hours]:
    """Ordered windows on whole hours, none overlapping; whole hours end in no gap of the spring change."""
    edges = st.lists(st.integers(0, most // 60), unique=True, min_size=2 * least, max_size=8)
    return edges.map(lambda found: _pairs(sorted(found)))


def _pairs(edges: list[int]) -> Hours:
    return tuple((a * 60, b * 60) for a, b in zip(edges[::2], edges[1::2], strict=False))


_days = st.dates(FIRST, LAST)


def _dated(most: int) -> st.SearchStrategy[tuple[tuple[date, Hours], ...]]:
    return st.dictionaries(_days, hours(most), max_size=3).map(lambda d: tuple(sorted(d.items())))


schedules = st.builds(
    Schedule,
    zone=st.sampled_from(ZONES),
    windows=hours(WEEK, least=1),
    holidays=st.frozensets(_days, max_size=4),
    overrides=_dated(DAY),
    breaks=_dated(DAY),
)
instants = st.datetimes(
    datetime.combine(FIRST, datetime.min.time()),
    datetime.combine(LAST, datetime.min.time()),
    timezones=st.just(UTC),
).map(lambda found: found.replace(microsecond=0))
spans = st.integers(0, 40 * 86_400).map(lambda seconds: timedelta(seconds=seconds))
