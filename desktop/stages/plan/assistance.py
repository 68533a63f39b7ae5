"""Other words for one draft, asked of the writing assistant: masked, paid from a budget, judged, taken by a person."""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import NoReturn

from desktop.domain.assistant import host_of, tokens_of
from desktop.domain.errors import AssistantError, RuleError
from desktop.domain.facts import (
    AssistantAsked,
    AssistantConsented,
    AssistantOutcome,
    ConsentKind,
)
from desktop.domain.plan import CheckResult, Draft, DraftNeed, Reworded
from desktop.domain.ticket import Ticket
from desktop.domain.values import Digest, Id
from desktop.ledger.ledger import Ledger
from desktop.ports import Assistant, Words
from desktop.preferences.assistant import AssistantBook
from desktop.stages.plan.contents import Contents
from desktop.stages.plan.contract import AssistantStanding, PlanView, Suggestion
from desktop.stages.plan.outlook import Outlook
from desktop.stages.plan.situation import Seen
from desktop.triage.reply.letter import middle
from desktop.triage.reply.wording import wording
from desktop.triage.rewording import Masked, instructions, mask, put_back, wrong_with
from desktop.watch.sealed import Sealed

Take = Callable[[int, Reworded], Awaitable[PlanView]]
"""Makes the plan again with these words for a ticket."""

_ROOM = 128
"""Tokens an answer may have beyond twice what was sent."""
_AT_SIGHT = 4_000
"""Letters of a draft that a person sees compared; words nobody saw are never taken."""
_OURS_STAY = "The draft stays as it is; ask again, or keep ours."


@dataclass(frozen=True)
class _Case:
    """One question: the draft it is about, and what would leave."""

    draft: Draft
    basis: Digest
    need: DraftNeed
    seen: Seen
    ours: str
    masked: Masked

    @property
    def told(self) -> str:
        return instructions(self.draft.language)

    @property
    def most(self) -> int:
        return 2 * tokens_of(self.masked.text) + _ROOM

    @property
    def sent(self) -> int:
        return tokens_of(self.told, self.masked.text)


@dataclass(frozen=True)
class _Pending:
    """Words that may be taken while the draft is the one they are for."""

    basis: Digest
    words: Reworded


