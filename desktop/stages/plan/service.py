"""Plan's work: make and rank candidates, take one, prepare its drafts, plan its effects, raise SLA alerts."""

import asyncio
from collections.abc import Mapping, Sequence
from datetime import timedelta
from pathlib import Path

from desktop.domain.errors import InputError, RuleError
from desktop.domain.facts import (
    AssistantWordsTaken,
    AuditEventRecorded,
    AuditKind,
    CategoryCorrected,
    Fact,
    PlanAdjusted,
    PlannerCandidateGenerated,
    PlanRanked,
)
from desktop.domain.plan import Candidate, FieldChange, Reworded, Strategy
from desktop.domain.ticket import Snapshot
from desktop.domain.values import StageName
from desktop.ledger.ledger import Ledger
from desktop.stages.plan.contents import Contents, new_sla_alerts
from desktop.stages.plan.contract import PlanView, Routing, WhatIf
from desktop.stages.plan.dry_run_table import table
from desktop.stages.plan.effects import field_changes
from desktop.stages.plan.failing import broken
from desktop.stages.plan.families import families
from desktop.stages.plan.increments import Increments
from desktop.stages.plan.outlook import Outlook
from desktop.stages.plan.routing import LEAST_LOADED, STAY, loads
from desktop.triage.corrections import Corrections
from desktop.watch.cards import open_cards
from desktop.watch.contract import AlertCard
from desktop.watch.sealed import Sealed


