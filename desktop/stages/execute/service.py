"""Execute's work: start, carry out the steps, pause, release the held replies, undo, close alerts."""

import asyncio
from collections.abc import Sequence, Set
from contextlib import suppress
from datetime import datetime, timedelta

from desktop.domain.approval import Assurance
from desktop.domain.effect import IN_DOUBT, STANDING, WAITING, Effect, EffectKind, EffectState
from desktop.domain.errors import RuleError, ServiceError
from desktop.domain.facts import (
    AlertKind,
    AlertResolved,
    EffectCancelled,
    EffectGivenUp,
    EffectHeld,
    ExecutionStarted,
    ExecutionStepCompleted,
    Fact,
    IncrementDropped,
    Reason,
    Resolution,
    UndoAvailable,
)
from desktop.domain.plan import Draft, StepName
from desktop.domain.ticket import Snapshot, Voice
from desktop.domain.values import Id, StageName, from_millis, to_millis
from desktop.ledger.envelope import require_same
from desktop.ledger.ledger import Ledger
from desktop.ports import Connections, Work
from desktop.stages.execute.amendment import Amendment, dropped_with, ended_by, spent_words
from desktop.stages.execute.beginning import hand_over, waits_to_begin
from desktop.stages.execute.contract import ExecuteView
from desktop.stages.execute.holding import Holding, held_reply
from desktop.stages.execute.listening import Listening
from desktop.stages.execute.outbox import release_at
from desktop.stages.execute.releasing import Releasing
from desktop.stages.execute.revision import Revision, Rewriting
from desktop.stages.execute.rows import effect_rows
from desktop.stages.execute.runner import Runner, Stop
from desktop.stages.execute.taking_back import TakingBack
from desktop.stages.execute.timekeeping import is_due, keep_time
from desktop.stages.execute.undo import Undo
from desktop.watch.alerts import draft_alerts, is_about
from desktop.watch.cards import named_by, open_cards
from desktop.watch.checklist import STEP_OF, checklist
from desktop.watch.sealed import Sealed

_STEPS = {
    StepName.CATEGORISE: "tickets categorised",
    StepName.DRAFT: "drafts left for agents",
    StepName.ESCALATE: "incidents escalated",
}
_TO_DO = (EffectState.PLANNED, EffectState.SENT, EffectState.UNKNOWN, EffectState.REFUSED)
_DONE = (*STANDING, EffectState.HELD)
_DECIDED_FIRST = (AlertKind.KB_MISSING, AlertKind.TONE)


