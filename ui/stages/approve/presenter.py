"""Approve: shows the packet, asks a manager, waits, takes the answer on."""

from dataclasses import dataclass
from datetime import timedelta

from desktop.domain.approval import Answer, Approver, Assurance, Packet
from desktop.domain.values import StageName
from desktop.stages.approve.contract import ApproveView
from ui.bridge.bar import Act, Bar, Notice
from ui.bridge.presenter import Presenter
from ui.theme.counted import counted

_BEFORE = (StageName.HOME, StageName.DEFINE, StageName.PREPARE, StageName.PLAN)
_SKIP = timedelta(minutes=2)


@dataclass(frozen=True)
class ApprovePageView:
    """What the page draws: the packet, whom to ask, where the question stands."""

    packet: Packet
    approvers: tuple[Approver, ...]
    approver: Approver | None
    asked: ApproveView
    link: str
    started: bool

    @property
    def amends(self) -> bool:
        """Whether it is about other words for a held reply."""
        return any(draft.before for draft in self.packet.drafts)

    @property
    def answered_yes(self) -> bool:
        """Whether a yes is there that lets begin: one without a code releases no reply."""
        vouched = self.asked.assurance is Assurance.VOUCHED
        return self.asked.answer is Answer.APPROVE and not (self.amends and vouched)


class ApprovePresenter(Presenter):
    """Implements the page's acts. The link's secret is known only to the window that asked."""

    stage = StageName.APPROVE

    def __init__(self, *given: object) -> None:
        super().__init__(*given)  # type: ignore[arg-type]  # as the base takes them
        self._view: ApprovePageView | None = None
        self._chosen = ""
        self._link = ""

    async def load(self) -> ApprovePageView | Notice:
        """Return the packet as asked, or as it would be asked now."""
        around = await self.desk.watch.view()
        if around.stage in _BEFORE:
            return Notice(
                "lock",
                "No plan was chosen",
                "Choose one on Plan first.",
                "Go to Plan",
                goes_to=StageName.PLAN,
            )
        asked = await self.desk.approve.view()
        packet = asked.packet or await self.desk.approve.preview()
        approvers = await self.desk.approve.approvers()
        approver = self._whom(approvers)
        link = self._link if asked.packet and asked.answer is None else ""
        runs = around.stage in (StageName.EXECUTE, StageName.REFLECT) and around.undo_seconds > 0
        started = runs and around.increment is None
        self._view = ApprovePageView(packet, approvers, approver, asked, link, started)
        return self._view

    def _whom(self, approvers: tuple[Approver, ...]) -> Approver | None:
        wanted = next((one for one in approvers if one.id == self._chosen), None)
        return wanted or (approvers[0] if approvers else None)

    def choose(self, approver: str) -> None:
        """Ask this manager instead."""
        self._chosen = approver
        self.refresh()

    def bar(self) -> Bar:
        """Ask, wait, or start."""
        view = self._view
        if view is None or view.approver is None:
            return Bar(
                "The service names nobody who may approve.",
                secondary=Act("Change the plan", "pencil"),
                primary=Act("Look again", "rotate-ccw"),
            )
        first = view.approver.name.split()[0]
        busy = "Work is under way." if self.busy else ""
        amends = view.amends
        if view.answered_yes:
            count = counted(view.packet.categorised, "ticket")
            return Bar(
                "If a ticket changes after the answer, only that ticket needs a new yes.",
                primary=Act(f"Start with {'the new words' if amends else count}", "play", busy),
            )
        if view.asked.packet is not None and view.asked.answer is None and view.link:
            quiet = Act("Skip ahead 2 minutes", "skip-forward") if self.desk.skip_to else None
            return Bar(
                f"Waiting for {first}. The link works only while this window is open.",
                quiet=quiet,
                secondary=Act("Open as manager", "external-link"),
                primary=Act(f"Waiting for {first}", "timer", "The answer has not come yet."),
            )
        again = view.asked.answer is Answer.DECLINE or view.asked.packet is not None
        without_code = view.asked.answer is Answer.APPROVE
        change = "Change the words" if amends else "Change the plan"
        return Bar(
            "A yes without a code releases no reply: ask for one with a code."
            if without_code
            else "If a ticket changes after the answer, only that ticket needs a new yes.",
            secondary=Act(change, "pencil") if again else None,
            primary=Act("Ask again" if again else "Request approval", "send", busy),
        )

    def primary(self) -> None:
        """Ask, go to Execute and start, or look once more for somebody to ask."""
        view = self._view
        if view is None or self.busy:
            return
        if view.approver is None:
            self.refresh()
        elif view.answered_yes:
            self.left_for.emit(StageName.EXECUTE)
        elif not (view.link and view.asked.answer is None):
            self.work(self._ask(view.approver), "Asking")

    async def _ask(self, approver: Approver) -> None:
        address = await self.desk.approval_url()
        self._link = await self.desk.approve.request(approver, address)
        self.said.emit(f"{approver.name} was asked by link")

    def secondary(self) -> None:
        """Open the page as the manager would, or go back to Plan."""
        view = self._view
        if view is not None and view.link:
            self.asked.emit("open_link", view.link)
        elif view is not None and view.amends and view.asked.packet is not None:
            self.asked.emit("held_replies", None)
        elif view is not None and (view.asked.packet is not None or view.approver is None):
            self.left_for.emit(StageName.PLAN)

    def quiet(self) -> None:
        """Let the sandbox's time run ahead, so that its manager answers."""
        if self.desk.skip_to is not None and self._view is not None and self._view.link:
            self.work(self._skip(), "Skipping ahead")

    async def _skip(self) -> None:
        if self.desk.skip_to is not None:
            await self.desk.skip_to(self.desk.clock.now() + _SKIP)
