"""Define: reads the intent while it is typed, writes the brief, locks it."""

import asyncio
from collections.abc import Coroutine
from dataclasses import dataclass
from typing import Any

from msgspec.structs import replace

from desktop.domain.errors import Fault
from desktop.domain.scope import Scope
from desktop.domain.values import StageName
from desktop.stages.define.contract import DefineView, Reading, SavedIntent
from ui.bridge.bar import Act, Bar, Notice
from ui.bridge.presenter import Presenter
from ui.bridge.problems import Problem

_WAIT_SECONDS = 0.18
"""How long typing must rest before it is read."""


@dataclass(frozen=True)
class DefinePageView:
    """What the page draws: the intent, how it reads now, and the brief once written."""

    intent: str
    reading: Reading | None
    brief: DefineView | None
    saved: tuple[SavedIntent, ...] = ()


class DefinePresenter(Presenter):
    """Implements the page's acts. ``read`` tells each fresh ``Reading`` while the lead types."""

    stage = StageName.DEFINE

    def __init__(self, *given: object) -> None:
        super().__init__(*given)  # type: ignore[arg-type]  # as the base takes them
        self._typed = ""
        self._has_typed = False
        self._scope: Scope | None = None
        self._reading: Reading | None = None
        self._brief: DefineView | None = None
        self._saved: tuple[SavedIntent, ...] = ()
        self._written_for: tuple[str, Scope | None] = ("", None)

    async def load(self) -> DefinePageView | Notice:
        """Read the intent and brief as recorded."""
        around = await self.desk.watch.view()
        if around.started_at is None:
            return Notice(
                "target",
                "No mission runs",
                "Start one on Home first.",
                "Go to Home",
                goes_to=StageName.HOME,
            )
        self._brief = await self.desk.define.view()
        recorded = await self.desk.define.intent()
        if recorded and not self._typed and not self._has_typed:
            self._typed = recorded
            self._scope = self._brief.brief.scope if self._brief else None
            self._written_for = (self._typed, self._scope)
        if self._typed and self._reading is None:
            self._reading = await self._read()
        self._saved = await self.desk.define.saved()
        return self._view()

    def _view(self) -> DefinePageView:
        return DefinePageView(self._typed, self._reading, self._brief, self._saved)

    def type(self, intent: str) -> None:
        """The lead typed: read it once typing rests."""
        if intent == self._typed:
            return
        self._has_typed = True  # from here on the field is the lead's, emptied too
        self._typed, self._scope = intent, None
        self.tasks.start(self._read_soon(), "define.read", self._not_read)

    def edit(self, scope: Scope) -> None:
        """A chip was changed by hand."""
        self._scope = scope
        self.tasks.start(self._read_soon(), "define.read", self._not_read)

    def take_in(self, ticket: int) -> None:
        """A ticket at the edge belongs to the scope after all."""
        if (scope := self._scope_now()) is not None:
            out = tuple(one for one in scope.excluded if one != ticket)
            self.edit(replace(scope, included=(*scope.included, ticket), excluded=out))

    def leave_out(self, ticket: int) -> None:
        """A ticket at the edge does not belong to the scope."""
        if (scope := self._scope_now()) is not None:
            kept = tuple(one for one in scope.included if one != ticket)
            self.edit(replace(scope, excluded=(*scope.excluded, ticket), included=kept))

    def _scope_now(self) -> Scope | None:
        return self._scope or (self._reading.understanding.scope if self._reading else None)

    def save(self, name: str) -> None:
        """Keep what is typed by a name."""
        self.work(self._keep(self.desk.define.save(name, self._typed)), "Saving the intent")

    def forget(self, one: SavedIntent) -> None:
        """Remove a kept intent."""
        self.work(self._keep(self.desk.define.forget(one)), "Removing the intent")

    async def _keep(self, change: Coroutine[Any, Any, None]) -> None:
        await change
        self._saved = await self.desk.define.saved()
        self.shown.emit(self._view())

    async def _read_soon(self) -> None:
        await asyncio.sleep(_WAIT_SECONDS)
        self._reading = await self._read()
        self.shown.emit(self._view())
        self.barred.emit(self.bar())

    async def _read(self) -> Reading | None:
        if self._scope is not None:
            return await self.desk.define.count(self._scope, self._typed)
        return await self.desk.define.understand(self._typed) if self._typed.strip() else None

    def _not_read(self, problem: Problem) -> None:
        if problem.fault is not Fault.USER:
            self.failed.emit(problem)

    @property
    def written(self) -> bool:
        """Whether the brief on the page is for what is typed now."""
        return self._brief is not None and self._written_for == (self._typed, self._scope)

    def bar(self) -> Bar:
        """Write the brief first, then lock it."""
        hint = "Once locked, a change makes a new version and needs a new approval."
        if self._brief is not None and self.written and self._brief.locked:
            return Bar(hint, "lock", primary=Act("Continue to Prepare"))
        if self.written:
            return Bar(hint, "lock", primary=Act("Lock brief", "lock", self._why_not()))
        return Bar(
            "Say it in your own words. Nothing is read outside until you ask.",
            primary=Act("Write the brief", "pencil", self._why_not()),
        )

    def _why_not(self) -> str:
        if self.busy:
            return "Work is under way."
        if not self._typed.strip():
            return "Say what the mission is for."
        match = self._reading.match if self._reading else None
        if self._reading and self._reading.understanding.scope is None:
            return self._reading.understanding.question
        return "No ticket matches." if match is not None and match.count == 0 else ""

    def primary(self) -> None:
        """Write, lock, or go on."""
        if self._why_not() and not (self._brief and self._brief.locked):
            return
        if not self.written:
            self.work(self._write(), "Writing the brief")
        elif self._brief is not None and self._brief.locked:
            self.left_for.emit(StageName.PREPARE)
        else:
            self.work(self.desk.define.lock(), "Locking the brief", StageName.PREPARE)

    async def _write(self) -> None:
        asked = (self._typed, self._scope)
        await self.desk.define.submit(self._typed, self._scope)
        self._brief = await self.desk.define.write_brief()
        self._scope = self._brief.brief.scope
        self._written_for = (asked[0], self._scope)

    def revise(self, objective: str, audience: str, kpi: str) -> None:
        """Change the brief's own words."""
        self.work(self.desk.define.revise(objective, audience, kpi), "Writing the brief")

    def add_safeguard(self, words: str) -> None:
        """Add an own line."""
        self.work(self.desk.define.add_safeguard(words), "Adding the safeguard")

    def remove_safeguard(self, words: str) -> None:
        """Take a line out."""
        self.work(self.desk.define.remove_safeguard(words), "Removing the safeguard")

    def read_safeguard(self, words: str) -> str:
        """Say how a line would be understood; it is read here and now, no service is asked."""
        return self.desk.define.read_safeguard(words)

    def reopen(self, reason: str) -> None:
        """Open the locked brief for a new version."""
        self.work(self.desk.define.reopen(reason), "Opening the brief")
