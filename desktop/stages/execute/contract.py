"""What Execute shows and what can be done there."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from desktop.domain.effect import EffectKind, EffectState
from desktop.domain.plan import Draft
from desktop.domain.values import Id
from desktop.domain.words import Resolution
from desktop.watch.contract import AlertCard, ChecklistItem


@dataclass(frozen=True)
class EffectRow:
    """One change outside: what, where, how far. ``release_at`` only while it is held.

    ``place`` says in words where a post goes and what it is about; empty for a change on a ticket.
    ``answered_by`` is the chat account that took notice of a post; empty while nobody did.
    ``deadline`` is when the clock of a held reply ends: what waiting costs. ``paused``: it waits for a person.
    ``owed``: a reply the whole service was away for; it leaves when that is back.
    ``returning``: a person wants it back, and it is not taken back yet.
    ``kept`` are the fields undo left alone, because somebody else had changed them.
    ``amended``: other words for it wait; until they are begun or given up it stays.
    ``unasked``: nobody waits any more for what became of it.
    ``current``: part of the plan as it stands; not what was dropped with its increment, or took other words.
    """

    id: Id
    kind: EffectKind
    target: str
    state: EffectState
    release_at: datetime | None
    place: str = ""
    answered_by: str = ""
    kept: tuple[str, ...] = ()
    deadline: datetime | None = None
    paused: bool = False
    returning: bool = False
    owed: bool = False
    unasked: bool = False
    current: bool = True
    amended: bool = False


@dataclass(frozen=True)
class ExecuteView:
    """The checklist, what needs a person, every effect, and until when undo is open."""

    checklist: tuple[ChecklistItem, ...]
    alerts: tuple[AlertCard, ...]
    effects: tuple[EffectRow, ...]
    undo_until: datetime | None
    running: bool = False
    paused: bool = False


class ExecuteCommands(Protocol):
    """What the lead can do on Execute."""

    async def start(self) -> None:
        """Hold the final effects and raise what needs a person. Raises RuleError without a yes."""
        ...

    async def listen(self) -> None:
        """Ask whether somebody answered the escalations; one that nobody answers in time becomes an alert.

        Raises ServiceError when the chat is away.
        """
        ...

    async def drop_increment(self) -> None:
        """Give up tickets that were added and not begun. Raises RuleError when there are none."""
        ...

    async def run(self) -> None:
        """Carry out the steps; goes on where an earlier run stopped.

        A note whose alert (missing link, tone) is open is passed over, and keeps its step and the undo window
        from their end: call again once a person has decided. A call while it runs takes a pause back.
        """
        ...

    def pause(self) -> None:
        """Stop after the change under way; ``run`` goes on from there."""
        ...

    async def cancel_rest(self) -> None:
        """End the run: what has not left never will, notes that wait for a person included; undo stays open for the rest.

        What has no clear answer is still read back. Raises RuleError before the start.
        """
        ...

    async def pause_reply(self, effect: Id) -> None:
        """Keep a held reply from leaving, whatever its clock says. Raises RuleError when it is not held."""
        ...

    async def let_reply_go(self, effect: Id) -> None:
        """Give it back to its clock; it leaves at once when its moment has passed. Raises RuleError, ServiceError."""
        ...

    async def words(self, effect: Id) -> str:
        """Return the words of a held reply, or the other ones that wait to take their place; it is on record.

        Raises RuleError when it is not held.
        """
        ...

    async def weigh(self, effect: Id, words: str) -> Draft:
        """Say what the checks find in other words for a held reply; nothing is planned.

        Raises InputError for words that may not leave, or are the approved ones, RuleError when it is not held.
        """
        ...

    async def amend(self, effect: Id, words: str) -> Draft:
        """Plan other words for a held reply, with a yes of their own; it stays paused meanwhile.

        They take the place of others that wait for the same reply. Returns the draft and what the checks say of it.
        Raises as ``weigh``, and RuleError when something else waits already.
        """
        ...

    async def link(self, ticket: int, page_id: str) -> None:
        """Fix a missing link while the plan runs: the note of ``ticket`` links this page and closes its alert.

        When the new words were repaired, a tone alert is raised. Raises RuleError for a public reply (approved words do not change without a new yes) or a note that
        left already, InputError for a page that may not be linked or a text that fails a check.
        """
        ...

    async def keep_mine(self, alert: Id) -> None:
        """Take a tone repair back: the note leaves as first written. Raises RuleError for a public reply."""
        ...

    async def take_back_owed(self) -> None:
        """Try once more what is still to be taken back, and nothing else. Raises the first failure."""
        ...

    async def leave_unknown(self, alert: Id) -> None:
        """Wait no longer for what this card says has no answer: it is never sent again, and told as unknown."""
        ...

    async def follow_clocks(self) -> None:
        """Read the clocks of what is held: where one was shortened, its reply leaves sooner. Raises ServiceError."""
        ...

    async def keep_time(self) -> None:
        """Send each held reply when its time has come; runs until cancelled.

        A failing service is told on the bus as progress in words and tried again; nothing is sent twice.
        """
        ...

    async def release_due(self, stop: Callable[[], bool] = lambda: False) -> None:
        """Send the held replies whose time has come; ``stop`` is asked before each."""
        ...

    def next_moment(self) -> datetime | None:
        """Return when something is due next; None when nothing is."""
        ...

    async def undo(self, effects: Sequence[Id]) -> None:
        """Take back these effects. Raises RuleError after the window."""
        ...

    async def resolve(self, alert: Id, resolution: Resolution) -> None:
        """Close an alert, or every one that a card with this id stands for."""
        ...

    async def view(self) -> ExecuteView:
        """Return what Execute shows."""
        ...
