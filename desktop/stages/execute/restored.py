"""After a restoration from a copy: what the lost part of the ledger may have sent is looked for, once, before it leaves."""

from desktop.domain.effect import (
    WAITING,
    WHOLE_SERVICE,
    Effect,
    PostEscalation,
    Receipt,
    Request,
    SendReply,
    SetCategory,
)
from desktop.domain.errors import RefusedError
from desktop.domain.facts import EffectCancelled, Reason, UndoAsked
from desktop.domain.values import Id
from desktop.ledger.journal import Journal
from desktop.ledger.ledger import Ledger
from desktop.ports import Connections
from desktop.watch.alerts import handed_over

_GONE = 404


class Restored:
    """Looks for the effects of one mission by their markers."""

    def __init__(self, ledger: Ledger, connections: Connections, journal: Journal) -> None:
        self._ledger = ledger
        self._connections = connections
        self._journal = journal
        self._not_there: set[Id] = set()

    def to_look_for(self, *, unbegun: bool) -> list[Effect]:
        """Return what was not looked for yet, in the plan's order; with ``unbegun`` what may not run yet, too.

        What the copy knows as not begun may have been begun in the part that was lost.
        """
        mission = self._ledger.mission
        found = [
            one
            for one in mission.effects.values()
            if self._open(one) and (unbegun or mission.may_run(one))
        ]
        # Other words come before the reply they are for: found, they tell what is there by its own name.
        return sorted(found, key=mission.may_run)

    def _open(self, effect: Effect) -> bool:
        waits = effect.look_first and effect.state in WAITING
        return waits and effect.id not in self._not_there

    async def found(self, wanted: Id) -> bool:
        """Whether there is nothing to send: it is outside. Raises ServiceError where nobody can tell."""
        effect = self._ledger.mission.effects[wanted]
        if not self._open(effect):
            return False
        request = await self._ledger.read_request(effect.content)
        ticket = 0 if isinstance(request, PostEscalation) else request.ticket
        try:
            receipt = await self._find(request, wanted)
        except RefusedError as refused:
            if refused.status in WHOLE_SERVICE:
                raise
            # We may not read there (any more): whether it is outside, a person finds out.
            await self._hand_over(effect, ticket)
            return True
        await self._ledger.catch_up()
        if receipt is None and await self._replied(request):
            await self._hand_over(effect, ticket)
            return True
        if receipt is None:
            self._not_there.add(wanted)
        elif _fits(request, receipt):
            await self._journal.found(wanted, receipt)
            await self._take_back_again(request, effect)
        else:
            await self._hand_over(effect, ticket)
        return receipt is not None

    async def _hand_over(self, effect: Effect, ticket: int) -> None:
        """Something else of ours is there, or under this name: a person looks at it."""
        await self._ledger.append(EffectCancelled(effect=effect.id, reason=Reason.CHANGED_SINCE))
        alert = handed_over(ticket)
        if alert.alert not in self._ledger.mission.alerts:
            await self._ledger.append(alert)

    async def _find(self, request: Request, effect: Id) -> Receipt | None:
        if isinstance(request, PostEscalation):
            return await self._connections.chat.find(request.channel, effect)
        try:
            return await self._connections.tickets.find(request.ticket, effect)
        except RefusedError as refused:
            if refused.status != _GONE:
                raise
            return None  # the ticket is gone: that is judged where it would be written on

    async def _replied(self, request: Request) -> bool:
        """Whether the customer has a reply of ours, under a name that was lost: other words for this one."""
        if not isinstance(request, SendReply):
            return False
        try:
            return await self._connections.tickets.replied(request.ticket, self._ledger.mission.id)
        except RefusedError as refused:
            if refused.status != _GONE:
                raise
            return False

    async def _take_back_again(self, request: Request, effect: Effect) -> None:
        """What was taken back since is wanted back still: undo finds its own marker and changes nothing."""
        if not isinstance(request, PostEscalation) and await self._find(
            request, f"{effect.id}.undo"
        ):
            await self._ledger.append(UndoAsked(effect=effect.id))


def _fits(request: Request, receipt: Receipt) -> bool:
    """Whether what lies there is of the kind that is asked for: only words are a comment."""
    if isinstance(request, PostEscalation):
        return True
    return isinstance(request, SetCategory) == (receipt.comment_id is None)
