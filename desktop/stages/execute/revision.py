"""Other words for a note that has not left: a page a person picked, or a tone repair a person took back.

The yes of the manager binds every public reply to the letter; a note for an agent may change inside what was
approved (same ticket, same kind) when its checks pass again.
"""

import asyncio
from collections.abc import Sequence, Set
from dataclasses import dataclass

from msgspec.structs import replace

from desktop.domain.brief import Check, Safeguard
from desktop.domain.effect import Effect, EffectKind, WriteNote
from desktop.domain.errors import InputError, RuleError
from desktop.domain.facts import (
    AlertKind,
    AlertResolved,
    EffectRevised,
    Fact,
    Resolution,
    ValidatorAlertRaised,
)
from desktop.domain.plan import BLOCKING, Cluster, Draft, DraftNeed
from desktop.domain.ticket import Snapshot, Ticket
from desktop.domain.values import Id
from desktop.ledger.ledger import Ledger
from desktop.ports import Work
from desktop.triage.drafts import Around, prepare
from desktop.triage.foreign import index
from desktop.triage.knowledge import Knowledge
from desktop.triage.reply.promise import promise_of
from desktop.watch.alerts import draft_alerts
from desktop.watch.cards import note_of
from desktop.watch.sealed import Sealed

_OF_TONE: Set[str] = frozenset({Check.NO_JARGON, Check.READABILITY})
"""What a repair mends, and a person may keep unmended."""


@dataclass(frozen=True)
class Rewriting:
    """The settings a draft is written with: how old a page may be, within what time it promises news."""

    stale_days: int
    update_minutes: int


@dataclass(frozen=True)
class Wanted:
    """How a note shall be written again: with this page (the one it has, when empty), repaired or not.

    ``tickets`` and ``clusters`` are the plan's: whose values are whose, and what is one incident.
    """

    draft: Draft
    ticket: Ticket
    page: str
    own_words: bool
    tickets: tuple[Ticket, ...] = ()
    clusters: tuple[Cluster, ...] = ()


def rewrite(
    wanted: Wanted, snapshot: Snapshot, safeguards: Sequence[Safeguard], rewriting: Rewriting
) -> Draft:
    """Write the draft again; runs in a worker. Raises InputError for a page that may not be linked."""
    knowledge = Knowledge(snapshot.pages, snapshot.taken_at, rewriting.stale_days)
    promise = promise_of(wanted.draft, rewriting.update_minutes)
    around = Around(wanted.clusters, snapshot.taken_at, promise, index(wanted.tickets))
    need = DraftNeed(wanted.ticket.id, wanted.draft.kind, (), wanted.ticket.deadline)
    page = wanted.page or wanted.draft.page_id or ""
    return prepare(
        need,
        wanted.ticket,
        knowledge,
        safeguards,
        page,
        own_words=wanted.own_words,
        around=around,
        reworded=wanted.draft.reworded,
    )


