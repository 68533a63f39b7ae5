"""One guarded write on a ticket: refused as stale, it is judged afresh before it is tried again.

A 409 means that somebody saved in between. That may have been ourselves: what stands on the way may deliver a
PUT twice and hand us the second answer, so our marker is looked for first. Otherwise nothing of ours happened;
but what they did may be a reason not to write at all (they set another category, the customer wrote, the ticket
was solved).
"""

from collections.abc import Awaitable, Callable, Mapping

from desktop.domain.effect import Receipt, TicketRequest
from desktop.domain.errors import RefusedError, UnknownOutcomeError
from desktop.domain.facts import Reason
from desktop.domain.ticket import Ticket
from desktop.ports import TicketService

Judge = Callable[[Ticket | None], Awaitable[Reason | None]]

_TRIES = 3
_STALE = 409


class GuardedWrite:
    """Sends one request; ``stopped`` says why it was given up, when it was.

    Args:
        tickets: The help desk.
        request: What to write.
        current: The ticket as read last; its stamp guards the first try.
        marker: What the write carries outside.
        judge: Says why a ticket as read just now must not be written on.
    """

    def __init__(
        self,
        tickets: TicketService,
        request: TicketRequest,
        current: Ticket,
        marker: Mapping[str, str],
        judge: Judge,
    ) -> None:
        self._tickets = tickets
        self._request = request
        self._current = current
        self._marker = marker
        self._judge = judge
        self.stopped: Reason | None = None

    async def send(self) -> Receipt:
        """Write, at most three times.

        Raises RefusedError when it must not or cannot be written, UnknownOutcomeError when nobody knows whether it was.
        """
        for left in reversed(range(_TRIES)):
            try:
                return await self._write()
            except RefusedError as refused:
                if refused.status != _STALE:
                    raise
                there = await self._there()
                if there is not None:
                    return there
                if not left or not await self._still_wanted():
                    raise
        raise AssertionError("unreachable")

    async def _there(self) -> Receipt | None:
        """Look for our marker; where the service lets nobody look, it is not known whether we wrote."""
        try:
            return await self._tickets.find(self._request.ticket, self._marker["triagedeck_effect"])
        except RefusedError as refused:
            raise UnknownOutcomeError(refused.title, refused.message, refused.remedy) from refused

    async def _write(self) -> Receipt:
        return await self._tickets.write(self._request, self._current, self._marker)

    async def _still_wanted(self) -> bool:
        read = await self._tickets.tickets([self._request.ticket])
        fresh = read[0] if read else None
        self.stopped = await self._judge(fresh)
        if fresh is not None:
            self._current = fresh
        return self.stopped is None
