"""The verdict on a round: the world outside against what the ledger says, and against what it was before."""

from collections import Counter
from collections.abc import Iterator, Set
from dataclasses import dataclass
from typing import Any

from desktop.domain.effect import EffectKind, EffectState
from tests.faults.edits import THEIR_TAG, Edit, kept
from tests.faults.prepared import Prepared, category_of
from tests.stories.outside import Outside

Json = dict[str, Any]
Ends = dict[str, tuple[str, str, str]]
"""How each effect ended in the ledger: kind, target, state."""

WRONGS = ("duplicated", "lost", "undo_wrong", "foreign_overwritten")
_GONE = (EffectKind.SLACK_ESCALATION, EffectState.UNDONE)


@dataclass(frozen=True)
class Verdict:
    """What went wrong, by name of the effect or number of the ticket.

    Attributes:
        lost: Effects that are not outside though nothing stood against them, or are there against the ledger's word.
        undo_wrong: Tickets and posts that are not as they were where nobody else touched them.
        foreign_overwritten: Tickets on which a colleague's work is gone.
    """

    effects: int
    duplicated: tuple[str, ...]
    lost: tuple[str, ...]
    undo_wrong: tuple[str, ...]
    foreign_overwritten: tuple[str, ...]

    @property
    def wrong(self) -> dict[str, tuple[str, ...]]:
        """What went wrong, by kind; empty when nothing did."""
        found = {name: getattr(self, name) for name in WRONGS}
        return {name: ones for name, ones in found.items() if ones}


def judge(
    prepared: Prepared,
    world: Outside,
    ends: Ends,
    edits: tuple[Edit, ...],
    *,
    undo: bool,
    asked: Set[str] = frozenset(),
) -> Verdict:
    """Judge how all ended; with ``undo`` all of it should have been taken back, else perhaps what was ``asked``."""
    markers, touched = world.markers, {(edit.ticket, edit.what) for edit in edits}
    excused = {
        name for name, (_, target, _) in ends.items() if target in {str(e.ticket) for e in edits}
    } | asked
    excused |= {
        name for name, (kind, _, _) in ends.items() if undo and kind == EffectKind.PUBLIC_REPLY
    }
    wrong = tuple(_undo_wrong(prepared, world, ends, touched, undo=undo))
    gone = (e for e in edits if not kept(e, world.tickets[e.ticket], prepared))
    return Verdict(
        len(ends),
        tuple(sorted(name for name, times in markers.items() if times > 1)),
        tuple(_lost(ends, markers, excused)),
        wrong,
        tuple(f"{edit.ticket} {edit.what}" for edit in gone),
    )


def _lost(ends: Ends, markers: Counter[str], excused: Set[str]) -> Iterator[str]:
    for name, (kind, _, state) in ends.items():
        there = bool(markers[name])
        if state == EffectState.CANCELLED:
            right = not there and name in excused
        elif (kind, state) == _GONE:
            right = not there  # a withdrawn post is gone with its marker
        else:
            right = there and state in _SETTLED
        if not right:
            yield f"{name} {kind} {state}"


_SETTLED = (EffectState.CONFIRMED, EffectState.UNDONE, EffectState.UNDO_SKIPPED)
_BACK = (EffectState.UNDONE, EffectState.CANCELLED)


def _undo_wrong(
    prepared: Prepared, world: Outside, ends: Ends, touched: set[tuple[int, str]], *, undo: bool
) -> Iterator[str]:
    back: dict[int, set[str]] = {}
    for name, (kind, target, state) in ends.items():
        final = kind == EffectKind.PUBLIC_REPLY and state == EffectState.UNDO_SKIPPED
        if undo and not final and state not in _BACK:
            yield f"{name} {kind} {state}"
        if state in _BACK and target.isdigit():
            back.setdefault(int(target), set()).add(kind)
    for number, kinds in back.items():
        if EffectKind.CATEGORISE in kinds:
            yield from _differs(prepared, number, world.tickets[number], touched)


def _differs(
    prepared: Prepared, number: int, after: Json, touched: set[tuple[int, str]]
) -> Iterator[str]:
    """Say what of a ticket that was taken back is neither as it was nor as a colleague wanted it."""
    before, field = prepared.before[number], prepared.category
    if (number, "category") not in touched and category_of(after, field) != category_of(
        before, field
    ):
        yield f"{number} category"
    if set(after["tags"]) - {THEIR_TAG} != set(before["tags"]):
        yield f"{number} tags"
    if (number, "assignee") not in touched and after["assignee_id"] != before["assignee_id"]:
        yield f"{number} assignee"
    if after["group_id"] != before["group_id"]:
        yield f"{number} group"
