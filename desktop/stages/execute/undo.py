"""Undo: each effect taken back in its own way, only where the value is still ours."""

from collections.abc import Iterable, Iterator, Sequence

from desktop.domain.effect import (
    IN_DOUBT,
    OWNER_FIELDS,
    WAITING,
    WHOLE_SERVICE,
    Effect,
    EffectKind,
    EffectState,
    FieldBefore,
    Receipt,
    WriteNote,
)
from desktop.domain.errors import RefusedError, RuleError, ServiceError
from desktop.domain.facts import (
    AlertKind,
    EffectCancelled,
    Fact,
    Reason,
    UndoAsked,
    UndoConfirmed,
    UndoSent,
    UndoSkipped,
)
from desktop.domain.values import Id
from desktop.ledger.ledger import Ledger
from desktop.ports import Connections
from desktop.watch.alerts import raised_anew, unknown_effect

_STALE, _TRIES = 409, 3


class Undo:
    """Takes back the effects of one mission."""

    def __init__(self, ledger: Ledger, connections: Connections) -> None:
        self._ledger = ledger
        self._connections = connections
        self._begun: set[Id] = set()

    async def ask(self, effects: Iterable[Effect], more: Sequence[Fact] = ()) -> None:
        """Write down the wish for all of them in one piece, and what follows from it; what waits is cancelled with it.

        After this no crash lets any of them leave, and none is forgotten.
        """
        wishes = [wish for effect in effects for wish in _wishes(effect)]
        if wishes or more:
            await self._ledger.append(*wishes, *more)

    async def take_back(self, effect: Effect) -> None:
        """Compensate what stands outside; nothing to do for what was cancelled or is final.

        Raises RuleError for an effect in doubt, ServiceError when the service gives no clear answer: the
        same call goes on from there.
        """
        if effect.state in IN_DOUBT:
            raise RuleError(
                "Nobody knows yet whether this happened",
                f"The service gave no answer to {effect.id}.",
                "It is read back first, and taken back by itself if it did.",
            )
        if effect.owes_undo and effect.kind is EffectKind.PUBLIC_REPLY:
            await self._ledger.append(UndoSkipped(effect=effect.id, reason=Reason.FINAL))
        elif effect.owes_undo:
            await self._reverse(effect)

    async def _reverse(self, effect: Effect) -> None:
        if effect.id not in self._begun:  # once in a life: an outage of hours is no thousand facts
            attempt = effect.undo_attempts + 1
            await self._ledger.append(UndoSent(effect=effect.id, attempt=attempt))
            self._begun.add(effect.id)
        receipt = await self._ledger.read_value(effect.receipt, Receipt)
        try:
            kept = await self._guarded(effect, receipt)
        except RefusedError as refused:
            if refused.status in WHOLE_SERVICE:
                raise
            told = raised_anew(self._ledger.mission, AlertKind.NOT_UNDONE)
            await self._ledger.append(UndoSkipped(effect=effect.id, reason=Reason.REFUSED), *told)
        else:
            told = raised_anew(self._ledger.mission, AlertKind.KEPT) if kept else []
            await self._ledger.append(UndoConfirmed(effect=effect.id, kept=kept), *told)

    async def leave(self, effect: Effect) -> None:
        """Leave as it is what is owed: what was never begun stands; what was is looked for, and told as it is found."""
        if effect.state is EffectState.CONFIRMED:
            await self._ledger.append(UndoSkipped(effect=effect.id, reason=Reason.LEAD))
            return
        receipt = await self._ledger.read_value(effect.receipt, Receipt)
        try:
            back = await self._is_back(effect, receipt)
        except ServiceError:
            told = raised_anew(self._ledger.mission, AlertKind.NOT_UNDONE)
            await self._ledger.append(UndoSkipped(effect=effect.id, reason=Reason.NO_ANSWER), *told)
            return
        ended = (
            UndoConfirmed(effect=effect.id, kept=())
            if back
            else UndoSkipped(effect=effect.id, reason=Reason.LEAD)
        )
        await self._ledger.append(ended)

    async def _is_back(self, effect: Effect, receipt: Receipt) -> bool:
        if effect.kind is EffectKind.SLACK_ESCALATION:
            return await self._connections.chat.find(receipt.place, effect.id) is None
        undo = self._marker(effect.id)["triagedeck_effect"]
        return await self._connections.tickets.find(int(receipt.place), undo) is not None

    async def _guarded(self, effect: Effect, receipt: Receipt) -> tuple[str, ...]:
        """Compensate; somebody who saved in between (409) makes us read and judge again."""
        for _ in range(_TRIES - 1):
            try:
                return await self._compensate(effect, receipt)
            except RefusedError as refused:
                if refused.status != _STALE:
                    raise
        return await self._compensate(effect, receipt)

    async def _compensate(self, effect: Effect, receipt: Receipt) -> tuple[str, ...]:
        if effect.kind is EffectKind.SLACK_ESCALATION:
            await self._connections.chat.withdraw(receipt)
            return ()
        marker, tickets = self._marker(effect.id), self._connections.tickets
        ticket, wrote = int(receipt.place), await self._written(effect, receipt)
        earlier = await tickets.find(ticket, marker["triagedeck_effect"])
        # What an earlier run that was cut short put back is settled: whoever changed it since keeps it.
        settled = {one.field for one in earlier.before} if earlier else set()
        before = [one for one in wrote if one.field not in settled]
        withdraw = effect.kind is EffectKind.INTERNAL_NOTE and earlier is None
        kept = await tickets.restore(ticket, before, marker, withdraw=withdraw)
        return (*kept, *_kept_earlier(wrote, earlier)) if earlier else kept

    async def _written(self, effect: Effect, receipt: Receipt) -> list[FieldBefore]:
        """What we wrote: what a trigger assigned in the same update is not ours to take back."""
        if effect.kind is EffectKind.CATEGORISE:
            return [one for one in receipt.before if one.field not in OWNER_FIELDS]
        request = await self._ledger.read_request(effect.content)
        if not isinstance(request, WriteNote):
            return []
        wrote = {"assignee_id": request.assignee_id, "group_id": request.group_id}
        return [one for one in receipt.before if wrote.get(one.field)]

    def _marker(self, effect: Id) -> dict[str, str]:
        return {
            "triagedeck_effect": f"{effect}.undo",
            "triagedeck_mission": self._ledger.mission.id,
        }


def _kept_earlier(wrote: Sequence[FieldBefore], earlier: Receipt) -> tuple[str, ...]:
    """Name the tags where that run gave one that we had dropped not back: others had put theirs in its place."""
    ours, back = _tags(wrote), _tags(earlier.before)
    if ours is None or back is None:
        return ()
    dropped = _set(ours.before) - _set(ours.ours)
    return ("tags",) if dropped - _set(back.ours) else ()


def _tags(changes: Sequence[FieldBefore]) -> FieldBefore | None:
    return next((one for one in changes if one.field == "tags"), None)


def _set(value: object) -> frozenset[str]:
    return frozenset(value) if isinstance(value, list) else frozenset()


def _wishes(effect: Effect) -> Iterator[Fact]:
    if effect.state in WAITING:
        yield EffectCancelled(effect=effect.id, reason=Reason.LEAD)
    outside = effect.state in IN_DOUBT or effect.state is EffectState.CONFIRMED
    if outside and not effect.undo_asked:
        yield UndoAsked(effect=effect.id)
        if effect.unasked:  # what was left unknown is waited for again
            yield unknown_effect(int(effect.target) if effect.target.isdecimal() else 0)
