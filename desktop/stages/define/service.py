"""Define's work: understand the intent, write the brief, lock it."""

from collections import Counter
from dataclasses import replace as with_fields
from datetime import datetime, timedelta

from msgspec.structs import replace

from desktop.domain.brief import Brief, Safeguard
from desktop.domain.errors import InputError, RuleError
from desktop.domain.facts import (
    BriefGenerated,
    BriefReopened,
    Fact,
    IntentSubmitted,
    MissionBriefLocked,
    QueueSnapshotTaken,
    SafeguardAdded,
)
from desktop.domain.scope import Scope
from desktop.domain.ticket import Snapshot, Ticket
from desktop.domain.values import StageName, from_millis
from desktop.ledger.ledger import Ledger
from desktop.ports import Keys, Work
from desktop.preferences.contract import Pace
from desktop.stages.define.brief_writer import Counted, write_brief
from desktop.stages.define.chips import chips
from desktop.stages.define.contract import (
    DefineView,
    Match,
    Reading,
    SavedIntent,
    Understanding,
)
from desktop.stages.define.intent import parse
from desktop.stages.define.known import Known, known_of
from desktop.stages.define.kpi import begun_at, measured, ready_at
from desktop.stages.define.saved import SavedIntents
from desktop.stages.define.saying import say
from desktop.stages.define.versions import history
from desktop.triage.matching import match
from desktop.triage.safeguards import DEFAULTS, understand
from desktop.triage.scoping import in_scope
from desktop.watch.clocks import at_risk
from desktop.watch.reading import LastRead


