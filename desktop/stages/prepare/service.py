"""Prepare's work: connect the services, read the queue, show what is in it."""

from datetime import timedelta

from desktop.accounts.contract import ToolCard
from desktop.accounts.service import Accounts
from desktop.domain.brief import Brief
from desktop.domain.errors import InputError, RuleError
from desktop.domain.facts import DataPreviewGenerated, QueueSnapshotTaken
from desktop.domain.ticket import Snapshot
from desktop.domain.values import StageName, from_millis
from desktop.ledger.ledger import Ledger
from desktop.ports import Work
from desktop.stages.prepare.contract import PrepareView, Preview
from desktop.stages.prepare.preview import make_preview
from desktop.triage.clusters import same_incident
from desktop.triage.scoping import in_scope
from desktop.watch.clocks import at_risk
from desktop.watch.reading import LastRead
from desktop.watch.sealed import Sealed


class Prepare:
    """Implements ``PrepareCommands``."""

    def __init__(
        self, ledger: Ledger, last: LastRead, accounts: Accounts, work: Work, sealed: Sealed
    ) -> None:
        self._ledger = ledger
        self._last = last
        self._accounts = accounts
        self._work = work
        self._sealed = sealed

    async def connect(self) -> tuple[ToolCard, ...]:
        """Connect each toolkit; an optional one may stay away."""
        self._ledger.mission.require(StageName.PREPARE)
        await self._accounts.recommend()
        for toolkit in self._accounts.toolkits:
            await self._accounts.connect(toolkit)
        return await self._accounts.cards()

    async def read(self) -> Preview:
        """Take the snapshot the plan is made from, cluster it in a worker, seal the preview."""
        self._ledger.mission.require(StageName.PREPARE)
        mission = self._ledger.mission
        snapshot = await self._last.whole(self._progress)
        started = from_millis(mission.started_at)
        brief = await self._brief()
        tickets = await self._work.run(in_scope, brief.scope, snapshot, started)
        if not tickets:
            raise InputError(
                "No ticket matches any more",
                "All tickets of the brief were solved or changed since it was locked.",
                "Start a new mission with a wider intent.",
            )
        clusters = await self._work.run(same_incident, tickets)
        window = timedelta(seconds=mission.rules.window_seconds)
        preview = make_preview(tickets, clusters, at_risk(tickets, started, window), started)
        await self._seal(snapshot, preview)
        return preview

    async def view(self) -> PrepareView:
        """Ask the services for their cards and read the preview back."""
        digest = self._ledger.mission.preview
        preview = await self._ledger.read_value(digest, Preview) if digest else None
        scope, tickets = await self._sealed.scope(), (await self._sealed.tickets()).values()
        age = scope.max_age_seconds if scope else None
        return PrepareView(
            cards=await self._accounts.cards(),
            preview=preview,
            age_limit_minutes=None if age is None else age // 60,
            names=tuple((ticket.id, ticket.vip) for ticket in tickets),
            organisations=len({t.organisation.id for t in tickets if t.organisation}),
        )

    async def _seal(self, snapshot: Snapshot, preview: Preview) -> None:
        taken = QueueSnapshotTaken(
            snapshot=self._ledger.keep_value(snapshot),
            tickets=len(snapshot.tickets),
            pages=len(snapshot.pages),
        )
        made = DataPreviewGenerated(
            preview=self._ledger.keep_value(preview),
            scope_tickets=preview.tickets,
            tickets=len(preview.tickets),
            clusters=len(preview.clusters),
            vip=len(preview.vips),
            at_risk=len(preview.at_risk),
        )
        await self._ledger.append(taken, made)

    async def _brief(self) -> Brief:
        digest = self._ledger.mission.brief
        if digest is None:
            raise RuleError("No brief", "The brief was not written.", "Go back to Define.")
        return await self._ledger.read_value(digest, Brief)

    def _progress(self, done: int, total: int) -> None:
        self._ledger.progress(StageName.PREPARE, done, total, "tickets read")
