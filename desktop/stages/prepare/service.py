"""Prepare's work: connect the services, read the queue, show what is in it."""

from collections.abc import Sequence
from datetime import timedelta

from msgspec.structs import replace

from desktop.accounts.contract import ToolCard
from desktop.accounts.service import Accounts
from desktop.domain.brief import Brief
from desktop.domain.errors import InputError, RuleError
from desktop.domain.facts import (
    ClustersJoined,
    ClusterSplit,
    DataPreviewGenerated,
    QueueSnapshotTaken,
)
from desktop.domain.ticket import Snapshot, Ticket
from desktop.domain.values import Id, StageName, from_millis
from desktop.ledger.ledger import Ledger
from desktop.ports import Keys, Work
from desktop.stages.prepare.contract import PrepareView, Preview
from desktop.stages.prepare.grouping import join, split
from desktop.stages.prepare.incidents import Read, find_incidents
from desktop.stages.prepare.preview import make_preview
from desktop.triage.passages import passages
from desktop.triage.past_incidents import PastIncidents
from desktop.triage.scoping import in_scope
from desktop.triage.vector_book import VectorBook
from desktop.watch.clocks import at_risk
from desktop.watch.reading import LastRead
from desktop.watch.sealed import Sealed


class Prepare:
    """Implements ``PrepareCommands``."""

    def __init__(
        self,
        ledger: Ledger,
        last: LastRead,
        accounts: Accounts,
        work: Work,
        sealed: Sealed,
        keys: Keys,
    ) -> None:
        self._ledger = ledger
        self._last = last
        self._accounts = accounts
        self._work = work
        self._sealed = sealed
        self._vectors = VectorBook(keys, work)
        self._past = PastIncidents(keys)

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
        await self._vectors.understand(_texts(tickets, snapshot), self._understood)
        past = await self._past.before(mission.id)
        found = await self._work.run(find_incidents, Read(tickets, mission.id, started, past))
        window = timedelta(seconds=mission.rules.window_seconds)
        risks = at_risk(tickets, started, window)
        preview = make_preview(tickets, found.grouped, risks, started, by_sense=found.by_sense)
        await self._seal(snapshot, preview)
        await self._past.remember(mission.id, found.traces)
        return preview

    async def split(self, cluster: Id, away: Sequence[int]) -> Preview:
        """Take tickets out of an incident."""
        before = await self._preview()
        clusters = split(before.clusters, cluster, away, await self._sealed.tickets())
        preview = replace(before, clusters=clusters)
        sealed = self._ledger.keep_value(preview)
        await self._ledger.append(ClusterSplit(cluster=cluster, away=tuple(away), preview=sealed))
        return preview

    async def join(self, cluster: Id, other: Id) -> Preview:
        """Make two incidents one."""
        before = await self._preview()
        clusters = join(before.clusters, cluster, other, await self._sealed.tickets())
        preview = replace(before, clusters=clusters)
        sealed = self._ledger.keep_value(preview)
        await self._ledger.append(ClustersJoined(cluster=cluster, other=other, preview=sealed))
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
            planned=self._ledger.mission.strategy is not None,
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

    async def _preview(self) -> Preview:
        digest = self._ledger.mission.preview
        if digest is None:
            raise RuleError(
                "The queue was not read", "There are no incidents yet.", "Read it first."
            )
        return await self._ledger.read_value(digest, Preview)

    def _understood(self, done: int, total: int) -> None:
        self._ledger.progress(StageName.PREPARE, done, total, "texts compared")

    def _progress(self, done: int, total: int) -> None:
        self._ledger.progress(StageName.PREPARE, done, total, "tickets read")


def _texts(tickets: Sequence[Ticket], snapshot: Snapshot) -> list[str]:
    """Return every text the sentence model is asked about on the way from here to the drafts."""
    pages = [text for page in snapshot.pages for text in (page.title, *passages(page.body))]
    return [*(t.text for t in tickets), *(one.text for one in snapshot.solved), *pages]
