"""Prepare: connects the services, reads the queue, shows what is in it."""

from dataclasses import dataclass
from functools import partial

from desktop.domain.values import Readiness, StageName
from desktop.stages.prepare.contract import PrepareView
from ui.bridge.bar import Act, Bar, Notice
from ui.bridge.incidents import Changes
from ui.bridge.presenter import Presenter
from ui.bridge.sign_in import SigningIn


@dataclass(frozen=True)
class PreparePageView:
    """What the page draws."""

    prepare: PrepareView


class PreparePresenter(Presenter):
    """Implements the page's acts."""

    stage = StageName.PREPARE

    def __init__(self, *given: object) -> None:
        super().__init__(*given)  # type: ignore[arg-type]  # as the base takes them
        self._view: PrepareView | None = None
        self.signing = SigningIn(self.desk.accounts, self.tasks)
        self.signing.changed.connect(self._signed)

    def _signed(self) -> None:
        """The cards are asked again; with the last service missing there, the queue is read."""
        self.refresh()
        self.arrive()

    async def load(self) -> PreparePageView | Notice:
        """Ask the services for their cards and read the preview back."""
        around = await self.desk.watch.view()
        if around.stage in (StageName.HOME, StageName.DEFINE):
            return Notice(
                "lock",
                "The brief is not locked",
                "Lock it on Define first.",
                "Go to Define",
                goes_to=StageName.DEFINE,
            )
        self._view = await self.desk.prepare.view()
        self.asked.emit("tools", self._view.cards)
        return PreparePageView(self._view)

    def arrive(self) -> None:
        """Read the queue by itself the first time."""
        self.tasks.start(self._first_time(), "prepare.arrive")

    async def _first_time(self) -> None:
        around = await self.desk.watch.view()
        if around.stage is not StageName.PREPARE:
            return
        view = await self.desk.prepare.view()
        if view.preview is None and not _missing(view):
            self.read_again()

    def read_again(self) -> None:
        """Connect what is not connected, then read."""
        self.work(self._read(), "Reading tickets from Zendesk")

    async def _read(self) -> None:
        await self.desk.prepare.connect()
        await self.desk.prepare.read()

    def open_incident(self, number: int) -> None:
        """Show one incident of the preview, to be changed while no plan was chosen for it."""
        preview = self._view.preview if self._view else None
        if preview is None or not 0 <= number < len(preview.clusters):
            return
        cluster = preview.clusters[number]
        others = tuple(one for one in preview.clusters if one.id != cluster.id)
        changes = Changes(partial(self._split, cluster.id), partial(self._join, cluster.id))
        self.asked.emit("incident", (cluster, others, changes if self.changeable else None))

    @property
    def changeable(self) -> bool:
        """Whether incidents may still be changed."""
        return self._view is not None and not self._view.planned

    def _split(self, cluster: str, away: tuple[int, ...]) -> None:
        self.work(self.desk.prepare.split(cluster, away), "Taking the incident apart")

    def _join(self, cluster: str, other: str) -> None:
        self.work(self.desk.prepare.join(cluster, other), "Joining the incidents")

    def _away(self) -> str:
        cards = self._view.cards if self._view else ()
        away = [c.title for c in cards if not c.required and c.readiness is not Readiness.READY]
        return f"You can plan without {away[0]}." if away else ""

    def bar(self) -> Bar:
        """Read, or go on to Plan."""
        read = self._view is not None and self._view.preview is not None
        missing = _missing(self._view) if self._view else ()
        if missing and not read:
            who = " and ".join(missing)
            return Bar(
                "Only the rights on the cards are used.",
                primary=Act("Read the queue", "rotate-ccw", f"Sign in to {who} first."),
            )
        if not read:
            why = "Reading is under way." if self.busy else ""
            return Bar(
                self._away() or "Reading changes nothing outside.",
                primary=Act("Read the queue", "rotate-ccw", why),
            )
        why = "Reading is under way." if self.busy else ""
        return Bar(
            self._away(),
            secondary=Act("Read again", "rotate-ccw", why),
            primary=Act("Continue to Plan", why_not=why),
        )

    def primary(self) -> None:
        """Read, or go on."""
        if self._view is None or self._view.preview is None:
            self.read_again()
        elif not self.busy:
            self.left_for.emit(StageName.PLAN)

    def secondary(self) -> None:
        """Read again."""
        self.read_again()


def _missing(view: PrepareView) -> tuple[str, ...]:
    """Return the services a mission cannot do without and that are not ready."""
    return tuple(c.title for c in view.cards if c.required and c.readiness is not Readiness.READY)
