"""The clocks that run now: as planned, corrected by what was read since."""

from datetime import UTC, datetime
from typing import Any

from desktop.domain.effect import Effect, EffectKind, EffectState
from desktop.domain.mission import Mission
from desktop.domain.ticket import Requester, SlaDeadline, Status, Ticket
from desktop.domain.values import to_millis
from desktop.watch.running import answered_by_us, as_read_last, deadlines, nearest

NOON = datetime(2026, 11, 25, 12, tzinfo=UTC)


def ticket(number: int, *clocks: SlaDeadline, **more: Any) -> Ticket:
    return Ticket(
        id=number, subject="", description="", status=Status.OPEN, priority=None,
        created_at=NOON, stamp="", requester=Requester(1, "", ""), organisation=None,
        tags=(), assignee_id=None, category=None, clocks=clocks, **more,
    )  # fmt: skip


def clock(hour: int | None, stage: str = "active", metric: str = "m") -> SlaDeadline:
    return SlaDeadline(metric, stage, NOON.replace(hour=hour) if hour else None)


def test_the_nearest_clock_that_runs_counts() -> None:
    paused, late, soon = clock(13, "paused"), clock(20), clock(14, metric="first")
    assert nearest({7: ticket(7, paused, late, soon), 8: ticket(8, paused)}) == {7: soon}


def test_a_ticket_we_answered_runs_no_more() -> None:
    found = deadlines({7: clock(14), 8: clock(15)}, frozenset({7}))
    assert found == {8: to_millis(NOON.replace(hour=15))}


def test_what_was_read_since_corrects_the_plan_and_drops_what_is_gone() -> None:
    planned = {7: ticket(7, clock(14)), 8: ticket(8)}
    fresh = ticket(7, clock(16))
    assert as_read_last(planned, [fresh, ticket(9)]) == {7: fresh}
    assert as_read_last(planned, []) == planned


def test_only_a_public_reply_that_stands_answers() -> None:
    def effect(name: str, kind: EffectKind, state: EffectState) -> Effect:
        return Effect(name, kind, name[1:], "ab" * 32, state)

    made = [
        effect("r7", EffectKind.PUBLIC_REPLY, EffectState.CONFIRMED),
        effect("r8", EffectKind.PUBLIC_REPLY, EffectState.HELD),
        effect("n9", EffectKind.INTERNAL_NOTE, EffectState.CONFIRMED),
    ]
    assert answered_by_us(Mission("m", effects={e.id: e for e in made})) == {7}
