"""Schedules in Zendesk's shape."""

from datetime import date

import pytest

from desktop.domain.errors import FieldError, InputError
from desktop.domain.sla.reading import parse_schedule
from desktop.domain.sla.schedule import Schedule


def test_intervals_and_holidays_are_read() -> None:
    raw = {
        "id": 7,
        "name": "Office",
        "time_zone": "UTC",
        "intervals": [{"start_time": 1980, "end_time": 2460}],
        "holidays": [{"start_date": "2026-12-24", "end_date": "2026-12-25", "name": "Christmas"}],
    }
    days = (date(2026, 12, 24), date(2026, 12, 25))
    named = tuple((day, "Christmas") for day in days)
    assert parse_schedule(raw) == Schedule(
        "UTC", ((1980, 2460),), frozenset(days), named=named, id=7, name="Office"
    )


@pytest.mark.parametrize(
    "raw",
    [{}, {"time_zone": "UTC", "intervals": [{"start_time": "x", "end_time": 5}]}],
)
def test_another_shape_is_refused(raw: dict[str, object]) -> None:
    with pytest.raises(InputError, match="cannot be read"):
        parse_schedule(raw)


@pytest.mark.parametrize(
    ("field", "raw"),
    [
        ("zone", {"time_zone": "Mars/Olympus"}),
        ("windows[0]", {"time_zone": "UTC", "intervals": [{"start_time": 5, "end_time": 5}]}),
        (
            "holidays[0]",
            {
                "time_zone": "UTC",
                "intervals": [{"start_time": 0, "end_time": 5}],
                "holidays": [{"start_date": "2026-12-26", "end_date": "2026-12-24"}],
            },
        ),
    ],
)
def test_hours_that_cannot_be_name_their_field(field: str, raw: dict[str, object]) -> None:
    with pytest.raises(FieldError) as refused:
        parse_schedule(raw)
    assert refused.value.field == field
