"""Execute's work: start, carry out the steps, release the held replies, undo, close alerts."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from desktop.domain.approval import Assurance
from desktop.domain.effect import Effect, EffectKind, EffectState
from desktop.domain.errors import RuleError
from desktop.domain.facts import (
    AlertResolved,
    EffectCancelled,
    EffectHeld,
    ExecutionStarted,
    ExecutionStepCompleted,
    Fact,
    Reason,
    Resolution,
    UndoAvailable,
)
from desktop.domain.plan import Draft, StepName
from desktop.domain.ticket import Snapshot
from desktop.domain.values import Id, StageName, from_millis, to_millis
from desktop.ledger.envelope import envelope_hash
from desktop.ledger.ledger import Ledger
from desktop.ports import Connections
from desktop.stages.execute.contract import EffectRow, ExecuteView
from desktop.stages.execute.outbox import release_at
from desktop.stages.execute.runner import Runner
from desktop.stages.execute.undo import Undo
from desktop.watch.alerts import draft_alerts, handed_over, open_cards
from desktop.watch.checklist import STEP_OF, checklist

_STEPS = {
    StepName.CATEGORISE: "tickets categorised",
    StepName.DRAFT: "drafts left for agents",
    StepName.ESCALATE: "incidents escalated",
}
_TO_DO = (EffectState.PLANNED, EffectState.SENT, EffectState.UNKNOWN, EffectState.REFUSED)
_DONE = (EffectState.CONFIRMED, EffectState.HELD)
_REPLY_IN_FLIGHT = (EffectState.SENT, EffectState.UNKNOWN)


class Execute:
    """Implements ``ExecuteCommands``."""

    def __init__(
        self, ledger: Ledger, connections: Connections, settle_seconds: float = 0.5
    ) -> None:
        self._ledger = ledger
        self._runner = Runner(ledger, connections, settle_seconds)
        self._undo = Undo(ledger, connections)

    async def start(self) -> None:
        """Bind the run to the approved envelope. A vouched yes releases no final effect."""
        mission = self._ledger.mission
        mission.require(StageName.EXECUTE)
        if mission.executed_at:
            return
        asked = mission.approval
        if asked is None or asked.envelope != envelope_hash(mission):
            raise RuleError(
                "The plan changed since the yes",
                "What would be sent is not what was approved.",
                "Ask for a new approval.",
            )
        started = ExecutionStarted(approval=asked.id, effects=len(mission.effects))
        snapshot = await self._snapshot()
        sure = asked.assurance is not Assurance.VOUCHED
        held = self._hold(snapshot) if sure else self._hand_over()
        await self._ledger.append(started, *held, *draft_alerts(await self._drafts()))

    def _hold(self, snapshot: Snapshot) -> list[Fact]:
        mission, now = self._ledger.mission, self._ledger.clock.now()
        deadlines = {str(ticket.id): ticket.deadline for ticket in snapshot.tickets}
        return [
            EffectHeld(
                effect=effect.id,
                release_at=to_millis(release_at(now, deadlines[effect.target], mission.rules)),
            )
            for effect in self._replies()
        ]

    def _hand_over(self) -> list[Fact]:
        facts: list[Fact] = []
        for effect in self._replies():
            facts.append(EffectCancelled(effect=effect.id, reason=Reason.NOT_APPROVED))
            facts.append(handed_over(int(effect.target)))
        return facts

    def _replies(self) -> list[Effect]:
        effects = self._ledger.mission.effects.values()
        return [effect for effect in effects if effect.kind is EffectKind.PUBLIC_REPLY]

    async def run(self) -> None:
        """Carry out what is left, step by step, then open the undo window."""
        self._require_started()
        snapshot = await self._snapshot()
        for step, words in _STEPS.items():
            if step not in self._ledger.mission.steps_done:
                todo = [e for e in self._of(step) if e.state in _TO_DO]
                await self._runner.perform(todo, snapshot, words)
                await self._ledger.append(self._completed(step))
        mission = self._ledger.mission
        if not mission.undo_until:
            until = self._ledger.clock.now() + timedelta(seconds=mission.rules.undo_seconds)
            count = len(mission.in_state(*_DONE))
            await self._ledger.append(UndoAvailable(until=to_millis(until), effects=count))

    def _of(self, step: StepName) -> list[Effect]:
        return [e for e in self._ledger.mission.effects.values() if STEP_OF[e.kind] is step]

    def _completed(self, step: StepName) -> ExecutionStepCompleted:
        effects = self._of(step)
        done = sum(effect.state in _DONE for effect in effects)
        return ExecutionStepCompleted(step=step, done=done, failed=len(effects) - done)

    async def release_due(self) -> None:
        """Send every reply whose time has come; finish those cut short."""
        now = to_millis(self._ledger.clock.now())
        due = [
            effect
            for effect in self._replies()
            if (effect.state is EffectState.HELD and effect.release_at <= now)
            or effect.state in _REPLY_IN_FLIGHT
        ]
        due.sort(key=lambda effect: effect.release_at)
        await self._runner.perform(due, await self._snapshot(), "replies sent")

    def next_moment(self) -> datetime | None:
        """Return when something is due next: a held reply, then the end of the undo window."""
        mission = self._ledger.mission
        held = [effect.release_at for effect in mission.in_state(EffectState.HELD)]
        if held:
            return from_millis(min(held))
        over = to_millis(self._ledger.clock.now()) >= mission.undo_until
        return None if over else from_millis(mission.undo_until)

    async def undo(self, effects: Sequence[Id]) -> None:
        """Take back these effects, the last one first."""
        mission = self._ledger.mission
        self._require_started()
        if mission.undo_until and to_millis(self._ledger.clock.now()) >= mission.undo_until:
            raise RuleError(
                "The undo window is closed",
                f"It ended at {from_millis(mission.undo_until):%H:%M} UTC.",
                "Change the tickets in Zendesk; the audit log lists what was done.",
            )
        for effect in reversed([mission.effects[wanted] for wanted in effects]):
            await self._undo.take_back(effect)

    async def resolve(self, alert: Id, resolution: Resolution) -> None:
        """Close an alert; closing a closed one changes nothing."""
        known = self._ledger.mission.alerts.get(alert)
        if known is not None and known.open:
            await self._ledger.append(AlertResolved(alert=alert, resolution=resolution))

    async def view(self) -> ExecuteView:
        """Return the checklist, alerts, effects and the undo window."""
        mission = self._ledger.mission
        until = from_millis(mission.undo_until) if mission.undo_until else None
        rows = tuple(_row(effect) for effect in mission.effects.values())
        return ExecuteView(checklist(mission), open_cards(mission), rows, until)

    def _require_started(self) -> None:
        if not self._ledger.mission.executed_at:
            raise RuleError("Not started", "Nothing was sent yet.", "Start the plan first.")

    async def _snapshot(self) -> Snapshot:
        digest = self._ledger.mission.snapshot
        if digest is None:
            raise RuleError("The queue was not read", "Execute needs it.", "Go back to Prepare.")
        return await self._ledger.read_value(digest, Snapshot)

    async def _drafts(self) -> list[Draft]:
        refs = self._ledger.mission.drafts.values()
        return [await self._ledger.read_value(ref.content, Draft) for ref in refs]


def _row(effect: Effect) -> EffectRow:
    held = effect.state is EffectState.HELD
    leaves = from_millis(effect.release_at) if held else None
    return EffectRow(effect.id, effect.kind, effect.target, effect.state, leaves)
