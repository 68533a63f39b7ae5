"""Surge: is more coming in than usual? The simple honest version: the last hour against the day before."""

from collections.abc import Iterable
from datetime import datetime, timedelta

from desktop.domain.ticket import Ticket
from desktop.stages.home.contract import Surge

_FACTOR = 2.5
_LEAST = 5
_HOUR = timedelta(hours=1)
_DAY = 24


def surge(tickets: Iterable[Ticket], now: datetime) -> Surge:
    """Compare arrivals of the last hour with the mean hour of the 24 before it.

    Only open tickets are counted, so the usual is a lower bound: a surge of quickly solved ones is missed.
    """
    ages = [now - ticket.created_at for ticket in tickets]
    last = sum(age < _HOUR for age in ages)
    usual = sum(_HOUR <= age < (_DAY + 1) * _HOUR for age in ages) / _DAY
    return Surge(last, round(usual, 1), last >= _LEAST and last >= _FACTOR * usual)
