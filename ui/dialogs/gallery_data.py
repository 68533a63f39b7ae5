"""A small made-up queue for the gallery: every state of clock, priority and step once."""

from __future__ import annotations

import numpy as np

from desktop.domain.queue import Queue
from desktop.domain.sla.verdict import NO_HISTORY, Agreement, Verdict
from desktop.domain.sla.why import Step, StepKind
from desktop.domain.standing import NO_DEADLINE, ClockState, TicketState
from desktop.domain.values import from_millis
from desktop.domain.words import AlertKind, SnoozeReason
from desktop.watch.contract import AlertCard, ClockStory, DockItem, ItemState, RiskRow, Snoozed
from ui.theme.time_left import MINUTE

NOW = 1_795_428_000_000
"""The gallery's own moment, epoch milliseconds."""

CLOCKS = (
    (-4.2, ClockState.RUNNING, "over the target"),
    (27.8, ClockState.RUNNING, "under 30 min"),
    (63.2, ClockState.RUNNING, "under 90 min"),
    (127.7, ClockState.RUNNING, "under 4 h"),
    (367.0, ClockState.RUNNING, "later"),
    (0.0, ClockState.PAUSED, "paused"),
    (0.0, ClockState.MET, "answered in time"),
    (0.0, ClockState.UNKNOWN, "no target known"),
)
"""(minutes left, state, words) of every kind of clock."""

_TICKETS = (
    (501, "Badge reader refuses every card", "Norrbank Clinic", True, 4, 12.5, "Badge readers"),
    (502, "Pager bridge answers 503", "Saltmere Hospital", True, 4, 41.1, "Pager bridge"),
    (503, "Reports arrive empty", "Ferrow Imaging", False, 3, 63.2, "Empty reports"),
    (504, "Printer queue stands still", "Halden Pathology", False, 3, 106.0, ""),
    (505, "Calendar shows last week", "Oxley Dental", True, 2, 300.0, "Calendar"),
    (506, "Password page loops", "Brindle Care", False, 1, 700.0, "Sign-in"),
    (507, "Old invoices are missing", "Tarrant Eye Centre", False, 0, -3.0, ""),
    (508, "Answered already", "Quarry Lane Surgery", False, 3, None, "Sign-in"),
)
_STATES = (6, 0, 1, 4, 5, 7, 2, 8)


def deadline(minutes: float) -> int:
    """Return the instant so many minutes after ``NOW``."""
    return NOW + int(minutes * MINUTE)


def queue() -> tuple[Queue, dict[int, str], dict[int, TicketState]]:
    """Return the tickets, their clusters and their states."""
    made = Queue(
        ids=np.array([row[0] for row in _TICKETS], np.int64),
        deadlines=np.array(
            [NO_DEADLINE if row[5] is None else deadline(row[5]) for row in _TICKETS], np.int64
        ),
        clocks=np.array([0 if row[5] is not None else ClockState.MET for row in _TICKETS], np.int8),
        created=np.array([deadline(-37.0 * n) for n in range(len(_TICKETS))], np.int64),
        priorities=np.array([row[4] for row in _TICKETS], np.int8),
        vip=np.array([row[3] for row in _TICKETS], np.bool_),
        assignees=np.zeros(len(_TICKETS), np.int64),
        subjects=tuple(row[1] for row in _TICKETS),
        organisations=tuple(row[2] for row in _TICKETS),
    )
    clusters = {row[0]: row[6] for row in _TICKETS if row[6]}
    states = {row[0]: TicketState(s) for row, s in zip(_TICKETS, _STATES, strict=True)}
    return made, clusters, states


ITEMS = (
    DockItem("Categorise", ItemState.DONE, "47 of 47", "", 47, 47),
    DockItem("Draft responses", ItemState.CURRENT, "9 of 12", "3 need you", 9, 12),
    DockItem("Sign in to Slack", ItemState.WAITS, "", "Needed only to escalate"),
    DockItem("Watch", ItemState.AHEAD, "until 10:46"),
)
"""Every state of a line of the checklist."""

RISKS = (
    RiskRow(501, from_millis(deadline(12.5)), True, "Badge reader refuses every card"),
    RiskRow(503, from_millis(deadline(63.2)), False, "Reports arrive empty"),
)
"""Two tickets at risk."""

ALERTS = (
    AlertCard(
        "a1", AlertKind.KB_MISSING, 503, "4 articles come close, none is sure.", "Fix", "Skip",
        organisation="Ferrow Imaging", deadline=from_millis(deadline(63.2)),
    ),
    AlertCard(
        "a2", AlertKind.TONE, 502, "", "Accept", "Keep mine",
        organisation="Saltmere Hospital", vip=True, deadline=from_millis(deadline(41.1)),
        before="Please rotate the bearer token and retry the call.",
        after="Please sign in again and retry the call.",
    ),
    AlertCard(
        "a3", AlertKind.SLA, 0, "All six are in batch 1. With this plan none runs out.",
        "Open", "Acknowledge", title="6 tickets inside 90 minutes", tickets=6,
    ),
)  # fmt: skip
"""Every shape of a card: with a clock, with a change, for many tickets."""

_WHY = "Nobody has answered since 09:12."
CLOCK_ALERTS = tuple(
    AlertCard(
        f"c{level}", AlertKind.SLA, 501, _WHY, "Open", "Acknowledge",
        organisation="Norrbank Clinic", title=title, deadline=from_millis(deadline(left)),
        level=level, tickets=tickets,
    )
    for level, left, title, tickets in (
        (0, -4.2, "First reply ran out", 1), (30, 18.0, "23 clocks inside 30 minutes", 23),
        (90, 74.0, "Next reply is due", 1),
    )
)  # fmt: skip
"""A clock's card at each threshold, one of them a burst."""

RESTS = (Snoozed("r", "First reply of #506", from_millis(deadline(20)), SnoozeReason.AGENT),)
"""One that rests."""

_STEPS = (
    Step(from_millis(deadline(-78)), StepKind.STARTED, "The ticket came: its first reply is measured from here", 0),
    Step(from_millis(deadline(-78)), StepKind.TERM, "Policy “Urgent”: 2 h of business hours of “Support”", 0),
    Step(from_millis(deadline(12)), StepKind.CLOSED, "Closed until Mon 23 Nov 10:12 Europe/Berlin", 5400),
    Step(from_millis(deadline(42)), StepKind.DUE, "Runs out here unless it is answered", 7200),
)  # fmt: skip
STORIES = (
    ClockStory(
        Verdict(
            "first_reply_time", Agreement.DIFFERENT, from_millis(deadline(42)), from_millis(deadline(57)),
            "Zendesk counts calendar time for it",
        ),
        "active", 7200, 5400, "Europe/Berlin",
        ((deadline(0), deadline(12)), (deadline(24), deadline(42))), _STEPS,
    ),
    ClockStory(
        Verdict(
            "next_reply_time", Agreement.THEIRS_ALONE, from_millis(deadline(182)), None, NO_HISTORY
        ),
        "active",
    ),
    ClockStory(
        Verdict("requester_wait_time", Agreement.SAME, from_millis(deadline(300)), from_millis(deadline(300))),
        "paused", 28_800, 900, "", (), _STEPS[:2],
    ),
)  # fmt: skip
"""Clocks of a ticket: two opinions, one opinion, at a standstill."""
