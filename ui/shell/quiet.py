"""Quiet hours: when notifications stay silent, and which do not."""

from collections.abc import Sequence
from datetime import datetime, time

from desktop.domain.sla.levels import Alerting
from desktop.watch.contract import AlertCard


def is_quiet(alerting: Alerting, at: datetime) -> bool:
    """Whether this instant, in this computer's zone, is inside the quiet hours; they may span midnight.

    Hours that cannot be read, are half given or begin when they end are none: better one word too many.
    """
    start, end = _hour(alerting.quiet_from), _hour(alerting.quiet_until)
    if start is None or end is None:
        return False
    now = at.astimezone().time()
    return start <= now < end if start <= end else now >= start or now < end


def to_tell(cards: Sequence[AlertCard], *, in_front: bool, quiet: bool) -> list[AlertCard]:
    """Return what is worth a notification: a breach always, else only unseen and outside quiet hours."""
    silent = in_front or quiet
    return [card for card in cards if card.level == 0 or not silent]


def _hour(text: str) -> time | None:
    try:
        return datetime.strptime(text, "%H:%M").time()  # noqa: DTZ007 - a time of day has no zone
    except ValueError:
        return None
