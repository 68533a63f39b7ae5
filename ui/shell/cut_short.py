"""What of a run is open: said in sentences before anything goes on after a crash, a sleep or a lost network."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from desktop.domain.effect import IN_DOUBT, STANDING, EffectState
from desktop.domain.values import from_millis
from ui.theme.counted import counted

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from desktop.domain.values import Millis
    from desktop.stages.execute.contract import ExecuteView

_UNDONE = (EffectState.UNDONE, EffectState.CANCELLED)


@dataclass(frozen=True)
class CutShort:
    """How a run that had begun stands.

    Attributes:
        due: Held replies whose time has come.
        returning: Changes that were being taken back.
        first: When the first held reply leaves.
        ticket: Whose clock a wait costs first, of those a reply is owed to; 0 for nobody's.
        deadline: When it ends, or ended.
        finished: Every step is through: nothing but held replies is left.
    """

    made: int
    planned: int
    unclear: int
    held: int
    due: int
    returning: int
    first: datetime | None
    ticket: int
    deadline: datetime | None
    finished: bool

    @property
    def asks(self) -> bool:
        """Whether something would happen at once, or has no answer; the rest is asked on the page."""
        return bool(self.due or self.unclear or self.returning)

    def sentences(self, now: datetime) -> tuple[str, ...]:
        """Return what is open, and what waiting costs."""
        return tuple(
            filter(None, (self._made(), self._returning(), self._held(now), self._cost(now)))
        )

    def _made(self) -> str:
        made = f"{self.made} of {counted(self.planned, 'change')} {'was' if self.made == 1 else 'were'} made."
        if not self.unclear:
            return made
        unclear = (
            "1 has no clear answer and is"
            if self.unclear == 1
            else (f"{self.unclear} have no clear answer and are")
        )
        return f"{made} {unclear} read back first: nothing is sent twice."

    def _returning(self) -> str:
        if not self.returning:
            return ""
        was = "was" if self.returning == 1 else "were"
        return (
            f"{counted(self.returning, 'change')} {was} being taken back: that is finished first."
        )

    def _held(self, now: datetime) -> str:
        if not self.held:
            return ""
        held = f"{counted(self.held, 'reply', 'replies')} {'is' if self.held == 1 else 'are'} held"
        if self.due:
            return f"{held}; {self.due} should have left by now."
        if self.first is None:
            return f"{held}, paused until you let {'it' if self.held == 1 else 'them'} go."
        return f"{held}; the first leaves at {_time(self.first)}."

    def _cost(self, now: datetime) -> str:
        if self.deadline is None:
            return "No clock of a customer who is owed a reply runs." if self.held else ""
        if self.deadline <= now:
            return f"The clock of #{self.ticket} ended at {_time(self.deadline)}: each minute adds to it."
        return f"Waiting costs: the clock of #{self.ticket} ends at {_time(self.deadline)}."


def read_cut_short(
    view: ExecuteView, deadlines: Mapping[int, Millis], now: datetime
) -> CutShort | None:
    """Return how the run stands; None when it had not begun or nothing of it is open."""
    rows = [row for row in view.effects if row.current and row.state not in _UNDONE]
    begun = any(row.state is not EffectState.PLANNED for row in rows)
    held = [row for row in rows if row.state is EffectState.HELD or row.owed]
    unclear = [row for row in rows if row.state in IN_DOUBT and not row.unasked]
    returning = sum(row.returning for row in rows)
    waiting = any(row.state is EffectState.PLANNED for row in rows)
    if not begun or not (held or unclear or returning or waiting):
        return None
    leaves = [row.release_at for row in held if row.release_at is not None and not row.paused]
    owed = {int(row.target) for row in (*held, *unclear) if row.target.isdecimal()}
    ends, ticket = min(((deadlines[one], one) for one in owed if one in deadlines), default=(0, 0))
    return CutShort(
        made=sum(row.state in STANDING for row in rows),
        planned=len(rows),
        unclear=len(unclear),
        held=len(held),
        due=sum(at <= now for at in leaves) + sum(row.owed for row in held),
        returning=returning,
        first=min(leaves, default=None),
        ticket=ticket,
        deadline=from_millis(ends) if ticket else None,
        finished=view.undo_until is not None,
    )


def _time(at: datetime) -> str:
    return f"{at.astimezone():%H:%M}"
