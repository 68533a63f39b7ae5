"""The surge tile: how many against the usual, since when, and what they have in common."""

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta

from desktop.domain.ticket import Ticket
from desktop.stages.home.arrivals import HOUR, Arrivals
from desktop.stages.home.contract import SharedWord, Surge
from desktop.stages.home.usual import judge
from desktop.triage.common_ground import common_ground
from desktop.watch.contract import RiskRow

_QUARTER = timedelta(minutes=15)
_BARS = 20


def surge(tickets: Sequence[Ticket], arrivals: Arrivals, now: datetime) -> Surge:
    """Judge what came lately; bars, start and common ground are read off the tickets still open."""
    verdict = judge(arrivals)
    bars = _bars(now - ticket.created_at for ticket in tickets)
    usual = verdict.usual
    since = _since(bars, (usual or 0) / 4, verdict.window, now) if verdict.rising else None
    return Surge(
        last_hour=arrivals.recent[0],
        usual=None if usual is None else round(usual, 1),
        rising=verdict.rising,
        weeks=verdict.weeks,
        bars=bars,
        since=since,
        common=_common(tickets, since) if since else (),
    )


def _common(tickets: Sequence[Ticket], since: datetime) -> tuple[SharedWord, ...]:
    burst = [ticket for ticket in tickets if ticket.created_at >= since]
    rest = [ticket for ticket in tickets if ticket.created_at < since]
    return tuple(SharedWord(word, held) for word, held in common_ground(burst, rest))


def _bars(ages: Iterable[timedelta]) -> tuple[int, ...]:
    """Count arrivals per quarter of an hour, the oldest first; the last bar ends now."""
    bars = [0] * _BARS
    for age in ages:
        back = max(age, timedelta(0)) // _QUARTER
        if back < _BARS:
            bars[_BARS - 1 - back] += 1
    return tuple(bars)


def _since(bars: Sequence[int], usual: float, window: int, now: datetime) -> datetime:
    """Return the start of the unbroken run of bars above the usual that reaches into the judged hours."""
    judged = [i for i in range(max(0, _BARS - 4 * window), _BARS) if bars[i] > usual]
    first = max(judged, default=max(0, _BARS - 4 * window))
    while first > 0 and bars[first - 1] > usual:
        first -= 1
    return now - (_BARS - first) * _QUARTER


def pressing_vips(tickets: Iterable[Ticket], risks: Iterable[RiskRow], now: datetime) -> int:
    """Count the VIP organisations that wrote in the last hour or have a ticket at risk."""
    pressing = {row.ticket for row in risks}
    return len(
        {
            ticket.organisation.id
            for ticket in tickets
            if ticket.organisation
            and ticket.vip
            and (ticket.id in pressing or now - ticket.created_at < HOUR)
        }
    )
