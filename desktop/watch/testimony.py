"""What a ticket's history says of its clocks: for the lead who asks why, for the evidence, for the count of breaches."""

from collections.abc import Awaitable, Callable, Sequence
from datetime import datetime

from desktop.domain.errors import InputError, ServiceError
from desktop.domain.sla.clock import compute_clocks
from desktop.domain.sla.history import History
from desktop.domain.sla.terms import Agreements
from desktop.domain.ticket import Ticket
from desktop.ledger.ledger import Ledger
from desktop.ports import TicketService
from desktop.watch.contract import TicketClocks
from desktop.watch.reading import LastRead
from desktop.watch.sealed import Sealed
from desktop.watch.stories import tell_clocks, unnamed

Promised = Callable[[], Awaitable[Agreements]]
"""Tells what was agreed, as the service says or as entered here."""


class Testimony:
    """Asks the service for histories and computes clocks from them."""

    def __init__(
        self,
        ledger: Ledger,
        tickets: TicketService,
        last: LastRead,
        sealed: Sealed,
        promised: Promised,
    ) -> None:
        self._ledger = ledger
        self._tickets = tickets
        self._last = last
        self._sealed = sealed
        self._promised = promised

    async def explain(self, ticket: int) -> TicketClocks:
        """Return what made each clock of a ticket. Raises InputError for one nobody read, ServiceError."""
        known = await self._known()
        if ticket not in known:
            raise InputError("No such ticket", f"#{ticket} was not read.", "Read the queue again.")
        history = await self._tickets.history(ticket)
        # Both opinions of the same moment: theirs as read long ago would differ from events read now.
        read = await self._tickets.tickets([ticket])
        current, now = read[0] if read else known[ticket], self._ledger.clock.now()
        return tell_clocks(current, history, await self._promised(), now)

    async def for_evidence(self, tickets: Sequence[int]) -> tuple[TicketClocks, ...]:
        """Return the stories of these tickets, without a title that might name a customer.

        A service that does not answer now leaves Zendesk's own instants.
        """
        known, now = await self._as_they_are(tickets), self._ledger.clock.now()
        told = []
        for ticket in (known[one] for one in tickets if one in known):
            history, promised = await self._history(ticket.id)
            if history is not None:
                history, promised = unnamed(history, promised)
            told.append(tell_clocks(ticket, history, promised, now))
        return tuple(told)

    async def ran_out(
        self, tickets: Sequence[int], start: datetime, end: datetime
    ) -> frozenset[int]:
        """Return those of the tickets whose clock ran out unanswered in between, whoever answered it later.

        The service shows a clock that was answered late like one that was answered in time; only its history tells.
        """
        late = set[int]()
        for ticket in tickets:
            history, promised = await self._history(ticket)
            clocks = compute_clocks(history, promised) if history else ()
            if any(clock.breached_between(start, end) for clock in clocks):
                late.add(ticket)
        return frozenset(late)

    async def _history(self, ticket: int) -> tuple[History | None, Agreements]:
        try:
            return await self._tickets.history(ticket), await self._promised()
        except (ServiceError, InputError):
            return None, Agreements()

    async def _as_they_are(self, tickets: Sequence[int]) -> dict[int, Ticket]:
        try:
            return {one.id: one for one in await self._tickets.tickets(tickets)}
        except ServiceError:
            return await self._known()

    async def _known(self) -> dict[int, Ticket]:
        return await self._sealed.tickets() | {one.id: one for one in self._last.tickets}
