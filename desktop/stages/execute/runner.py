"""The runner: one effect after the other, each read fresh, guarded, journalled."""

from collections.abc import Iterable

from desktop.domain.effect import (
    Effect,
    EffectState,
    PostEscalation,
    Receipt,
    SendReply,
    TicketRequest,
)
from desktop.domain.errors import RefusedError, ServiceError
from desktop.domain.facts import EffectCancelled, Reason, ValidatorAlertRaised
from desktop.domain.ticket import Snapshot, Ticket
from desktop.domain.values import Id, StageName
from desktop.ledger.journal import Journal
from desktop.ledger.ledger import Ledger
from desktop.ports import Connections
from desktop.stages.execute.outbox import stop_reason
from desktop.watch.alerts import handed_over, unknown_effect

_STALE_TRIES = 3
_UNCLEAR_IN_A_ROW = 3
"""After so many changes without a clear answer the service is taken to be down, and the run stops."""


class Runner:
    """Carries out effects of one mission."""

    def __init__(self, ledger: Ledger, connections: Connections, settle_seconds: float) -> None:
        self._ledger = ledger
        self._connections = connections
        self._journal = Journal(ledger, settle_seconds)

    async def perform(self, effects: Iterable[Effect], snapshot: Snapshot, words: str) -> None:
        """Carry out each effect in turn, telling progress."""
        planned = {ticket.id: ticket for ticket in snapshot.tickets}
        todo, unclear = list(effects), 0
        for done, effect in enumerate(todo, start=1):
            state = await self._one(effect, planned, snapshot)
            unclear = unclear + 1 if state is EffectState.UNKNOWN else 0
            if unclear == _UNCLEAR_IN_A_ROW:
                raise _no_clear_answers(unclear)
            self._ledger.progress(StageName.EXECUTE, done, len(todo), words)

    async def _one(
        self, effect: Effect, planned: dict[int, Ticket], snapshot: Snapshot
    ) -> EffectState:
        request = await self._ledger.read_request(effect.content)
        if isinstance(request, PostEscalation):
            state, ticket = await self._post(effect.id, request), 0
        else:
            ticket = request.ticket
            current = await self._ready(effect, request, planned[ticket], snapshot)
            if current is None:
                return EffectState.CANCELLED
            state = await self._update(effect.id, request, current)
        if state is EffectState.UNKNOWN:
            await self._alert(unknown_effect(ticket))
        if state is EffectState.REFUSED:
            await self._alert(handed_over(ticket))
        return state

    async def _ready(
        self, effect: Effect, request: TicketRequest, planned: Ticket, snapshot: Snapshot
    ) -> Ticket | None:
        """Return the ticket to write on; None when the effect must not leave and was cancelled."""
        if effect.state in (EffectState.SENT, EffectState.UNKNOWN):
            return planned  # it may exist outside: the journal reads it back before anything else
        current = await self._fresh(request.ticket)
        stopped = await self._stopped(request, planned, current, snapshot)
        if stopped is not None:
            await self._cancel(effect.id, request.ticket, stopped)
            return None
        return current

    async def _update(self, effect: Id, request: TicketRequest, current: Ticket) -> EffectState:
        tickets, marker = self._connections.tickets, self.marker(effect)

        async def send() -> Receipt:
            ticket = current
            for last in (False,) * (_STALE_TRIES - 1) + (True,):
                try:
                    return await tickets.write(request, ticket, marker)
                except RefusedError as refused:
                    # 409: somebody saved in between. Nothing happened; read again and try again.
                    fresh = await self._fresh(request.ticket) if refused.status == 409 else None
                    if last or fresh is None:
                        raise
                    ticket = fresh
            raise AssertionError("unreachable")

        return await self._journal.perform(
            effect, send, lambda: tickets.find(request.ticket, effect)
        )

    async def _post(self, effect: Id, request: PostEscalation) -> EffectState:
        chat, marker = self._connections.chat, self.marker(effect)
        return await self._journal.perform(
            effect,
            lambda: chat.post(request.channel, request.text, marker),
            lambda: chat.find(request.channel, effect),
        )

    async def _stopped(
        self, request: TicketRequest, planned: Ticket, current: Ticket | None, snapshot: Snapshot
    ) -> Reason | None:
        wrote = False
        if isinstance(request, SendReply) and current is not None:
            wrote = await self._connections.tickets.customer_wrote_since(
                request.ticket, snapshot.taken_at
            )
        return stop_reason(request, planned, current, customer_wrote=wrote)

    async def _cancel(self, effect: Id, ticket: int, reason: Reason) -> None:
        await self._ledger.append(EffectCancelled(effect=effect, reason=reason))
        await self._alert(handed_over(ticket))

    async def _alert(self, raised: ValidatorAlertRaised) -> None:
        if raised.alert not in self._ledger.mission.alerts:
            await self._ledger.append(raised)

    async def _fresh(self, ticket: int) -> Ticket | None:
        read = await self._connections.tickets.tickets([ticket])
        return read[0] if read else None

    def marker(self, effect: Id) -> dict[str, str]:
        """Return what an effect carries outside, so that it can be read back."""
        return {"triagedeck_effect": effect, "triagedeck_mission": self._ledger.mission.id}


def _no_clear_answers(count: int) -> ServiceError:
    return ServiceError(
        "The run stopped",
        f"{count} changes in a row have no clear answer: the service seems to be down.",
        "Start again when it is back. Each change is read back first; nothing is sent twice.",
    )
