"""Plan's work: make and rank candidates, take one, prepare its drafts, plan its effects, raise SLA alerts."""

from collections.abc import Mapping
from datetime import timedelta

from desktop.domain.brief import Brief
from desktop.domain.effect import EffectKind, PostEscalation, Request, SendReply, SetCategory
from desktop.domain.errors import InputError, RuleError
from desktop.domain.facts import (
    DraftPrepared,
    EffectPlanned,
    Fact,
    PlanAdjusted,
    PlannerCandidateGenerated,
    PlanRanked,
)
from desktop.domain.plan import Candidate, Draft, FieldChange, Strategy
from desktop.domain.ticket import Channel, Ticket
from desktop.domain.values import Id, StageName, from_millis
from desktop.ledger.ledger import Ledger
from desktop.ports import Connections, Work
from desktop.preferences.contract import Preferences
from desktop.stages.plan import writing
from desktop.stages.plan.candidates import make
from desktop.stages.plan.contract import PlanView
from desktop.stages.plan.effects import (
    category_requests,
    draft_requests,
    escalation_requests,
    field_changes,
)
from desktop.stages.plan.failing import broken
from desktop.stages.plan.ranking import rank
from desktop.stages.plan.situation import Seen, read_situation
from desktop.watch.alerts import sla_alert
from desktop.watch.cards import About, open_cards
from desktop.watch.clocks import at_risk
from desktop.watch.contract import AlertCard
from desktop.watch.sealed import Sealed


