"""The runner: one effect after the other, each read fresh, guarded, journalled."""

import asyncio
from collections.abc import Callable, Iterable
from functools import partial

from desktop.domain.effect import (
    IN_DOUBT,
    Effect,
    EffectState,
    PostEscalation,
    Request,
    SendReply,
    TicketRequest,
)
from desktop.domain.errors import ServiceError
from desktop.domain.facts import (
    AlertResolved,
    EffectCancelled,
    Reason,
    Resolution,
    ValidatorAlertRaised,
)
from desktop.domain.ticket import Snapshot, Ticket, Voice
from desktop.domain.values import Id, StageName
from desktop.ledger.envelope import inside, require_same
from desktop.ledger.journal import Journal
from desktop.ledger.ledger import Ledger
from desktop.ports import Connections
from desktop.stages.execute.guarded import GuardedWrite
from desktop.stages.execute.outbox import stop_reason
from desktop.stages.execute.rate import rate_in_words
from desktop.stages.execute.restored import Restored
from desktop.watch.alerts import handed_over, settled, unknown_effect

Stop = Callable[[], bool]

_MAY_LEAVE = IN_DOUBT | {EffectState.PLANNED, EffectState.HELD, EffectState.REFUSED}
UNCLEAR_IN_A_ROW = 3
"""After so many changes without a clear answer the service is taken to be down, and the run stops."""


class Runner:
    """Carries out effects of one mission.

    ``turn`` is taken for each effect: the run, the clock that releases replies, undo and a change of words
    never work on two at once, and each sees what the one before it left.
    """

    def __init__(
        self, ledger: Ledger, connections: Connections, settle_seconds: float, turn: asyncio.Lock
    ) -> None:
        self._ledger = ledger
        self._turn = turn
        self._connections = connections
        self._journal = Journal(ledger, settle_seconds)
        self._restored = Restored(ledger, connections, self._journal)

    async def perform(
        self, effects: Iterable[Effect], snapshot: Snapshot, words: str, stop: Stop = lambda: False
    ) -> None:
        """Carry out each effect in turn, telling progress; ``stop`` is asked before each."""
        planned = {ticket.id: ticket for ticket in snapshot.tickets}
        todo, unclear, began = list(effects), 0, self._ledger.clock.now()
        for done, effect in enumerate(todo, start=1):
            if stop():
                return
            async with self._turn:
                state = await self._one(effect.id, planned, snapshot)
            # What is only looked for says nothing of the service: its ticket may be gone.
            if not effect.never_again:
                unclear = unclear + 1 if state is EffectState.UNKNOWN else 0
            if unclear == UNCLEAR_IN_A_ROW:
                raise _no_clear_answers(unclear)
            rate = rate_in_words(done, len(todo), self._ledger.clock.now() - began)
            told = f"{words}, {rate}" if rate else words
            self._ledger.progress(StageName.EXECUTE, done, len(todo), told)

    async def read_back(self, *, unbegun: bool = False) -> None:
        """After a restoration: confirm what is outside already, before anything is sent, changed or given up.

        With ``unbegun`` also what an increment brings that was not begun as far as the copy knows.
        """
        for effect in self._restored.to_look_for(unbegun=unbegun):
            async with self._turn:
                await self._restored.found(effect.id)

    async def _one(self, wanted: Id, planned: dict[int, Ticket], snapshot: Snapshot) -> EffectState:
        effect = self._ledger.mission.effects[wanted]
        if effect.state not in _MAY_LEAVE or effect.paused:
            return effect.state  # taken back, paused or carried out while it waited for its turn
        if await self._restored.found(wanted):
            return self._ledger.mission.effects[wanted].state
        request = await self._ledger.read_request(effect.content)
        ticket = 0 if isinstance(request, PostEscalation) else request.ticket
        if effect.state not in IN_DOUBT and not self._approved(effect, request):
            return await self._cancel(effect.id, ticket, Reason.NOT_APPROVED)
        if isinstance(request, PostEscalation):
            state = await self._post(effect, request)
        else:
            state = await self._on_ticket(effect, request, planned[ticket], snapshot)
        if state is EffectState.UNKNOWN:
            await self._alert(unknown_effect(ticket), anew=effect.state not in IN_DOUBT)
        if state is EffectState.REFUSED:
            await self._alert(handed_over(ticket), anew=effect.state is not EffectState.REFUSED)
        await self._close_alerts()
        return state

    def _approved(self, effect: Effect, request: Request) -> bool:
        """Compare with the yes at the moment of sending: the whole of it, then this one content.

        One in doubt was compared when it was sent first; nothing can change it since (the fold forbids it).
        """
        require_same(self._ledger.mission, effect.increment)
        return inside(self._ledger.mission, effect, request)

    async def _on_ticket(
        self, effect: Effect, request: TicketRequest, planned: Ticket, snapshot: Snapshot
    ) -> EffectState:
        """Write on a ticket unless something that happened since stands against it."""
        judge = partial(self._stopped, request, planned, snapshot)
        current: Ticket | None = planned
        # In doubt it may exist outside already: the journal reads it back before anything else.
        if effect.state not in IN_DOUBT:
            current = await self._fresh(request.ticket)
            stopped = await judge(current)
            if stopped is not None:
                return await self._cancel(effect.id, request.ticket, stopped)
        if current is None:
            raise AssertionError("a ticket that is gone is a reason to stop")
        tickets, marker = self._connections.tickets, self.marker(effect.id)
        write = GuardedWrite(tickets, request, current, marker, judge)
        find = partial(tickets.find, request.ticket, effect.id)
        if effect.never_again:
            return await self._journal.settle(effect.id, find)
        state = await self._journal.perform(effect.id, write.send, find)
        if state is EffectState.REFUSED and write.stopped is not None:
            return await self._cancel(effect.id, request.ticket, write.stopped)
        return state

    async def _post(self, effect: Effect, request: PostEscalation) -> EffectState:
        chat, marker = self._connections.chat, self.marker(effect.id)
        find = partial(chat.find, request.channel, effect.id)
        if effect.never_again:
            return await self._journal.settle(effect.id, find)
        send = partial(chat.post, request.channel, request.text, marker)
        return await self._journal.perform(effect.id, send, find)

    async def _stopped(
        self, request: TicketRequest, planned: Ticket, snapshot: Snapshot, current: Ticket | None
    ) -> Reason | None:
        spoke: frozenset[Voice] = frozenset()
        if isinstance(request, SendReply) and current is not None:
            since = snapshot.read_at(request.ticket)
            spoke = await self._connections.tickets.spoke_since(request.ticket, since)
        return stop_reason(request, planned, current, spoke)

    async def _cancel(self, effect: Id, ticket: int, reason: Reason) -> EffectState:
        await self._ledger.append(EffectCancelled(effect=effect, reason=reason))
        await self._alert(handed_over(ticket), anew=True)
        return EffectState.CANCELLED

    async def _alert(self, raised: ValidatorAlertRaised, *, anew: bool) -> None:
        """Tell; what somebody closed only where it is about something ``anew``, not at each further try."""
        known = self._ledger.mission.alerts.get(raised.alert)
        if known is None or (anew and not known.open):
            await self._ledger.append(raised)

    async def _close_alerts(self) -> None:
        """Close what settled by itself: a doubt that was cleared, a refusal that passed."""
        for alert in settled(self._ledger.mission):
            await self._ledger.append(
                AlertResolved(alert=alert.id, resolution=Resolution.BY_ITSELF)
            )

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
