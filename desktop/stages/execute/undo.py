"""Undo: each effect taken back in its own way, only where the value is still ours."""

from desktop.domain.effect import OWNER_FIELDS, Effect, EffectKind, EffectState, Receipt, WriteNote
from desktop.domain.errors import RefusedError, RuleError
from desktop.domain.facts import EffectCancelled, Reason, UndoConfirmed, UndoSent, UndoSkipped
from desktop.domain.values import Id
from desktop.ledger.journal import WHOLE_SERVICE
from desktop.ledger.ledger import Ledger
from desktop.ports import Connections

_WAITING = frozenset({EffectState.PLANNED, EffectState.HELD, EffectState.REFUSED})
_DONE = frozenset({EffectState.CONFIRMED, EffectState.UNDO_SENT})
_STALE, _TRIES = 409, 3


class Undo:
    """Takes back the effects of one mission."""

    def __init__(self, ledger: Ledger, connections: Connections) -> None:
        self._ledger = ledger
        self._connections = connections

    async def take_back(self, effect: Effect) -> None:
        """Cancel what waits, compensate what is done, say why where neither is possible.

        Raises RuleError for an effect in doubt, ServiceError when the service gives no clear answer: the
        same call goes on from there.
        """
        if effect.state in _WAITING:
            await self._ledger.append(EffectCancelled(effect=effect.id, reason=Reason.LEAD))
        elif effect.state in _DONE and effect.kind is EffectKind.PUBLIC_REPLY:
            await self._ledger.append(UndoSkipped(effect=effect.id, reason=Reason.FINAL))
        elif effect.state in _DONE:
            await self._reverse(effect)
        elif effect.state in (EffectState.SENT, EffectState.UNKNOWN):
            raise RuleError(
                "Nobody knows yet whether this happened",
                f"The service gave no answer to {effect.id}.",
                "It is read back first; undo it when that is done.",
            )

    async def _reverse(self, effect: Effect) -> None:
        await self._ledger.append(UndoSent(effect=effect.id, attempt=self._attempts(effect.id) + 1))
        receipt = await self._ledger.read_value(effect.receipt, Receipt)
        try:
            conflicts = await self._guarded(effect, receipt)
        except RefusedError as refused:
            if refused.status in WHOLE_SERVICE:
                raise
            await self._ledger.append(UndoSkipped(effect=effect.id, reason=Reason.REFUSED))
        else:
            await self._ledger.append(UndoConfirmed(effect=effect.id, conflicts=conflicts))

    def _attempts(self, effect: Id) -> int:
        facts = (entry.fact for entry in self._ledger.entries)
        return sum(isinstance(fact, UndoSent) and fact.effect == effect for fact in facts)

    async def _guarded(self, effect: Effect, receipt: Receipt) -> int:
        """Compensate; somebody who saved in between (409) makes us read and judge again."""
        for _ in range(_TRIES - 1):
            try:
                return await self._compensate(effect, receipt)
            except RefusedError as refused:
                if refused.status != _STALE:
                    raise
        return await self._compensate(effect, receipt)

    async def _compensate(self, effect: Effect, receipt: Receipt) -> int:
        marker = self._marker(effect.id)
        if effect.kind is EffectKind.SLACK_ESCALATION:
            await self._connections.chat.withdraw(receipt)
            return 0
        ticket = int(receipt.place)
        tickets = self._connections.tickets
        if await tickets.find(ticket, marker["triagedeck_effect"]):
            return 0  # taken back by an earlier run that was cut short
        if effect.kind is EffectKind.CATEGORISE:
            before = [one for one in receipt.before if one.field not in OWNER_FIELDS]
            return await tickets.restore(ticket, before, marker)
        ours = await self._written(effect)
        owners = [one for one in receipt.before if one.field in ours]
        conflicts = await tickets.restore(ticket, owners, {}) if owners else 0
        await tickets.withdraw_note(ticket, marker)
        return conflicts

    async def _written(self, effect: Effect) -> frozenset[str]:
        """Which owner fields we wrote: what a trigger assigned in the same update is not ours to take back."""
        request = await self._ledger.read_request(effect.content)
        if not isinstance(request, WriteNote):
            return frozenset()
        wrote = (("assignee_id", request.assignee_id), ("group_id", request.group_id))
        return frozenset(field for field, value in wrote if value)

    def _marker(self, effect: Id) -> dict[str, str]:
        return {
            "triagedeck_effect": f"{effect}.undo",
            "triagedeck_mission": self._ledger.mission.id,
        }
