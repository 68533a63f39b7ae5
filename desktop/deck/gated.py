"""Keeping time under a gate: nothing leaves while somebody is asked whether to go on."""

from collections.abc import Callable

from desktop.deck.desk import Desk
from desktop.stages.execute.timekeeping import keep_time


async def keep_time_while(desk: Desk, may: Callable[[], bool]) -> None:
    """Release what is due as ``keep_time`` does, each one only if ``may`` says so; until cancelled.

    Asked right before anything leaves, ``may`` can still notice that the computer slept.
    """

    async def release() -> None:
        if may():
            await desk.execute.release_due(lambda: not may())

    await keep_time(desk.ledger, release, desk.execute.follow_clocks)
