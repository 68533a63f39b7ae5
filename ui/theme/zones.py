"""Instants in the lead's own time zone, and what the time is where business hours run."""

from datetime import datetime
from zoneinfo import ZoneInfo

from PySide6.QtCore import QTimeZone

from desktop.domain.values import from_millis


def own_zone() -> str:
    """Return the IANA name of this computer's zone."""
    return bytes(QTimeZone.systemTimeZoneId().data()).decode() or "local time"


def instant_words(at: datetime, now: datetime) -> str:
    """Write an instant in the lead's zone: the time alone today, else the day before it."""
    mine = at.astimezone()
    same = mine.date() == now.astimezone().date()
    return f"{mine:%H:%M:%S}" if same else f"{mine:%a %d %b %H:%M:%S}"


def zoned_words(at: datetime, now: datetime) -> str:
    """Write an instant with the zone's name: ``14:20:05, Europe/Berlin``."""
    return f"{instant_words(at, now)}, {own_zone()}"


def zoned_deadline(deadline_ms: int, now_ms: int) -> str:
    """Say when a clock runs out: ``breaches 14:20:05, Europe/Berlin``; ``breached`` once it did."""
    verb = "breached" if now_ms >= deadline_ms else "breaches"
    return f"{verb} {zoned_words(from_millis(deadline_ms), from_millis(now_ms))}"


def both_zones(zone: str, at: datetime) -> str:
    """Say which zone times are in; where business hours run by another clock, which and how late it is there.

    Offsets at that instant are compared, not names. A zone unknown on this computer is named without its time.
    """
    mine = f"Times in {own_zone()}, your zone."
    if not zone:
        return mine
    try:
        there = at.astimezone(ZoneInfo(zone))
    except (KeyError, ValueError, OSError):
        return f"{mine} Business hours run in {zone}."
    if there.utcoffset() == at.astimezone().utcoffset():
        return mine
    return f"{mine} Business hours run in {zone}: {there:%H:%M} there."