class Plan:
    """Implements ``PlanCommands``."""

    def __init__(
        self,
        ledger: Ledger,
        sealed: Sealed,
        outlook: Outlook,
        contents: Contents,
        increments: Increments,
        corrections: Corrections,
    ) -> None:
        self._ledger = ledger
        self._sealed = sealed
        self._outlook = outlook
        self._contents = contents
        self._increments = increments
        self._corrections = corrections

    async def generate(self) -> tuple[Candidate, ...]:
        """Make every candidate with the mission's rules and rank them."""
        self._ledger.mission.require(StageName.PLAN)
        await self._outlook.learn()
        rules = self._ledger.mission.rules
        ranked = await self._outlook.ranked(rules.batch_size, rules.threshold)
        order = tuple(candidate.strategy for candidate in ranked)
        await self._ledger.append(
            *(self._generated(candidate) for candidate in ranked),
            PlanRanked(best=order[0], candidates=len(order), order=order),
        )
        return ranked

    async def adjust(self, strategy: Strategy, batch_size: int, threshold: int) -> Candidate:
        """Recompute one candidate; nothing is written."""
        _check_numbers(batch_size, threshold)
        return await self._outlook.candidate(strategy, batch_size, threshold)

    async def simulate(self, agents: int, batch_size: int, hold_minutes: int) -> WhatIf:
        """Turn the numbers of the breach simulator."""
        if not (0 <= agents <= 200 and 0 <= batch_size <= 200 and 0 <= hold_minutes <= 120):
            raise InputError(
                "These numbers cannot be",
                f"{agents} agents (0 to 200), batch size {batch_size} (0 to 200), "
                f"{hold_minutes} minutes of hold (0 to 120).",
                "Choose numbers within these limits.",
            )
        return await self._outlook.what_if(agents, batch_size, timedelta(minutes=hold_minutes))

    async def choose(
        self,
        strategy: Strategy,
        batch_size: int,
        threshold: int,
        picked: Mapping[int, str] | None = None,
        route: int = STAY,
        reworded: Mapping[int, Reworded] | None = None,
        also: Sequence[Fact] = (),
    ) -> PlanView:
        """Take a plan, in one transaction: its drafts, its effects, its SLA alerts.

        Raises InputError when the escalation channel does not exist, RuleError for a plan that only stands
        for comparison or when execution has begun.
        """
        _check_numbers(batch_size, threshold)
        _check_route(route, (await self._outlook.seen()).snapshot)
        if strategy is Strategy.BATCH_CLOSE:
            raise RuleError(
                "Batch close is shown for comparison",
                "Closing cannot be taken back, and nobody would be answered.",
                "Take another plan.",
            )
        seen = await self._outlook.seen()
        candidate = await self._outlook.candidate(strategy, batch_size, threshold)
        drafts, planned = await self._contents.make(
            candidate, seen, picked or {}, route, reworded=reworded
        )
        await self._ledger.append(
            PlanAdjusted(
                strategy=strategy,
                candidate=self._ledger.keep_value(candidate),
                batch_size=batch_size,
                threshold=threshold,
                route=route,
            ),
            *new_sla_alerts(self._ledger, seen.tickets),
            *planned,
            *also,
        )
        return PlanView(
            (candidate,),
            strategy,
            drafts,
            await self._cards(),
            broken(drafts),
            route,
            families(drafts, seen.clusters),
            await self._unsure(),
        )

    async def view(self) -> PlanView:
        """Read the candidates back in their order; the chosen one as it was adjusted."""
        mission = self._ledger.mission
        made = dict(mission.candidates)
        if mission.strategy is not None and mission.candidate is not None:
            made[mission.strategy] = mission.candidate
        ranked = [
            await self._ledger.read_value(made[strategy], Candidate)
            for strategy in mission.ranking
            if strategy in made
        ]
        drafts = tuple((await self._sealed.drafts()).values())
        cards = await self._cards()
        kin = families(drafts, await self._sealed.clusters())
        unsure = await self._unsure()
        failing, route = broken(drafts), mission.route
        return PlanView(tuple(ranked), mission.strategy, drafts, cards, failing, route, kin, unsure)

    async def _unsure(self) -> tuple[int, ...]:
        answers = (await self._sealed.categories()).values()
        return tuple(answer.ticket for answer in answers if answer.value is None)

    async def correct(self, ticket: int, category: str) -> PlanView:
        """Say what a ticket is: it stands for this ticket and is learnt from; the plan is made again."""
        mission, seen = self._ledger.mission, await self._outlook.seen()
        meant = next((one for one in seen.tickets if one.id == ticket), None)
        if mission.strategy is None or meant is None or mission.executed_at:
            raise RuleError(
                "Its category cannot be changed",
                f"No plan was chosen, #{ticket} is not in it, or it runs already.",
                "Choose a plan first; once it runs, change the ticket in the help desk.",
            )
        field = seen.snapshot.category_field
        if field is None or category not in {one.value for one in field.options}:
            raise InputError(
                "There is no such category", f"{category}.", "Choose one of the help desk's own."
            )
        # What a person said is kept even where the plan cannot be made again just now; the error says so.
        await self._corrections.remember(meant, category)
        return await self._again({}, also=(CategoryCorrected(ticket=ticket),))

    async def reword(self, ticket: int, words: Reworded) -> PlanView:
        """Write one draft in other words, on record with the plan that has them; a yes to the old one lapses."""
        taken = AssistantWordsTaken(draft=f"draft-{ticket}")
        return await self._again({}, {ticket: words}, (taken,))

    async def _again(
        self,
        picked: Mapping[int, str],
        reworded: Mapping[int, Reworded] | None = None,
        also: Sequence[Fact] = (),
    ) -> PlanView:
        """Make the plan once more as it was chosen; the links that were picked and the words that were taken stay."""
        mission = self._ledger.mission
        if mission.strategy is None:
            raise RuleError("No plan was chosen", "There is nothing to make again.", "Choose one.")
        linked = {ref.ticket: ref.page for ref in mission.drafts.values() if ref.page}
        drafts = await self._sealed.drafts()
        taken = {ticket: one.reworded for ticket, one in drafts.items() if one.reworded}
        rules, strategy = mission.rules, mission.strategy
        return await self.choose(
            strategy,
            rules.batch_size,
            rules.threshold,
            {**linked, **picked},
            mission.route,
            {**taken, **(reworded or {})},
            also,
        )

    async def _cards(self) -> tuple[AlertCard, ...]:
        about = await self._sealed.about(self._ledger.clock.now())
        return open_cards(self._ledger.mission, about)

    async def link(self, ticket: int, page_id: str) -> PlanView:
        """Write the drafts again with this page for one ticket; the other links stay as they are.

        Raises RuleError without a chosen plan or draft, InputError for a page that may not be linked.
        """
        mission = self._ledger.mission
        if mission.strategy is None or ticket not in mission.drafts:
            raise RuleError(
                "There is no such draft",
                f"The plan has none for #{ticket}.",
                "Choose a plan first.",
            )
        return await self._again({ticket: page_id})

    async def routing(self, strategy: Strategy, batch_size: int, route: int) -> Routing:
        """Return who would get the drafts for agents; nothing is written."""
        seen = await self._outlook.seen()
        threshold = self._ledger.mission.rules.threshold
        needs = (await self._outlook.candidate(strategy, batch_size, threshold)).drafts
        known = seen.snapshot
        _check_route(route, known)
        return Routing(route, loads(needs, known, route), known.groups)

    async def add_increment(self, tickets: Sequence[int]) -> int:
        """Take tickets in while the plan runs: their drafts and effects wait for a yes of their own."""
        return await self._increments.add(tickets)

    async def dry_run(self) -> tuple[FieldChange, ...]:
        """Read the planned effects back and say what each would change."""
        seen = await self._outlook.seen()
        planned = self._ledger.mission.effects.values()
        requests = [await self._ledger.read_request(e.content) for e in planned]
        return field_changes(requests, seen.tickets, seen.snapshot)

    async def export(self, path: Path) -> int:
        """Write the dry run where the lead wants it; that it left the deck is on record."""
        changes = await self.dry_run()
        try:
            await asyncio.to_thread(path.write_text, table(changes), "utf-8-sig", newline="")
        except OSError as failed:
            raise InputError(
                "The table cannot be written",
                f"{path}: {failed.strerror or failed}",
                "Choose another folder or name.",
            ) from failed
        await self._ledger.append(
            AuditEventRecorded(event=AuditKind.EXPORT_MADE, subject="dry-run")
        )
        return len(changes)

    def _generated(self, candidate: Candidate) -> PlannerCandidateGenerated:
        return PlannerCandidateGenerated(
            candidate=self._ledger.keep_value(candidate),
            strategy=candidate.strategy,
            steps=len(candidate.steps),
            risk=candidate.risk,
        )


def _check_numbers(batch_size: int, threshold: int) -> None:
    if not 1 <= batch_size <= 200 or not 2 <= threshold <= 100:
        raise InputError(
            "These numbers cannot be",
            f"Batch size {batch_size} (1 to 200), escalation threshold {threshold} (2 to 100).",
            "Choose numbers within these limits.",
        )


def _check_route(route: int, known: Snapshot) -> None:
    if route not in (STAY, LEAST_LOADED, *(group.id for group in known.groups)):
        raise InputError("There is no such group", f"Group {route}.", "Choose one of the list.")
    if route == LEAST_LOADED and not known.agents:
        raise InputError(
            "Nobody to route to",
            "This account may not list agents, or there are none.",
            "Leave the drafts with their tickets' owners.",
        )
