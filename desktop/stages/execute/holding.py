"""A held reply: sooner where its clock is shortened, paused while a person looks at it, then let go or given up."""

import asyncio
from collections.abc import Iterator, Mapping
from datetime import datetime

from desktop.domain.effect import Effect, EffectState
from desktop.domain.errors import RuleError
from desktop.domain.facts import EffectHeld, EffectPaused
from desktop.domain.mission import Mission
from desktop.domain.values import Id, to_millis
from desktop.ledger.ledger import Ledger
from desktop.stages.execute.outbox import release_at


class Holding:
    """Pauses, lets go, follows clocks; ``turn`` keeps it apart from the clock that releases replies."""

    def __init__(self, ledger: Ledger, turn: asyncio.Lock) -> None:
        self._ledger = ledger
        self._turn = turn

    async def pause(self, effect: Id) -> None:
        """Keep a held reply from leaving, whatever its clock says; paused twice it is paused once."""
        async with self._turn:
            if not held_reply(self._ledger.mission, effect).paused:
                await self._ledger.append(EffectPaused(effect=effect))

    async def let_go(self, effect: Id) -> None:
        """Give it back to its clock; it leaves at once when its moment has passed meanwhile."""
        async with self._turn:
            held = held_reply(self._ledger.mission, effect)
            if held.paused:
                at = max(held.release_at, to_millis(self._ledger.clock.now()))
                await self._ledger.append(EffectHeld(effect=effect, release_at=at))

    async def follow(self, deadlines: Mapping[Id, datetime | None]) -> None:
        """Let leave sooner what its clock asks for now; what gained time leaves as was said, what is paused waits."""
        async with self._turn:
            sooner = list(self._sooner(deadlines))
            if sooner:
                await self._ledger.append(*sooner)

    def _sooner(self, deadlines: Mapping[Id, datetime | None]) -> Iterator[EffectHeld]:
        mission, now = self._ledger.mission, self._ledger.clock.now()
        for effect in mission.in_state(EffectState.HELD):
            deadline = deadlines.get(effect.target)
            if deadline is None or effect.paused:
                continue
            at = to_millis(release_at(now, deadline, mission.rules))
            if at < effect.release_at:
                yield EffectHeld(effect=effect.id, release_at=at)


def held_reply(mission: Mission, effect: Id) -> Effect:
    """Return the held reply of this name. Raises RuleError when it has left, or was given up."""
    held = mission.effects.get(effect)
    if held is None or held.state is not EffectState.HELD:
        raise RuleError(
            "This reply is not held",
            f"{effect} has left, or was given up.",
            "Look at its ticket in Zendesk.",
        )
    return held
