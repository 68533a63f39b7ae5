"""Escalations stay open until somebody in the channel answers: who did, and an alert when nobody does."""

from collections.abc import Iterator
from datetime import timedelta

from desktop.domain.effect import WHOLE_SERVICE, Effect, EffectKind, EffectState, Receipt
from desktop.domain.errors import RefusedError
from desktop.domain.facts import (
    AlertKind,
    AlertResolved,
    EffectConfirmed,
    EscalationAnswered,
    Fact,
    Resolution,
    TwinDeleted,
    ValidatorAlertRaised,
)
from desktop.domain.values import to_millis
from desktop.ledger.ledger import Ledger
from desktop.ports import ChatService
from desktop.watch.alerts import unanswered_id


class Listening:
    """Asks the chat about posts nobody took notice of yet.

    Args:
        ledger: The mission.
        chat: Where the posts are.
        patience: How long a post may stay unanswered before that is an alert.
    """

    def __init__(self, ledger: Ledger, chat: ChatService, patience: timedelta) -> None:
        self._ledger = ledger
        self._chat = chat
        self._patience = patience

    async def listen(self) -> None:
        """Look at each open escalation once. Raises ServiceError."""
        facts: list[Fact] = []
        for effect in self._open():
            receipt = await self._ledger.read_value(effect.receipt, Receipt)
            answer = await self._chat.answered(receipt)
            if answer is not None:
                facts.append(
                    EscalationAnswered(effect=effect.id, person=answer.person, how=answer.how)
                )
                facts += self._closing(effect)
            else:
                facts += self._overdue(effect)
        if facts:
            await self._ledger.append(*facts)
        await self._delete_twins()

    async def _delete_twins(self) -> None:
        """Delete what arrived late beside a post: Slack has no key that would keep it from being made twice."""
        for effect in self._may_have_twins():
            try:
                await self._delete_twins_of(effect)
            except RefusedError as refused:
                if refused.status in WHOLE_SERVICE:
                    raise  # else this channel alone may not be read: the others are

    async def _delete_twins_of(self, effect: Effect) -> None:
        receipt = await self._ledger.read_value(effect.receipt, Receipt)
        for twin in await self._chat.twins(receipt, effect.id):
            if twin.remote not in effect.twins:
                await self._chat.withdraw(twin)
                await self._ledger.append(TwinDeleted(effect=effect.id, remote=twin.remote))

    def _may_have_twins(self) -> Iterator[Effect]:
        """Those sent more than once, and those nobody answered yet."""
        for effect in self._ledger.mission.in_state(EffectState.CONFIRMED, EffectState.UNDONE):
            post = effect.kind is EffectKind.SLACK_ESCALATION
            if post and (effect.attempts > 1 or not effect.answered_by):
                yield effect

    def _open(self) -> Iterator[Effect]:
        for effect in self._ledger.mission.in_state(EffectState.CONFIRMED):
            if effect.kind is EffectKind.SLACK_ESCALATION and not effect.answered_by:
                yield effect

    def _closing(self, effect: Effect) -> list[Fact]:
        alert = self._ledger.mission.alerts.get(unanswered_id(effect.id))
        if alert is None or not alert.open:
            return []
        return [AlertResolved(alert=alert.id, resolution=Resolution.BY_ITSELF)]

    def _overdue(self, effect: Effect) -> list[Fact]:
        known = unanswered_id(effect.id) in self._ledger.mission.alerts
        waited = to_millis(self._ledger.clock.now()) - self._confirmed_at(effect)
        if known or waited < self._patience / timedelta(milliseconds=1):
            return []
        alert = unanswered_id(effect.id)
        return [ValidatorAlertRaised(alert=alert, alert_kind=AlertKind.UNANSWERED, ticket=0)]

    def _confirmed_at(self, effect: Effect) -> int:
        for entry in reversed(self._ledger.entries):
            if isinstance(entry.fact, EffectConfirmed) and entry.fact.effect == effect.id:
                return entry.at
        return to_millis(self._ledger.clock.now())
