"""Anything that may befall a run, in any order: steps that are played one after the other, and judged at the end."""

from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Any

from desktop.domain.effect import OPEN_STATES
from desktop.domain.errors import TriageError
from desktop.domain.mission import Mission
from tests.faults.amending import Amend, Amendments, Drop
from tests.faults.boundaries import CrashError, Killed, crash
from tests.faults.edits import Edit
from tests.faults.failures import Failure, Plan
from tests.faults.indoors import Indoors, Life
from tests.faults.judge import Ends, Verdict

_STARTS = 15


@dataclass(frozen=True)
class Run:
    """The lead starts, or goes on."""


@dataclass(frozen=True)
class Release:
    """The clock releases what is due."""


@dataclass(frozen=True)
class TakeBack:
    """The lead takes back every effect whose place in the plan is one of these, counted round and round."""

    places: frozenset[int]


@dataclass(frozen=True)
class Meanwhile:
    """A colleague edits a ticket: now, or between the read and the write of the next change."""

    edit: Edit
    in_between: bool


@dataclass(frozen=True)
class Crash:
    """The life ends at the ``count``-th crossing of a boundary from here, or at the end of all."""

    at: str
    count: int


@dataclass(frozen=True)
class Jump:
    """Time passes."""

    seconds: int


Step = Run | Release | TakeBack | Meanwhile | Failure | Crash | Jump | Amend | Drop


class Player:
    """Plays steps in a world; a failure is told to nobody, as if the lead had looked away and come back."""

    def __init__(self, world: Indoors) -> None:
        self._world = world
        self._edits: list[Edit] = []
        self._asked: set[str] = set()
        self._amendments = Amendments()
        self._life: Life | None = None

    async def play(self, steps: list[Step]) -> Verdict:
        """Play all, let everything settle, and judge."""
        for step in steps:
            try:
                await self._step(step)
            except TriageError:
                continue
            except CrashError:
                await self._restart(None)
        self._world.way.plan, self._world.way.before_write = Plan(), None
        life = await self._settle()
        mission, ends = life.desk.ledger.mission, life.ends
        await life.end()
        return self._judged(mission, ends)

    def _judged(self, mission: Mission, ends: Ends) -> Verdict:
        asked = self._asked | self._amendments.names
        verdict = self._world.judge(ends, tuple(self._edits), asked=asked)
        edited = {str(edit.ticket) for edit in self._edits}
        excused = self._asked | {name for name, (_, on, _) in ends.items() if on in edited}
        wrong = self._amendments.wrong(mission, self._world.world(), excused)
        return replace(verdict, duplicated=(*verdict.duplicated, *wrong))

    async def _step(self, step: Step) -> None:
        life = self._life or await self._restart(None)
        execute = life.desk.execute
        match step:
            case Run():
                await execute.start()
                await execute.run()
            case Release():
                await execute.release_due()
            case TakeBack(places):
                await self._take_back(life, places)
            case Meanwhile(edit, in_between):
                self._meanwhile(edit, in_between)
            case Failure():
                self._world.way.plan.add(step)
            case Crash(at, count):
                fate = Killed(at, count, crash)
                await self._restart(fate)
            case Amend():
                await self._amendments.play(life, step)
            case Drop():
                await execute.drop_increment()
            case Jump(seconds):
                now = life.services.clock.now()
                await life.services.door.until(now + timedelta(seconds=seconds))

    async def _take_back(self, life: Life, places: frozenset[int]) -> None:
        effects = life.desk.ledger.mission.effects
        chosen = [e for at, e in enumerate(effects) if at % _ROUND in places]
        self._asked |= set(chosen)
        await life.desk.execute.undo(chosen)

    def _meanwhile(self, edit: Edit, in_between: bool) -> None:
        if any(one.ticket == edit.ticket and one.what == edit.what for one in self._edits):
            return  # they would undo their own work, which looks like somebody else's doing

        def now() -> None:
            self._edits.append(edit)
            self._world.edit(edit)

        if in_between:
            self._world.way.before_write = now
        else:
            now()

    async def _restart(self, fate: Killed | None) -> Life:
        if self._life is not None:
            await self._life.end()
        self._life = await self._world.begin(fate)
        if fate is not None:
            fate.armed = True
        return self._life

    async def _settle(self) -> Life:
        said: Any = ""
        for _ in range(_STARTS):
            life = await self._restart(None)
            try:
                await self._go_on(life)
            except TriageError as stopped:
                said = f"{stopped.title}: {stopped.message}"
            if not any(e.state in OPEN_STATES for e in life.desk.ledger.mission.effects.values()):
                return life
        raise AssertionError(f"not settled after {_STARTS} starts: {said}, {life.ends}")

    async def _go_on(self, life: Life) -> None:
        execute = life.desk.execute
        await self._amendments.settle(life)
        await execute.start()
        await execute.run()
        await execute.release_due()
        while (moment := execute.next_moment()) is not None:
            await life.services.door.until(moment)
            await execute.release_due()


_ROUND = 7
"""A chosen place stands for every seventh effect: each kind is among them."""
