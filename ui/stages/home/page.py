"""The Home page: the surge, the services, the missions of this profile."""

from datetime import datetime

from PySide6.QtWidgets import QHBoxLayout

from desktop.stages.home.contract import PastMission
from ui.stages.home.parts import LeftBehind, SurgeTile, ToolBadge
from ui.stages.home.presenter import HomePageView, HomePresenter
from ui.widgets.card import Section
from ui.widgets.page import Page, clear
from ui.widgets.simple_table import SimpleTable
from ui.widgets.state import StateView

_COLUMNS = ("Mission", "Day", "Tickets", "Drafts", "Breaches", "Saved")


class HomePage(Page):
    """Draws a ``HomePageView``."""

    def __init__(self, presenter: HomePresenter) -> None:
        super().__init__("Home")
        self._presenter = presenter
        self._tile = SurgeTile()
        self._tools = QHBoxLayout()
        self._tools.setSpacing(12)
        self._past = SimpleTable(_COLUMNS)
        self._past.acted.connect(self._open)
        self._none = StateView()
        self._none.show_state(
            "archive",
            "No past missions",
            "Sealed missions and their evidence are kept here.",
        )
        self._left = LeftBehind()
        self._missions: tuple[PastMission, ...] = ()
        self.body.addWidget(self._tile)
        self.body.addSpacing(8)
        self.body.addWidget(Section("Readiness"))
        self.body.addLayout(self._tools)
        self.body.addSpacing(8)
        self.body.addWidget(Section("Past missions"))
        self.body.addWidget(self._past)
        self.body.addWidget(self._left)
        self.body.addWidget(self._none)

    def show_view(self, view: HomePageView) -> None:
        """Draw the queue as last looked at and the missions."""
        risks = len(view.home.risks)
        self.head(_greeting(self._presenter.desk.clock.now()), _sentence(risks))
        self._tile.show_view(view.home, self._presenter.desk.clock.now())
        clear(self._tools)
        for card in view.home.cards:
            self._tools.addWidget(ToolBadge(card), 1)
        self._missions = view.past
        self._past.show_rows([_row(one) for one in view.past], [_act(one) for one in view.past])
        self._past.setVisible(bool(view.past))
        self._left.show_missions([one for one in view.past if one.sealed])
        self._none.setVisible(not view.past)

    def _open(self, row: int) -> None:
        self._presenter.open_past(self._missions[row])


def _greeting(now: datetime) -> str:
    hour = now.astimezone().hour
    part = "morning" if hour < 12 else "afternoon" if hour < 18 else "evening"
    return f"Good {part}"


def _sentence(risks: int) -> str:
    if not risks:
        return "No clock ends inside 90 minutes."
    words = "ticket needs" if risks == 1 else "tickets need"
    return f"{risks} {words} an answer inside 90 minutes."


def _row(one: PastMission) -> tuple[str, ...]:
    saved = one.saved_seconds
    hours = "–" if saved is None else f"{saved // 3600} h {saved % 3600 // 60:02}"
    title = one.title if one.sealed else f"{one.title} (at {one.stage.capitalize()})"
    return (
        title,
        f"{one.started_at.astimezone():%a %d %b}",
        str(one.tickets),
        "–" if one.drafts is None else str(one.drafts),
        "–" if one.breaches is None else str(one.breaches),
        hours,
    )


def _act(one: PastMission) -> str:
    return "Evidence" if one.bundle else "" if one.sealed else "Resume"
