"""The journal of effects: written down durably before the socket, settled after it, never blindly resent.

``effect_sent`` is committed (WAL, ``synchronous=FULL``) before the request leaves. A refusal is before any
effect. Anything else that is not an answer (5xx, time-out, cut body, a crash in between) is *unknown*: the
effect is read back by its marker, twice, before it may be sent again.
"""

import asyncio
from collections.abc import Awaitable, Callable

from desktop.domain.effect import WHOLE_SERVICE, EffectState, Receipt
from desktop.domain.errors import RefusedError, ServiceError, UnknownOutcomeError
from desktop.domain.facts import (
    EffectCancelled,
    EffectConfirmed,
    EffectRefused,
    EffectSent,
    EffectUnknown,
    Reason,
)
from desktop.domain.values import Id
from desktop.ledger.ledger import Ledger

Send = Callable[[], Awaitable[Receipt]]
Find = Callable[[], Awaitable[Receipt | None]]

_ATTEMPTS = 3


class Journal:
    """Carries one effect at a time from planned to settled.

    Args:
        ledger: The mission's ledger.
        settle_seconds: How long a service is given before the second read.
    """

    def __init__(self, ledger: Ledger, settle_seconds: float = 0.5) -> None:
        self._ledger = ledger
        self._settle = settle_seconds

    async def settle(self, effect: Id, find: Find) -> EffectState:
        """Read back what is in doubt and send nothing; cancelled when it is surely not outside."""
        await self._ledger.catch_up()
        if not await self._settled_outside(effect, find):
            await self._ledger.append(EffectCancelled(effect=effect, reason=Reason.LEAD))
        return self._state(effect)

    async def perform(self, effect: Id, send: Send, find: Find) -> EffectState:
        """Send, or finish what an earlier run began; return confirmed, refused or unknown.

        Raises RefusedError when the whole service is away; the effect can be performed again later.
        """
        await self._ledger.catch_up()
        for _ in range(_ATTEMPTS):
            if await self._settled_outside(effect, find):
                break
            await self._send(effect, send)
            if self._state(effect) is not EffectState.UNKNOWN:
                break
        else:
            await self._settled_outside(effect, find)
        return self._state(effect)

    async def found(self, effect: Id, receipt: Receipt) -> None:
        """Confirm what a part of the ledger that was lost has sent; nothing is sent."""
        attempt = self._ledger.mission.effects[effect].attempts + 1
        sealed = self._ledger.keep_value(receipt)
        await self._ledger.append(
            EffectSent(effect=effect, attempt=attempt),
            EffectConfirmed(effect=effect, receipt=sealed, read_back=True),
        )

    def _state(self, effect: Id) -> EffectState:
        return self._ledger.mission.effects[effect].state

    async def _settled_outside(self, effect: Id, find: Find) -> bool:
        """Read back an effect in doubt. True when nothing more may be sent now."""
        state = self._state(effect)
        if state is EffectState.SENT:
            await self._ledger.append(EffectUnknown(effect=effect, reason=Reason.CUT_SHORT))
        if self._state(effect) is not EffectState.UNKNOWN:
            return state in (EffectState.CONFIRMED, EffectState.CANCELLED)
        try:
            receipt = await find() or await self._second_look(find)
        except ServiceError:
            return True  # cannot tell: it stays unknown, a person is told
        if receipt is None:
            return False
        await self._confirm(effect, receipt, read_back=True)
        return True

    async def _second_look(self, find: Find) -> Receipt | None:
        await asyncio.sleep(self._settle)
        return await find()

    async def _send(self, effect: Id, send: Send) -> None:
        attempt = self._ledger.mission.effects[effect].attempts + 1
        await self._ledger.append(EffectSent(effect=effect, attempt=attempt))
        try:
            receipt = await send()
        except RefusedError as refused:
            reason = Reason.STALE if refused.status == 409 else Reason.REFUSED
            await self._ledger.append(
                EffectRefused(effect=effect, reason=reason, status=refused.status)
            )
            if refused.status in WHOLE_SERVICE:
                raise
        except UnknownOutcomeError:
            await self._ledger.append(EffectUnknown(effect=effect, reason=Reason.NO_ANSWER))
        else:
            await self._confirm(effect, receipt, read_back=False)

    async def _confirm(self, effect: Id, receipt: Receipt, *, read_back: bool) -> None:
        sealed = self._ledger.keep_value(receipt)
        await self._ledger.append(
            EffectConfirmed(effect=effect, receipt=sealed, read_back=read_back)
        )
