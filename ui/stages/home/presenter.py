"""Home: looks at the queue now and then, starts or resumes a mission, opens evidence."""

import asyncio
from dataclasses import dataclass, replace

from desktop.domain.errors import ServiceError
from desktop.domain.values import StageName
from desktop.domain.words import Mode
from desktop.stages.home.contract import HomeView, PastMission
from ui.bridge.bar import Act, Bar, Notice
from ui.bridge.presenter import Presenter

_SIGNED_OUT = 401
_POLL_SECONDS = 60.0
"""How often the queue is read anew while the page is open and no mission runs."""


@dataclass(frozen=True)
class HomePageView:
    """What the page draws: the queue as last looked at, and the missions of this profile."""

    home: HomeView
    past: tuple[PastMission, ...]
    started: bool


class HomePresenter(Presenter):
    """Implements the page's acts."""

    stage = StageName.HOME

    def __init__(self, *given: object) -> None:
        super().__init__(*given)  # type: ignore[arg-type]  # as the base takes them
        self._seen: HomeView | None = None
        self._started = self._stale = self._signed_out = False

    async def load(self) -> HomePageView | Notice:
        """Read the past missions; look at the queue when it was not looked at yet."""
        self._signed_out = False
        try:
            return await self._look()
        except ServiceError as away:
            if self.desk.mode is Mode.SANDBOX or away.status != _SIGNED_OUT:
                raise
            self._signed_out = True
            return Notice(
                "key-round",
                "Connect your accounts",
                f"{away.title}. You sign in with your browser; only the rights on the cards are used.",
                "Connect accounts",
            )

    def retry(self) -> None:
        """Connect what is missing, or look again."""
        if self._signed_out:
            self._signed_out = False
            self.asked.emit("accounts", None)
        else:
            super().retry()

    async def _look(self) -> HomePageView:
        if self._seen is None or self._stale:
            self._seen = await self.desk.home.look()
            self._stale = False
            self.asked.emit("tools", self._seen.cards)
        around = await self.desk.watch.view()
        self._started = around.started_at is not None
        seen = replace(self._seen, stage=around.stage)
        return HomePageView(seen, await self.desk.home.past(), self._started)

    def arrive(self) -> None:
        """Look again on the way back, then gently while the page is open."""
        if self._seen is not None:
            self.look_again()
        self.tasks.start(self._keep_looking(), "home.poll", lambda _: None)

    def leave(self) -> None:
        """Stop looking."""
        super().leave()
        self.tasks.cancel("home.poll")

    async def _keep_looking(self) -> None:
        while True:
            await asyncio.sleep(_POLL_SECONDS)
            if not self._started:
                self.look_again()

    def look_again(self) -> None:
        """Read the queue anew; until it is read the last look stays, and so does the way on."""
        self._stale = True
        self.refresh()

    def bar(self) -> Bar:
        """Start, or go on with what runs."""
        title = "Resume mission" if self._started else "Start mission"
        why = "" if self._seen else "The queue was not read yet."
        return Bar(
            hint="Nothing is sent until you have approved a plan.",
            secondary=Act("Open evidence", "archive"),
            primary=Act(title, why_not="Work is under way." if self.busy else why),
        )

    def primary(self) -> None:
        """Start the mission and go to Define, or go to where it stands."""
        if self._started and self._seen is not None:
            self.tasks.start(self._resume(), "home.resume")
        else:
            self.work(self.desk.home.start(self.desk.mode), "Starting", StageName.DEFINE)

    async def _resume(self) -> None:
        self.left_for.emit((await self.desk.watch.view()).stage)

    def secondary(self) -> None:
        """Choose a bundle to look at."""
        self.asked.emit("open_evidence", "")

    def open_past(self, mission: PastMission) -> None:
        """Open the evidence of a past mission, or go on with one that is not sealed."""
        if mission.bundle:
            self.asked.emit("open_evidence", mission.bundle)
        else:
            self.asked.emit("resume_mission", mission.id)
