"""Escalations stay open until somebody in the channel answers: who did, and an alert when nobody does."""

from collections.abc import Iterator
from datetime import timedelta

from desktop.domain.effect import (
    WHOLE_SERVICE,
    Effect,
    EffectKind,
    EffectState,
    PostEscalation,
    Receipt,
)
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
from desktop.ports import Answered, ChatService
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
        """Look at each open escalation once; what was heard is written at once. Raises ServiceError."""
        for effect in self._open():
            answer = await self._answer(effect)
            heard = self._overdue(effect) if answer is None else self._answered(effect, answer)
            if heard:
                await self._ledger.append(*heard)
        await self._delete_twins()

    async def _answer(self, effect: Effect) -> Answered | None:
        """Ask who answered a post; one that is gone, or may not be read, nobody answers."""
        receipt = await self._ledger.read_value(effect.receipt, Receipt)
        try:
            return await self._chat.answered(receipt)
        except RefusedError as refused:
            if refused.status in WHOLE_SERVICE:
                raise
            return None

    async def _delete_twins(self) -> None:
        """Delete what arrived late: Slack has no key that would keep a post from being made twice, or after all."""
        for effect in self._may_have_twins():
            try:
                await self._delete_twins_of(effect)
            except RefusedError as refused:
                if refused.status in WHOLE_SERVICE:
                    raise  # else this channel alone may not be read: the others are

    async def _delete_twins_of(self, effect: Effect) -> None:
        for twin in await self._chat.twins(await self._known(effect), effect.id):
            if twin.remote not in effect.twins:
                await self._chat.withdraw(twin)
                await self._ledger.append(TwinDeleted(effect=effect.id, remote=twin.remote))

    async def _known(self, effect: Effect) -> Receipt:
        """Return the one post there may be; of a cancelled one there may be none, whatever arrives is too late."""
        if effect.state is not EffectState.CANCELLED:
            return await self._ledger.read_value(effect.receipt, Receipt)
        request = await self._ledger.read_request(effect.content)
        return Receipt("", request.channel if isinstance(request, PostEscalation) else "")

    def _may_have_twins(self) -> Iterator[Effect]:
        """Those sent more than once, those nobody answered yet, and those sent that were then taken not to be outside."""
        mission = self._ledger.mission
        for effect in mission.in_state(EffectState.CONFIRMED, EffectState.UNDONE):
            if _is_post(effect) and (effect.attempts > 1 or not effect.answered_by):
                yield effect
        for effect in mission.in_state(EffectState.CANCELLED):
            if _is_post(effect) and effect.attempts:
                yield effect

    def _open(self) -> Iterator[Effect]:
        for effect in self._ledger.mission.in_state(EffectState.CONFIRMED):
            if _is_post(effect) and not effect.answered_by:
                yield effect

    def _answered(self, effect: Effect, answer: Answered) -> list[Fact]:
        told = EscalationAnswered(effect=effect.id, person=answer.person, how=answer.how)
        return [told, *self._closing(effect)]

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


def _is_post(effect: Effect) -> bool:
    return effect.kind is EffectKind.SLACK_ESCALATION
