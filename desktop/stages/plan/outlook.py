"""The queue as plans are worked out from it: read back once, then answered from memory while numbers are turned."""

from datetime import timedelta

from desktop.domain.plan import Candidate, Strategy
from desktop.ledger.history import History
from desktop.ledger.ledger import Ledger
from desktop.ports import TicketService
from desktop.preferences.contract import Preferences
from desktop.stages.plan.candidates import Situation, make
from desktop.stages.plan.contract import Simulation, WhatIf
from desktop.stages.plan.counts import draft_needs
from desktop.stages.plan.effort import Calibration, calibrate
from desktop.stages.plan.forecast import ClockTable, clock_table, simulate
from desktop.stages.plan.ranking import rank
from desktop.stages.plan.situation import Seen, read_seen

_AGENTS = (0, 1, 2, 3, 5, 8)
_BATCHES = (0, 4, 8, 12, 20, 40)
_EVERY = 1 << 30


class Outlook:
    """Answers what a plan would do. Nothing is written, no service is asked."""

    def __init__(
        self, ledger: Ledger, preferences: Preferences, history: History, tickets: TicketService
    ) -> None:
        self._ledger = ledger
        self._preferences = preferences
        self._history = history
        self._tickets = tickets
        self._seen: Seen | None = None
        self._seen_at: tuple[object, object] = (None, None)
        self._table: tuple[int, ClockTable] | None = None
        self._calibration = Calibration()

    async def seen(self) -> Seen:
        """Return what Prepare left; opened again only when Prepare left something else. Raises RuleError."""
        mission = self._ledger.mission
        at = (mission.snapshot, mission.preview)
        if self._seen is None or self._seen_at != at:
            self._seen, self._seen_at, self._table = await read_seen(self._ledger), at, None
        return self._seen

    async def learn(self) -> None:
        """Look at past missions again: how long they took corrects the effort."""
        past = [kept.mission for kept in await self._history.missions()]
        self._calibration = calibrate(past, self._preferences.pace)

    async def candidate(self, strategy: Strategy, batch_size: int, threshold: int) -> Candidate:
        """Return one candidate with its score."""
        return rank([make(strategy, self._situation(await self.seen()), batch_size, threshold)])[0]

    async def ranked(self, batch_size: int, threshold: int) -> tuple[Candidate, ...]:
        """Return every candidate, best first."""
        situation = self._situation(await self.seen())
        return rank(make(strategy, situation, batch_size, threshold) for strategy in Strategy)

    def for_these(self, seen: Seen) -> Candidate:
        """Return the chosen plan for other tickets, with its numbers as adjusted."""
        mission = self._ledger.mission
        strategy, rules = mission.strategy or Strategy.HIGH_TOUCH, mission.rules
        return make(strategy, self._situation(seen), rules.batch_size, rules.threshold)

    def _situation(self, seen: Seen) -> Situation:
        return Situation(
            tickets=seen.tickets,
            clusters=seen.clusters,
            at_risk=seen.at_risk,
            manual=self._preferences.manual,
            pace=self._preferences.pace,
            calibration=self._calibration,
            undo_seconds=self._ledger.mission.rules.undo_seconds,
            now=self._ledger.clock.now(),
            limit=self._tickets.limit_a_minute,
        )

    async def what_if(self, agents: int, batch: int, hold: timedelta) -> WhatIf:
        """Return the simulation asked for, and the grid around it."""
        table = await self._clocks()
        batches = tuple(sorted({*_BATCHES, batch}))
        rows = tuple(sorted({*_AGENTS, agents}))
        grid = tuple(
            tuple(self._simulated(table, people, size, hold).breaches for size in batches)
            for people in rows
        )
        return WhatIf(self._simulated(table, agents, batch, hold), rows, batches, grid)

    async def _clocks(self) -> ClockTable:
        """Return the columns; the time left is counted anew every minute."""
        seen, now = await self.seen(), self._ledger.clock.now()
        minute = int(now.timestamp() // 60)
        if self._table is None or self._table[0] != minute:
            needs = draft_needs(seen.tickets, seen.clusters, seen.at_risk, _EVERY)
            self._table = minute, clock_table(seen.tickets, needs, now)
        return self._table[1]

    def _simulated(self, table: ClockTable, agents: int, batch: int, hold: timedelta) -> Simulation:
        by_hand = self._preferences.manual.draft * 60
        margin = self._ledger.mission.rules.margin_seconds
        return simulate(table, agents, batch, int(hold.total_seconds()), by_hand, margin)
