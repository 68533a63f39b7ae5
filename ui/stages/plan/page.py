"""The Plan page: the best way first, the others behind it."""

from PySide6.QtWidgets import QVBoxLayout

from ui.stages.plan.broken import BrokenCard
from ui.stages.plan.families import FamiliesCard
from ui.stages.plan.parts import OtherPlan, PlanCard
from ui.stages.plan.presenter import PlanPageView, PlanPresenter
from ui.stages.plan.router import Router
from ui.stages.plan.simulator import Simulator
from ui.widgets.banner import Banner
from ui.widgets.card import Card, Rule, Section
from ui.widgets.page import Page, clear


class PlanPage(Page):
    """Draws a ``PlanPageView``."""

    def __init__(self, presenter: PlanPresenter) -> None:
        super().__init__("Choose how to run it")
        self._presenter = presenter
        self._card = PlanCard()
        self._card.adjusted.connect(presenter.adjust)
        self._lacking = Banner("warn", "link")
        self._lacking.hide()
        self._fix = self._lacking.action("See the first")
        self._fix.clicked.connect(self._open_first)
        self._first_unsure = 0
        self._unsure = Banner("info", "tag")
        self._unsure.hide()
        say = self._unsure.action("See the first")
        say.clicked.connect(lambda: presenter.asked.emit("open_ticket", self._first_unsure))
        self._broken = BrokenCard()
        self._families = FamiliesCard()
        self._others = Card()
        self._others.body.setContentsMargins(0, 0, 0, 0)
        self._others.body.setSpacing(0)
        self._lines = QVBoxLayout()
        self._others.body.addLayout(self._lines)
        self._router = Router()
        self._router.routed.connect(presenter.route)
        self._simulator = Simulator()
        self._simulator.asked.connect(presenter.simulate)
        self._first_lacking = 0
        self.body.addWidget(self._card)
        self.body.addWidget(self._lacking)
        self.body.addWidget(self._unsure)
        self.body.addWidget(self._broken)
        self.body.addWidget(self._families)
        self.body.addSpacing(4)
        self.body.addWidget(Section("Other plans", "", "caption_strong"))
        self.body.addWidget(self._others)
        self.body.addSpacing(4)
        self.body.addWidget(self._router)
        self.body.addSpacing(4)
        self.body.addWidget(self._simulator)

    def show_view(self, view: PlanPageView) -> None:
        """Draw the plans."""
        count = len(view.ranked)
        words = f"{count} ways to go, worked out from your queue's clocks. A breach weighs more than all else."
        self.head("Choose how to run it", words)
        self._card.show_plan(view)
        self._show_lacking(view.lacking_links)
        self._show_unsure(view.unsure)
        self._router.setVisible(view.routing is not None)
        if view.routing is not None:
            self._router.show_routing(view.routing, changeable=view.changeable)
        self._simulator.setVisible(view.what_if is not None and view.changeable)
        if view.what_if is not None:
            self._simulator.show_what_if(view.what_if)
        self._broken.show_broken(view.broken)
        self._families.show_families(view.families)
        clear(self._lines)
        others = [one for one in view.ranked if one.strategy is not view.top.strategy]
        for place, candidate in enumerate(others):
            if place:
                self._lines.addWidget(Rule())
            line = OtherPlan(candidate, changeable=view.changeable)
            line.picked.connect(lambda strategy=candidate.strategy: self._presenter.pick(strategy))
            self._lines.addWidget(line)

    def _show_lacking(self, tickets: tuple[int, ...]) -> None:
        self._lacking.setVisible(bool(tickets))
        if tickets:
            self._first_lacking = tickets[0]
            words = "draft lacks" if len(tickets) == 1 else "drafts lack"
            self._lacking.say(
                f"{len(tickets)} {words} a KB link.", "Link one now, or decide in Execute."
            )

    def _show_unsure(self, tickets: tuple[int, ...]) -> None:
        self._unsure.setVisible(bool(tickets))
        if tickets:
            self._first_unsure = tickets[0]
            words = "ticket has" if len(tickets) == 1 else "tickets have"
            self._unsure.say(
                f"{len(tickets)} {words} no sure category.",
                "Say what they are, or each goes to a person as it is.",
            )

    def _open_first(self) -> None:
        self._presenter.asked.emit("open_ticket", self._first_lacking)