class Execute:
    """Implements ``ExecuteCommands``."""

    def __init__(
        self,
        ledger: Ledger,
        connections: Connections,
        work: Work,
        sealed: Sealed,
        rewriting: Rewriting,
        listening: Listening,
        settle_seconds: float = 0.5,
    ) -> None:
        self._ledger = ledger
        self._sealed = sealed
        self._turn = asyncio.Lock()
        self._runner = Runner(ledger, connections, settle_seconds, self._turn)
        self._taking_back = TakingBack(ledger, Undo(ledger, connections), self._turn)
        self._tickets = connections.tickets
        self._holding = Holding(ledger, self._turn)
        self._releasing = Releasing(ledger, self._runner, self._taking_back, self._snapshot)
        self._listening = listening
        self._amendment = Amendment(ledger, work, sealed, rewriting, self._turn)
        self._revision = Revision(ledger, work, sealed, rewriting, self._turn)
        self._running = self._paused = self._again = False

    async def start(self) -> None:
        """Bind the run to the approved envelope: the plan's, or the open increment's.

        A vouched yes releases no final effect. Started once, a second call changes nothing.
        """
        self._ledger.mission.require(StageName.EXECUTE)
        if self._ledger.mission.executed_at:
            await self._look_back()
        mission = self._ledger.mission
        if mission.executed_at and not waits_to_begin(mission):
            return
        asked = require_same(mission, mission.increment_in_question)
        effects = mission.effects_in_question
        started = ExecutionStarted(approval=asked.id, effects=len(effects))
        snapshot = await self._snapshot()
        replies = [
            one
            for one in effects
            if one.kind is EffectKind.PUBLIC_REPLY and one.state is EffectState.PLANNED
        ]
        sure = asked.assurance is not Assurance.VOUCHED
        held = self._hold(snapshot, replies) if sure else hand_over(replies)
        old = ended_by(mission)
        # Whoever wrote the new words, and whoever approved them, saw what the checks say of them.
        raised = [] if old else draft_alerts(await self._drafts(effects))
        await self._ledger.append(started, *old, *held, *raised)

    async def listen(self) -> None:
        """Ask the chat about open escalations."""
        await self._listening.listen()

    async def drop_increment(self) -> None:
        """Give up the open increment before it began. Raises RuleError when there is none."""
        growing = self._ledger.mission.open_increment
        if growing is None:
            raise RuleError("No increment waits", "Nothing was added.", "Nothing more to do.")
        await self._look_back()
        if self._ledger.mission.open_increment is not None:
            await self._ledger.append(IncrementDropped(number=growing.number))

    async def _look_back(self) -> None:
        """After a restoration: look for what is outside, also of what the copy knows as not begun.

        Other words that are outside need no beginning any more.
        """
        await self._runner.read_back(unbegun=True)
        spent = spent_words(self._ledger.mission)
        if spent:
            await self._ledger.append(*spent)

    def _hold(self, snapshot: Snapshot, replies: Sequence[Effect]) -> list[Fact]:
        mission, now = self._ledger.mission, self._ledger.clock.now()
        deadlines = {str(ticket.id): ticket.deadline for ticket in snapshot.tickets}
        return [
            EffectHeld(
                effect=effect.id,
                release_at=to_millis(release_at(now, deadlines[effect.target], mission.rules)),
            )
            for effect in replies
        ]

    async def run(self) -> None:
        """Carry out what is left, step by step, then open the undo window.

        A note that waits for a person is passed over, and keeps its step and the window from their end; call
        again when it was decided on. While it runs, a second call takes a pause back, has the steps looked at once
        more, and returns.
        """
        self._require_started()
        self._paused, self._again = False, True
        if self._running:
            return
        self._running = True
        try:
            while self._again and not self._paused:
                self._again = False
                await self._steps()
        finally:
            self._running = False

    def pause(self) -> None:
        """Stop after the change under way."""
        self._paused = self._running

    async def cancel_rest(self) -> None:
        """Give up everything that has not left, then end the steps."""
        self._require_started()
        await self._look_back()
        async with self._turn:  # the change under way gets its answer first
            mission = self._ledger.mission
            rest = [one for one in mission.in_state(*WAITING) if mission.may_run(one)]
            alerts = [a for a in mission.alerts.values() if a.open and a.kind in _DECIDED_FIRST]
            doubtful = [one for one in mission.in_state(*IN_DOUBT) if not one.never_again]
            given_up: list[Fact] = [
                *(EffectCancelled(effect=one.id, reason=Reason.LEAD) for one in rest),
                *(EffectGivenUp(effect=one.id) for one in doubtful),
                *(AlertResolved(alert=a.id, resolution=Resolution.SKIPPED) for a in alerts),
                *dropped_with(mission, [one.id for one in rest]),
            ]
            if given_up:
                await self._ledger.append(*given_up)
        await self.run()

    async def _steps(self) -> None:
        await self._runner.read_back()
        snapshot = await self._snapshot()
        for step, words in _STEPS.items():
            if step not in self._ledger.mission.steps_done:
                await self._step(step, snapshot, words)
            if self._paused:
                return
        if set(_STEPS) <= set(self._ledger.mission.steps_done):
            await self._open_undo()

    async def _step(self, step: StepName, snapshot: Snapshot, words: str) -> None:
        tried: set[Id] = set()
        while ready := self._ready(
            step, tried
        ):  # a person may decide about a note while others leave
            tried |= {effect.id for effect in ready}
            await self._runner.perform(ready, snapshot, words, lambda: self._paused)
            if self._paused:
                return
        if not any(self._waits(e) for e in self._of(step)):
            await self._ledger.append(self._completed(step))

    def _ready(self, step: StepName, tried: Set[Id]) -> list[Effect]:
        return [
            effect
            for effect in self._of(step)
            if effect.state in _TO_DO
            and effect.id not in tried
            and not effect.left_unknown
            and not self._waits(effect)
        ]

    def _waits(self, effect: Effect) -> bool:
        """Whether a person has yet to decide about the words of a note."""
        note = effect.kind is EffectKind.INTERNAL_NOTE and effect.state is EffectState.PLANNED
        alerts = self._ledger.mission.alerts.values()
        return note and any(
            a.open and a.kind in _DECIDED_FIRST and str(a.ticket) == effect.target for a in alerts
        )

    async def _open_undo(self) -> None:
        mission = self._ledger.mission
        if not mission.undo_until:
            until = self._ledger.clock.now() + timedelta(seconds=mission.rules.undo_seconds)
            count = len(mission.in_state(*_DONE))
            await self._ledger.append(UndoAvailable(until=to_millis(until), effects=count))

    def _of(self, step: StepName) -> list[Effect]:
        mission = self._ledger.mission
        return [
            e for e in mission.current_effects if STEP_OF[e.kind] is step and mission.may_run(e)
        ]

    def _completed(self, step: StepName) -> ExecutionStepCompleted:
        effects = self._of(step)
        done = sum(effect.state in _DONE for effect in effects)
        return ExecutionStepCompleted(step=step, done=done, failed=len(effects) - done)

    async def release_due(self, stop: Stop = lambda: False) -> None:
        """Send every reply whose time has come; finish what was cut short, undo included."""
        if not self._ledger.mission.sealed:
            await self._releasing.due(stop)

    async def take_back_owed(self) -> None:
        """Try once more what is still to be taken back, and nothing else."""
        await self._taking_back.owed(lambda: False)

    async def follow_clocks(self) -> None:
        """Read the clocks of what is held: where one was shortened, its reply leaves sooner. Raises ServiceError."""
        held = self._ledger.mission.in_state(EffectState.HELD)
        if held and not self._ledger.mission.sealed:
            read = await self._tickets.tickets([int(effect.target) for effect in held])
            await self._holding.follow({str(one.id): one.deadline for one in read})

    async def keep_time(self) -> None:
        """Release replies in time, until cancelled."""
        await keep_time(self._ledger, self.release_due, self.follow_clocks)

    async def pause_reply(self, effect: Id) -> None:
        """Keep a held reply from leaving while a person looks at it."""
        await self._holding.pause(effect)

    async def let_reply_go(self, effect: Id) -> None:
        """Give it back to its clock, and send it when its moment has passed; no other leaves with it."""
        await self._holding.let_go(effect)
        held = self._ledger.mission.effects[effect]
        if is_due(held, to_millis(self._ledger.clock.now())):
            await self._runner.perform([held], await self._snapshot(), "reply sent")

    async def words(self, effect: Id) -> str:
        """Return the words of a held reply, or the other ones that wait."""
        return await self._amendment.words(effect)

    async def weigh(self, effect: Id, words: str) -> Draft:
        """Judge other words for a held reply."""
        return await self._amendment.weigh(effect, words)

    async def amend(self, effect: Id, words: str) -> Draft:
        """Plan other words for a held reply."""
        self._require_started()
        await self._look_back()
        await self._require_silence(effect)
        return await self._amendment.plan(effect, words)

    async def _require_silence(self, effect: Id) -> None:
        """No manager is asked about words that would stop at a comment written meanwhile."""
        ticket = int(held_reply(self._ledger.mission, effect).target)
        since = (await self._snapshot()).read_at(ticket)
        spoke: frozenset[Voice] = frozenset()
        with suppress(ServiceError):  # it is looked at again before it leaves
            spoke = await self._tickets.spoke_since(ticket, since)
        if spoke:
            raise RuleError(
                "Somebody has written meanwhile",
                f"A {min(spoke)} wrote on #{ticket} since it was read: no reply of the plan leaves there.",
                "Answer in Zendesk, and give the held reply up.",
            )

    async def link(self, ticket: int, page_id: str) -> None:
        """Link a page in the note of a ticket."""
        self._require_started()
        await self._runner.read_back()
        await self._revision.link(ticket, page_id)

    async def keep_mine(self, alert: Id) -> None:
        """Let a note leave as first written."""
        self._require_started()
        await self._revision.keep_mine(alert)

    def next_moment(self) -> datetime | None:
        """Return when something is due next: a held reply, then the end of the undo window."""
        mission = self._ledger.mission
        held = [one.release_at for one in mission.in_state(EffectState.HELD) if not one.paused]
        if held:
            return from_millis(min(held))
        over = to_millis(self._ledger.clock.now()) >= mission.undo_until
        return None if over else from_millis(mission.undo_until)

    async def undo(self, effects: Sequence[Id]) -> None:
        """Take back these effects, the last one first; that they are wanted back is written down before.

        One that fails does not keep the others from being taken back; the first failure is raised at the end.
        """
        asked_at = self._ledger.clock.now()
        self._require_started()
        await self._look_back()
        await self._taking_back.chosen(effects, asked_at)

    async def resolve(self, alert: Id, resolution: Resolution) -> None:
        """Close an alert, or all that one card stands for; closing a closed one changes nothing.

        Of what is still to be taken back: it is left as it is.
        """
        if any(one.kind is AlertKind.UNDO_OWED for one in named_by(alert, self._ledger.mission)):
            await self._taking_back.leave()
        named = named_by(alert, self._ledger.mission)
        if named:
            ends = (AlertResolved(alert=one.id, resolution=resolution) for one in named)
            await self._ledger.append(*ends)

    async def leave_unknown(self, alert: Id) -> None:
        """Wait no longer for what this card says has no answer; it is never sent again."""
        async with self._turn:
            mission = self._ledger.mission
            named = [
                one for one in named_by(alert, mission) if one.kind is AlertKind.UNKNOWN_EFFECT
            ]
            doubtful = [one for one in mission.in_state(*IN_DOUBT) if not one.unasked]
            left = [one for one in doubtful if any(is_about(each, one) for each in named)]
            if left:
                await self._ledger.append(
                    *(EffectGivenUp(effect=one.id, unasked=True) for one in left),
                    *(AlertResolved(alert=a.id, resolution=Resolution.SKIPPED) for a in named),
                )

    async def view(self) -> ExecuteView:
        """Return the checklist, alerts, effects and the undo window."""
        mission = self._ledger.mission
        until = from_millis(mission.undo_until) if mission.undo_until else None
        posts, tickets = await self._sealed.posts(), await self._sealed.tickets()
        rows = effect_rows(mission, posts, tickets)
        cards = open_cards(mission, await self._sealed.about(self._ledger.clock.now()))
        return ExecuteView(
            checklist(mission), cards, rows, until, running=self._running, paused=self._paused
        )

    def _require_started(self) -> None:
        if not self._ledger.mission.executed_at:
            raise RuleError("Not started", "Nothing was sent yet.", "Start the plan first.")

    async def _snapshot(self) -> Snapshot:
        digest = self._ledger.mission.snapshot
        if digest is None:
            raise RuleError("The queue was not read", "Execute needs it.", "Go back to Prepare.")
        return await self._ledger.read_value(digest, Snapshot)

    async def _drafts(self, effects: Sequence[Effect]) -> list[Draft]:
        targets = {effect.target for effect in effects}
        refs = [r for r in self._ledger.mission.drafts.values() if str(r.ticket) in targets]
        return [await self._ledger.read_value(ref.content, Draft) for ref in refs]
