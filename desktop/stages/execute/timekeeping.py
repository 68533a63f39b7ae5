"""Keeping time: what is due now, and the loop that sends each held reply when its moment has come."""

import asyncio
from collections.abc import Awaitable, Callable
from contextlib import suppress

from desktop.domain.effect import IN_DOUBT, Effect, EffectState
from desktop.domain.errors import TriageError
from desktop.domain.values import Millis, StageName, to_millis
from desktop.ledger.ledger import Ledger

_WAKE = 1.0
"""Seconds between two looks at the clock: it may have been skipped ahead."""
_LOOK = 60.0
"""Seconds between two readings of the clocks of what is held."""
_AGAIN = 10.0
"""Seconds before something without an answer is asked about again."""


def is_due(effect: Effect, now: Millis) -> bool:
    """Whether an effect must be carried out now, besides the steps.

    A reply that the whole service refused (no connection, no token, no quota) is still owed to its customer.
    """
    if effect.state is EffectState.HELD:
        return effect.release_at <= now and not effect.paused
    return effect.state in IN_DOUBT or effect.owed


def turn_of(effect: Effect, deadline: Millis, now: Millis) -> tuple[int, Millis]:
    """Sort key of what is due: after a sleep, what can still be in time goes first, the nearest clock before others.

    What is in doubt comes last: it may be one that nobody ever answers for.
    """
    if effect.state in IN_DOUBT:
        return 2, 0
    in_time = effect.state is EffectState.HELD and deadline > now
    return (0, deadline) if in_time else (1, effect.release_at)


async def keep_time(
    ledger: Ledger,
    release_due: Callable[[], Awaitable[None]],
    follow_clocks: Callable[[], Awaitable[None]],
) -> None:
    """Release what is due, at least once a second, until cancelled. A failure is told and tried again.

    Once a minute the clocks of what is held are read: a colleague may have shortened one.
    """
    loop = asyncio.get_running_loop()
    not_before = look_at = 0.0
    while True:
        if _waiting(ledger) and (_released_now(ledger) or loop.time() >= not_before):
            not_before = loop.time() + _AGAIN
            try:
                await release_due()
            except TriageError as failed:
                words = f"{failed.title}. Held replies are tried again in a moment."
                ledger.progress(StageName.EXECUTE, 0, 0, words)
        if loop.time() >= look_at and ledger.mission.in_state(EffectState.HELD):
            look_at = loop.time() + _LOOK
            with suppress(TriageError):  # whatever needs the service next says that it is away
                await follow_clocks()
        await asyncio.sleep(_WAKE)


def _waiting(ledger: Ledger) -> bool:
    now = to_millis(ledger.clock.now())
    return bool(ledger.mission.owing_undo) or any(
        is_due(e, now) for e in ledger.mission.effects.values()
    )


def _released_now(ledger: Ledger) -> bool:
    now = to_millis(ledger.clock.now())
    return any(is_due(e, now) for e in ledger.mission.in_state(EffectState.HELD))
