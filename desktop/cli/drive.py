"""Driving a mission headless: at each stage the best plan's way, until it is sealed.

The driver holds no state of its own. It looks at where the ledger stands and does what is missing, so a run
that was killed goes on where it was.
"""

import asyncio
import contextlib
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta

from desktop.bus import Happened, Message
from desktop.deck import Deck, Desk, serve_approvals
from desktop.domain.approval import Answer, Approver
from desktop.domain.effect import EffectState
from desktop.domain.errors import RuleError, ServiceError
from desktop.domain.facts import (
    AlertKind,
    ApprovalDeclined,
    ApprovalGranted,
    AuditEventRecorded,
    AuditKind,
    Mode,
    Resolution,
)
from desktop.domain.values import StageName, from_millis
from desktop.ports import ApproverDirectory, Waiting

Say = Callable[[StageName, str], None]

_POLL = timedelta(seconds=30)
_REST = 0.5
_READING = 120
"""How many rests a manager who has opened the page is given before the clock is skipped again."""
_RESOLUTIONS = {
    AlertKind.TONE: Resolution.ACCEPTED,
    AlertKind.KB_MISSING: Resolution.SKIPPED,
    AlertKind.SLA: Resolution.BY_ITSELF,
    AlertKind.HANDED_OVER: Resolution.SKIPPED,
    AlertKind.BLOCKED: Resolution.SKIPPED,
    AlertKind.UNANSWERED: Resolution.SKIPPED,
    AlertKind.NOT_UNDONE: Resolution.SKIPPED,
    AlertKind.KEPT: Resolution.ACCEPTED,
}


@dataclass(frozen=True)
class Wishes:
    """How this run should go.

    Attributes:
        intent: What the mission is about.
        stars: The lead's feedback at the end.
        cancel_replies: Rehearsal: cancel every held reply.
        wait_out_clocks: Skip past the last deadline at risk before sealing.
    """

    intent: str
    stars: int = 5
    cancel_replies: bool = False
    wait_out_clocks: bool = False


