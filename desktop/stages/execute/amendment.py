"""Other words for a held reply: judged like every draft, then an increment with a yes of its own.

The yes of the manager binds a public reply to the letter. So the reply stays held and paused with the words that were
approved; the new words are planned beside it, and take its place in the one commit that begins them.
"""

import asyncio
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from desktop.domain.brief import Safeguard
from desktop.domain.effect import WAITING, Effect, EffectKind, SendReply
from desktop.domain.errors import InputError, RuleError
from desktop.domain.facts import (
    AuditEventRecorded,
    AuditKind,
    EffectCancelled,
    EffectPaused,
    EffectPlanned,
    Fact,
    IncrementDropped,
    Reason,
    ReplyAmended,
)
from desktop.domain.mission import Mission
from desktop.domain.plan import BLOCKING, Draft
from desktop.domain.ticket import Snapshot, Ticket
from desktop.domain.values import Id
from desktop.ledger.ledger import Ledger
from desktop.ports import Work
from desktop.stages.execute.holding import held_reply
from desktop.stages.execute.revision import Rewriting
from desktop.triage.drafts import Around, amended
from desktop.triage.foreign import index
from desktop.triage.reply.promise import promise_of
from desktop.watch.sealed import Sealed

LONGEST = 60_000
"""Characters; Zendesk takes 65,535 in a comment (developer.zendesk.com, ticket comments)."""


@dataclass(frozen=True)
class Amended:
    """A draft, the words a person wants instead, and whose values they may hold: the plan's ``tickets``."""

    draft: Draft
    words: str
    ticket: Ticket
    tickets: tuple[Ticket, ...]


def judge(
    wanted: Amended, snapshot: Snapshot, safeguards: Sequence[Safeguard], rewriting: Rewriting
) -> Draft:
    """Return the draft with the new words and what the checks say of them; runs in a worker."""
    promise = promise_of(wanted.draft, rewriting.update_minutes)
    around = Around((), snapshot.taken_at, promise, index(wanted.tickets))
    page = next((page for page in snapshot.pages if page.id == wanted.draft.page_id), None)
    return amended(wanted.draft, wanted.words, wanted.ticket, page, safeguards, around)


