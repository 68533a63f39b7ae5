"""Public holidays: in English where known, of a part where it differs, and no guess for an unknown country."""

import subprocess
import sys
from datetime import date

import pytest

from desktop.domain.errors import FieldError
from desktop.domain.sla.public_holidays import countries, public_holidays, subdivisions

YEARS = range(2026, 2028)


def test_the_days_off_of_a_country_come_with_english_names() -> None:
    found = dict(public_holidays("DE", "", YEARS))
    assert found[date(2026, 10, 3)] == "German Unity Day"
    assert {day.year for day in found} == {2026, 2027}
    assert list(found) == sorted(found)


def test_a_part_has_holidays_of_its_own() -> None:
    epiphany = date(2026, 1, 6)
    assert epiphany in dict(public_holidays("DE", "BY", YEARS))
    assert epiphany not in dict(public_holidays("DE", "BE", YEARS))


def test_a_holiday_on_a_weekend_is_observed_on_the_day_that_is_off() -> None:
    assert date(2026, 7, 3) in dict(public_holidays("US", "", YEARS))


def test_no_years_no_holidays() -> None:
    assert public_holidays("US", "", range(0)) == ()


def test_every_country_and_part_offered_can_be_taken() -> None:
    for country, name in countries():
        assert name
        for part, _ in (("", ""), *subdivisions(country)):
            public_holidays(country, part, range(2026, 2027))


def test_countries_and_parts_are_offered_by_name() -> None:
    names = dict(countries())
    assert (names["DE"], names["US"], names["TT"]) == (
        "Germany", "United States", "Trinidad and Tobago",
    )  # fmt: skip
    assert ("BY", "Bayern") in subdivisions("DE")
    assert subdivisions("JP") == ()


@pytest.mark.parametrize("country", ["", "ZZ", "de", "Germany", "HolidayBase", "../DE"])
def test_an_unknown_country_is_an_error_at_its_field(country: str) -> None:
    with pytest.raises(FieldError) as wrong:
        public_holidays(country, "", YEARS)
    assert wrong.value.field == "country"
    with pytest.raises(FieldError):
        subdivisions(country)


def test_an_unknown_part_is_an_error_at_its_field() -> None:
    with pytest.raises(FieldError, match="'QQ' is no part of DE") as wrong:
        public_holidays("DE", "QQ", YEARS)
    assert wrong.value.field == "subdivision"


def test_who_takes_no_country_does_not_wait_for_the_library() -> None:
    code = "import sys, desktop.domain.sla.entered; sys.exit('holidays' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
