"""What a plan would write outside: its drafts and every effect, sealed, as facts ready to be appended."""

import contextlib
from collections.abc import Awaitable, Callable, Mapping, Sequence
from datetime import timedelta

from desktop.domain.brief import Brief
from desktop.domain.effect import EffectKind, PostEscalation, Request, SendReply, SetCategory
from desktop.domain.errors import InputError, RuleError, TriageError
from desktop.domain.facts import CategoriesAnswered, DraftPrepared, EffectPlanned, Fact
from desktop.domain.plan import Candidate, Categorised, Draft, DraftNeed, Reworded
from desktop.domain.sla.schedule import Schedule, is_open
from desktop.domain.sla.terms import Agreements
from desktop.domain.ticket import Channel, Ticket
from desktop.domain.values import Id, from_millis
from desktop.ledger.ledger import Ledger
from desktop.ports import Connections, Work
from desktop.preferences.contract import Preferences
from desktop.stages.plan import writing
from desktop.stages.plan.effects import category_requests, draft_requests, escalation_requests
from desktop.stages.plan.routing import STAY, Routes, routes
from desktop.stages.plan.situation import Seen
from desktop.triage.corrections import Corrections
from desktop.triage.reply.promise import Promise
from desktop.watch.alerts import sla_alert
from desktop.watch.clocks import at_risk


class Contents:
    """Writes and seals what a candidate means; nothing is appended, nothing is sent."""

    def __init__(
        self,
        ledger: Ledger,
        connections: Connections,
        work: Work,
        preferences: Preferences,
        corrections: Corrections,
        agreed: Callable[[], Awaitable[Agreements]],
    ) -> None:
        self._ledger = ledger
        self._connections = connections
        self._work = work
        self._preferences = preferences
        self._corrections = corrections
        self._agreed = agreed

    async def make(
        self,
        candidate: Candidate,
        seen: Seen,
        picked: Mapping[int, str],
        route: int = STAY,
        first: int = 1,
        increment: int = 0,
        reworded: Mapping[int, Reworded] | None = None,
    ) -> tuple[tuple[Draft, ...], list[Fact]]:
        """Return the drafts, and the facts for drafts and effects.

        Args:
            candidate: Which tickets get a draft, which incidents a post.
            seen: The tickets it is about.
            picked: The page a person chose for a ticket.
            route: Who gets the drafts for agents (``routing``).
            first: The number of the first effect.
            increment: Which increment they belong to; 0 for the plan.
            reworded: The words a person took from the writing assistant for a ticket.

        Raises:
            InputError: The escalation channel does not exist.
        """
        drafts = await self.write(candidate.drafts, seen, picked, reworded or {})
        to = routes(candidate.drafts, seen.snapshot, route)
        answers = await self._categories(seen)
        requests = await self._requests(candidate, drafts, answers, seen, to)
        facts: list[Fact] = [self._answered(answers), *map(self._prepared, drafts)]
        facts += [
            EffectPlanned(
                effect=f"{self._ledger.mission.id}.{number:03d}",
                effect_kind=_kind(request),
                target=_target(request),
                content=self._ledger.keep_value(request),
                increment=increment,
            )
            for number, request in enumerate(requests, start=first)
        ]
        return drafts, facts

    async def write(
        self,
        needs: Sequence[DraftNeed],
        seen: Seen,
        picked: Mapping[int, str],
        reworded: Mapping[int, Reworded],
    ) -> tuple[Draft, ...]:
        """Write, repair and check these drafts; nothing is sealed."""
        brief_digest = self._ledger.mission.brief
        if brief_digest is None:
            raise RuleError("No brief", "The brief was not written.", "Go back to Define.")
        brief = await self._ledger.read_value(brief_digest, Brief)
        return await self._work.run(
            writing.write_drafts,
            needs,
            self._of_the_plan(seen),
            seen.snapshot,
            brief.safeguards,
            self._preferences.stale_days,
            dict(picked),
            seen.clusters,
            await self._promise(),
            dict(reworded),
        )

    async def _categories(self, seen: Seen) -> tuple[Categorised, ...]:
        said = await self._corrections.all()
        return await self._work.run(writing.categorise, seen.tickets, seen.snapshot, said)

    def _of_the_plan(self, seen: Seen) -> tuple[Ticket, ...]:
        """Every ticket of the mission: an increment's drafts may not tell of the plan's customers either."""
        ids = {*self._ledger.mission.scope_tickets, *(ticket.id for ticket in seen.tickets)}
        return tuple(ticket for ticket in seen.snapshot.tickets if ticket.id in ids)

    async def _promise(self) -> Promise:
        """Return when customers hear from us again; in opening hours where the time would fall outside of them."""
        minutes = self._preferences.update_minutes
        hours: tuple[Schedule, ...] = ()
        with contextlib.suppress(TriageError):  # without schedules the time counts as it is
            hours = (await self._agreed()).schedules
        by_then = self._ledger.clock.now() + timedelta(minutes=minutes)
        return Promise(minutes, bool(hours) and not any(is_open(one, by_then) for one in hours))

    async def _requests(
        self,
        candidate: Candidate,
        drafts: tuple[Draft, ...],
        answers: tuple[Categorised, ...],
        seen: Seen,
        to: Routes,
    ) -> list[Request]:
        clusters = [c for c in seen.clusters if c.id in candidate.escalations]
        posts: list[PostEscalation] = []
        if clusters:
            posts = escalation_requests(clusters, await self._channel(), seen.tickets)
        return [
            *category_requests(answers, seen.snapshot.category_field, seen.tickets),
            *draft_requests(drafts, to),
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

    def _answered(self, answers: tuple[Categorised, ...]) -> CategoriesAnswered:
        sure = sum(answer.value is not None for answer in answers)
        content = self._ledger.keep_value(answers)
        return CategoriesAnswered(content=content, sure=sure, unsure=len(answers) - sure)

    def _prepared(self, draft: Draft) -> DraftPrepared:
        return DraftPrepared(
            draft=f"draft-{draft.ticket}",
            ticket=draft.ticket,
            content=self._ledger.keep_value(draft),
            page=draft.page_id,
            passed=sum(check.passed for check in draft.checks),
            failed=sum(not check.passed for check in draft.checks),
        )


def new_sla_alerts(ledger: Ledger, tickets: tuple[Ticket, ...]) -> list[Fact]:
    """Return an alert for each ticket inside the window, counted from the start, that has none yet."""
    mission = ledger.mission
    window = timedelta(seconds=mission.rules.window_seconds)
    rows = at_risk(tickets, from_millis(mission.started_at), window)
    now = ledger.clock.now()
    return [sla_alert(row, now) for row in rows if f"sla-{row.ticket}" not in mission.alerts]


def _kind(request: Request) -> EffectKind:
    if isinstance(request, SetCategory):
        return EffectKind.CATEGORISE
    if isinstance(request, PostEscalation):
        return EffectKind.SLACK_ESCALATION
    return EffectKind.PUBLIC_REPLY if isinstance(request, SendReply) else EffectKind.INTERNAL_NOTE


def _target(request: Request) -> Id:
    return request.channel if isinstance(request, PostEscalation) else str(request.ticket)
