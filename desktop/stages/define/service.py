"""Define's work: understand the intent, write the brief, lock it."""

from datetime import timedelta

from msgspec.structs import replace

from desktop.accounts.reading import read_queue
from desktop.domain.brief import Brief, Check, Safeguard, Scope
from desktop.domain.errors import InputError, RuleError
from desktop.domain.facts import (
    BriefGenerated,
    IntentSubmitted,
    MissionBriefLocked,
    QueueSnapshotTaken,
    SafeguardAdded,
)
from desktop.domain.ticket import Snapshot, Ticket
from desktop.domain.values import StageName, from_millis
from desktop.ledger.ledger import Ledger
from desktop.ports import Connections
from desktop.stages.define.brief_writer import write_brief
from desktop.stages.define.contract import DefineView, Understanding
from desktop.stages.define.intent import chips, parse, say
from desktop.triage.safeguards import DEFAULTS
from desktop.triage.scoping import in_scope
from desktop.watch.clocks import at_risk


class Define:
    """Implements ``DefineCommands``."""

    def __init__(self, ledger: Ledger, connections: Connections) -> None:
        self._ledger = ledger
        self._connections = connections

    async def submit(self, intent: str) -> Understanding:
        """Record the intent and what was understood of it."""
        self._ledger.mission.require(StageName.DEFINE)
        understood = parse(intent)
        scope = self._ledger.keep_value(understood.scope) if understood.scope else None
        words = self._ledger.keep(intent.encode())
        await self._ledger.append(
            IntentSubmitted(intent=words, scope=scope, understood=scope is not None)
        )
        if scope is None:
            raise InputError(
                "The intent was not understood", f"{intent[:200]!r}", understood.question
            )
        return understood

    async def write_brief(self) -> DefineView:
        """Count the tickets of now and write the brief with the default safeguards."""
        scope, intent = await self._scope(), await self._intent()
        snapshot = await self._snapshot()
        tickets = self._in_scope(scope, snapshot)
        mission = self._ledger.mission
        window = timedelta(seconds=mission.rules.window_seconds)
        risks = at_risk(tickets, from_millis(mission.started_at), window)
        brief = write_brief(intent, scope, tickets, risks, DEFAULTS, mission.rules)
        sealed = self._ledger.keep_value(brief)
        await self._ledger.append(
            BriefGenerated(brief=sealed, safeguards=len(DEFAULTS), matched=brief.matched),
            *(self._safeguard(one) for one in DEFAULTS),
        )
        return self._view(brief, Understanding(scope, say(scope), ""))

    async def add_safeguard(self, words: str) -> None:
        """Add an own line; it is kept in the brief and left to a person. Raises InputError when empty."""
        line = " ".join(words.split())
        if not line:
            raise InputError("An empty safeguard", "No words were given.", "Say what to look for.")
        brief = await self._brief()
        own = Safeguard(Check.OWN, line)
        longer = replace(brief, safeguards=(*brief.safeguards, own))
        sealed = self._ledger.keep_value(longer)
        count = len(longer.safeguards)
        await self._ledger.append(
            BriefGenerated(brief=sealed, safeguards=count, matched=longer.matched),
            *(self._safeguard(one) for one in longer.safeguards),
        )

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

    async def _intent(self) -> str:
        digest = self._ledger.mission.intent
        return (await self._ledger.read(digest)).decode() if digest else ""

    async def _brief(self) -> Brief:
        digest = self._ledger.mission.brief
        if digest is None:
            raise RuleError("No brief yet", "It was not written.", "Write the brief first.")
        return await self._ledger.read_value(digest, Brief)

    async def _snapshot(self) -> Snapshot:
        now = self._ledger.clock.now()
        snapshot = await read_queue(self._connections, now, self._progress)
        sealed = self._ledger.keep_value(snapshot)
        await self._ledger.append(
            QueueSnapshotTaken(
                snapshot=sealed, tickets=len(snapshot.tickets), pages=len(snapshot.pages)
            )
        )
        return snapshot

    def _in_scope(self, scope: Scope, snapshot: Snapshot) -> tuple[Ticket, ...]:
        return in_scope(scope, snapshot, from_millis(self._ledger.mission.started_at))

    def _safeguard(self, one: Safeguard) -> SafeguardAdded:
        return SafeguardAdded(check=one.check, text=self._ledger.keep(one.text.encode()))

    def _view(self, brief: Brief, understanding: Understanding) -> DefineView:
        locked = self._ledger.mission.brief_locked
        return DefineView(understanding, chips(brief.scope), brief, locked)

    def _progress(self, done: int, total: int) -> None:
        self._ledger.progress(StageName.DEFINE, done, total, "tickets read")
