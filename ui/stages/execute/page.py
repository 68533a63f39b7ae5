"""The Execute page: the table of tickets, what needs a person, the charts; or one exception at a time."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from desktop.domain.standing import TicketState
from desktop.domain.values import to_millis
from desktop.domain.words import AlertKind, Resolution
from desktop.watch.contract import AlertCard, TicketDetail
from ui.models.queue import QueueModel
from ui.stages.execute.exceptions import Exceptions
from ui.stages.execute.parts import Charts, Figures
from ui.stages.execute.presenter import ExecutePageView, ExecutePresenter
from ui.widgets.field import LineField
from ui.widgets.page import Page
from ui.widgets.progress import ProgressLine
from ui.widgets.segments import Segments
from ui.widgets.state import StateView
from ui.widgets.table import TicketTable

_NEEDS = frozenset(
    {TicketState.KB_MISSING, TicketState.TONE, TicketState.UNKNOWN_EFFECT, TicketState.HANDED_OVER}
)
_WINDOW_MS = 90 * 60 * 1000
_HOW = {"skip": Resolution.SKIPPED, "accept": Resolution.ACCEPTED, "mine": Resolution.OVERRIDDEN}
_FOLD_BELOW, _FLAT_BELOW = 690, 610


class ExecutePage(Page):
    """Draws an ``ExecutePageView``."""

    def __init__(self, presenter: ExecutePresenter) -> None:
        super().__init__("Execute", fills=True)
        self._presenter = presenter
        self.model = QueueModel()
        self.table = TicketTable()
        self.table.show_model(self.model)
        self.table.ticket_opened.connect(lambda ticket: presenter.asked.emit("open_ticket", ticket))
        self.exceptions = Exceptions()
        self.exceptions.linked.connect(presenter.link)
        self.exceptions.settled.connect(self._settle)
        self.exceptions.left.connect(lambda: presenter.asked.emit("review_exceptions", ""))
        self.figures, self.charts = Figures(), Charts()
        self.progress = ProgressLine("Progress of the run")
        self.filter = LineField("Filter tickets ( / )", "search", "Filter tickets")
        self.filter.line.textChanged.connect(self._filter)
        self.views = Segments(
            [
                ("all", "All", 0),
                ("needs", "Needs you", 0),
                ("risk", "Inside 90 min", 0),
                ("escalated", "Escalated", 0),
            ],
            {"needs": "warn"},
        )
        self.views.chosen.connect(self._look_at)
        self._nothing = StateView()
        self._nothing.show_state(
            "filter", "No ticket fits this filter", "", [("Clear filter", self._clear)], "neutral"
        )
        self._loaded: object = None
        self._now_ms = 0
        self._lay_out()

    def _lay_out(self) -> None:
        rows = QWidget()
        column = QVBoxLayout(rows)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(10)
        column.addWidget(self.figures)
        column.addWidget(self.progress)
        tools = QHBoxLayout()
        tools.addWidget(self.views)
        tools.addStretch(1)
        self.filter.setFixedWidth(220)
        tools.addWidget(self.filter)
        column.addLayout(tools)
        self._table_or_not = QStackedWidget()
        self._table_or_not.addWidget(self.table)
        self._table_or_not.addWidget(self._nothing)
        column.addWidget(self._table_or_not, 3)
        column.addWidget(self.charts)
        self._two = QStackedWidget()
        self._two.addWidget(rows)
        self._two.addWidget(self.exceptions)
        self.title.hide()
        self.subtitle.hide()
        self.body.addWidget(self._two, 1)

    def show_view(self, view: ExecutePageView) -> None:
        """Draw rows, figures and charts; the queue's columns are loaded once."""
        self._now_ms = to_millis(self._presenter.desk.clock.now())
        if view.queue is not self._loaded:
            self._loaded = view.queue
            self.model.load(view.queue, view.clusters, view.states)
            self.charts.show_view(view, self._now_ms)
        else:
            self.model.update_states(view.states)
        self.figures.show_view(view)
        self._show_counts(view)
        done = sum(done for _, done, _ in view.figures)
        total = sum(total for _, _, total in view.figures)
        self.progress.show_value(done, total, "ok_mark" if done == total else "bar")
        self.tick(self._now_ms)

    def _show_counts(self, view: ExecutePageView) -> None:
        states = list(view.states.values())
        self.views.show_counts(
            {
                "all": len(view.queue),
                "needs": sum(state in _NEEDS for state in states),
                "risk": len(view.around.risks),
                "escalated": sum(state is TicketState.ESCALATED for state in states),
            }
        )

    def _filter(self, words: str) -> None:
        self.model.filter_text(words)
        self._show_nothing()

    def look_at(self, key: str) -> None:
        """Show one view of the rows: all, needs, risk, escalated."""
        self.views.choose(key)
        self._look_at(key)

    def _look_at(self, key: str) -> None:
        self.model.filter_states(
            _NEEDS if key == "needs" else {TicketState.ESCALATED} if key == "escalated" else None
        )
        self.model.filter_inside(_WINDOW_MS if key == "risk" else None)
        self._show_nothing()

    def _show_nothing(self) -> None:
        self._table_or_not.setCurrentIndex(0 if self.model.rowCount() else 1)

    def _clear(self) -> None:
        self.filter.line.clear()
        self.views.choose("all")
        self._look_at("all")

    # One exception at a time.

    def show_exception(
        self, alert: AlertCard, place: int, total: int, detail: TicketDetail
    ) -> None:
        """Bring one alert to the screen."""
        self.exceptions.show_alert(alert, place, total, detail)
        self.exceptions.tick(self._now_ms)
        self._two.setCurrentIndex(1)
        self.exceptions.setFocus(Qt.FocusReason.OtherFocusReason)

    def show_table(self) -> None:
        """Go back to the rows."""
        self._two.setCurrentIndex(0)
        self.table.setFocus(Qt.FocusReason.OtherFocusReason)

    @property
    def reviewing(self) -> bool:
        """Whether one exception is on the screen."""
        return self._two.currentIndex() == 1

    def _settle(self, alert: AlertCard, how: str) -> None:
        skipped = how == "accept" and alert.kind is not AlertKind.TONE
        self._presenter.resolve(alert, Resolution.SKIPPED if skipped else _HOW[how])

    def tick(self, now_ms: int) -> None:
        """Paint every countdown."""
        self._now_ms = now_ms
        self.table.tick(now_ms)
        self.figures.tick(now_ms)
        self.charts.tick(now_ms)
        self.exceptions.tick(now_ms)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Low windows fold the charts, then flatten the figures: the table keeps its height."""
        super().resizeEvent(event)
        self.charts.fold(self.height() < _FOLD_BELOW)
        self.figures.flatten(self.height() < _FLAT_BELOW)

    def focus_first(self) -> None:
        """Put the keyboard into the table."""
        self.table.setFocus(Qt.FocusReason.TabFocusReason)
