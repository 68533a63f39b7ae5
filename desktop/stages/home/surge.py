"""Surge: is more coming in than usual? The simple honest version: the last hour against the day before."""

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta

from desktop.domain.ticket import Ticket
from desktop.stages.home.contract import Surge
from desktop.watch.contract import RiskRow

_FACTOR = 2.5
_LEAST = 5
_HOUR = timedelta(hours=1)
_DAY = 24
_QUARTER = timedelta(minutes=15)
_BARS = 20


def surge(tickets: Iterable[Ticket], now: datetime) -> Surge:
    """Compare arrivals of the last hour with the mean hour of the 24 before it.

    Only open tickets are counted, so the usual is a lower bound: a surge of quickly solved ones is missed.
    """
    ages = [now - ticket.created_at for ticket in tickets]
    last = sum(age < _HOUR for age in ages)
    usual = sum(_HOUR <= age < (_DAY + 1) * _HOUR for age in ages) / _DAY
    rising = last >= _LEAST and last >= _FACTOR * usual
    bars = _bars(ages)
    since = _since(bars, usual / 4, now) if rising else None
    return Surge(last, round(usual, 1), rising, bars, since)


def _bars(ages: Sequence[timedelta]) -> tuple[int, ...]:
    """Count arrivals per quarter of an hour, the oldest first; the last bar ends now."""
    bars = [0] * _BARS
    for age in ages:
        back = max(age, timedelta(0)) // _QUARTER
        if back < _BARS:
            bars[_BARS - 1 - back] += 1
    return tuple(bars)


def _since(bars: Sequence[int], usual: float, now: datetime) -> datetime:
    """Return the start of the unbroken run of bars above the usual that reaches into the last hour."""
    last_hour = [i for i in range(_BARS - 4, _BARS) if bars[i] > usual]
    first = max(last_hour, default=_BARS - 4)
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
            and (ticket.id in pressing or now - ticket.created_at < _HOUR)
        }
    )
