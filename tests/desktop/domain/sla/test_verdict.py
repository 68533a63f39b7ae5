"""Zendesk's clock wins; where ours differs, the reason is named."""

from datetime import datetime, timedelta

import pytest

from desktop.domain.sla.clock import SlaClock
from desktop.domain.sla.history import TicketEvent
from desktop.domain.sla.terms import Agreements
from desktop.domain.sla.verdict import NO_HISTORY, Agreement, judge
from desktop.domain.ticket import SlaDeadline
from tests.desktop.domain.sla.tickets import agreed, at, changed, clocks, policy, status

FIRST = "first_reply_time"
BUSINESS = agreed(policy(1, {FIRST: 600}, business=True))


def ours(*events: TicketEvent, promised: Agreements | None = None) -> SlaClock:
    return clocks(*events, promised=promised)[FIRST]


def theirs(breach: datetime | None, stage: str = "active") -> SlaDeadline:
    return SlaDeadline(FIRST, stage, breach)


def test_the_same_to_the_minute_agrees() -> None:
    found = judge(theirs(at(60) - timedelta(seconds=30)), ours())
    assert (found.agreement, found.reason) == (Agreement.SAME, "")


def test_theirs_wins_and_both_are_kept() -> None:
    found = judge(theirs(at(75)), ours())
    assert (found.agreement, found.theirs, found.ours) == (Agreement.DIFFERENT, at(75), at(60))
    assert found.deadline == at(75)


@pytest.mark.parametrize(
    ("said", "clock", "reason"),
    [
        (theirs(at(75)), ours(), "changed since its last update"),
        (theirs(at(60), "paused"), ours(), "Zendesk says paused, the events read here say active"),
        (theirs(at(600)), ours(promised=BUSINESS), "counts calendar time"),
        (theirs(at(60)), ours(changed(10, "priority", "urgent")), "policy of 23 Nov 09:00 UTC"),
        (theirs(at(40)), ours(changed(10, "priority", "urgent")), "when the policy was applied"),
    ],
)
def test_a_difference_has_its_reason(said: SlaDeadline, clock: SlaClock, reason: str) -> None:
    assert reason in judge(said, clock).reason


def test_without_history_theirs_stands_alone() -> None:
    found = judge(theirs(at(60)), None)
    assert (found.agreement, found.deadline, found.reason) == (
        Agreement.THEIRS_ALONE,
        at(60),
        NO_HISTORY,
    )


def test_a_clock_zendesk_does_not_tell_is_ours() -> None:
    assert judge(None, ours()).agreement is Agreement.OURS_ALONE


def test_two_paused_clocks_agree() -> None:
    paused = clocks(status(5, "pending"))["requester_wait_time"]
    said = SlaDeadline("requester_wait_time", "paused", None)
    assert judge(said, paused).agreement is Agreement.SAME


def test_no_opinion_at_all_is_our_own_mistake() -> None:
    with pytest.raises(ValueError, match="neither"):
        judge(None, None)
