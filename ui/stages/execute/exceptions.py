"""Exceptions only: one alert at a time, its article or its words, one decision, the next one."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desktop.domain.plan import spoken
from desktop.domain.standing import NO_DEADLINE
from desktop.domain.ticket import Comment
from desktop.domain.values import to_millis
from desktop.domain.words import AlertKind
from desktop.watch.contract import AlertCard, PageCandidate, TicketDetail
from ui.widgets.button import Button
from ui.widgets.card import Card, Section
from ui.widgets.check_line import CheckLine
from ui.widgets.clock import ClockLabel
from ui.widgets.diff import DiffLabel
from ui.widgets.fold import FoldCard
from ui.widgets.page import clear
from ui.widgets.radio import RadioMark
from ui.widgets.tag import KeyCap, Tag
from ui.widgets.text import Label

_MATCHES = {"strong": ("strong match", "accent"), "fair": ("fair match", "neutral")}
_HEADS = {
    AlertKind.KB_MISSING: "Which article answers this?",
    AlertKind.TONE: "Are these words right?",
    AlertKind.HANDED_OVER: "Who finishes this?",
    AlertKind.BLOCKED: "Who answers this by hand?",
    AlertKind.UNKNOWN_EFFECT: "Did this change happen?",
}


def can_be_linked(alert: AlertCard) -> bool:
    """Whether an article may still be chosen: an approved public reply stays as approved."""
    return alert.kind is AlertKind.KB_MISSING and alert.may_override


def _head(alert: AlertCard) -> str:
    if alert.kind is AlertKind.KB_MISSING and not alert.may_override:
        return "This reply leaves without an article"
    return _HEADS.get(alert.kind, alert.title)


class CandidateCard(Card):
    """One page that comes close; pressed or by its number it is the one to link."""

    picked = Signal(int)

    def __init__(self, number: int, page: PageCandidate) -> None:
        super().__init__()
        self._number = number
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        words, tone = _MATCHES.get(page.match, ("weak match", "neutral"))
        self.setAccessibleName(f"{number}: {page.title}, {words}")
        self._mark = RadioMark(False)
        head = QHBoxLayout()
        head.setSpacing(10)
        head.addWidget(self._mark)
        head.addWidget(Label(page.title, "label", elide=True), 1)
        head.addWidget(Tag(words, tone))
        head.addWidget(KeyCap(str(number)))
        self.body.setContentsMargins(12, 10, 12, 10)
        self.body.addLayout(head)
        if page.passage:
            self.body.addWidget(Label(page.passage, "body", "text2", wrap=True))
        usable = "verified" if page.usable else "not verified or too old: cannot be linked"
        self.body.addWidget(
            Label(f"Checked {page.updated_at.astimezone():%d %b %Y}, {usable}", "caption", "text2")
        )
        self.setEnabled(page.usable)

    def put(self, on: bool) -> None:
        """Mark it as the choice."""
        self._mark.put(on)
        self.choose(on)

    def mouseReleaseEvent(self, event: object) -> None:
        """A press picks it."""
        self.picked.emit(self._number)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Space picks it."""
        if event.key() == Qt.Key.Key_Space:
            self.picked.emit(self._number)
        else:
            super().keyPressEvent(event)


