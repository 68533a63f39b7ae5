"""Reflect: counts, shows evidence, takes feedback, seals."""

from dataclasses import dataclass
from datetime import datetime

from desktop.domain.outcome import Outcome
from desktop.domain.values import StageName
from desktop.domain.words import Evidence
from desktop.stages.reflect.contract import ReflectView
from desktop.watch.contract import WatchView
from ui.bridge.bar import Act, Bar, Notice
from ui.bridge.presenter import Presenter
from ui.theme.counted import counted


@dataclass(frozen=True)
class ReflectPageView:
    """What the page draws."""

    reflect: ReflectView
    around: WatchView
    bundle: str


class ReflectPresenter(Presenter):
    """Implements the page's acts."""

    stage = StageName.REFLECT

    def __init__(self, *given: object) -> None:
        super().__init__(*given)  # type: ignore[arg-type]  # as the base takes them
        self._view: ReflectPageView | None = None
        self._bundle = ""

    async def load(self) -> ReflectPageView | Notice:
        """Return the outcome as last counted."""
        around = await self.desk.watch.view()
        if around.stage is not StageName.REFLECT:
            return Notice(
                "play",
                "The plan still runs",
                "The outcome is counted after it.",
                "Go to Execute",
                goes_to=StageName.EXECUTE,
            )
        if around.completed_at is None:
            return Notice("loader-circle", "Counting", "Each ticket is read once more.")
        self._view = ReflectPageView(await self.desk.reflect.view(), around, self._bundle)
        return self._view

    @property
    def outcome(self) -> Outcome | None:
        """The figures as last counted; None before there are any."""
        return self._view.reflect.outcome if self._view else None

    def arrive(self) -> None:
        """Count the outcome the first time; find the bundle of a sealed mission."""
        self.tasks.start(self._first_time(), "reflect.arrive", self.failed.emit)

    async def _first_time(self) -> None:
        around = await self.desk.watch.view()
        if around.stage is StageName.REFLECT and around.completed_at is None:
            self.work(self.desk.reflect.complete(), "Counting the outcome")
        elif around.sealed and not self._bundle:
            self._bundle = await self.desk.evidence.write()
            self.refresh()

    def bar(self) -> Bar:
        """Seal when nothing is open, then open the record."""
        view = self._view
        if view is None:
            return Bar("Figures open to what they sum.")
        busy = "Work is under way." if self.busy else ""
        if view.around.sealed:
            return Bar(
                f"Sealed: {counted(view.reflect.facts, 'fact')}. The file opens offline, anywhere.",
                secondary=Act("Start another mission", "plus", busy),
                primary=Act(
                    "Open evidence",
                    "archive",
                    busy or ("" if view.bundle else "It is being written."),
                ),
            )
        wait = self._wait(view)
        skip = Act("Skip ahead to the seal", "skip-forward", busy) if self._may_skip(wait) else None
        return Bar(
            f"Sealing signs all {view.reflect.facts} facts. The file opens offline, anywhere.",
            secondary=skip,
            primary=Act("Seal evidence", "archive", busy or wait),
        )

    def _may_skip(self, wait: str) -> bool:
        return bool(wait) and self.desk.skip_to is not None

    def _wait(self, view: ReflectPageView) -> str:
        until = view.reflect.can_seal_at
        if view.reflect.open_effects or (until is not None and until > self.desk.clock.now()):
            at = f"{until.astimezone():%H:%M}" if until else "the last answer"
            return f"The way back is open until {at}."
        return ""

    def primary(self) -> None:
        """Seal and write the bundle, or open it."""
        view = self._view
        if view is None or self.busy:
            return
        if view.around.sealed:
            self.asked.emit("open_evidence", view.bundle)
        elif self._wait(view):
            self.said.emit(self._wait(view))
        else:
            self.work(self._seal(), "Sealing the evidence")

    async def _seal(self) -> None:
        await self.desk.execute.release_due()
        await self.desk.reflect.seal()
        self._bundle = await self.desk.evidence.write()
        self.said.emit("The evidence is sealed")

    def secondary(self) -> None:
        """Skip ahead to the seal in the sandbox, or start another mission."""
        view = self._view
        if view is not None and view.around.sealed:
            self.asked.emit("new_mission", "")
        elif view is not None and self._may_skip(self._wait(view)):
            self.work(self._skip(), "Skipping ahead")

    async def _skip(self) -> None:
        """Stop at each moment on the way, so that a held reply leaves in its own time."""
        while self.desk.skip_to is not None and (moment := self._next()) is not None:
            await self.desk.skip_to(moment)
            await self.desk.execute.release_due()

    def _next(self) -> datetime | None:
        return self.desk.execute.next_moment()

    def push_tasks(self) -> None:
        """Make tickets of the follow-ups."""
        self.work(self._push(), "Pushing the follow-ups")

    async def _push(self) -> None:
        await self.desk.reflect.push_tasks()
        self.said.emit("The follow-ups are tickets now")

    def give_feedback(self, stars: int, words: str) -> None:
        """Keep the lead's verdict."""
        self.work(self._feedback(stars, words), "Keeping the feedback")

    async def _feedback(self, stars: int, words: str) -> None:
        await self.desk.reflect.feedback(stars, words)
        self.said.emit("Your feedback is kept on this computer")

    def open_exhibit(self, part: Evidence) -> None:
        """Show a part of the evidence; that it was opened is a fact."""
        self.tasks.start(self._open(part), "reflect.exhibit", self.failed.emit)

    async def _open(self, part: Evidence) -> None:
        await self.desk.reflect.open_evidence(part)
        view = self._view
        if view is not None:
            shown = next(one for one in view.reflect.exhibits if one.part is part)
            self.asked.emit("exhibit", shown)
