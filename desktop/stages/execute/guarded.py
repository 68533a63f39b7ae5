"""One guarded write on a ticket: refused as stale, it is judged afresh before it is tried again.

A 409 means that somebody saved in between. Nothing of ours happened; but what they did may be a reason
not to write at all (they set another category, the customer wrote, the ticket was solved).
"""

from collections.abc import Awaitable, Callable, Mapping

from desktop.domain.effect import Receipt, TicketRequest
from desktop.domain.errors import RefusedError
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
        """Write, at most three times. Raises RefusedError when it must not or cannot be written."""
        for _ in range(_TRIES - 1):
            try:
                return await self._write()
            except RefusedError as refused:
                if refused.status != _STALE or not await self._still_wanted():
                    raise
        return await self._write()

    async def _write(self) -> Receipt:
        return await self._tickets.write(self._request, self._current, self._marker)

    async def _still_wanted(self) -> bool:
        read = await self._tickets.tickets([self._request.ticket])
        fresh = read[0] if read else None
        self.stopped = await self._judge(fresh)
        if fresh is not None:
            self._current = fresh
        return self.stopped is None