class Assistance:
    """Implements ``RewordCommands``. One question at a time, or two could spend the same budget."""

    def __init__(
        self,
        ledger: Ledger,
        sealed: Sealed,
        outlook: Outlook,
        contents: Contents,
        book: AssistantBook,
        take: Take,
    ) -> None:
        self._ledger = ledger
        self._sealed = sealed
        self._outlook = outlook
        self._contents = contents
        self._book = book
        self._take = take
        self._turn = asyncio.Lock()
        self._pending: dict[int, _Pending] = {}

    async def standing(self) -> AssistantStanding:
        """Return whether it may be asked, where, and what the mission has spent."""
        now, mission = self._book.known, self._ledger.mission
        on = now.may_be_asked and mission.strategy is not None and not mission.executed_at
        agreed = on and await self._book.agreed()
        host, spent = host_of(now.url), mission.assistant_tokens
        return AssistantStanding(on, host, agreed, spent, now.tokens_per_mission)

    async def agree(self, host: str) -> None:
        """Record that a person agreed; the host is the one that was read."""
        if not self._book.known.may_be_asked or host != host_of(self._book.known.url):
            raise RuleError("The address has changed", "It is not the one shown.", "Read it again.")
        await self._note_consent(host, ConsentKind.GIVEN)
        await self._book.agree()

    async def suggest(self, ticket: int) -> Suggestion:
        """Ask for other words for one draft and judge them; nothing is taken."""
        async with self._turn:
            self._pending.pop(ticket, None)
            case = await self._case(ticket)
            assistant, host = await self._book.assistant()
            try:
                await self._note_consent(host, ConsentKind.STANDING)
                await self._require_budget(case)
                words = await self._ask(assistant, case)
            finally:
                await assistant.close()
            return await self._judged(case, words)

    async def use_suggestion(self, ticket: int) -> PlanView:
        """Take the words suggested last for this draft; the plan is made again, a yes to the old one lapses."""
        async with self._turn:
            pending = self._pending.get(ticket)
            ref = self._ledger.mission.drafts.get(ticket)
            if pending is None or ref is None or ref.content != pending.basis:
                raise RuleError(
                    "There is nothing to take",
                    f"No suggestion that passed its checks stands for #{ticket} as it is now.",
                    "Ask for other words again.",
                )
            view = await self._take(ticket, pending.words)
            self._pending.pop(ticket, None)
            return view

    async def _case(self, ticket: int) -> _Case:
        """Return what would be asked. Raises RuleError where this draft is not to be reworded."""
        mission = self._ledger.mission
        draft, plan = (await self._sealed.drafts()).get(ticket), await self._sealed.candidate()
        need = next((one for one in plan.drafts if one.ticket == ticket), None) if plan else None
        if draft is None or need is None or mission.executed_at:
            raise RuleError(
                "This draft cannot be reworded",
                f"The plan has none for #{ticket}, or it is being carried out.",
                "Choose a plan first; what runs keeps the words that were approved.",
            )
        if draft.blocked or not draft.slots:
            raise RuleError(
                "This draft does not leave",
                f"A check that nobody may override fails for #{ticket}, or it is of an older version.",
                "Answer this ticket by hand, or make the plan again.",
            )
        seen = await self._outlook.seen()
        about = next(one for one in seen.tickets if one.id == ticket)
        slots = {slot.name: slot.value for slot in draft.slots}
        ours = middle(slots, wording(draft.language))
        fixed = (slots.get("time", ""), *_incidents(seen, about))
        masked = mask(ours, about, fixed, draft.language)
        return _Case(draft, mission.drafts[ticket].content, need, seen, ours, masked)

    async def _require_budget(self, case: _Case) -> None:
        budget, spent = self._book.known.tokens_per_mission, self._ledger.mission.assistant_tokens
        if spent + case.sent + case.most > budget:
            await self._note(case, 0, AssistantOutcome.OVER_BUDGET)
            raise RuleError(
                "The mission's budget is used up",
                f"{spent} of {budget} tokens are spent; this draft may take {case.sent + case.most}.",
                "Raise the budget in the settings of the writing assistant, or keep our words.",
            )

    async def _ask(self, assistant: Assistant, case: _Case) -> Words:
        """Ask once; whatever comes of it is on record, a question that was cancelled too."""
        try:
            return await assistant.reword(case.told, case.masked.text, case.most)
        except AssistantError as failed:
            await self._note(case, failed.tokens, AssistantOutcome.FAILED)
            raise
        except asyncio.CancelledError:
            await self._note(case, case.sent, AssistantOutcome.FAILED)
            raise

    async def _judged(self, case: _Case, words: Words) -> Suggestion:
        wrong = wrong_with(case.masked, words.text)
        if wrong:
            await self._refuse(case, words, f"Refused unread: {wrong}.")
        try:
            fresh = await self._write(case, Reworded(case.ours, put_back(case.masked, words.text)))
        except BaseException:  # given up or failed meanwhile: the tokens are spent all the same
            await self._note(case, words.tokens, AssistantOutcome.FAILED)
            raise
        if len(fresh.text) > _AT_SIGHT:
            await self._refuse(case, words, "It is longer than what can be compared at sight.")
        worse = _worse(case.draft, fresh)
        good = not worse and fresh.reworded is not None
        outcome = AssistantOutcome.SUGGESTED if good else AssistantOutcome.REFUSED_BY_CHECKS
        await self._note(case, words.tokens, outcome)
        may_use = good and fresh.text != case.draft.text
        if may_use and fresh.reworded is not None:
            self._pending[fresh.ticket] = _Pending(case.basis, fresh.reworded)
        return Suggestion(
            fresh.ticket, case.draft.text, fresh.text, fresh.checks, worse, may_use, words.tokens
        )

    async def _refuse(self, case: _Case, words: Words, why: str) -> NoReturn:
        await self._note(case, words.tokens, AssistantOutcome.LOST_PLACEHOLDERS)
        raise AssistantError("The suggestion cannot be used", why, _OURS_STAY)

    async def _write(self, case: _Case, words: Reworded) -> Draft:
        """Write the draft with these words as it would be written in the plan: repaired, and every check run."""
        ticket, page = case.draft.ticket, case.draft.page_id
        picked = {ticket: page} if page else {}
        (fresh,) = await self._contents.write([case.need], case.seen, picked, {ticket: words})
        return fresh

    async def _note_consent(self, host: Id, consent: ConsentKind) -> None:
        if self._ledger.mission.assistant_host != host or consent is ConsentKind.GIVEN:
            await self._ledger.append(AssistantConsented(host=host, consent=consent))

    async def _note(self, case: _Case, tokens: int, outcome: AssistantOutcome) -> None:
        await self._ledger.append(
            AssistantAsked(
                draft=_name(case.draft.ticket),
                tokens=tokens,
                outcome=outcome,
                redacted=case.masked.redacted,
                replaced=case.masked.replaced,
            )
        )


def _name(ticket: int) -> Id:
    return f"draft-{ticket}"


def _incidents(seen: Seen, about: Ticket) -> list[str]:
    """The names of the ticket's incidents: made of customers' words."""
    return [cluster.name for cluster in seen.clusters if about.id in cluster.tickets]


def _worse(before: Draft, after: Draft) -> tuple[CheckResult, ...]:
    """Return the checks that fail with the new words and did not fail before."""
    failed = {check.check for check in before.checks if not check.passed}
    return tuple(one for one in after.checks if not one.passed and one.check not in failed)
