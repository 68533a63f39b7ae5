"""The KPI's numbers and deadlines come from the queue, the rules and the pace."""

from datetime import timedelta

from hypothesis import given
from hypothesis import strategies as st

from desktop.domain.brief import Kpi
from desktop.domain.ticket import Ticket
from desktop.preferences.contract import Pace
from desktop.stages.define.kpi import measure, ready_at, say_kpi
from desktop.watch.clocks import at_risk
from tests.desktop.stages.define.tickets import NOW, ticket

WINDOW = timedelta(minutes=90)
READY = NOW + timedelta(minutes=14)


def kpi(*tickets: Ticket) -> Kpi:
    return measure(tickets, at_risk(tickets, NOW, WINDOW), NOW, READY, timedelta(minutes=15))


def said(*tickets: Ticket) -> str:
    return say_kpi(kpi(*tickets), 90)


def test_it_says_how_many_by_which_clock_and_by_when_all_is_done() -> None:
    assert said(ticket(1, 86), ticket(2, 23), ticket(3, 200), ticket(4)) == (
        "All 2 tickets inside 90 minutes answered before their own clock, the first at 14:28, the last "
        "at 15:31 UTC; 0 of 3 clocks breached by 14:34; 4 categorised by 14:19."
    )


def test_one_ticket_is_one_ticket() -> None:
    assert said(ticket(1, 23)).startswith(
        "The 1 ticket inside 90 minutes answered before its clock at 14:28 UTC; 0 of 1 clock"
    )


def test_nothing_at_risk_is_said() -> None:
    words = said(ticket(1, 200))
    assert words == (
        "No clock runs out within 90 minutes; 0 of 1 clock breached by 14:34; 1 categorised by 14:19."
    )


def test_what_ran_out_before_is_beyond_saving_and_never_promised() -> None:
    made = kpi(ticket(1, -5), ticket(2, -1), ticket(3, 30))
    assert (made.late, made.clocks, made.answers) == (2, 1, 1)
    assert "2 clocks had run out before the mission, beyond saving" in say_kpi(made, 90)


def test_without_a_clock_only_the_categories_are_promised() -> None:
    assert said(ticket(1), ticket(2)) == (
        "No SLA clock runs that could still be kept; 2 categorised by 14:19."
    )


def test_a_deadline_of_another_day_says_the_day() -> None:
    made = measure(
        [ticket(1, 700)], at_risk([ticket(1, 700)], NOW, WINDOW * 10), NOW, READY, WINDOW
    )
    assert "at 24 Nov 01:45 UTC" in say_kpi(made, 900)


def test_the_work_is_ready_at_the_settings_pace_and_later_when_the_brief_is_written_late() -> None:
    assert ready_at(NOW, NOW, Pace()) == NOW + timedelta(minutes=14)
    late = NOW + timedelta(hours=1)
    assert ready_at(NOW, late, Pace()) == late + timedelta(minutes=13)


@given(st.lists(st.none() | st.integers(-300, 300), max_size=30))
def test_the_numbers_are_those_of_a_naive_count(left: list[int | None]) -> None:
    made = kpi(*(ticket(n, minutes) for n, minutes in enumerate(left, start=1)))
    known = [minutes for minutes in left if minutes is not None]
    assert made.answers == sum(0 < minutes <= 90 for minutes in known)
    assert made.clocks == sum(minutes > 0 for minutes in known)
    assert made.late == sum(minutes <= 0 for minutes in known)
    assert made.categories == len(left)
    assert (made.first is None) == (made.answers == 0)
    assert made.first is None or made.first <= made.last
