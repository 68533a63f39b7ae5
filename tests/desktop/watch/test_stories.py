"""Stories: both opinions on each clock, what made ours, and what is missing for it."""

from datetime import timedelta

from msgspec.structs import replace

from desktop.domain.sla.schedule import Schedule
from desktop.domain.sla.terms import Agreements
from desktop.domain.sla.verdict import NO_HISTORY, Agreement
from desktop.domain.sla.why import StepKind
from desktop.domain.ticket import SlaDeadline
from desktop.watch.clocks_table import table
from desktop.watch.stories import tell_clocks, unnamed
from tests.desktop.domain.sla.tickets import agreed, at, history, policy, status, told
from tests.desktop.watch.test_running import ticket

FIRST = "first_reply_time"
THEIRS = SlaDeadline(FIRST, "active", at(75))
ONE = agreed(policy(1, {FIRST: 60}))


def test_both_opinions_stand_side_by_side_and_theirs_counts() -> None:
    found = tell_clocks(ticket(7, THEIRS), history(), ONE, at(10))
    (story,) = found.stories
    assert (story.verdict.agreement, story.verdict.deadline) == (Agreement.DIFFERENT, at(75))
    assert (story.verdict.ours, story.used_seconds, story.target_seconds) == (at(60), 600, 3600)
    assert [step.kind for step in story.steps] == [
        StepKind.STARTED,
        StepKind.TERM,
        StepKind.DUE,
    ]
    assert found.basis == "Policies read from Zendesk; business hours in UTC"


def test_without_a_history_theirs_stands_alone() -> None:
    found = tell_clocks(ticket(7, THEIRS), None, ONE, at(10))
    assert found.missing == found.stories[0].verdict.reason == NO_HISTORY
    assert (found.stories[0].steps, found.basis) == ((), "")


def test_without_policies_it_says_where_to_enter_them() -> None:
    found = tell_clocks(ticket(7, THEIRS), history(), Agreements(), at(10))
    assert "entered in Settings" in found.missing
    assert found.stories[0].verdict.agreement is Agreement.THEIRS_ALONE


def test_what_zendesk_applied_needs_no_policies() -> None:
    applied = history(told(0, FIRST, 4500, policy="Premier"))
    found = tell_clocks(ticket(7, THEIRS), applied, Agreements(), at(10))
    assert found.stories[0].verdict.agreement is Agreement.SAME
    assert found.basis == "Targets as Zendesk applied them"


def test_entered_policies_are_named_as_such() -> None:
    found = tell_clocks(ticket(7), history(), replace(ONE, entered=True), at(10))
    assert found.basis.startswith("Policies as entered in Settings")
    assert found.stories[0].verdict.agreement is Agreement.OURS_ALONE


def test_a_clock_only_zendesk_knows_says_so() -> None:
    other = SlaDeadline("agent_work_time", "active", at(90))
    found = tell_clocks(ticket(7, other, THEIRS), history(), ONE, at(10))
    assert [s.verdict.metric for s in found.stories] == [FIRST, "agent_work_time"]
    assert found.stories[1].verdict.reason == "no policy known here promises it"


def test_business_hours_ahead_are_told_for_painting() -> None:
    hours = Schedule("UTC", ((1440 + 540, 1440 + 600), (1440 + 660, 1440 + 720)))
    promised = Agreements(agreed(policy(1, {FIRST: 90}, business=True)).policies, (hours,))
    story = tell_clocks(ticket(7), history(), promised, at(30)).stories[0]
    ahead = sum(closes - opens for opens, closes in story.openings)
    assert (story.zone, ahead) == ("UTC", 60 * 60_000)
    assert story.used_seconds == 1800


def test_paused_clocks_come_last() -> None:
    promised = agreed(policy(1, {"requester_wait_time": 60, "total_resolution_time": 100}))
    found = tell_clocks(ticket(7), history(status(5, "pending")), promised, at(10))
    assert [s.stage for s in found.stories] == ["active", "paused"]


def test_titles_people_gave_can_be_left_out() -> None:
    named = agreed({**policy(1, {FIRST: 60}), "title": "Premier for Acme Hospital"})
    applied = history(told(0, FIRST, 4500, policy="Acme"))
    for known in (history(), applied):
        shown = tell_clocks(ticket(7), *unnamed(known, named), at(10))
        assert "Acme" not in table([shown])


def test_the_table_has_a_line_to_a_step_and_runs_no_formula() -> None:
    evil = agreed({**policy(1, {FIRST: 60}), "title": '=HYPERLINK("x")'})
    found = tell_clocks(ticket(7, THEIRS), history(), evil, at(10))
    lines = table([found]).splitlines()
    assert lines[0].startswith("ticket,metric,stage,zendesk_says,computed_here,difference,at,step")
    assert len(lines) == 1 + 3
    assert all(not cell.startswith("=") for line in lines for cell in line.split(","))
    alone = tell_clocks(ticket(7, THEIRS), None, evil, at(10) + timedelta(seconds=1))
    assert len(table([alone]).splitlines()) == 2
