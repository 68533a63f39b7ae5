"""Terms: which target holds from when on, and where none can be named with certainty."""

from typing import Any

import pytest

from desktop.domain.sla.clock import compute_clocks
from desktop.domain.sla.policy import parse_policies, read_policies
from desktop.domain.sla.schedule import Schedule
from desktop.domain.sla.terms import Agreements, terms_of
from tests.desktop.domain.sla.tickets import (
    MINUTES,
    NIGHTS,
    OFFICE,
    agreed,
    changed,
    clocks,
    history,
    policy,
)  # fmt: skip

BOTH = (OFFICE, NIGHTS)
UNKNOWN = policy(1, MINUTES, custom_status_id="7")


@pytest.mark.parametrize(
    ("wanted", "found"),
    [(None, OFFICE), ("", OFFICE), (4, NIGHTS), ("4", NIGHTS), (9, None)],
)
def test_a_ticket_has_the_schedule_it_names_and_the_first_when_it_names_none(
    wanted: Any, found: object
) -> None:
    assert Agreements((), BOTH).schedule(wanted) is found


def test_no_clock_runs_on_a_schedule_that_is_not_known() -> None:
    promised = agreed(policy(1, MINUTES, business=True))
    assert "first_reply_time" in clocks(promised=promised)
    assert clocks(changed(0, "schedule_id", "9"), promised=promised) == {}


def test_no_clock_runs_where_a_policy_that_cannot_be_read_may_hold() -> None:
    promised = Agreements(read_policies([UNKNOWN, policy(2, MINUTES)]), BOTH)
    (term,) = terms_of("first_reply_time", history(), promised)
    assert (term.unclear, term.policy, term.seconds) == (True, "Policy 1", None)
    assert compute_clocks(history(), promised) == ()


def test_a_policy_above_it_holds_as_ever() -> None:
    above = policy(0, MINUTES, priority="high")
    promised = Agreements(read_policies([UNKNOWN, above]), BOTH)
    assert clocks(promised=promised)["first_reply_time"].target_seconds == 3600


def test_no_clock_runs_on_a_schedule_that_does_not_open_for_so_long_in_twenty_years() -> None:
    seldom = Schedule("UTC", ((540, 541),), id=3)
    promised = Agreements(
        parse_policies([policy(1, {"first_reply_time": 60_000}, business=True)]), (seldom,)
    )
    assert clocks(promised=promised) == {}
