"""Execute's own parts: the figures on top, the charts at the foot."""

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desktop.domain.standing import NO_DEADLINE, ClockState
from desktop.domain.values import to_millis
from ui.charts.age_chart import AgeChart
from ui.charts.clocks_chart import ClocksChart
from ui.stages.execute.presenter import ExecutePageView
from ui.widgets.card import Card, Rule, Section
from ui.widgets.clock import ClockLabel
from ui.widgets.text import Label, Link

_BAND = 30


class Figures(Card):
    """Three figures always beat six: categorised, drafts, escalated, then the next clock."""

    def __init__(self) -> None:
        super().__init__()
        self.body.setContentsMargins(0, 0, 0, 0)
        self._values = {
            name: (Label("", "kpi_small"), Label("", "body", "text2")) for name in _NAMES
        }
        self._clock = ClockLabel("kpi_small")
        self._names = [Label(name, "caption", "text2") for name in (*_NAMES, "Next clock")]
        self._next = Label("next", "body", "text2")
        self._next.hide()
        self._flat = False
        self._counts: tuple[tuple[str, int, int], ...] = ()
        self._row = QHBoxLayout()
        self._row.setSpacing(0)
        self.body.addLayout(self._row)
        for place, name in enumerate(_NAMES):
            if place:
                self._row.addWidget(Rule(upright=True))
            self._row.addWidget(self._figure(self._names[place], *self._values[name]), 1)
        self._row.addWidget(Rule(upright=True))
        self._row.addWidget(self._figure(self._names[-1], self._next, self._clock), 1)

    def _figure(self, name: Label, *parts: QWidget) -> QWidget:
        box = QWidget()
        column = QVBoxLayout(box)
        column.setContentsMargins(16, 8, 16, 8)
        column.setSpacing(0)
        column.addWidget(name)
        row = QHBoxLayout()
        row.setSpacing(6)
        for part in parts:
            row.addWidget(part)
        row.addStretch()
        column.addLayout(row)
        return box

    def show_view(self, view: ExecutePageView) -> None:
        """Draw what stands outside or is held."""
        self._counts = view.figures
        self._say()
        deadline = view.next_deadline
        self._clock.follow(
            to_millis(deadline) if deadline else NO_DEADLINE,
            ClockState.RUNNING if deadline else ClockState.MET,
        )

    def _say(self) -> None:
        for name, done, total in self._counts:
            value, of = self._values[name]
            value.say(str(done))
            of.say(f"of {total} {name.lower()}" if self._flat else f"of {total}")

    def tick(self, now_ms: int) -> None:
        """Paint the next clock."""
        self._clock.tick(now_ms)

    def flatten(self, flat: bool) -> None:
        """In a low window one line is left: the names stand behind the figures."""
        self._flat = flat
        for name in self._names:
            name.setVisible(not flat)
        self._next.setVisible(flat)
        self._say()


_NAMES = ("Categorised", "Drafts ready", "Escalated")


class Charts(QWidget):
    """Queue age and SLA clocks; in a low window they fold into one line."""

    def __init__(self) -> None:
        super().__init__()
        self._age, self._clocks = AgeChart(), ClocksChart()
        self._cards = QWidget()
        row = QHBoxLayout(self._cards)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(12)
        for title, aside, chart in (
            ("Queue age", "tickets per 30 min", self._age),
            ("SLA clocks", "", self._clocks),
        ):
            card = Card()
            card.body.setContentsMargins(12, 8, 12, 8)
            card.body.addWidget(Section(title, aside, "label"))
            card.body.addWidget(chart)
            chart.setMinimumHeight(104)
            chart.setMaximumHeight(160)
            row.addWidget(card, 1)
        self._show = Link("Queue age, SLA clocks: show")
        self._show.clicked.connect(lambda: self.fold(False))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._show)
        column.addWidget(self._cards)
        self.fold(False)

    def fold(self, folded: bool) -> None:
        """Fold, or show again."""
        self._cards.setVisible(not folded)
        self._show.setVisible(folded)

    def show_view(self, view: ExecutePageView, now_ms: int) -> None:
        """Draw both from the queue's columns."""
        created = view.queue.created.tolist()
        bands: dict[int, int] = {}
        for at in created:
            band = max(0, now_ms - at) // 60_000 // _BAND * _BAND
            bands[band] = bands.get(band, 0) + 1
        self._age.show_bands(sorted(bands.items()), view.age_limit_minutes)
        running = view.queue.clocks == ClockState.RUNNING
        self._clocks.show_clocks(view.queue.deadlines[running].tolist(), now_ms)

    def tick(self, now_ms: int) -> None:
        """Move the now line."""
        self._clocks.tick(now_ms)