class Plan:
    """Implements ``PlanCommands``."""

    def __init__(
        self,
        ledger: Ledger,
        connections: Connections,
        work: Work,
        preferences: Preferences,
        sealed: Sealed,
    ) -> None:
        self._ledger = ledger
        self._connections = connections
        self._work = work
        self._preferences = preferences
        self._sealed = sealed

    async def generate(self) -> tuple[Candidate, ...]:
        """Make every candidate with the mission's rules and rank them."""
        self._ledger.mission.require(StageName.PLAN)
        seen = await self._seen()
        rules = self._ledger.mission.rules
        ranked = rank(
            make(strategy, seen.situation, rules.batch_size, rules.threshold)
            for strategy in Strategy
        )
        order = tuple(candidate.strategy for candidate in ranked)
        await self._ledger.append(
            *(self._generated(candidate) for candidate in ranked),
            PlanRanked(best=order[0], candidates=len(order), order=order),
        )
        return ranked

    async def adjust(self, strategy: Strategy, batch_size: int, threshold: int) -> Candidate:
        """Recompute one candidate; nothing is written."""
        _check_numbers(batch_size, threshold)
        return _candidate(await self._seen(), strategy, batch_size, threshold)

    async def choose(
        self,
        strategy: Strategy,
        batch_size: int,
        threshold: int,
        picked: Mapping[int, str] | None = None,
    ) -> PlanView:
        """Take a plan, in one transaction: its drafts, its effects, its SLA alerts.

        Raises InputError when the escalation channel does not exist, RuleError for a plan that only stands
        for comparison or when execution has begun.
        """
        _check_numbers(batch_size, threshold)
        if strategy is Strategy.BATCH_CLOSE:
            raise RuleError(
                "Batch close is shown for comparison",
                "Closing cannot be taken back, and nobody would be answered.",
                "Take another plan.",
            )
        seen = await self._seen()
        candidate = _candidate(seen, strategy, batch_size, threshold)
        drafts = await self._drafts(candidate, seen, picked or {})
        requests = await self._requests(candidate, drafts, seen)
        await self._ledger.append(
            PlanAdjusted(
                strategy=strategy,
                candidate=self._ledger.keep_value(candidate),
                batch_size=batch_size,
                threshold=threshold,
            ),
            *self._alerts(seen.tickets),
            *(self._prepared(draft) for draft in drafts),
            *self._planned(requests),
        )
        return PlanView((candidate,), strategy, drafts, await self._cards(), broken(drafts))

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
        return PlanView(tuple(ranked), mission.strategy, drafts, cards, broken(drafts))

    async def _cards(self) -> tuple[AlertCard, ...]:
        about = About(await self._sealed.tickets(), await self._sealed.drafts())
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
        linked = {ref.ticket: ref.page for ref in mission.drafts.values() if ref.page}
        rules = mission.rules
        picked = {**linked, ticket: page_id}
        return await self.choose(mission.strategy, rules.batch_size, rules.threshold, picked)

    async def dry_run(self) -> tuple[FieldChange, ...]:
        """Read the planned effects back and say what each would change."""
        seen = await self._seen()
        planned = self._ledger.mission.effects.values()
        requests = [await self._ledger.read_request(e.content) for e in planned]
        return field_changes(requests, seen.tickets)

    async def _seen(self) -> Seen:
        return await read_situation(self._ledger, self._preferences.manual)

    async def _drafts(
        self, candidate: Candidate, seen: Seen, picked: Mapping[int, str]
    ) -> tuple[Draft, ...]:
        brief_digest = self._ledger.mission.brief
        if brief_digest is None:
            raise RuleError("No brief", "The brief was not written.", "Go back to Define.")
        brief = await self._ledger.read_value(brief_digest, Brief)
        return await self._work.run(
            writing.write_drafts,
            candidate.drafts,
            seen.tickets,
            seen.snapshot,
            brief.safeguards,
            self._preferences.stale_days,
            dict(picked),
        )

    async def _requests(
        self, candidate: Candidate, drafts: tuple[Draft, ...], seen: Seen
    ) -> list[Request]:
        answers = await self._work.run(writing.categorise, seen.tickets, seen.snapshot)
        clusters = [c for c in seen.situation.clusters if c.id in candidate.escalations]
        posts: list[PostEscalation] = []
        if clusters:
            posts = escalation_requests(clusters, await self._channel(), seen.tickets)
        return [
            *category_requests(answers, seen.snapshot.category_field),
            *draft_requests(drafts),
            *posts,
        ]

    async def _channel(self) -> Channel:
        name = self._preferences.channel
        channel = await self._connections.chat.channel(name)
        if channel is None:
            raise InputError(
                "The escalation channel does not exist",
                f"Slack shows us no channel #{name.lstrip('#')}.",
                "Create it, invite the app, or name another one in the settings.",
            )
        return channel

    def _generated(self, candidate: Candidate) -> PlannerCandidateGenerated:
        return PlannerCandidateGenerated(
            candidate=self._ledger.keep_value(candidate),
            strategy=candidate.strategy,
            steps=len(candidate.steps),
            risk=candidate.risk,
        )

    def _alerts(self, tickets: tuple[Ticket, ...]) -> list[Fact]:
        mission = self._ledger.mission
        window = timedelta(seconds=mission.rules.window_seconds)
        rows = at_risk(tickets, from_millis(mission.started_at), window)
        now = self._ledger.clock.now()
        known = mission.alerts
        return [sla_alert(row, now) for row in rows if f"sla-{row.ticket}" not in known]

    def _prepared(self, draft: Draft) -> DraftPrepared:
        return DraftPrepared(
            draft=f"draft-{draft.ticket}",
            ticket=draft.ticket,
            content=self._ledger.keep_value(draft),
            page=draft.page_id,
            passed=sum(check.passed for check in draft.checks),
            failed=sum(not check.passed for check in draft.checks),
        )

    def _planned(self, requests: list[Request]) -> list[EffectPlanned]:
        return [
            EffectPlanned(
                effect=f"{self._ledger.mission.id}.{number:03d}",
                effect_kind=_kind(request),
                target=_target(request),
                content=self._ledger.keep_value(request),
            )
            for number, request in enumerate(requests, start=1)
        ]


def _candidate(seen: Seen, strategy: Strategy, batch_size: int, threshold: int) -> Candidate:
    return rank([make(strategy, seen.situation, batch_size, threshold)])[0]


def _kind(request: Request) -> EffectKind:
    if isinstance(request, SetCategory):
        return EffectKind.CATEGORISE
    if isinstance(request, PostEscalation):
        return EffectKind.SLACK_ESCALATION
    return EffectKind.PUBLIC_REPLY if isinstance(request, SendReply) else EffectKind.INTERNAL_NOTE


def _target(request: Request) -> Id:
    return request.channel if isinstance(request, PostEscalation) else str(request.ticket)


def _check_numbers(batch_size: int, threshold: int) -> None:
    if not 1 <= batch_size <= 200 or not 2 <= threshold <= 100:
        raise InputError(
            "These numbers cannot be",
            f"Batch size {batch_size} (1 to 200), escalation threshold {threshold} (2 to 100).",
            "Choose numbers within these limits.",
        )
