"""The Reflect page: the outcome, each figure opened to its sum, the evidence, what remains to be done."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desktop.domain.outcome import Ending, Figure
from desktop.domain.values import to_millis
from desktop.domain.words import Evidence
from desktop.stages.reflect.contract import Exhibit
from ui.stages.reflect.parts import KpiLine
from ui.stages.reflect.presenter import ReflectPageView, ReflectPresenter
from ui.theme.counted import counted
from ui.widgets.button import Button
from ui.widgets.card import Card, Rule, Section
from ui.widgets.field import TextField
from ui.widgets.ground import Ground
from ui.widgets.icon import Icon
from ui.widgets.page import Page, clear
from ui.widgets.stars import Stars
from ui.widgets.tag import Tag
from ui.widgets.text import Label
from ui.widgets.ticket_clock import TicketClock

_MAIN = ("triaged", "drafts", "breaches", "minutes_saved")
_WORDS = {
    "triaged": "tickets triaged",
    "drafts": "drafts ready",
    "breaches": "SLA breaches",
    "minutes_saved": "saved",
}
_ICONS = {
    Evidence.BOARD: "ticket",
    Evidence.VALIDATORS: "shield-check",
    Evidence.TRANSCRIPT: "hash",
}
_ENDINGS = {
    Ending.ANSWERED: "Answered in time",
    Ending.HELD: "Reply held",
    Ending.RUNNING: "Still running",
    Ending.BREACHED: "The clock ran out",
}
_MARKS = {
    Ending.ANSWERED: ("check", "ok"),
    Ending.HELD: ("timer", "info"),
    Ending.RUNNING: ("triangle-alert", "warn"),
    Ending.BREACHED: ("octagon-alert", "crit"),
}
_PREVIEW = 3


class FigureButton(QWidget):
    """A figure that opens to what it sums."""

    pressed = Signal()

    def __init__(self, name: str) -> None:
        super().__init__()
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self._name = name
        self._value = Label("", "figure")
        self._words = Label(_WORDS[name], "label")
        self._more = Label("how this was counted", "caption", "text2")
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 12, 12, 12)
        column.setSpacing(0)
        for label in (self._value, self._words, self._more):
            column.addWidget(label)

    def show_figure(self, figure: Figure) -> None:
        """Draw it."""
        value = _hours(figure.value) if self._name == "minutes_saved" else str(round(figure.value))
        self._value.say(value)
        bad = self._name == "breaches" and figure.value > 0
        self._value.tone("crit" if bad else "text")
        self.setAccessibleName(f"{value} {_WORDS[self._name]}. Show how it was counted")

    def mouseReleaseEvent(self, event: object) -> None:
        """A press opens it."""
        self.pressed.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter or Space opens it."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Space):
            self.pressed.emit()
        else:
            super().keyPressEvent(event)


def _hours(minutes: float) -> str:
    whole = round(minutes)
    if whole < 60:
        return f"{whole} min"
    return f"{whole // 60} h" + (f" {whole % 60:02}" if whole % 60 else "")


class ExhibitCard(Card):
    """One part of the evidence, its first lines as its picture."""

    opened = Signal()

    def __init__(self, exhibit: Exhibit) -> None:
        super().__init__()
        self.body.setSpacing(4)
        for row in exhibit.rows[:_PREVIEW]:
            self.body.addWidget(Label(_glance(exhibit, row), "caption", "text2", elide=True))
        if not exhibit.rows:
            self.body.addWidget(Label("Nothing here.", "caption", "text2"))
        self.body.addStretch(1)
        self.body.addWidget(Rule())
        foot = QHBoxLayout()
        foot.addWidget(Icon(_ICONS[exhibit.part]))
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(Label(exhibit.title, "label", elide=True))
        words.addWidget(Label(exhibit.summary, "caption", "text2", elide=True))
        foot.addLayout(words, 1)
        button = Button("Open", "secondary", "arrow-up-right", dense=True)
        button.setAccessibleName(f"Open {exhibit.title}")
        button.clicked.connect(self.opened)
        foot.addWidget(button)
        self.body.addLayout(foot)


def _glance(exhibit: Exhibit, row: tuple[str, ...]) -> str:
    """What a row tells at a glance: of the checks, why one failed."""
    if exhibit.part is Evidence.VALIDATORS:
        return f"{row[0]} · {row[-1] or 'nothing failed'}"
    return " · ".join(row[:3])


class FeedbackDrawer(QWidget):
    """Stars and words; both stay on this computer. ``given`` tells them."""

    given = Signal(int, str)

    def __init__(self) -> None:
        super().__init__()
        self._stars = Stars()
        self._words = TextField("What went well, what did not", 4)
        self._keep = Button("Keep feedback")
        self._keep.setEnabled(False)
        self._stars.chosen.connect(lambda _: self._keep.setEnabled(True))
        self._keep.clicked.connect(lambda: self.given.emit(self._stars.value(), self._words.text()))
        column = QVBoxLayout(self)
        column.setContentsMargins(4, 4, 4, 12)
        column.addWidget(Label("How did it go?", "section"))
        column.addWidget(self._stars)
        column.addWidget(self._words)
        foot = QHBoxLayout()
        foot.addWidget(Label("Stays on this computer", "caption", "text2", wrap=True), 1)
        foot.addWidget(self._keep)
        column.addLayout(foot)
        column.addWidget(Rule())

    def show_stars(self, stars: int) -> None:
        """Show what was given."""
        if stars:
            self._stars.put(stars)


class ReflectPage(Page):
    """Draws a ``ReflectPageView``."""

    def __init__(self, presenter: ReflectPresenter) -> None:
        super().__init__("Mission complete")
        self._presenter = presenter
        self._undo = Tag("", "info", "undo-2")
        self.head_aside.addWidget(self._undo)
        self._figures = {name: FigureButton(name) for name in _MAIN}
        self._sum = Label("", "body", "text2", wrap=True)
        self._parts = Label("", "caption", "text2", wrap=True)
        self._kpi = KpiLine()
        self._open = ""
        self._exhibits = QHBoxLayout()
        self._exhibits.setSpacing(12)
        self._risks, self._tasks = QVBoxLayout(), QVBoxLayout()
        self._push = Button("Push them to Zendesk", "secondary", "arrow-up-right")
        self._push.clicked.connect(presenter.push_tasks)
        self._feedback = FeedbackDrawer()
        self._feedback.given.connect(presenter.give_feedback)
        self._view: ReflectPageView | None = None
        self._lay_out()

    def _lay_out(self) -> None:
        board = Card()
        board.body.setContentsMargins(0, 0, 0, 0)
        board.body.setSpacing(0)
        row = QHBoxLayout()
        row.setSpacing(0)
        for place, (name, figure) in enumerate(self._figures.items()):
            if place:
                row.addWidget(Rule(upright=True))
            row.addWidget(figure, 1)
            figure.pressed.connect(lambda name=name: self._toggle(name))
        board.body.addLayout(row)
        self._strip = Ground("accent_soft", "t")
        inner = QVBoxLayout(self._strip)
        inner.setContentsMargins(20, 8, 20, 8)
        inner.addWidget(self._sum)
        inner.addWidget(self._parts)
        board.body.addWidget(self._strip)
        self._strip.hide()
        self.body.addWidget(board)
        self.body.addWidget(self._kpi)
        self._evidence = Section("Evidence")
        self.body.addWidget(self._evidence)
        self.body.addLayout(self._exhibits)
        self.body.addWidget(Section("Were inside 90 minutes"))
        self.body.addWidget(_card_of(self._risks))
        self.body.addWidget(Section("Follow-ups"))
        self.body.addWidget(_card_of(self._tasks))
        self.body.addWidget(self._push, 0, Qt.AlignmentFlag.AlignLeft)

    def show_view(self, view: ReflectPageView) -> None:
        """Draw the outcome."""
        self._view = view
        around, outcome = view.around, view.reflect.outcome
        sealed = "Sealed." if around.sealed else "These figures are provisional until the seal."
        self.head(_title(view), f"{_sentence(view)} {sealed}")
        for name, button in self._figures.items():
            button.show_figure(next(f for f in outcome.figures if f.name == name))
        self._show_sum()
        self._kpi.show_outcome(outcome)
        self._evidence.say("Evidence", counted(view.reflect.facts, "fact"))
        clear(self._exhibits)
        for exhibit in view.reflect.exhibits:
            card = ExhibitCard(exhibit)
            card.opened.connect(lambda part=exhibit.part: self._presenter.open_exhibit(part))
            self._exhibits.addWidget(card, 1)
        self._show_lists(view)
        self._feedback.show_stars(view.reflect.stars)
        self.tick(to_millis(self._presenter.desk.clock.now()))

    def _show_lists(self, view: ReflectPageView) -> None:
        clear(self._risks)
        for one in view.reflect.outcome.at_risk:
            icon, token = _MARKS[one.ending]
            words = f"{_ENDINGS[one.ending]}, {one.words}" if one.words else _ENDINGS[one.ending]
            self._risks.addLayout(_line(icon, token, f"#{one.ticket}", words, one.ticket))
        if not view.reflect.outcome.at_risk:
            self._risks.addLayout(_line("check", "ok", "None", ""))
        clear(self._tasks)
        for task in view.reflect.tasks:
            about = f"#{task.ticket}" if task.ticket else ""
            about = "no clear answer yet: push again, it is made once" if task.sent else about
            aside = f"ticket #{task.pushed}" if task.pushed else about
            icon, tone = ("check", "ok") if task.pushed else ("list-checks", "text2")
            self._tasks.addLayout(_line(icon, tone, task.title, aside, task.ticket))
        self._push.setVisible(any(not task.pushed for task in view.reflect.tasks))
        if not view.reflect.tasks:
            self._tasks.addLayout(_line("check", "ok", "Nothing is left to be done", ""))

    def _toggle(self, name: str) -> None:
        self._open = "" if self._open == name else name
        self._show_sum()

    def _show_sum(self) -> None:
        view = self._view
        self._strip.setVisible(bool(self._open))
        if view is None or not self._open:
            return
        figure = next(f for f in view.reflect.outcome.figures if f.name == self._open)
        self._sum.say(f"{figure.words}. {figure.rule}")
        self._parts.say(", ".join(figure.parts[:80]) + (" …" if len(figure.parts) > 80 else ""))

    def tick(self, now_ms: int) -> None:
        """Paint the clocks of the tickets named, and how long the way back is open."""
        super().tick(now_ms)
        until = self._view.around.undo_until if self._view else None
        left = (to_millis(until) - now_ms) // 1000 if until else 0
        self._undo.setVisible(left > 0)
        if until is not None and left > 0:
            words = f"Undo open, {left // 60:02}:{left % 60:02} left"
            self._undo.show_as(words, "info", "undo-2")

    def aside(self) -> QWidget:
        """The feedback drawer."""
        return self._feedback


def _title(view: ReflectPageView) -> str:
    start, end = view.around.started_at, view.around.completed_at
    if start is None or end is None:
        return "Mission complete"
    seconds = int((end - start).total_seconds())
    return f"Mission complete in {seconds // 60}:{seconds % 60:02}"


def _sentence(view: ReflectPageView) -> str:
    outcome = view.reflect.outcome
    breaches = round(outcome.value("breaches"))
    if breaches:
        return f"{counted(breaches, 'clock')} ran out."
    waiting = sum(one.ending is Ending.RUNNING for one in outcome.at_risk)
    if waiting:
        tickets = counted(waiting, "ticket")
        return f"No clock ran out yet. {tickets} inside 90 minutes still without a reply."
    if not outcome.value("triaged"):
        return "No change of this plan stands any more. No clock ran out."
    return "Every ticket has a category or an owner. No clock ran out."


def _card_of(lines: QVBoxLayout) -> Card:
    card = Card()
    card.body.setContentsMargins(14, 8, 14, 8)
    lines.setSpacing(6)
    card.body.addLayout(lines)
    return card


def _line(icon: str, token: str, words: str, aside: str, ticket: int = 0) -> QHBoxLayout:
    row = QHBoxLayout()
    row.setSpacing(10)
    row.addWidget(Icon(icon, token))
    row.addWidget(Label(words, "name"))
    row.addWidget(Label(aside, "body", "text2", elide=True), 1)
    row.addWidget(TicketClock(ticket))
    return row
