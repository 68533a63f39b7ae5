"""The queue in columns: one row to a ticket, in the order given, whatever the ticket lacks."""

from datetime import UTC, datetime

import pytest
from msgspec.structs import replace

from desktop.domain.queue import make_queue
from desktop.domain.standing import NO_DEADLINE, ClockState
from desktop.domain.ticket import Organisation, Priority, Requester, SlaDeadline, Status, Ticket

NOW = datetime(2026, 11, 23, 14, 0, tzinfo=UTC)
BARE = Ticket(9, "", "", Status.NEW, None, NOW, "", Requester(1, "", ""), None, (), None, None, ())


def clock(stage: str, *, known: bool = True) -> SlaDeadline:
    return SlaDeadline("first_reply_time", stage, NOW if known else None)


def test_a_ticket_without_anything_has_a_row_all_the_same() -> None:
    queue = make_queue([BARE])
    assert (len(queue), queue.row_of) == (1, {9: 0})
    assert (queue.deadlines[0], queue.clocks[0]) == (NO_DEADLINE, ClockState.UNKNOWN)
    assert (queue.priorities[0], queue.assignees[0], queue.vip[0]) == (0, 0, False)
    assert (queue.subjects, queue.organisations) == (("",), ("",))


def test_an_empty_queue_has_empty_columns() -> None:
    queue = make_queue([])
    assert (len(queue), len(queue.deadlines), queue.row_of) == (0, 0, {})


def test_rows_stand_in_the_order_given() -> None:
    full = replace(
        BARE,
        id=3,
        priority=Priority.URGENT,
        organisation=Organisation(1, "Clinic", vip=True),
        assignee_id=7,
        clocks=(clock("active"),),
    )
    queue = make_queue(iter([full, BARE]))
    assert list(queue.ids) == [3, 9]
    assert list(queue.priorities) == [4, 0]
    assert list(queue.vip) == [True, False]
    assert queue.organisations == ("Clinic", "")
    assert (queue.assignees[0], queue.deadlines[0]) == (7, int(NOW.timestamp() * 1000))


@pytest.mark.parametrize(
    ("clocks", "state"),
    [
        ((clock("active"), clock("achieved")), ClockState.RUNNING),
        ((clock("achieved"), clock("paused", known=False)), ClockState.PAUSED),
        ((clock("achieved", known=False),), ClockState.MET),
        ((clock("invented"),), ClockState.UNKNOWN),
    ],
)
def test_a_running_clock_counts_first(clocks: tuple[SlaDeadline, ...], state: ClockState) -> None:
    assert make_queue([replace(BARE, clocks=clocks)]).clocks[0] == state