class Exceptions(QWidget):
    """Signals: ``linked`` (ticket, page id), ``settled`` (alert, "accept" | "mine" | "skip"), ``left``."""

    linked = Signal(int, str)
    settled = Signal(object, str)
    left = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setAccessibleName("Exceptions only")
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self.setProperty("wholePage", True)
        self._alert: AlertCard | None = None
        self._pages: tuple[PageCandidate, ...] = ()
        self._cards: list[CandidateCard] = []
        self._choice = 0
        self._where = Label("", "caption", "text2")
        self._head = Label("", "title")
        self._clock = ClockLabel("kpi_small")
        self._about = Label("", "body", "text2", elide=True)
        self._choices, self._reading = QVBoxLayout(), QVBoxLayout()
        self._back = Button("Back to the table", "quiet", "chevron-left", dense=True, keys="Esc")
        self._back.clicked.connect(self.left)
        self._lay_out()

    def _lay_out(self) -> None:
        top = QHBoxLayout()
        top.addWidget(Label("Exceptions only", "caption", "text2"))
        top.addWidget(self._where)
        top.addStretch()
        top.addWidget(self._back)
        head = QHBoxLayout()
        head.addWidget(self._head, 1)
        head.addWidget(self._clock)
        columns = QHBoxLayout()
        columns.setSpacing(24)
        for layout, stretch in ((self._choices, 5), (self._reading, 3)):
            layout.setSpacing(10)
            columns.addLayout(layout, stretch)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addLayout(top)
        column.addLayout(head)
        column.addWidget(self._about)
        column.addSpacing(8)
        column.addLayout(columns)
        column.addStretch(1)

    @property
    def alert(self) -> AlertCard | None:
        """The alert on the screen."""
        return self._alert

    def show_alert(self, alert: AlertCard, place: int, total: int, detail: TicketDetail) -> None:
        """Draw one alert with what is needed to decide it."""
        self._alert = alert
        self._where.say(f"{place} of {total}")
        self._head.say(_head(alert))
        deadline = to_millis(alert.deadline) if alert.deadline else NO_DEADLINE
        self._clock.follow(deadline)
        self._about.say(
            f"#{detail.id} · {detail.organisation} · {detail.subject} · {detail.cluster}"
        )
        clear(self._choices)
        clear(self._reading)
        self._cards, self._choice, self._pages = [], 0, ()
        if can_be_linked(alert):
            self._show_candidates(detail)
        else:
            self._show_words(alert)
        self._show_reading(detail)
        self.setFocus(Qt.FocusReason.OtherFocusReason)

    def _show_candidates(self, detail: TicketDetail) -> None:
        self._pages = detail.candidates
        count = len(self._pages)
        words = (
            ("1 article comes close" if count == 1 else f"{count} articles come close")
            if count
            else "No article comes close"
        )
        self._choices.addWidget(Section(words, "verified only can be linked", "label"))
        for number, page in enumerate(self._pages, start=1):
            card = CandidateCard(number, page)
            card.picked.connect(self.pick)
            self._choices.addWidget(card)
            self._cards.append(card)
        self._choices.addStretch(1)
        usable = [number for number, page in enumerate(self._pages, start=1) if page.usable]
        if usable:
            self.pick(usable[0])

    def _show_words(self, alert: AlertCard) -> None:
        self._choices.addWidget(Section(alert.sentence, "", "label"))
        if alert.before or alert.after:
            card = Card()
            diff = DiffLabel()
            diff.show_diff(alert.before, alert.after)
            card.body.addWidget(diff)
            self._choices.addWidget(card)
        self._choices.addStretch(1)

    def _show_reading(self, detail: TicketDetail) -> None:
        first = detail.conversation[0] if detail.conversation else None
        if first is not None:
            self._show_first(first, folded=self._alert is not None and not self._alert.may_override)
        if detail.draft is not None:
            # What changed stands beside; the whole letter was seen on Plan, and is a press away.
            whole = FoldCard("The whole draft")
            whole.inside.addWidget(Label(detail.draft.text[:1200], "body", wrap=True))
            self._reading.addWidget(whole)
            for check in spoken(detail.draft.checks):
                self._reading.addWidget(CheckLine(check))
        self._reading.addStretch(1)

    def _show_first(self, first: Comment, *, folded: bool) -> None:
        """Where nothing can be changed any more, what they wrote waits behind its title."""
        card: Card = FoldCard("What they wrote") if folded else Card("neutral")
        body = card.inside if isinstance(card, FoldCard) else card.body
        if not folded:
            self._reading.addWidget(Section("What they wrote", "", "label"))
        body.addWidget(Label(first.text[:900], "body", "text2", wrap=True))
        who = f"{first.author}, {first.at.astimezone():%H:%M}"
        body.addWidget(Label(who, "caption", "text3"))
        self._reading.addWidget(card)

    def pick(self, number: int) -> None:
        """Choose an article by its number."""
        if 1 <= number <= len(self._pages) and self._pages[number - 1].usable:
            self._choice = number
            for place, card in enumerate(self._cards, start=1):
                card.put(place == number)

    def decide(self) -> None:
        """Do the main act: link the chosen article, or accept."""
        if self._alert is None:
            return
        if can_be_linked(self._alert):
            if self._choice:
                self.linked.emit(self._alert.ticket, self._pages[self._choice - 1].id)
            else:
                self.settled.emit(self._alert, "skip")
        else:
            self.settled.emit(self._alert, "accept")

    @property
    def can_link(self) -> bool:
        """Whether an article is chosen."""
        return self._choice > 0

    def settle(self, how: str) -> None:
        """Skip the alert, or keep the words as first written."""
        if self._alert is not None:
            self.settled.emit(self._alert, how)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """1 to 4 choose, S skips, Enter decides, Escape goes back."""
        text = event.text().lower()
        if text.isdigit():
            self.pick(int(text))
        elif text == "s":
            self.settle("skip")
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.decide()
        elif event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            super().keyPressEvent(event)

    def tick(self, now_ms: int) -> None:
        """Paint the clock."""
        self._clock.tick(now_ms)
