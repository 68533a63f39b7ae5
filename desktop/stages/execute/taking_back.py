"""Taking back what was chosen: the wish first, then one change after the other; what fails keeps no other from it."""

import asyncio
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime

from desktop.domain.effect import WAITING, Effect, EffectKind, EffectState
from desktop.domain.errors import (
    MissionBusyError,
    RefusedError,
    RuleError,
    ServiceError,
    StoreError,
    TriageError,
)
from desktop.domain.facts import AlertKind, AlertResolved, Fact, Resolution
from desktop.domain.values import Id, from_millis, to_millis
from desktop.ledger.ledger import Ledger
from desktop.stages.execute.amendment import dropped_with
from desktop.stages.execute.runner import UNCLEAR_IN_A_ROW, Stop
from desktop.stages.execute.undo import Undo
from desktop.watch.alerts import holds, raised_anew

_BEGUN = frozenset(
    {
        EffectState.CANCELLED,
        EffectState.UNDO_SENT,
        EffectState.UNDONE,
        EffectState.UNDO_SKIPPED,
    }
)
"""Undo was here, or has nothing to do here: asking once more begins nothing new."""
_WEIGHTS = {0: UNCLEAR_IN_A_ROW, 401: UNCLEAR_IN_A_ROW, 429: UNCLEAR_IN_A_ROW - 1}
"""A quota is counted by ticket, too (30 updates in 10 minutes): the next one may have its own left, and is tried."""


class TakingBack:
    """Goes through what is wanted back; ``turn`` keeps it apart from the run and from held replies."""

    def __init__(self, ledger: Ledger, undo: Undo, turn: asyncio.Lock) -> None:
        self._ledger = ledger
        self._undo = undo
        self._turn = turn
        self._tries: Counter[Id] = Counter()

    async def chosen(self, effects: Sequence[Id], asked_at: datetime) -> None:
        """Write down that these are wanted back, then take them back, the last one first.

        ``asked_at`` is when the lead asked: what waited for a change under way is not late. Raises the first failure
        once every other was tried.
        """
        async with self._turn:  # what is under way gets its answer first
            chosen = self._undoable(effects, asked_at)
            await self._undo.ask(chosen, dropped_with(self._ledger.mission, effects))
        await self._each(reversed(chosen), lambda: False)

    async def owed(self, stop: Stop) -> None:
        """Finish what was asked for and cut short, what was tried least first. Raises the first failure at the end."""
        owing = sorted(self._ledger.mission.owing_undo, key=lambda one: self._tries[one.id])
        await self._each(owing, stop)

    async def leave(self) -> None:
        """Leave as it is what is still owed: a person waits no longer. What was taken back meanwhile is found."""
        async with self._turn:
            for effect in self._ledger.mission.owing_undo:
                await self._undo.leave(effect)

    async def _each(self, effects: Iterable[Effect], stop: Stop) -> None:
        """Take back each; a service that is away is asked once, the other one goes on. Raises the first failure."""
        failed: list[TriageError] = []
        unclear = {True: 0, False: 0}
        for effect in effects:
            chat = effect.kind is EffectKind.SLACK_ESCALATION
            if stop() or unclear[chat] >= UNCLEAR_IN_A_ROW:
                continue
            self._tries[effect.id] += 1
            try:
                await self._one(effect.id)
                unclear[chat] = 0
            except TriageError as error:
                failed.append(error)
                unclear[chat] += _weight(error)
        await self._tell(failed)
        if failed:
            raise failed[0]

    async def _one(self, effect: Id) -> None:
        async with self._turn:
            await self._undo.take_back(self._ledger.mission.effects[effect])

    async def _tell(self, failed: Sequence[TriageError]) -> None:
        """Say that something is still owed, and take that word back when nothing is."""
        told = list(self._word(failed))
        if told:
            await self._ledger.append(*told)

    def _word(self, failed: Sequence[TriageError]) -> Iterator[Fact]:
        mission = self._ledger.mission
        alert = mission.alerts.get(AlertKind.UNDO_OWED.value)
        if failed and mission.owing_undo:
            yield from raised_anew(mission, AlertKind.UNDO_OWED)
        elif alert is not None and alert.open and not holds(mission, alert):
            yield AlertResolved(alert=alert.id, resolution=Resolution.BY_ITSELF)

    def _undoable(self, effects: Sequence[Id], asked_at: datetime) -> list[Effect]:
        mission = self._ledger.mission
        unknown = [wanted for wanted in effects if wanted not in mission.effects]
        if unknown:
            raise RuleError(
                "This mission has no such change",
                ", ".join(unknown[:3]),
                "Choose from the list of changes.",
            )
        chosen = [mission.effects[wanted] for wanted in effects]
        # What waits can be given up at any time: nothing of it is outside.
        new = [one for one in chosen if one.state not in _BEGUN | WAITING and not one.undo_asked]
        if new and mission.undo_until and to_millis(asked_at) >= mission.undo_until:
            raise RuleError(
                "The undo window is closed",
                f"It ended at {from_millis(mission.undo_until):%H:%M} UTC.",
                "Change the tickets in Zendesk; the audit log lists what was done.",
            )
        return chosen


def _weight(error: TriageError) -> int:
    """How much a failure says of all that would come after it; what is about one change alone says nothing."""
    if isinstance(error, RefusedError):
        return _WEIGHTS.get(error.status, 0)
    if isinstance(error, StoreError | MissionBusyError):
        return UNCLEAR_IN_A_ROW
    return int(isinstance(error, ServiceError))
