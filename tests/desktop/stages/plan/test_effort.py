"""The lead's time, as set and as past missions correct it."""

import pytest
from msgspec.structs import replace

from desktop.domain.mission import Approval, Mission
from desktop.domain.plan import Range
from desktop.preferences.contract import Pace
from desktop.stages.plan.effort import Calibration, calibrate, effort

PACE = Pace()
ASKED = Approval("a", "dana", "", "", "", 0, 0)


def done(minutes: float) -> Mission:
    """A mission whose manager was asked after so many minutes."""
    start = 1_000_000
    asked = replace(ASKED, requested_at=start + int(minutes * 60_000))
    return Mission("m", started_at=start, approval=asked, completed_at=start + 99_000_000)


def test_the_reference_plan_takes_the_sixteen_minutes_of_the_settings() -> None:
    assert effort(15, PACE, Calibration()).likely == 16 * 60


def test_without_past_missions_the_range_is_wide() -> None:
    assert effort(15, PACE, calibrate([], PACE)) == Range(672, 960, 1440)


def test_three_missions_correct_it_by_their_median_and_extremes() -> None:
    seen = calibrate([done(11), done(22), done(16.5)], PACE)
    assert seen == Calibration(1.0, 1.5, 2.0, 3)


@pytest.mark.parametrize("minutes", [0.1, 120.0])
def test_a_mission_no_person_sat_at_teaches_nothing(minutes: float) -> None:
    assert calibrate([done(minutes)] * 5, PACE).missions == 0


def test_more_to_read_takes_longer() -> None:
    assert effort(40, PACE, Calibration()).likely > effort(15, PACE, Calibration()).likely
