"""Execute's work: start, carry out the steps, release the held replies, undo, close alerts."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from desktop.domain.approval import Assurance
from desktop.domain.effect import IN_DOUBT, STANDING, Effect, EffectKind, EffectState
from desktop.domain.errors import RuleError, TriageError, UnknownOutcomeError
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
from desktop.domain.values import Id, Millis, StageName, from_millis, to_millis
from desktop.ledger.envelope import envelope_hash
from desktop.ledger.journal import WHOLE_SERVICE
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
_DONE = (*STANDING, EffectState.HELD)


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
        """Send every reply whose time has come; finish what was cut short, undo included."""
        now, mission = to_millis(self._ledger.clock.now()), self._ledger.mission
        due = [effect for effect in mission.effects.values() if _due(effect, now)]
        due.sort(key=lambda effect: effect.release_at)
        await self._runner.perform(due, await self._snapshot(), "replies sent")
        for effect in mission.in_state(EffectState.UNDO_SENT):
            await self._undo.take_back(effect)

    def next_moment(self) -> datetime | None:
        """Return when something is due next: a held reply, then the end of the undo window."""
        mission = self._ledger.mission
        held = [effect.release_at for effect in mission.in_state(EffectState.HELD)]
        if held:
            return from_millis(min(held))
        over = to_millis(self._ledger.clock.now()) >= mission.undo_until
        return None if over else from_millis(mission.undo_until)

    async def undo(self, effects: Sequence[Id]) -> None:
        """Take back these effects, the last one first.

        One that fails does not keep the others from being taken back; the first failure is raised at the end.
        """
        self._require_started()
        failed: list[TriageError] = []
        for effect in reversed(self._undoable(effects)):
            try:
                await self._undo.take_back(effect)
            except (RuleError, UnknownOutcomeError) as error:
                failed.append(error)
        if failed:
            raise failed[0]

    def _undoable(self, effects: Sequence[Id]) -> list[Effect]:
        mission = self._ledger.mission
        unknown = [wanted for wanted in effects if wanted not in mission.effects]
        if unknown:
            raise RuleError(
                "This mission has no such change",
                ", ".join(unknown[:3]),
                "Choose from the list of changes.",
            )
        chosen = [mission.effects[wanted] for wanted in effects]
        begun = all(effect.state is EffectState.UNDO_SENT for effect in chosen)
        over = mission.undo_until and to_millis(self._ledger.clock.now()) >= mission.undo_until
        if over and not begun:
            raise RuleError(
                "The undo window is closed",
                f"It ended at {from_millis(mission.undo_until):%H:%M} UTC.",
                "Change the tickets in Zendesk; the audit log lists what was done.",
            )
        return chosen

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


def _due(effect: Effect, now: Millis) -> bool:
    """Whether an effect must be carried out now, besides the steps.

    A reply that the whole service refused (no connection, no token, no quota) is still owed to its customer.
    """
    if effect.state is EffectState.HELD:
        return effect.release_at <= now
    owed = effect.kind is EffectKind.PUBLIC_REPLY and effect.refused in WHOLE_SERVICE
    return effect.state in IN_DOUBT or (owed and effect.state is EffectState.REFUSED)


def _row(effect: Effect) -> EffectRow:
    held = effect.state is EffectState.HELD
    leaves = from_millis(effect.release_at) if held else None
    return EffectRow(effect.id, effect.kind, effect.target, effect.state, leaves)
