"""Plan's own parts: the plan on top with its figures, steps, meter and adjustments; one line for each other plan."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desktop.domain.effect import Reversibility
from desktop.domain.plan import Candidate, PlanStep, Risk, ServiceUse, StepName
from ui.stages.plan.presenter import PlanPageView
from ui.theme.counted import counted
from ui.widgets.card import Card, Rule
from ui.widgets.field import NumberField, Slider
from ui.widgets.ground import Ground
from ui.widgets.meter import Meter, MeterLegend
from ui.widgets.page import clear
from ui.widgets.radio import RadioMark
from ui.widgets.tag import Count, Tag
from ui.widgets.text import Label, Link

_STEPS = {
    StepName.CATEGORISE: ("Categorise", "Category and tags, least time first"),
    StepName.DRAFT: ("Draft responses", "From verified articles; replies are held first"),
    StepName.ESCALATE: ("Escalate", "To the on-call channel, with a context pack"),
    StepName.CLOSE: ("Close", "With one message; cannot be taken back"),
}


def minutes_words(seconds: int) -> str:
    """Write a span as the screen does: ``11 min``, ``2 h 18``."""
    minutes = round(seconds / 60)
    return f"{minutes} min" if minutes < 60 else f"{minutes // 60} h {minutes % 60:02}"


def back_counts(candidate: Candidate) -> tuple[int, int, int]:
    """Return how many effects are reversible, compensable, final."""
    sums = dict.fromkeys(Reversibility, 0)
    for step in candidate.steps:
        for kind, count in step.reversibility:
            sums[kind] += count
    return (
        sums[Reversibility.REVERSIBLE],
        sums[Reversibility.COMPENSABLE],
        sums[Reversibility.FINAL],
    )


def changes(candidate: Candidate) -> int:
    """Return how many changes the plan makes outside."""
    return sum(step.effects for step in candidate.steps)


class Figure(QWidget):
    """A number with its name above and its context below."""

    def __init__(self, name: str, role: str = "kpi") -> None:
        super().__init__()
        self._name = name
        self.value = Label("", role)
        self.note = Label("", "caption", "text2", elide=True)
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 10, 12, 10)
        column.setSpacing(2)
        column.addWidget(Label(name, "caption", "text2"))
        column.addWidget(self.value)
        column.addWidget(self.note)

    def show_figure(self, value: str, note: str, tone: str = "text") -> None:
        """Draw it."""
        self.value.say(value)
        self.value.tone(tone)
        self.note.say(note)
        self.setAccessibleName(f"{self._name}: {value}, {note}")


class PlanCard(Card):
    """The plan on top. ``adjusted`` tells batch size and threshold once the hand rests."""

    adjusted = Signal(int, int)

    def __init__(self) -> None:
        super().__init__()
        self.choose(True)
        self.body.setContentsMargins(2, 2, 2, 2)
        self.body.setSpacing(0)
        self._title = Label("", "card_title")
        self._tag = Tag("Recommended", "accent", "sparkles")
        self._why = Link("Why this one")
        self._reason = Label("", "body", "text2", wrap=True)
        self._reasons = Label("", "caption", "text2", wrap=True)
        self._reasons.hide()
        self._why.clicked.connect(lambda: self._reasons.setVisible(not self._reasons.isVisible()))
        self._figures = [
            Figure(name) for name in ("Breaches expected", "Your time", "Undo window", "Changes")
        ]
        self._steps = QVBoxLayout()
        self._steps.setSpacing(10)
        self._uses = Label("", "caption", "text2", wrap=True)
        self._meter, self._legend = Meter(), MeterLegend()
        self._final = Label("", "name", "ok")
        self._batch = NumberField(1, 200, 12, "Batch size: most drafts")
        self._threshold = Slider(2, 20, 5, "Escalate from so many tickets alike")
        self._threshold_words = Label("", "name")
        self._rest = QTimer(self)
        self._rest.setSingleShot(True)
        self._rest.setInterval(150)
        self._rest.timeout.connect(
            lambda: self.adjusted.emit(self._batch.value(), self._threshold.value())
        )
        self._batch.changed.connect(lambda _: self._rest.start())
        self._threshold.valueChanged.connect(self._slid)
        self._lay_out()

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.setContentsMargins(20, 14, 20, 12)
        words = QVBoxLayout()
        words.setSpacing(2)
        top = QHBoxLayout()
        top.setSpacing(8)
        top.addWidget(RadioMark(True))
        top.addWidget(self._title)
        top.addWidget(self._tag)
        top.addStretch()
        top.addWidget(self._why)
        words.addLayout(top)
        words.addWidget(self._reason)
        words.addWidget(self._reasons)
        head.addLayout(words, 1)
        self.body.addLayout(head)
        self.body.addWidget(Rule())
        figures = QHBoxLayout()
        figures.setSpacing(0)
        for place, figure in enumerate(self._figures):
            if place:
                figures.addWidget(Rule(upright=True))
            figures.addWidget(figure, 1)
        self.body.addLayout(figures)
        self.body.addWidget(Rule())
        self.body.addLayout(self._middle())
        self._adjust = self._adjustments()
        self.body.addWidget(self._adjust)

    def _middle(self) -> QHBoxLayout:
        steps = QVBoxLayout()
        steps.setContentsMargins(20, 12, 20, 12)
        steps.setSpacing(12)
        steps.addWidget(Label("Steps", "caption_strong", "text2"))
        steps.addLayout(self._steps)
        steps.addStretch()
        steps.addWidget(self._uses)
        back = QVBoxLayout()
        back.setContentsMargins(20, 12, 20, 12)
        top = QHBoxLayout()
        top.addWidget(Label("Can be taken back", "caption_strong", "text2"), 1)
        top.addWidget(self._final)
        back.setSpacing(10)
        back.addLayout(top)
        back.addWidget(self._meter)
        back.addWidget(self._legend)
        back.addStretch()
        row = QHBoxLayout()
        row.setSpacing(0)
        row.addLayout(steps, 2)
        row.addWidget(Rule(upright=True))
        row.addLayout(back, 1)
        return row

    def _adjustments(self) -> QWidget:
        strip = Ground("sunken", "t")
        row = QHBoxLayout(strip)
        row.setContentsMargins(20, 8, 20, 8)
        row.setSpacing(10)
        row.addWidget(Label("Batch size", "body", "text2"))
        row.addWidget(self._batch)
        row.addSpacing(12)
        row.addWidget(Label("Escalate from", "body", "text2"))
        row.addWidget(self._threshold, 1)
        row.addWidget(self._threshold_words)
        return strip

    def _slid(self, value: int) -> None:
        self._threshold_words.say(f"{value} tickets alike, or VIP inside 90 min")
        self._rest.start()

    def show_plan(self, view: PlanPageView) -> None:
        """Draw the plan on top."""
        top = view.top
        self._title.say(top.title)
        best = top.strategy is view.best
        tag = ("Recommended", "accent", "sparkles") if best else ("Alternative", "neutral", "")
        if top.risk is Risk.HIGH:
            tag = ("Risk", "crit", "octagon-alert")
        self._tag.show_as(*tag)
        self._reason.say(top.why_risk)
        self._reasons.say(_why(view))
        self._show_figures(view)
        self._show_steps(top.steps)
        self._uses.say(_spending(top.uses))
        counts = back_counts(top)
        self._meter.show_counts(*counts)
        self._legend.show_counts(*counts)
        held = f"{counts[2]} final, held first" if counts[2] else "Nothing is final"
        self._final.say(held)
        self._final.tone("warn" if counts[2] else "ok")
        self._adjust.setVisible(view.changeable)
        if not self._rest.isActive():
            self._put(top)

    def _put(self, top: Candidate) -> None:
        for control in (self._batch, self._threshold):
            control.blockSignals(True)
        self._batch.put(top.batch_size)
        self._threshold.setValue(top.threshold)
        self._threshold_words.say(f"{top.threshold} tickets alike, or VIP inside 90 min")
        for control in (self._batch, self._threshold):
            control.blockSignals(False)

    def _show_figures(self, view: PlanPageView) -> None:
        top = view.top
        by_hand = sum(step.manual_seconds for step in top.steps)
        breaches, time, undo, made = self._figures
        tone = "crit" if top.predicted_breaches else "text"
        breaches.show_figure(str(top.predicted_breaches), _breach_note(top), tone)
        time.show_figure(minutes_words(top.effort_seconds), _time_note(top, by_hand))
        undo.show_figure(minutes_words(top.undo_seconds), "for all, or item by item")
        made.show_figure(
            str(changes(top)),
            ", ".join(
                (
                    counted(view.tickets, "ticket"),
                    counted(len(top.drafts), "draft"),
                    counted(len(top.escalations), "post"),
                )
            ),
        )

    def _show_steps(self, steps: tuple[PlanStep, ...]) -> None:
        clear(self._steps)
        for number, step in enumerate(steps, start=1):
            name, words = _STEPS[step.name]
            row = QHBoxLayout()
            row.setSpacing(12)
            row.addWidget(Count(number, "neutral"))
            title = Label(name, "name")
            title.setFixedWidth(130)
            row.addWidget(title)
            row.addWidget(Label(words, "body", "text2", elide=True), 1)
            row.addWidget(Label(str(step.effects), "label"), 0, Qt.AlignmentFlag.AlignRight)
            self._steps.addLayout(row)


def _breach_note(top: Candidate) -> str:
    """Say the range: from a yes at once to a late one."""
    low, high = top.breaches.low, top.breaches.high
    return (
        f"{top.answered} answered in time" if low == high else f"{low} to {high}, as the yes comes"
    )


def _time_note(top: Candidate, by_hand: int) -> str:
    low, high = top.effort.low // 60, -(-top.effort.high // 60)
    return f"{low} to {high}; by hand {minutes_words(by_hand)}"


def _why(view: PlanPageView) -> str:
    """Open the score: every term with its points, then how the others stand."""
    top = view.top
    sums = ", ".join(f"{term.words} {term.points:+d}" for term in top.terms if term.points)
    others = ", ".join(f"{one.title} {one.score}" for one in view.ranked if one is not view.top)
    return f"Score {top.score}: {sums}. Others: {others}."


def _spending(uses: Sequence[ServiceUse]) -> str:
    """Say what the plan asks of the services, against the account's own limit."""
    told = [
        f"{use.requests} {use.service} requests"
        + (f" ({use.share} % of what a minute allows)" if use.share else "")
        for use in uses
    ]
    return f"{', '.join(told)}. Never more than half of an account's limit." if told else ""


class OtherPlan(QWidget):
    """One line for a plan that is not on top; ``picked`` puts it there."""

    picked = Signal()

    def __init__(self, candidate: Candidate, *, changeable: bool) -> None:
        super().__init__()
        risky = candidate.risk is Risk.HIGH
        title = f"{candidate.title}: risk" if risky else candidate.title
        link = Link(title)
        link.setEnabled(changeable)
        link.clicked.connect(self.picked)
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 6, 16, 6)
        row.setSpacing(12)
        row.addWidget(RadioMark(False))
        link.setMinimumWidth(150)
        row.addWidget(link)
        row.addWidget(Label(candidate.why_risk, "body", "text2", elide=True), 1)
        final = back_counts(candidate)[2]
        if risky:
            row.addWidget(Tag(f"{final} cannot be undone", "crit", "octagon-alert"))
        row.addWidget(Label(minutes_words(candidate.effort_seconds), "body", "text2"))
        count = candidate.predicted_breaches
        row.addWidget(Label(f"{count} breach{'' if count == 1 else 'es'}", "name"))
