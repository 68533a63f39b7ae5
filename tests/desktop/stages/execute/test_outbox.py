"""The outbox: held for the undo window, sooner where a clock asks for it; stopped for a good reason."""

from collections.abc import Set
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from desktop.domain.effect import SendReply, SetCategory
from desktop.domain.facts import Reason
from desktop.domain.mission import Rules
from desktop.domain.ticket import Requester, SlaDeadline, Status, Ticket, Voice
from desktop.stages.execute.outbox import release_at, stop_reason

NOW = datetime(2026, 11, 23, 14, 0, tzinfo=UTC)
MINUTES = st.integers(-300, 3000)
RULES = st.builds(Rules, undo_seconds=st.integers(0, 7200), margin_seconds=st.integers(60, 3600))
TICKET = Ticket(
    id=1,
    subject="Token refused",
    description="",
    status=Status.NEW,
    priority=None,
    created_at=NOW,
    stamp="",
    requester=Requester(2, "Nora", ""),
    organisation=None,
    tags=(),
    assignee_id=None,
    category="other",
    clocks=(),
)
NOBODY: frozenset[Voice] = frozenset()
REPLY, CATEGORY = SendReply(1, "Hello"), SetCategory(1, 9, "api", ())


@given(minutes=MINUTES, rules=RULES)
def test_a_reply_never_leaves_after_deadline_less_margin_nor_after_the_window(
    minutes: int, rules: Rules
) -> None:
    deadline = NOW + timedelta(minutes=minutes)
    leaves = release_at(NOW, deadline, rules)
    latest = deadline - timedelta(seconds=rules.margin_seconds)
    assert leaves >= NOW
    assert leaves <= max(NOW, latest), "unless that is past, then at once"
    assert leaves <= NOW + timedelta(seconds=rules.undo_seconds)


@given(minutes=st.integers(240, 3000), rules=RULES)
def test_a_far_deadline_leaves_the_whole_window(minutes: int, rules: Rules) -> None:
    window_ends = NOW + timedelta(seconds=rules.undo_seconds)
    assert release_at(NOW, NOW + timedelta(minutes=minutes), rules) == window_ends
    assert release_at(NOW, None, rules) == window_ends


@pytest.mark.parametrize(
    ("request_", "current", "spoke", "reason"),
    [
        (REPLY, TICKET, NOBODY, None),
        (REPLY, TICKET, {Voice.CUSTOMER}, Reason.CUSTOMER_WROTE),
        (REPLY, TICKET, {Voice.COLLEAGUE}, Reason.CHANGED_SINCE),
        (REPLY, TICKET, {Voice.COLLEAGUE, Voice.CUSTOMER}, Reason.CUSTOMER_WROTE),
        (REPLY, None, NOBODY, Reason.CHANGED_SINCE),
        (REPLY, replace(TICKET, status=Status.SOLVED), {Voice.CUSTOMER}, Reason.CHANGED_SINCE),
        (REPLY, replace(TICKET, category="billing"), NOBODY, None),
        (CATEGORY, replace(TICKET, status=Status.CLOSED), NOBODY, Reason.CHANGED_SINCE),
        (CATEGORY, replace(TICKET, category="billing"), NOBODY, Reason.CHANGED_SINCE),
        (CATEGORY, replace(TICKET, category="api"), NOBODY, None),
        (CATEGORY, replace(TICKET, category=None), NOBODY, Reason.CHANGED_SINCE),
        (CATEGORY, replace(TICKET, tags=("vip",)), NOBODY, None),
        (CATEGORY, TICKET, {Voice.COLLEAGUE}, None),
    ],
)
def test_what_stops_an_effect(
    request_: SendReply | SetCategory,
    current: Ticket | None,
    spoke: Set[Voice],
    reason: Reason | None,
) -> None:
    assert stop_reason(request_, TICKET, current, spoke) is reason


def test_a_reply_stays_here_when_its_clock_was_met_whatever_other_clocks_do() -> None:
    running = SlaDeadline("first_reply_time", "active", NOW + timedelta(minutes=30))
    other = SlaDeadline("requester_wait_time", "active", NOW + timedelta(hours=8))
    met = SlaDeadline("first_reply_time", "achieved", None)
    planned = replace(TICKET, clocks=(running, other))
    now = replace(TICKET, clocks=(met, other))
    assert stop_reason(REPLY, planned, now) is Reason.CHANGED_SINCE
    assert stop_reason(REPLY, planned, planned) is None
    assert stop_reason(CATEGORY, planned, now) is None


def test_a_clock_that_rests_or_was_met_before_stops_no_reply() -> None:
    running = SlaDeadline("next_reply_time", "active", NOW + timedelta(minutes=30))
    rests = SlaDeadline("next_reply_time", "paused", None)
    before = SlaDeadline("first_reply_time", "achieved", None)
    planned = replace(TICKET, clocks=(before, running))
    assert stop_reason(REPLY, planned, replace(TICKET, clocks=(before, rests))) is None
