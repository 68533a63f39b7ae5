"""Other words for a held reply: judged like every draft, then an increment with a yes of its own.

The yes of the manager binds a public reply to the letter. So the reply stays held and paused with the words that were
approved; the new words are planned beside it, and take its place in the one commit that begins them.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from desktop.domain.approval import Assurance
from desktop.domain.brief import Safeguard
from desktop.domain.effect import Effect, EffectKind, SendReply
from desktop.domain.errors import InputError, RuleError
from desktop.domain.facts import (
    EffectCancelled,
    EffectPaused,
    EffectPlanned,
    Fact,
    Reason,
    ReplyAmended,
)
from desktop.domain.mission import Increment
from desktop.domain.plan import BLOCKING, Draft
from desktop.domain.ticket import Snapshot, Ticket
from desktop.domain.values import Id
from desktop.ledger.ledger import Ledger
from desktop.ports import Work
from desktop.stages.execute.holding import held_reply
from desktop.stages.execute.revision import Rewriting
from desktop.triage.drafts import Around, amended
from desktop.triage.foreign import index
from desktop.triage.knowledge import Knowledge
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
    knowledge = Knowledge(snapshot.pages, snapshot.taken_at, rewriting.stale_days)
    promise = promise_of(wanted.draft, rewriting.update_minutes)
    around = Around((), snapshot.taken_at, promise, index(wanted.tickets))
    page = knowledge.chosen(wanted.draft.page_id) if wanted.draft.page_id else None
    return amended(wanted.draft, wanted.words, wanted.ticket, page, safeguards, around)


class Amendment:
    """Plans other words for a held reply, and puts them in its place once they are approved."""

    def __init__(self, ledger: Ledger, work: Work, sealed: Sealed, rewriting: Rewriting) -> None:
        self._ledger = ledger
        self._work = work
        self._sealed = sealed
        self._rewriting = rewriting

    async def plan(self, effect: Id, words: str) -> Draft:
        """Plan these words and keep the reply paused meanwhile; return what the checks say.

        Raises InputError for words that may not leave, RuleError when the reply is not held or an increment waits.
        """
        held = held_reply(self._ledger.mission, effect)
        ticket = int(held.target)
        draft = await self._judged(ticket, tidy(words))
        held = held_reply(self._ledger.mission, effect)
        number = len(self._ledger.mission.increments) + 1
        kept = self._ledger.keep_value(draft)
        await self._ledger.append(
            *([] if held.paused else [EffectPaused(effect=effect)]),
            ReplyAmended(number=number, effect=effect, ticket=ticket, draft=kept),
            self._planned(held, draft, number),
        )
        return draft

    def replaced(self, growing: Increment | None, assurance: Assurance | None) -> list[Fact]:
        """Return what ends the old words as the new ones begin; nothing for tickets taken in.

        Raises RuleError for a vouched yes: it releases no reply, so the approved words stay.
        """
        if growing is None or not growing.amends:
            return []
        if assurance is Assurance.VOUCHED:
            raise RuleError(
                "This yes releases no reply",
                "It was vouched for, not signed: the words approved before stay held.",
                "Ask a manager who can enter a code, or give the new words up.",
            )
        return [EffectCancelled(effect=growing.amends, reason=Reason.AMENDED)]

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
            raise RuleError("The plan is not complete", "Its texts are gone.", "Plan it again.")
        if words == old.text:
            raise InputError(
                "These are the words it has", "Nothing was changed.", "Change them, or close."
            )
        wanted = Amended(old, words, tickets[ticket], tuple(tickets.values()))
        draft = await self._work.run(judge, wanted, snapshot, brief.safeguards, self._rewriting)
        _refuse(draft)
        return draft


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
