"""Reading the queue: tickets, what triage learns from, the knowledge base; and the queue as last read.

A desk has one ``LastRead``. Home, Define, Prepare and the docks all ask it, so that typing an intent or
turning a page never asks a service again.
"""

from collections.abc import Callable, Sequence
from datetime import datetime

from msgspec.structs import replace

from desktop.base.clock import Clock
from desktop.domain.errors import ServiceError
from desktop.domain.ticket import KbPage, Snapshot, Ticket
from desktop.ports import Connections

Told = Callable[[int, int], None]
"""Hears how many tickets of how many were read."""


async def read_queue(connections: Connections, now: datetime, progress: Told) -> Snapshot:
    """Return everything a mission works on. Without Confluence it goes on, with no pages.

    Raises ServiceError when the help desk does not answer.
    """
    tickets = await connections.tickets.open_tickets(progress)
    return await _with_what_teaches(connections, tickets, now)


async def _with_what_teaches(
    connections: Connections, tickets: tuple[Ticket, ...], taken_at: datetime
) -> Snapshot:
    return Snapshot(
        taken_at=taken_at,
        tickets=tickets,
        solved=await connections.tickets.solved_tickets(),
        pages=await _pages(connections),
        category_field=await connections.tickets.category_field(),
        triggers=await connections.tickets.triggers(),
        agents=await connections.tickets.agents(),
    )


async def _pages(connections: Connections) -> tuple[KbPage, ...]:
    try:
        return await connections.knowledge.pages()
    except ServiceError:
        return ()  # Confluence may stay without (DESIGN §5); every draft then lacks its article


class LastRead:
    """The queue as one desk read it last.

    Attributes:
        tickets: Every open ticket; empty before the first reading.
        taken_at: When they were read; None before that.
        matched: Ids the brief's scope took in, once there is a brief; None before that.
    """

    def __init__(self, connections: Connections, clock: Clock) -> None:
        self._connections = connections
        self._clock = clock
        self._snapshot: Snapshot | None = None
        self.tickets: tuple[Ticket, ...] = ()
        self.taken_at: datetime | None = None
        self.matched: frozenset[int] | None = None

    async def open_tickets(self, progress: Told) -> tuple[Ticket, ...]:
        """Read the tickets alone, now. Raises ServiceError."""
        at = self._clock.now()
        tickets = await self._connections.tickets.open_tickets(progress)
        self._note(tickets, at)
        return tickets

    async def whole(self, progress: Told) -> Snapshot:
        """Read everything, now. Raises ServiceError."""
        snapshot = await read_queue(self._connections, self._clock.now(), progress)
        self.note(snapshot)
        return snapshot

    async def latest(self, progress: Told) -> Snapshot:
        """Return everything as read last; what was never read is read once. Raises ServiceError."""
        if self._snapshot is not None:
            return self._snapshot
        if self.taken_at is None:
            return await self.whole(progress)
        snapshot = await _with_what_teaches(self._connections, self.tickets, self.taken_at)
        self.note(snapshot)
        return snapshot

    def note(self, snapshot: Snapshot) -> None:
        """Take a snapshot, read here or found sealed in the ledger, as the last one."""
        self._snapshot = snapshot
        self._note(snapshot.tickets, snapshot.taken_at)

    def _note(self, tickets: Sequence[Ticket], at: datetime) -> None:
        self.tickets, self.taken_at = tuple(tickets), at
        if self._snapshot is not None:
            self._snapshot = replace(self._snapshot, tickets=self.tickets, taken_at=at)
