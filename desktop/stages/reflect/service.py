"""Reflect's work: count the outcome, push follow-ups, take feedback, seal."""

from collections.abc import Mapping, Sequence, Set
from datetime import datetime

from desktop.domain.effect import (
    STANDING,
    EffectKind,
    EffectState,
    PostEscalation,
    Receipt,
)
from desktop.domain.errors import InputError, RuleError, ServiceError
from desktop.domain.facts import (
    AlertKind,
    ClocksExplained,
    EffectConfirmed,
    Evidence,
    EvidenceOpened,
    FeedbackSubmitted,
    MissionCompleted,
    MissionSealed,
    TaskCreated,
    TaskPushed,
    TaskReason,
    TaskSent,
)
from desktop.domain.mission import Alert, Mission, Task
from desktop.domain.outcome import Outcome
from desktop.domain.ticket import Snapshot, Ticket
from desktop.domain.values import StageName, from_millis, to_millis
from desktop.ledger.ledger import Ledger
from desktop.ports import Connections
from desktop.preferences.contract import Preferences
from desktop.stages.reflect.contract import Exhibit, FollowUp, ReflectView, TaskText
from desktop.stages.reflect.exhibits import Post, board, transcript, validators
from desktop.stages.reflect.outcome import Ledgered, answered_by_others, count, counts
from desktop.watch.alerts import holds
from desktop.watch.sealed import Sealed
from desktop.watch.states import ticket_states
from desktop.watch.testimony import Testimony
from desktop.watch.validators import judged

_TASKS = {
    AlertKind.KB_MISSING: (TaskReason.KB_MISSING, "Write a verified article for this problem"),
    AlertKind.HANDED_OVER: (TaskReason.HANDED_OVER, "Finish what the plan left to a person"),
    AlertKind.BLOCKED: (TaskReason.HANDED_OVER, "Answer by hand: the draft was held back"),
    AlertKind.UNANSWERED: (
        TaskReason.UNANSWERED,
        "Find out who has this incident: nobody answered",
    ),
    AlertKind.UNKNOWN_EFFECT: (TaskReason.HANDED_OVER, "Find out whether this change happened"),
    AlertKind.NOT_UNDONE: (TaskReason.HANDED_OVER, "Take back by hand what undo could not"),
}


