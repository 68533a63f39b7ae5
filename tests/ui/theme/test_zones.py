"""Instants in the lead's zone, and how late it is where business hours run."""

import time
from collections.abc import Iterator
from datetime import UTC, datetime

import pytest

from desktop.domain.values import to_millis
from ui.theme.zones import both_zones, instant_words, own_zone, zoned_deadline

AT = datetime(2026, 11, 23, 13, 20, 5, tzinfo=UTC)


@pytest.fixture(autouse=True)
def in_berlin(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setenv("TZ", "Europe/Berlin")
    time.tzset()
    yield
    monkeypatch.undo()
    time.tzset()


def test_the_leads_zone_is_named() -> None:
    assert own_zone() == "Europe/Berlin"


def test_today_is_said_by_its_time_and_another_day_by_its_date() -> None:
    assert instant_words(AT, AT) == "14:20:05"
    assert instant_words(AT, AT.replace(day=22)) == "Mon 23 Nov 14:20:05"


def test_a_clock_says_when_it_breaches_and_where() -> None:
    ms = to_millis(AT)
    assert zoned_deadline(ms, ms - 1) == "breaches 14:20:05, Europe/Berlin"
    assert zoned_deadline(ms, ms) == "breached 14:20:05, Europe/Berlin"


def test_hours_elsewhere_are_said_with_the_time_there() -> None:
    assert both_zones("America/New_York", AT) == (
        "Times in Europe/Berlin, your zone. Business hours run in America/New_York: 08:20 there."
    )


@pytest.mark.parametrize("zone", ["", "Europe/Berlin", "Europe/Paris", "Africa/Lagos"])
def test_hours_by_the_same_clock_need_no_second_zone(zone: str) -> None:
    assert both_zones(zone, AT) == "Times in Europe/Berlin, your zone."


def test_what_is_the_same_in_winter_differs_in_summer() -> None:
    summer = AT.replace(month=7)
    assert both_zones("Africa/Lagos", summer).endswith(
        "Business hours run in Africa/Lagos: 14:20 there."
    )


@pytest.mark.parametrize("zone", ["Mars/Base", "../etc/passwd", "x\0y", "<b>x</b>"])
def test_an_unknown_zone_is_named_without_its_time(zone: str) -> None:
    assert both_zones(zone, AT).endswith(f"Business hours run in {zone}.")