class Define:
    """Implements ``DefineCommands``."""

    def __init__(self, ledger: Ledger, last: LastRead, work: Work, pace: Pace, keys: Keys) -> None:
        self._ledger = ledger
        self._last = last
        self._work = work
        self._pace = pace
        self._saved = SavedIntents(keys)
        self._known: tuple[Snapshot, Known] | None = None

    async def understand(self, intent: str) -> Reading:
        """Read an intent as it is typed; the queue is read once, if it never was."""
        understood = await self._parse(intent)
        return await self._reading(understood, understood.scope)

    async def count(self, scope: Scope, intent: str = "") -> Reading:
        """Count a scope edited by hand."""
        said = (await self._parse(intent)).scope if intent.strip() else None
        return await self._reading(Understanding(scope, say(scope), ""), said)

    async def _parse(self, intent: str) -> Understanding:
        snapshot = await self._last.latest(self._progress)
        if self._known is None or self._known[0] is not snapshot:
            me = self._ledger.actor.account
            known = known_of(snapshot, self._ledger.clock.now(), int(me) if me.isdigit() else 0)
            self._known = (snapshot, known)
        known = with_fields(self._known[1], now=self._ledger.clock.now())
        return parse(intent, known)

    async def _reading(self, understood: Understanding, said: Scope | None) -> Reading:
        scope = understood.scope
        if scope is None:
            return Reading(understood, (), None)
        snapshot = await self._last.latest(self._progress)
        matched = await self._work.run(match, scope, snapshot, self._since())
        words = Counter(word for _, terms in matched.terms for word in terms)
        found = Match(
            count=len(matched.tickets),
            open_tickets=len(snapshot.tickets),
            tickets=matched.tickets,
            terms=tuple(words.most_common()),
            inside=matched.inside,
            outside=matched.outside,
        )
        return Reading(understood, chips(scope, said), found)

    async def saved(self) -> tuple[SavedIntent, ...]:
        """Return the intents kept in this profile."""
        return await self._saved.all()

    async def save(self, name: str, intent: str) -> None:
        """Keep an intent by name."""
        await self._saved.save(name, intent)

    async def forget(self, one: SavedIntent) -> None:
        """Remove a kept intent."""
        await self._saved.forget(one)

    async def view(self) -> DefineView | None:
        """Return the brief as it stands."""
        if self._ledger.mission.brief is None:
            return None
        return await self._view(await self._brief())

    async def intent(self) -> str:
        """Return the lead's words."""
        digest = self._ledger.mission.intent
        return (await self._ledger.read(digest)).decode() if digest else ""

    async def submit(self, intent: str, scope: Scope | None = None) -> Understanding:
        """Record the intent and what was understood of it, or the scope as edited by hand."""
        self._ledger.mission.require(StageName.DEFINE)
        understood = Understanding(scope, say(scope), "") if scope else await self._parse(intent)
        return await self._record(intent, understood)

    async def _record(self, intent: str, understood: Understanding) -> Understanding:
        scope = self._ledger.keep_value(understood.scope) if understood.scope else None
        words = self._ledger.keep(intent.encode())
        await self._ledger.append(
            IntentSubmitted(intent=words, scope=scope, understood=scope is not None)
        )
        if scope is None:
            raise InputError(
                "The intent was not understood", f"{intent[:200]!r}", understood.question
            )
        await self._saved.used(intent)
        return understood

    async def write_brief(self) -> DefineView:
        """Count the tickets of now and write the brief with the default safeguards."""
        scope, intent = await self._scope(), await self.intent()
        snapshot = await self._snapshot()
        tickets = await self._in_scope(scope, snapshot)
        mission = self._ledger.mission
        self._last.matched = frozenset(ticket.id for ticket in tickets)
        window = timedelta(seconds=mission.rules.window_seconds)
        started, now = from_millis(mission.started_at), self._ledger.clock.now()
        risks = at_risk(tickets, started, window)
        seen = Counted(tickets, risks, started, now, self._pace, mission.rules)
        brief = write_brief(intent, scope, seen, DEFAULTS)
        await self._put(brief)
        return await self._view(brief)

    def read_safeguard(self, words: str) -> str:
        """Say how a line would be understood."""
        return understand(words).understood if words.strip() else ""

    async def add_safeguard(self, words: str) -> None:
        """Add an own line: a check where a rule can read it, else a person's. Raises InputError when empty."""
        if not words.strip():
            raise InputError("An empty safeguard", "No words were given.", "Say what to look for.")
        brief, own = await self._brief(), understand(words)
        if own.text in [line.text for line in brief.safeguards]:
            raise InputError(
                "It stands there already", f"{own.text[:200]!r}", "Say what else to look for."
            )
        await self._put(replace(brief, safeguards=(*brief.safeguards, own)))

    async def remove_safeguard(self, words: str) -> None:
        """Take a line out. Raises InputError for one the brief does not have."""
        brief = await self._brief()
        left = tuple(line for line in brief.safeguards if line.text != words)
        if len(left) == len(brief.safeguards):
            raise InputError("No such safeguard", f"{words[:200]!r}", "Choose one of the brief's.")
        await self._put(replace(brief, safeguards=left))

    async def revise(self, objective: str, audience: str, kpi: str) -> DefineView:
        """Put the lead's words in place of ours."""
        said = [" ".join(words.split()) for words in (objective, audience, kpi)]
        if not all(said):
            raise InputError(
                "A line is empty", "Objective, audience and KPI need words.", "Fill it in."
            )
        brief = await self._brief()
        await self._put(replace(brief, objective=said[0], audience=said[1], kpi=said[2]))
        return await self._view(await self._brief())

    async def reopen(self, reason: str) -> DefineView:
        """Open the locked brief; the fold drops what was made for it, and refuses once the plan runs."""
        words, mission = " ".join(reason.split()), self._ledger.mission
        if not words:
            raise InputError(
                "A new version needs a reason", "No words were given.", "Say why the brief changes."
            )
        if mission.brief is None:
            raise RuleError("No brief yet", "There is nothing to open.", "Write the brief first.")
        opened = BriefReopened(
            brief=mission.brief,
            version=mission.brief_version,
            reason=self._ledger.keep(words.encode()),
        )
        await self._ledger.append(opened, *self._written(self._retimed(await self._brief())))
        return await self._view(await self._brief())

    async def _put(self, brief: Brief) -> None:
        """Seal a brief anew with all its safeguards; a plan made for the old one does not stand.

        Raises RuleError for a locked one: a new version begins with its reason.
        """
        mission = self._ledger.mission
        if mission.brief_locked and not mission.executed_at:  # once it runs, the fold says so
            raise RuleError(
                "The brief is locked",
                f"Version {mission.brief_version} stands, and what was made for it.",
                "Choose Change the brief and say why.",
            )
        await self._ledger.append(*self._written(brief))

    def _written(self, brief: Brief) -> list[Fact]:
        made = BriefGenerated(
            brief=self._ledger.keep_value(brief),
            safeguards=len(brief.safeguards),
            matched=brief.matched,
        )
        return [made, *(self._safeguard(one) for one in brief.safeguards)]

    def _retimed(self, brief: Brief) -> Brief:
        mission, now = self._ledger.mission, self._ledger.clock.now()
        ready = ready_at(from_millis(mission.started_at), now, self._pace)
        return begun_at(ready, brief, mission.rules)

    async def lock(self) -> None:
        """Fix the brief. An empty scope is refused here, before anything is asked of anybody."""
        brief = await self._brief()
        if brief.matched == 0:
            raise InputError(
                "No ticket matches",
                say(brief.scope) + " There is none of them now.",
                "Widen the age, the priority or the topic, then lock again.",
            )
        mission = self._ledger.mission
        if mission.brief is None:
            raise RuleError("No brief yet", "There is nothing to lock.", "Write the brief first.")
        await self._ledger.append(
            MissionBriefLocked(
                brief=mission.brief, version=mission.brief_version + 1, tickets=brief.matched
            )
        )

    async def _scope(self) -> Scope:
        digest = self._ledger.mission.scope
        if digest is None:
            raise RuleError("No scope yet", "No intent was understood.", "Say the intent first.")
        return await self._ledger.read_value(digest, Scope)

    async def _brief(self) -> Brief:
        digest = self._ledger.mission.brief
        if digest is None:
            raise RuleError("No brief yet", "It was not written.", "Write the brief first.")
        return await self._ledger.read_value(digest, Brief)

    async def _snapshot(self) -> Snapshot:
        snapshot = await self._last.whole(self._progress)
        sealed = self._ledger.keep_value(snapshot)
        await self._ledger.append(
            QueueSnapshotTaken(
                snapshot=sealed, tickets=len(snapshot.tickets), pages=len(snapshot.pages)
            )
        )
        return snapshot

    async def _in_scope(self, scope: Scope, snapshot: Snapshot) -> tuple[Ticket, ...]:
        return await self._work.run(in_scope, scope, snapshot, self._since())

    def _since(self) -> datetime:
        """Ages are counted back from the mission's start, before there is one from now."""
        started = self._ledger.mission.started_at
        return from_millis(started) if started else self._ledger.clock.now()

    def _safeguard(self, one: Safeguard) -> SafeguardAdded:
        return SafeguardAdded(check=one.check, text=self._ledger.keep(one.text.encode()))

    async def _view(self, brief: Brief) -> DefineView:
        mission = self._ledger.mission
        understanding = Understanding(brief.scope, say(brief.scope), "")
        return DefineView(
            understanding,
            chips(brief.scope),
            brief,
            mission.brief_locked,
            mission.brief_version,
            await history(self._ledger),
            mission.executed_at > 0,
            measured(brief, mission.rules.window_seconds // 60),
        )

    def _progress(self, done: int, total: int) -> None:
        self._ledger.progress(StageName.DEFINE, done, total, "tickets read")