class Driver:
    """Takes one mission from wherever it stands to its seal."""

    def __init__(
        self,
        deck: Deck,
        desk: Desk,
        approvers: ApproverDirectory,
        waiting: Waiting,
        wishes: Wishes,
        say: Say,
    ) -> None:
        self._deck = deck
        self._desk = desk
        self._approvers = approvers
        self._waiting = waiting
        self._wishes = wishes
        self._say = say

    async def run(self) -> None:
        """Do stage after stage until the mission is sealed."""
        steps = {
            StageName.HOME: self._home,
            StageName.DEFINE: self._define,
            StageName.PREPARE: self._prepare,
            StageName.PLAN: self._plan,
            StageName.APPROVE: self._approve,
            StageName.EXECUTE: self._execute,
            StageName.REFLECT: self._reflect,
        }
        while not self._desk.ledger.mission.sealed:
            await steps[self._desk.ledger.mission.stage]()

    async def _home(self) -> None:
        await self._desk.home.start(Mode.SANDBOX)
        seen = await self._desk.home.look()
        self._say(
            StageName.HOME,
            f"{seen.surge.last_hour} tickets in the last hour, usual {seen.surge.usual:.0f}; "
            f"{seen.open_tickets} open, {len(seen.risks)} run out within "
            f"{self._desk.ledger.mission.rules.window_seconds // 60} minutes",
        )

    async def _define(self) -> None:
        understood = await self._desk.define.submit(self._wishes.intent)
        view = await self._desk.define.write_brief()
        await self._desk.define.lock()
        ignored = ", ".join(understood.ignored)
        left_out = f"Not understood, so left out: {ignored}. " if ignored else ""
        words = f"{understood.sentence} {left_out}{view.brief.matched} match. Locked."
        self._say(StageName.DEFINE, words)
        self._say(StageName.DEFINE, f"KPI: {view.brief.kpi}")

    async def _prepare(self) -> None:
        cards = await self._desk.prepare.connect()
        names = ", ".join(f"{card.title} {card.readiness.value}" for card in cards)
        self._say(StageName.PREPARE, names)
        preview = await self._desk.prepare.read()
        vips = sum(count for _, count in preview.vips)
        self._say(
            StageName.PREPARE,
            f"{len(preview.clusters)} incidents among {len(preview.tickets)} tickets, "
            f"{vips} of VIP customers, {len(preview.at_risk)} at risk",
        )

    async def _plan(self) -> None:
        ranked = await self._desk.plan.generate()
        best, rules = ranked[0], self._desk.ledger.mission.rules
        await self._desk.plan.choose(best.strategy, rules.batch_size, rules.threshold)
        changes = await self._desk.plan.dry_run()
        self._say(
            StageName.PLAN,
            f"{best.title}: {len(best.drafts)} drafts, {len(best.escalations)} escalations, "
            f"{best.predicted_breaches} breaches predicted; dry run: {len(changes)} changes",
        )

    async def _approve(self) -> None:
        approvers = await self._approvers.approvers()
        if not approvers:
            raise RuleError(
                "Nobody can approve",
                "The queue file names no approver.",
                'Add one under "approvers" and start again.',
            )
        server = serve_approvals(self._desk, asyncio.get_running_loop())
        base_url = await asyncio.to_thread(server.start)
        try:
            await self._ask(approvers[0], base_url)
        finally:
            await asyncio.to_thread(server.close)
        await self._read_answer()

    async def _ask(self, approver: Approver, base_url: str) -> None:
        viewed, answered = asyncio.Event(), asyncio.Event()

        def hear(message: Message) -> None:
            fact = message.fact if isinstance(message, Happened) else None
            if isinstance(fact, AuditEventRecorded) and fact.event is AuditKind.APPROVAL_VIEWED:
                viewed.set()
            if isinstance(fact, ApprovalGranted | ApprovalDeclined):
                answered.set()

        leave = self._deck.bus.listen(hear)
        try:
            await self._desk.approve.request(approver, base_url)
            self._say(StageName.APPROVE, f"{approver.name} was asked by link")
            await self._wait_for(viewed, answered)
        finally:
            leave()

    async def _wait_for(self, viewed: asyncio.Event, answered: asyncio.Event) -> None:
        """Skip ahead until the manager opens the page; from then on wait, as long as reading may take.

        Skipping on while somebody reads would spend the clocks of the tickets on a slow machine.
        """
        clock, asked = self._desk.ledger.clock, self._desk.ledger.mission.approval
        patience = _READING
        while not answered.is_set():
            if asked and clock.now() >= from_millis(asked.expires_at):
                raise ServiceError(
                    "Nobody answered",
                    "The question lapsed after 24 hours.",
                    "Start again: the mission goes on here and asks anew.",
                )
            if viewed.is_set() and patience:
                patience -= 1
            else:
                await self._waiting.until(clock.now() + _POLL)
            with contextlib.suppress(TimeoutError):
                async with asyncio.timeout(_REST):
                    await answered.wait()

    async def _read_answer(self) -> None:
        view = await self._desk.approve.view()
        if view.answer is not Answer.APPROVE:
            raise RuleError(
                "The manager said no",
                view.note or "No reason was given.",
                "Change the plan and ask again. Nothing was sent.",
            )
        assurance = view.assurance.value if view.assurance else ""
        self._say(StageName.APPROVE, f"{view.approver} said yes ({assurance}). {view.note}")

    async def _execute(self) -> None:
        await self._desk.execute.start()
        await self._close_alerts()
        await self._desk.execute.run()
        await self._close_alerts()
        view = await self._desk.execute.view()
        held = sum(row.state is EffectState.HELD for row in view.effects)
        until = f"{view.undo_until:%H:%M:%S}" if view.undo_until else ""
        self._say(StageName.EXECUTE, f"{held} replies held, undo until {until} sandbox time")

    async def _close_alerts(self) -> None:
        for alert in tuple(self._desk.ledger.mission.alerts.values()):
            if alert.open and alert.kind in _RESOLUTIONS:
                await self._desk.execute.resolve(alert.id, _RESOLUTIONS[alert.kind])

    async def _reflect(self) -> None:
        await self._desk.reflect.complete()
        if not self._desk.ledger.mission.stars:
            await self._desk.reflect.feedback(self._wishes.stars, "")
        if self._wishes.cancel_replies:
            held = self._desk.ledger.mission.in_state(EffectState.HELD)
            await self._desk.execute.undo([effect.id for effect in held])
        await self._wait_out()
        await self._close_alerts()
        await self._desk.reflect.seal()
        self._say(StageName.REFLECT, "sealed: holds, undo window and open effects are closed")

    async def _wait_out(self) -> None:
        """Let holds and the undo window pass: skip to each moment, then send what is due."""
        while (moment := self._desk.execute.next_moment()) is not None:
            await self._waiting.until(moment)
            await self._desk.execute.release_due()
        await self._desk.execute.release_due()
        await self._desk.execute.listen()
        doubtful = self._desk.ledger.mission.in_state(EffectState.UNKNOWN, EffectState.SENT)
        unknown = [effect for effect in doubtful if not effect.left_unknown]
        if unknown:
            raise ServiceError(
                "A change has no answer",
                f"{len(unknown)} changes may or may not have happened; they were read twice.",
                "Start again when the service answers. Nothing is sent twice.",
            )
        if self._wishes.wait_out_clocks or self._wishes.cancel_replies:
            deadlines = [a.deadline for a in self._desk.ledger.mission.alerts.values()]
            if max(deadlines, default=0):
                await self._waiting.until(from_millis(max(deadlines)) + timedelta(minutes=1))
                await self._desk.clocks.cross()