class Revision:
    """Changes the words of planned notes; ``turn`` keeps it apart from the run."""

    def __init__(
        self, ledger: Ledger, work: Work, sealed: Sealed, rewriting: Rewriting, turn: asyncio.Lock
    ) -> None:
        self._ledger = ledger
        self._work = work
        self._sealed = sealed
        self._rewriting = rewriting
        self._turn = turn

    async def link(self, ticket: int, page_id: str) -> None:
        """Link this page and close the alert of the missing link."""
        old = await self._draft(ticket)
        own = self._was_overridden(old)
        fresh = await self._rewrite(old, page_id, own_words=own)
        # What the manager approved although it fails may fail on; that the link was missing is what is mended.
        _refuse_failing(fresh, (_failing(old) - {Check.VERIFIED_KB}) | _tone(own))
        raised = [
            alert
            for alert in draft_alerts([fresh])
            if alert.alert not in self._ledger.mission.alerts
        ]
        closed = self._closing(f"{AlertKind.KB_MISSING.value}-{ticket}", Resolution.FIXED)
        await self._put(fresh, [*closed, *raised])

    async def keep_mine(self, alert: Id) -> None:
        """Take the repair back; that a person chose so is recorded."""
        known = self._ledger.mission.alerts.get(alert)
        if known is None or not known.open or known.kind is not AlertKind.TONE:
            raise RuleError("Nothing to keep", "No repair waits there.", "Choose an open alert.")
        old = await self._draft(known.ticket)
        fresh = await self._rewrite(old, "", own_words=True)
        _refuse_failing(fresh, _OF_TONE | _failing(old))
        await self._put(fresh, self._closing(alert, Resolution.OVERRIDDEN))

    async def _draft(self, ticket: int) -> Draft:
        """Return the draft whose note may still change. Raises RuleError in words where it may not."""
        mission = self._ledger.mission
        draft = (await self._sealed.drafts()).get(ticket)
        if draft is None:
            raise RuleError("No such draft", f"The plan has none for #{ticket}.", "Choose another.")
        if draft.blocked:
            raise RuleError(
                "This draft does not leave",
                f"A check that nobody may override fails for #{ticket}.",
                "Answer this ticket by hand.",
            )
        if draft.kind.value == EffectKind.PUBLIC_REPLY.value:
            raise RuleError(
                "The approved reply stays as it is",
                f"The manager said yes to the exact words for #{ticket}.",
                "Cancel this reply, or go back to Plan and ask for a new approval.",
            )
        if note_of(mission, ticket) is None:
            raise RuleError(
                "This note has left",
                f"The one for #{ticket} is on the ticket, or was taken back.",
                "Undo it, or write on the ticket in Zendesk.",
            )
        return draft

    async def _rewrite(self, old: Draft, page: str, *, own_words: bool) -> Draft:
        brief, snapshot = await self._sealed.brief(), await self._sealed.snapshot()
        tickets, clusters = await self._sealed.tickets(), await self._sealed.clusters()
        ticket = tickets.get(old.ticket)
        if brief is None or snapshot is None or ticket is None:
            raise RuleError("The plan is not complete", "Its texts are gone.", "Plan it again.")
        wanted = Wanted(old, ticket, page, own_words, tuple(tickets.values()), clusters)
        return await self._work.run(rewrite, wanted, snapshot, brief.safeguards, self._rewriting)

    def _was_overridden(self, draft: Draft) -> bool:
        alert = self._ledger.mission.alerts.get(f"{AlertKind.TONE.value}-{draft.ticket}")
        return alert is not None and not alert.open and draft.text == draft.before

    def _closing(self, alert: Id, resolution: Resolution) -> list[AlertResolved]:
        known = self._ledger.mission.alerts.get(alert)
        if known is None or not known.open:
            return []
        return [AlertResolved(alert=alert, resolution=resolution)]

    async def _put(
        self, draft: Draft, more: Sequence[AlertResolved | ValidatorAlertRaised]
    ) -> None:
        async with self._turn:
            note = note_of(self._ledger.mission, draft.ticket)
            if note is None:
                raise RuleError("This note has left", "It was just sent.", "Undo it, then write.")
            revised: Fact = EffectRevised(
                effect=note.id,
                content=self._ledger.keep_value(await self._same_owner(note, draft)),
                draft=self._ledger.keep_value(draft),
                page=draft.page_id,
                passed=sum(check.passed for check in draft.checks),
                failed=sum(not check.passed for check in draft.checks),
            )
            await self._ledger.append(revised, *more)

    async def _same_owner(self, note: Effect, draft: Draft) -> WriteNote:
        """Return the new words for the same agent: who gets a note was approved with it."""
        before = await self._ledger.read_request(note.content)
        who = before if isinstance(before, WriteNote) else WriteNote(draft.ticket, "")
        return replace(who, ticket=draft.ticket, text=draft.text)


def _tone(own: bool) -> Set[str]:
    """A person who kept the words as first written took the jargon in them."""
    return _OF_TONE if own else set()


def _failing(draft: Draft) -> set[str]:
    return {check.check for check in draft.checks if not check.passed}


def _refuse_failing(draft: Draft, allowed: Set[str]) -> None:
    failed = [c for c in draft.checks if not c.passed and c.check not in allowed - BLOCKING]
    if failed:
        raise InputError(
            "A check fails with these words",
            "; ".join(f"{c.line or c.check.replace('_', ' ')}: {c.detail}" for c in failed),
            "Pick another page, or leave the note to the agent.",
        )
