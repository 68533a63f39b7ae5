"""Watch's work: what surrounds every page, drawn from the ledger; one ticket in full, asked of the service."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import datetime, timedelta

from desktop.domain.approval import Answer, Assurance
from desktop.domain.effect import IN_DOUBT, STANDING, EffectKind, undoable
from desktop.domain.errors import InputError
from desktop.domain.facts import AuditEventRecorded, AuditKind, Mode
from desktop.domain.mission import Mission
from desktop.domain.queue import Queue, make_queue
from desktop.domain.scope import Scope
from desktop.domain.standing import TicketState
from desktop.domain.ticket import CategoryField, Ticket
from desktop.domain.values import Millis, Readiness, StageName, Toolkit, from_millis, to_millis
from desktop.ledger.ledger import Ledger
from desktop.ports import Connections, Work
from desktop.triage.scoping import in_scope
from desktop.watch.alarm import Alarm
from desktop.watch.cards import open_cards
from desktop.watch.clock_cards import resting
from desktop.watch.clocks import at_risk
from desktop.watch.contract import (
    CategoryView,
    DraftView,
    Growth,
    RiskRow,
    TicketDetail,
    Waiting,
    WatchView,
)
from desktop.watch.dock import DockFacts, dock
from desktop.watch.growth import growth, growth_cards
from desktop.watch.pages import Asked, closest
from desktop.watch.reading import LastRead
from desktop.watch.releases import releases
from desktop.watch.running import answered_by_us
from desktop.watch.sealed import Sealed
from desktop.watch.signs import signs_of
from desktop.watch.states import ticket_states

Ready = Callable[[], Mapping[Toolkit, Readiness]]
"""Says how the services answered when they were asked last."""


class Watch:
    """Implements ``WatchCommands``."""

    def __init__(
        self,
        ledger: Ledger,
        connections: Connections,
        work: Work,
        last: LastRead,
        sealed: Sealed,
        ready: Ready,
        stale_days: int,
        alarm: Alarm,
    ) -> None:
        self._ledger = ledger
        self._connections = connections
        self._work = work
        self._last = last
        self._sealed = sealed
        self._ready = ready
        self._stale_days = stale_days
        self._alarm = alarm
        self._opened: set[int] = set()
        self._growth: Growth | None = None

    async def view(self) -> WatchView:
        """Draw the surroundings; no service is asked."""
        mission, now = self._ledger.mission, self._ledger.clock.now()
        brief, plan = await self._sealed.brief(), await self._sealed.candidate()
        about = await self._sealed.about(now)
        risks = self._risks(about.tickets, now)
        met = self._met(risks)
        # What breaches next leads; what was answered sinks.
        risks = tuple(sorted(risks, key=lambda row: (row.ticket in met, row.deadline)))
        group, items = dock(DockFacts(mission, self._ready(), brief, plan, now))
        leaving = releases(mission)
        seen, waiting = self._still_fresh(), _waiting(mission)
        over = to_millis(now) >= mission.way_back_until or not _can_be_undone(mission)
        return WatchView(
            mission=mission.id,
            stage=mission.stage,
            title=_title(mission, await self._sealed.scope()),
            started_at=_instant(mission.started_at),
            completed_at=_instant(mission.completed_at),
            sealed=mission.sealed,
            sandbox=mission.mode is not Mode.PRODUCTION,
            group=group,
            items=items,
            risks=risks,
            met=met,
            alerts=(
                *growth_cards(mission, seen, waiting),
                *self._alarm.queue_cards,
                *open_cards(mission, about),
            ),
            facts=len(self._ledger.entries),
            held=len(leaving),
            unknown=len(mission.in_state(*IN_DOUBT)),
            first_release=leaving[0].at if leaving else None,
            releases=leaving,
            first_deadline=min(
                (r.deadline for r in risks if r.ticket not in met and r.deadline > now),
                default=None,
            ),
            undo_until=None if over else _instant(mission.way_back_until),
            undo_seconds=mission.rules.undo_seconds,
            safeguards=tuple(line.text for line in brief.safeguards) if brief else (),
            scope=len(mission.scope_tickets),
            growth=seen,
            increment=waiting,
            snoozed=resting(mission, about),
            crosses_at=_instant(await self._alarm.crosses_at() or 0),
            alerting=self._alarm.alerting,
        )

    async def look_out(self) -> Growth | None:
        """Look whether the surge goes on. The scope's ages count from the start, as they did when it was read."""
        mission, scope = self._ledger.mission, await self._sealed.scope()
        if not mission.scope_tickets or mission.sealed or scope is None:
            return None
        await self._last.open_tickets(lambda *_: None)
        snapshot = await self._last.latest(lambda *_: None)
        since = from_millis(mission.started_at)
        matching = await self._work.run(in_scope, scope, snapshot, since)
        self._growth = growth(mission, snapshot.tickets, matching, snapshot.taken_at)
        return self._still_fresh()

    def _still_fresh(self) -> Growth | None:
        """What was seen, without what was added since; nothing once the mission is sealed."""
        mission, seen = self._ledger.mission, self._growth
        if seen is None or mission.sealed:
            return None
        inside = set(mission.scope_tickets)
        fresh = tuple(one for one in seen.fresh if one not in inside)
        return replace(seen, fresh=fresh, at_risk=seen.at_risk if fresh else 0)

    def _risks(self, tickets: Mapping[int, Ticket], now: datetime) -> tuple[RiskRow, ...]:
        mission = self._ledger.mission
        window = timedelta(seconds=mission.rules.window_seconds)
        if mission.scope_tickets:
            return at_risk(tickets.values(), from_millis(mission.started_at), window)
        matched = self._last.matched if mission.brief else None
        seen = [one for one in self._last.tickets if matched is None or one.id in matched]
        return at_risk(seen, from_millis(mission.started_at) if matched else now, window)

    def _met(self, risks: tuple[RiskRow, ...]) -> frozenset[int]:
        """A reply of ours that stands, or a clock that no longer runs where the queue was read since."""
        ours = answered_by_us(self._ledger.mission)
        theirs = {t.id for t in self._last.tickets if any(c.stage == "achieved" for c in t.clocks)}
        running = {t.id for t in self._last.tickets if t.deadline}
        return frozenset(r.ticket for r in risks if r.ticket in ours | (theirs - running))

    async def queue(self) -> Queue:
        """Return the tickets in scope in columns, else the whole queue as last read."""
        if not self._ledger.mission.scope_tickets:
            return make_queue(self._last.tickets)
        return make_queue((await self._sealed.tickets()).values())

    async def states(self) -> Mapping[int, TicketState]:
        """Return how far each ticket in scope is."""
        return ticket_states(self._ledger.mission, await self._sealed.escalated())

    async def clusters(self) -> Mapping[int, str]:
        """Return the cluster's name for each ticket that is in one."""
        clusters = await self._sealed.clusters()
        return {ticket: cluster.name for cluster in clusters for ticket in cluster.tickets}

    async def detail(self, ticket: int) -> TicketDetail:
        """Return one ticket in full; its first opening at this desk is recorded before it is shown.

        Raises InputError for a ticket nobody read, ServiceError when its conversation cannot be read.
        """
        known = {one.id: one for one in self._last.tickets} | await self._sealed.tickets()
        if ticket not in known:
            raise InputError("No such ticket", f"#{ticket} was not read.", "Read the queue again.")
        one = known[ticket]
        said = await self._connections.tickets.conversation(ticket)
        await self._record(ticket)
        clusters = await self._sealed.clusters()
        cluster = next((c for c in clusters if ticket in c.tickets), None)
        similar = tuple(t for t in cluster.tickets if t != ticket) if cluster else ()
        snapshot = await self._sealed.snapshot() or await self._last.latest(lambda *_: None)
        now = self._ledger.clock.now()
        asked = Asked(one, snapshot.pages, snapshot.taken_at, self._stale_days)
        return TicketDetail(
            id=one.id,
            subject=one.subject,
            organisation=one.organisation.name if one.organisation else "",
            requester=one.requester.name,
            vip=one.vip,
            priority=one.priority.value if one.priority else "",
            status=one.status.value,
            created_at=one.created_at,
            deadline=one.deadline,
            clocks=one.clocks,
            conversation=said,
            cluster=cluster.name if cluster else "",
            similar=tuple((t, known[t].subject) for t in similar if t in known),
            candidates=await self._work.run(closest, asked),
            draft=await self._draft(ticket),
            signs=await self._work.run(signs_of, one, cluster, self._ledger.mission.rules, now),
            category=await self._category(ticket, snapshot.category_field),
        )

    async def _record(self, ticket: int) -> None:
        if ticket not in self._opened:
            opened = AuditEventRecorded(event=AuditKind.TICKET_OPENED, subject=str(ticket))
            await self._ledger.append(opened)
            # Only then: what could not be put on record must not be read at the second try.
            self._opened.add(ticket)

    async def _category(self, ticket: int, field: CategoryField | None) -> CategoryView | None:
        found = (await self._sealed.categories()).get(ticket)
        if found is None or field is None:
            return None
        options = tuple((one.value, one.name) for one in field.options)
        return CategoryView(found.value or "", found.confidence, options)

    async def _draft(self, ticket: int) -> DraftView | None:
        draft = (await self._sealed.drafts()).get(ticket)
        if draft is None:
            return None
        snapshot = await self._sealed.snapshot()
        pages = {page.id: page.title for page in snapshot.pages} if snapshot else {}
        kind = EffectKind(draft.kind.value)
        sent = any(
            effect.kind is kind and effect.target == str(ticket) and effect.state in STANDING
            for effect in self._ledger.mission.effects.values()
        )
        page = pages.get(draft.page_id or "", "")
        return DraftView(
            draft.kind,
            draft.text,
            draft.before,
            page,
            draft.checks,
            sent,
            draft.reworded is not None,
        )


def _can_be_undone(mission: Mission) -> bool:
    """Whether anything is left to take back."""
    return any(undoable(effect.kind, effect.state) for effect in mission.effects.values())


def _title(mission: Mission, scope: Scope | None) -> str:
    if scope is not None:
        return scope.title
    return "No mission running" if mission.stage is StageName.HOME else "New mission"


def _waiting(mission: Mission) -> Waiting | None:
    growing = mission.open_increment
    if growing is None:
        return None
    answer = growing.approval.answer if growing.approval else None
    assurance = growing.approval.assurance if growing.approval else None
    vouched = bool(growing.amends) and answer is Answer.APPROVE and assurance is Assurance.VOUCHED
    return Waiting(
        tickets=len(growing.tickets),
        asked=growing.approval is not None,
        approved=answer is Answer.APPROVE and not vouched,
        declined=answer is Answer.DECLINE,
        amends=growing.tickets[0] if growing.amends else 0,
        vouched=vouched,
    )


def _instant(at: Millis) -> datetime | None:
    return from_millis(at) if at else None
