"""Plan: ranks the candidates, recomputes while numbers are adjusted, takes one."""

import asyncio
from dataclasses import dataclass
from pathlib import Path

from desktop.domain.plan import Candidate, Strategy
from desktop.domain.values import StageName
from desktop.stages.plan.contract import Broken, Family, PlanView, Routing, WhatIf
from ui.bridge.bar import Act, Bar, Notice
from ui.bridge.presenter import Presenter
from ui.theme.counted import counted

_AGENTS = 2
"""Who answers by hand when the simulator is first shown."""

_BEFORE = (StageName.HOME, StageName.DEFINE, StageName.PREPARE)


@dataclass(frozen=True)
class PlanPageView:
    """What the page draws: every candidate, the one on top with its numbers as adjusted."""

    ranked: tuple[Candidate, ...]
    top: Candidate
    best: Strategy
    chosen: Strategy | None
    tickets: int
    lacking_links: tuple[int, ...]
    changeable: bool
    what_if: WhatIf | None = None
    routing: Routing | None = None
    broken: tuple[Broken, ...] = ()
    families: tuple[Family, ...] = ()
    unsure: tuple[int, ...] = ()


class PlanPresenter(Presenter):
    """Implements the page's acts."""

    stage = StageName.PLAN

    def __init__(self, *given: object) -> None:
        super().__init__(*given)  # type: ignore[arg-type]  # as the base takes them
        self._plan: PlanView | None = None
        self._top: Candidate | None = None
        self._ranked: tuple[Candidate, ...] = ()
        self._changeable = True
        self._what_if: WhatIf | None = None
        self._routing: Routing | None = None

    async def load(self) -> PlanPageView | Notice:
        """Read the candidates back."""
        around = await self.desk.watch.view()
        self._changeable = around.stage in (StageName.PLAN, StageName.APPROVE)
        if around.stage in _BEFORE:
            return Notice(
                "lock",
                "The queue was not read",
                "Read it on Prepare first.",
                "Go to Prepare",
                goes_to=StageName.PREPARE,
            )
        self._plan = await self.desk.plan.view()
        if not self._plan.ranked:
            self._top, self._ranked = None, ()
            return Notice(
                "sparkles",
                "No plan yet",
                "The candidates are worked out from your queue.",
                "Work them out",
            )
        if self._ranked != self._plan.ranked:
            # Worked out anew, for other tickets maybe: numbers adjusted before do not belong to it.
            self._ranked, self._top = self._plan.ranked, None
        if self._top is None:
            wanted = self._plan.chosen or self._plan.ranked[0].strategy
            self._top = next(c for c in self._plan.ranked if c.strategy is wanted)
        if self._what_if is None:
            hold = self._top.undo_seconds // 60
            self._what_if = await self.desk.plan.simulate(_AGENTS, self._top.batch_size, hold)
        route = self._routing.route if self._routing else self._plan.route
        self._routing = await self._route_of(self._top, route)
        return self._page_view(self._plan, self._top)

    async def _route_of(self, top: Candidate, route: int) -> Routing:
        return await self.desk.plan.routing(top.strategy, top.batch_size, route)

    def _page_view(self, plan: PlanView, top: Candidate) -> PlanPageView:
        lacking = tuple(
            draft.ticket
            for draft in plan.drafts
            if any(c.check == "verified_kb" and not c.passed for c in draft.checks)
        )
        tickets = next((s.effects for s in top.steps), 0)
        best = plan.ranked[0].strategy
        return PlanPageView(
            ranked=plan.ranked,
            top=top,
            best=best,
            chosen=plan.chosen,
            tickets=tickets,
            lacking_links=lacking,
            changeable=self._changeable,
            what_if=self._what_if,
            routing=self._routing,
            broken=plan.broken,
            families=plan.families,
            unsure=plan.unsure,
        )

    def arrive(self) -> None:
        """Work the candidates out the first time."""
        self.tasks.start(self._first_time(), "plan.arrive")

    async def _first_time(self) -> None:
        around = await self.desk.watch.view()
        if around.stage is StageName.PLAN and not (await self.desk.plan.view()).ranked:
            self.work_out()

    def retry(self) -> None:
        """Work the candidates out."""
        self.work_out()

    def work_out(self) -> None:
        """Make and rank the candidates."""
        self._top = self._what_if = self._routing = None
        self.work(self.desk.plan.generate(), "Working out plans")

    def pick(self, strategy: Strategy) -> None:
        """Put another candidate on top."""
        plan = self._plan
        if plan is not None and plan.ranked and self._changeable:
            self._top = next(c for c in plan.ranked if c.strategy is strategy)
            self.shown.emit(self._page_view(plan, self._top))
            self.barred.emit(self.bar())

    def adjust(self, batch_size: int, threshold: int) -> None:
        """Recompute the plan on top with other numbers; nothing is chosen yet."""
        top = self._top
        if top is not None and (top.batch_size, top.threshold) != (batch_size, threshold):
            self.tasks.start(
                self._adjust(top.strategy, batch_size, threshold), "plan.adjust", self.failed.emit
            )

    async def _adjust(self, strategy: Strategy, batch_size: int, threshold: int) -> None:
        await asyncio.sleep(0.12)
        adjusted = await self.desk.plan.adjust(strategy, batch_size, threshold)
        if self._plan is not None and self._plan.ranked:
            self._top = adjusted
            if self._routing is not None:
                self._routing = await self._route_of(adjusted, self._routing.route)
            self.shown.emit(self._page_view(self._plan, self._top))
            self.barred.emit(self.bar())

    def route(self, route: int) -> None:
        """Choose who gets the drafts for agents; taken with the plan."""
        self.tasks.start(self._route(route), "plan.route", self.failed.emit)

    async def _route(self, route: int) -> None:
        if self._plan is not None and self._top is not None:
            self._routing = await self._route_of(self._top, route)
            self.shown.emit(self._page_view(self._plan, self._top))

    def simulate(self, agents: int, batch_size: int, hold_minutes: int) -> None:
        """Turn the simulator's numbers; nothing of the plan changes."""
        self.tasks.start(
            self._simulate(agents, batch_size, hold_minutes), "plan.what_if", self.failed.emit
        )

    async def _simulate(self, agents: int, batch_size: int, hold_minutes: int) -> None:
        self._what_if = await self.desk.plan.simulate(agents, batch_size, hold_minutes)
        if self._plan is not None and self._top is not None:
            self.shown.emit(self._page_view(self._plan, self._top))

    def export(self, path: Path) -> None:
        """Write the dry run as a table."""
        self.work(self._export(path), "Writing the table")

    async def _export(self, path: Path) -> None:
        lines = await self.desk.plan.export(path)
        self.said.emit(f"{counted(lines, 'line')} written to {path.name}")

    def bar(self) -> Bar:
        """Choose, or look first."""
        top = self._top
        if top is None:
            return Bar("Plans are worked out from this queue, on this computer.")
        changes = sum(step.effects for step in top.steps)
        why = "Work is under way." if self.busy else ""
        if not self._changeable:
            return Bar(
                "This plan runs. It cannot be changed any more.", "lock", primary=Act("Continue")
            )
        risk = "Batch close stands for comparison only." if self._risky(top) else ""
        return Bar(
            "A dry run takes the plan and lists its changes. Nothing is sent.",
            secondary=Act(f"Dry run: {counted(changes, 'change')}", "eye", why or risk),
            primary=Act("Choose this plan", why_not=why or risk),
        )

    def _risky(self, top: Candidate) -> bool:
        return top.strategy is Strategy.BATCH_CLOSE

    def primary(self) -> None:
        """Take the plan on top and go to Approve."""
        if not self._changeable:
            self.tasks.start(self._go_on(), "plan.go")
        elif self._top is not None and not self._risky(self._top):
            self.work(self._choose(self._top), "Preparing drafts", StageName.APPROVE)

    async def _go_on(self) -> None:
        self.left_for.emit((await self.desk.watch.view()).stage)

    async def _choose(self, top: Candidate) -> None:
        plan = self._plan
        route = self._routing.route if self._routing else 0
        taken = plan is not None and plan.chosen is top.strategy and top in plan.ranked
        if not taken or plan is None or plan.route != route:
            await self.desk.plan.choose(top.strategy, top.batch_size, top.threshold, None, route)

    def secondary(self) -> None:
        """Take the plan, list every change before it is made."""
        if self._top is not None and not self._risky(self._top) and self._changeable:
            self.work(self._dry_run(self._top), "Preparing the dry run")

    async def _dry_run(self, top: Candidate) -> None:
        await self._choose(top)
        made = sum(step.effects for step in top.steps)
        self.asked.emit("dry_run", (made, await self.desk.plan.dry_run()))
