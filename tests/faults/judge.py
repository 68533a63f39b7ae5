"""The verdict on a round: the world outside against what the ledger says, and against what it was before."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from desktop.domain.effect import EffectKind, EffectState
from tests.faults.fate import Edit
from tests.faults.prepared import Prepared, category_of
from tests.stories.outside import Outside

Json = dict[str, Any]
Ends = dict[str, tuple[str, str, str]]
"""How each effect ended in the ledger: kind, target, state."""

THEIR_TAG, THEIR_PRIORITY = "colleague-was-here", "low"
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
    prepared: Prepared, world: Outside, ends: Ends, edits: tuple[Edit, ...], *, undo: bool
) -> Verdict:
    """Judge one round."""
    markers, touched = world.markers, {edit.ticket: edit.what for edit in edits}
    wrong = tuple(_undo_wrong(prepared, world, ends, touched)) if undo else ()
    return Verdict(
        len(ends),
        tuple(sorted(name for name, times in markers.items() if times > 1)),
        tuple(_lost(ends, markers, touched, undo=undo)),
        wrong,
        tuple(str(n) for n, what in touched.items() if not _kept(prepared, world, n, what)),
    )


def _lost(
    ends: Ends, markers: Counter[str], touched: dict[int, str], *, undo: bool
) -> Iterator[str]:
    for name, (kind, target, state) in ends.items():
        there = bool(markers[name])
        if state == EffectState.CANCELLED:
            excused = target.isdigit() and int(target) in touched
            taken_back = undo and kind == EffectKind.PUBLIC_REPLY
            right = not there and (excused or taken_back)
        elif (kind, state) == _GONE:
            right = (
                True  # a withdrawn post is gone with its marker: that it is, undo's verdict says
            )
        else:
            right = there and state in (
                EffectState.CONFIRMED,
                EffectState.UNDONE,
                EffectState.UNDO_SKIPPED,
            )
        if not right:
            yield f"{name} {kind} {state}"


def _undo_wrong(
    prepared: Prepared, world: Outside, ends: Ends, touched: dict[int, str]
) -> Iterator[str]:
    for name, (kind, _, state) in ends.items():
        final = kind == EffectKind.PUBLIC_REPLY and state == EffectState.UNDO_SKIPPED
        if not final and state not in (EffectState.UNDONE, EffectState.CANCELLED):
            yield f"{name} {kind} {state}"
    for message in world.messages:
        yield f"a post still stands: {message.get('ts')}"
    for number, before in prepared.before.items():
        after, what = world.tickets[number], touched.get(number, "")
        if what != "category" and _category(prepared, after) != _category(prepared, before):
            yield f"{number} category"
        if set(after["tags"]) - {THEIR_TAG} != set(before["tags"]):
            yield f"{number} tags"
        yield from (
            f"{number} {owner}"
            for owner in ("assignee_id", "group_id")
            if after[owner] != before[owner]
        )


def _category(prepared: Prepared, ticket: Json) -> str | None:
    return category_of(ticket, prepared.category)


def _kept(prepared: Prepared, world: Outside, number: int, what: str) -> bool:
    ticket = world.tickets[number]
    if what == "category":
        return _category(prepared, ticket) == prepared.theirs[number]
    if what == "tags":
        return THEIR_TAG in ticket["tags"]
    return bool(ticket["priority"] == THEIR_PRIORITY)