class Reflect:
    """Implements ``ReflectCommands``."""

    def __init__(
        self,
        ledger: Ledger,
        connections: Connections,
        preferences: Preferences,
        sealed: Sealed,
        testimony: Testimony,
    ) -> None:
        self._ledger = ledger
        self._connections = connections
        self._preferences = preferences
        self._sealed = sealed
        self._testimony = testimony
        self._links: dict[str, str] = {}
        self._after: Mapping[int, Ticket] = {}
        self._late: Set[int] = frozenset()
        self._read_with: Set[str] | None = None
        """The replies that stood when ``_after`` was read; None before that."""

    async def complete(self) -> ReflectView:
        """Count what was done so far; push each follow-up once."""
        mission = self._ledger.mission
        mission.require(StageName.REFLECT)
        if mission.outcome is None:
            outcome = await self._count(sealed=False)
            await self._ledger.append(
                MissionCompleted(
                    outcome=self._ledger.keep_value(outcome),
                    **counts(outcome),
                ),
                *await self._follow_ups(),
            )
        return await self.view()

    async def _follow_ups(self) -> list[TaskCreated]:
        """Return the follow-ups not yet pushed: what an alert said that still holds."""
        mission, made = self._ledger.mission, []
        stuck = await self._stuck()
        known = {task.id for task in mission.tasks}
        for alert in mission.alerts.values():
            task = f"task-{alert.id}"
            open_still = holds(mission, alert) and not self._linked(alert)
            if alert.kind in _TASKS and task not in known and open_still:
                reason, title = _TASKS[alert.kind]
                if reason is TaskReason.KB_MISSING and alert.ticket in stuck:
                    reason, title = TaskReason.KB_STALE, stuck[alert.ticket]
                text = self._ledger.keep_value(TaskText(title, alert.ticket))
                made.append(TaskCreated(task=task, reason=reason, content=text))
        return made

    async def _stuck(self) -> dict[int, str]:
        """Return what to do with the page that fits a ticket but may not be linked."""
        snapshot, drafts = await self._sealed.snapshot(), await self._sealed.drafts()
        pages = {page.id: page.title for page in snapshot.pages} if snapshot else {}
        return {
            ticket: f"Verify this article and bring it up to date: {pages[draft.unusable]}"
            for ticket, draft in drafts.items()
            if draft.unusable in pages
        }

    def _linked(self, alert: Alert) -> bool:
        """Whether a person has found the article that was missing."""
        draft = self._ledger.mission.drafts.get(alert.ticket)
        missing = alert.kind is AlertKind.KB_MISSING
        return missing and draft is not None and draft.page is not None

    async def push_tasks(self) -> ReflectView:
        """Make a ticket of each follow-up that has none.

        The help desk finds a follow-up again by its name, so a push that was cut is not made twice.
        """
        mission = self._ledger.mission
        mission.require(StageName.REFLECT)
        for task in mission.tasks:
            if not task.pushed:
                await self._push(task)
        return await self.view()

    async def _push(self, task: Task) -> None:
        text = await self._ledger.read_value(task.content, TaskText)
        about = f"Ticket #{text.ticket}. " * bool(text.ticket)
        words = f"{about}Left by a mission of Triage Deck: {task.reason.replace('_', ' ')}."
        if not task.sent:
            await self._ledger.append(TaskSent(task=task.id))
        name = f"{self._ledger.mission.id}.{task.id}"
        made = await self._connections.tickets.create_follow_up(name, text.title, words)
        await self._ledger.append(TaskPushed(task=task.id, ticket=made.remote))

    async def feedback(self, stars: int, words: str) -> None:
        """Record the lead's verdict."""
        if not 1 <= stars <= 5:
            raise InputError("Stars run from 1 to 5", f"{stars} was given.", "Give 1 to 5.")
        sealed = self._ledger.keep(words.encode()) if words.strip() else None
        await self._ledger.append(FeedbackSubmitted(stars=stars, words=sealed))

    async def open_evidence(self, evidence: Evidence) -> None:
        """Record that a part was opened."""
        await self._ledger.append(EvidenceOpened(evidence=evidence))

    async def seal(self) -> ReflectView:
        """Count once more and close. Nothing may be held, sent without answer, or still undoable.

        A sealed mission stays as it is.
        """
        mission, now = self._ledger.mission, self._ledger.clock.now()
        if mission.sealed or mission.outcome is None:
            return await self.view()
        if mission.open_effects or to_millis(now) < mission.undo_until:
            raise RuleError(
                "Not sealed yet",
                f"{len(mission.open_effects)} effects are open; undo ends at "
                f"{from_millis(mission.undo_until):%H:%M:%S} UTC.",
                "Wait for the last hold and the undo window.",
            )
        outcome = await self._count(sealed=True)
        await self._ledger.append(
            *await self._follow_ups(),  # what happened in the hold, after the first count
            await self._explained(outcome),
            MissionSealed(
                outcome=self._ledger.keep_value(outcome),
                **counts(outcome),
                breached=outcome.breached,
            ),
        )
        return await self.view()

    async def _explained(self, outcome: Outcome) -> ClocksExplained:
        told = await self._testimony.for_evidence([row.ticket for row in outcome.at_risk])
        return ClocksExplained(content=self._ledger.keep_value(told), tickets=len(told))

    async def view(self) -> ReflectView:
        """Return the outcome as it stands, and the follow-ups.

        Until the seal it is counted anew: undo, holds and people change what was true when it was first counted.
        """
        mission = self._ledger.mission
        if mission.outcome is None:
            raise RuleError("No outcome yet", "The plan still runs.", "Wait for Execute.")
        outcome = await self._ledger.read_value(mission.outcome, Outcome)
        if not mission.sealed:
            outcome = await self._as_it_stands(outcome)
        tasks = []
        for task in mission.tasks:
            text = await self._ledger.read_value(task.content, TaskText)
            made = FollowUp(task.id, task.reason, text.title, text.ticket, task.pushed, task.sent)
            tasks.append(made)
        return ReflectView(
            outcome=outcome,
            tasks=tuple(tasks),
            stars=mission.stars,
            exhibits=await self._exhibits(),
            can_seal_at=_can_seal_at(mission),
            open_effects=len(mission.open_effects),
            facts=len(self._ledger.entries),
        )

    async def _exhibits(self) -> tuple[Exhibit, ...]:
        sealed = self._sealed
        states = ticket_states(self._ledger.mission, await sealed.escalated())
        return (
            board(await sealed.tickets(), states, await sealed.clusters()),
            validators(judged((await sealed.drafts()).values(), self._ledger.mission)),
            transcript(await self._posts()),
        )

    async def _posts(self) -> list[Post]:
        posts = []
        for effect in self._ledger.mission.effects.values():
            if effect.kind is EffectKind.SLACK_ESCALATION and effect.receipt:
                receipt = await self._ledger.read_value(effect.receipt, Receipt)
                sent = await self._ledger.read_request(effect.content)
                if isinstance(sent, PostEscalation):
                    gone = effect.state is EffectState.UNDONE
                    who, link = effect.answered_by, "" if gone else await self._link(receipt)
                    posts.append(Post(sent.name, receipt.remote, sent.text, gone, who, link))
        return posts

    async def _link(self, receipt: Receipt) -> str:
        """Return where people read a post; asked once, and not at all while the chat is away."""
        if receipt.remote not in self._links:
            try:
                self._links[receipt.remote] = await self._connections.chat.permalink(receipt)
            except ServiceError:
                return ""
        return self._links[receipt.remote]

    async def _as_it_stands(self, first: Outcome) -> Outcome:
        """Count anew. The tickets are read again only when a reply left since; with the service away ``first`` stays."""
        try:
            return await self._count(sealed=False, fresh=self._read_with != self._replies())
        except ServiceError:
            return first

    def _replies(self) -> Set[str]:
        standing = self._ledger.mission.in_state(*STANDING)
        return {effect.id for effect in standing if effect.kind is EffectKind.PUBLIC_REPLY}

    async def _read_again(self, tickets: Sequence[Ticket]) -> None:
        """Read the tickets in scope as they are now."""
        standing = self._replies()
        read = await self._connections.tickets.tickets([ticket.id for ticket in tickets])
        self._after, self._read_with = {ticket.id: ticket for ticket in read}, standing
        start, now = from_millis(self._ledger.mission.started_at), self._ledger.clock.now()
        asked = answered_by_others(self._ledger.mission, tickets, self._after, now)
        self._late = await self._testimony.ran_out(asked, start, now)

    async def _count(self, *, sealed: bool, fresh: bool = True) -> Outcome:
        mission = self._ledger.mission
        if mission.snapshot is None:
            raise RuleError("The queue was not read", "Nothing to count.", "Go back to Prepare.")
        snapshot = await self._ledger.read_value(mission.snapshot, Snapshot)
        scope = set(mission.scope_tickets)
        before = [ticket for ticket in snapshot.tickets if ticket.id in scope]
        if fresh:
            await self._read_again(before)
        brief = await self._sealed.brief()
        seen = Ledgered(
            mission,
            before,
            self._after,
            self._confirmed_at(),
            self._preferences,
            self._ledger.clock.now(),
            brief.measure if brief else None,
            self._late,
        )
        return count(seen, sealed=sealed)

    def _confirmed_at(self) -> dict[str, datetime]:
        confirmed = {e.id for e in self._ledger.mission.in_state(*STANDING)}
        return {
            entry.fact.effect: from_millis(entry.at)
            for entry in self._ledger.entries
            if isinstance(entry.fact, EffectConfirmed) and entry.fact.effect in confirmed
        }


def _can_seal_at(mission: Mission) -> datetime | None:
    """The end of the undo window, or of the last hold where that is later."""
    if mission.sealed:
        return None
    held = [effect.release_at for effect in mission.in_state(EffectState.HELD)]
    return from_millis(max([mission.undo_until, *held]))