class Amendment:
    """Plans other words for a held reply; ``turn`` keeps it apart from the clock that releases replies."""

    def __init__(
        self, ledger: Ledger, work: Work, sealed: Sealed, rewriting: Rewriting, turn: asyncio.Lock
    ) -> None:
        self._ledger = ledger
        self._work = work
        self._sealed = sealed
        self._rewriting = rewriting
        self._turn = turn

    async def words(self, effect: Id) -> str:
        """Return the words a held reply would get, or has; that somebody opened them is on record."""
        held = held_reply(self._ledger.mission, effect)
        waiting = self._waiting(effect)
        content = waiting.content if waiting else held.content
        request = await self._ledger.read_request(content)
        opened = AuditEventRecorded(event=AuditKind.TICKET_OPENED, subject=held.target)
        await self._ledger.append(opened)
        return request.text if isinstance(request, SendReply) else ""

    async def weigh(self, effect: Id, words: str) -> Draft:
        """Return what the checks say of these words; nothing is planned. Raises InputError where they may not leave."""
        held = held_reply(self._ledger.mission, effect)
        request = await self._ledger.read_request(held.content)
        text = tidy(words)
        if isinstance(request, SendReply) and text.strip() == request.text.strip():
            raise InputError(
                "These words were approved", "Nothing was changed.", "Change them, or let it go."
            )
        draft = await self._judged(int(held.target), text)
        _refuse(draft)
        return draft

    async def plan(self, effect: Id, words: str) -> Draft:
        """Plan these words, in the place of others that wait, and keep the reply paused meanwhile."""
        draft = await self.weigh(effect, words)
        async with self._turn:  # what is under way gets its answer first
            held = held_reply(self._ledger.mission, effect)
            await self._ledger.append(*self._facts(held, draft))
        return draft

    def _facts(self, held: Effect, draft: Draft) -> list[Fact]:
        mission = self._ledger.mission
        number, waiting = len(mission.increments) + 1, mission.open_amendment
        facts: list[Fact] = []
        if waiting is not None and waiting.amends == held.id:
            facts.append(IncrementDropped(number=waiting.number))
        if not held.paused:
            facts.append(EffectPaused(effect=held.id))
        kept = self._ledger.keep_value(draft)
        facts.append(ReplyAmended(number=number, effect=held.id, ticket=draft.ticket, draft=kept))
        return [*facts, self._planned(held, draft, number)]

    def _waiting(self, effect: Id) -> Effect | None:
        """Return the reply with other words that waits to take this one's place."""
        mission = self._ledger.mission
        waiting = mission.open_amendment
        if waiting is None or waiting.amends != effect:
            return None
        return next(iter(mission.effects_of(waiting.number)), None)

    def _planned(self, held: Effect, draft: Draft, number: int) -> EffectPlanned:
        mission = self._ledger.mission
        return EffectPlanned(
            effect=f"{mission.id}.{len(mission.effects) + 1:03d}",
            effect_kind=EffectKind.PUBLIC_REPLY,
            target=held.target,
            content=self._ledger.keep_value(SendReply(draft.ticket, draft.text)),
            increment=number,
        )

    async def _judged(self, ticket: int, words: str) -> Draft:
        brief, snapshot = await self._sealed.brief(), await self._sealed.snapshot()
        tickets, old = await self._sealed.tickets(), (await self._sealed.drafts()).get(ticket)
        if brief is None or snapshot is None or old is None or ticket not in tickets:
            raise RuleError(
                "These words cannot be checked",
                "What the plan was made with is gone.",
                "Give the reply up and answer by hand.",
            )
        wanted = Amended(old, words, tickets[ticket], tuple(tickets.values()))
        return await self._work.run(judge, wanted, snapshot, brief.safeguards, self._rewriting)


def tidy(words: str) -> str:
    """Return the words as they would leave: no blanks at their ends. Raises InputError when none are left, or too many."""
    lines = [line.rstrip() for line in words.strip().splitlines()]
    kept = "\n".join(lines)
    if not kept:
        raise InputError(
            "There are no words", "The reply would be empty.", "Write it, or give it up."
        )
    if len(kept) > LONGEST:
        raise InputError(
            "The reply is too long",
            f"It has {len(kept):,} characters; {LONGEST:,} may leave.",
            "Shorten it.",
        )
    return kept + "\n"


def _refuse(draft: Draft) -> None:
    failed = [one for one in draft.checks if not one.passed and one.check in BLOCKING]
    if failed:
        raise InputError(
            "These words may not leave",
            f"They hold {', '.join(one.detail for one in failed)}.",
            "Take that out, then ask again.",
        )


def ended_by(mission: Mission) -> list[Fact]:
    """Return what ends the old words as the new ones begin; nothing for tickets taken in."""
    waiting = mission.open_amendment
    return [EffectCancelled(effect=waiting.amends, reason=Reason.AMENDED)] if waiting else []


def spent_words(mission: Mission) -> list[Fact]:
    """Return what ends an amendment whose words are outside already: the part of the ledger that was lost sent them."""
    waiting = mission.open_amendment
    if waiting is None:
        return []
    waits = any(one.state in WAITING for one in mission.effects_of(waiting.number))
    return [] if waits else [IncrementDropped(number=waiting.number)]


def dropped_with(mission: Mission, given_up: Iterable[Id]) -> list[Fact]:
    """Return what gives up other words that wait, where the reply they are for, or they themselves, are given up."""
    waiting = mission.open_amendment
    if waiting is None:
        return []
    pair = {waiting.amends, *(one.id for one in mission.effects_of(waiting.number))}
    return [IncrementDropped(number=waiting.number)] if pair & set(given_up) else []
