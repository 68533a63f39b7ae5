"""One ticket in full, beside the page: conversation, draft with its verdicts, articles, similar tickets, clocks."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desktop.domain.plan import DraftKind, spoken
from desktop.domain.standing import NO_DEADLINE
from desktop.domain.values import to_millis
from ui.dialogs.category_line import CategoryLine
from ui.dialogs.clocks_tab import ClocksTab
from ui.dialogs.reword_offer import RewordOffer
from ui.dialogs.signs_line import SignsLines
from ui.theme.counted import counted
from ui.widgets.button import Button, IconButton
from ui.widgets.card import Card, Section
from ui.widgets.check_line import CheckLine
from ui.widgets.clock import ClockLabel
from ui.widgets.diff import DiffLabel
from ui.widgets.ground import Ground
from ui.widgets.icon import Icon
from ui.widgets.page import clear
from ui.widgets.rich import RichViewer
from ui.widgets.scroll import Scroll
from ui.widgets.segments import Segments
from ui.widgets.state import Skeleton, StateView
from ui.widgets.tag import Tag, VipTag
from ui.widgets.text import Label, Link
from ui.widgets.ticket_clock import TicketClock, tick_named

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtGui import QHideEvent, QKeyEvent

    from desktop.domain.ticket import Comment
    from desktop.watch.contract import DraftView, PageCandidate, TicketClocks, TicketDetail

_TABS = [
    ("talk", "Messages", None),
    ("draft", "Draft", None),
    ("pages", "Articles", None),
    ("alike", "Alike", None),
    ("clocks", "Clocks", None),
]


class TicketPane(Ground):
    """Signals: ``shut``, ``left`` (its ticket is no longer looked at), ``linked`` (ticket, page id), ``corrected`` (ticket, category),
    ``ticket_wanted`` (id), ``reword_wanted`` (the ticket whose draft is meant), ``clocks_wanted`` and ``export_wanted`` (the ticket whose clocks are meant).
    """

    shut = Signal()
    left = Signal()
    clocks_wanted = Signal(int)
    export_wanted = Signal(int)
    linked = Signal(int, str)
    corrected = Signal(int, str)
    ticket_wanted = Signal(int)
    reword_wanted = Signal(int)

    def __init__(self) -> None:
        super().__init__("bg", "l")
        self.setAccessibleName("Ticket")
        self.setMinimumWidth(320)
        self.ticket = 0
        self.may_link = False
        self.may_correct = False
        self.may_reword = False
        self._detail: TicketDetail | None = None
        self._told: TicketClocks | None = None
        self._clocks_tab: ClocksTab | None = None
        self._now_ms = 0
        self._number = Label("", "mono", "text2")
        self._subject = Label("", "section", wrap=True)
        self._meta = Label("", "caption", "text2", wrap=True)
        self._clock = ClockLabel("clock_strong")
        self._vip = VipTag()
        self._about = QVBoxLayout()
        self._tabs = Segments(_TABS)
        self._tabs.chosen.connect(lambda _: self._draw())
        self._column = QVBoxLayout()
        self._column.setSpacing(10)
        self._lay_out()

    def _lay_out(self) -> None:
        top = QHBoxLayout()
        top.setSpacing(8)
        for part in (self._number, self._vip, self._clock):
            top.addWidget(part)
        top.addStretch()
        close = IconButton("x", "Close the ticket")
        close.clicked.connect(self.shut)
        top.addWidget(close)
        inner = QWidget()
        box = QVBoxLayout(inner)
        box.setContentsMargins(0, 0, 8, 0)
        box.addLayout(self._column)
        box.addStretch(1)
        area = Scroll(inner)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 12, 8, 8)
        column.addLayout(top)
        column.addWidget(self._subject)
        column.addWidget(self._meta)
        self._about.setContentsMargins(0, 0, 8, 0)
        column.addLayout(self._about)
        column.addWidget(self._tabs)
        column.addWidget(area, 1)

    def wait_for(self, ticket: int) -> None:
        """Show that a ticket is being read."""
        self.left.emit()
        self.ticket, self._detail, self._told = ticket, None, None
        self._number.say(f"#{ticket}")
        self._subject.say("")
        self._meta.say("")
        self._clock.follow(NO_DEADLINE)
        self._vip.hide()
        clear(self._about)
        clear(self._column)
        self._column.addWidget(Skeleton(5))

    def show_problem(self, title: str, message: str, retry: Callable[[], None]) -> None:
        """Say why it could not be read."""
        clear(self._column)
        state = StateView()
        state.show_state("plug", title, message, [("Try again", retry)], "crit")
        self._column.addWidget(state)

    def show_detail(self, detail: TicketDetail, now_ms: int, *, may_link: bool) -> None:
        """Draw one ticket."""
        self.ticket, self._detail, self.may_link = detail.id, detail, may_link
        self._now_ms = now_ms
        self._number.say(f"#{detail.id}")
        self._subject.say(detail.subject)
        parts = (detail.organisation, detail.requester, detail.priority, detail.status)
        self._meta.say(" · ".join(part for part in parts if part))
        self._vip.setVisible(detail.vip)
        self._clock.follow(to_millis(detail.deadline) if detail.deadline else NO_DEADLINE)
        self._clock.tick(now_ms)
        self._show_about(detail)
        self._draw()

    def _show_about(self, detail: TicketDetail) -> None:
        clear(self._about)
        if detail.signs is not None and (detail.signs.upset or detail.signs.asks_for):
            self._about.addWidget(SignsLines(detail.signs))
        if detail.category is not None:
            line = CategoryLine(detail.category, may_correct=self.may_correct)
            line.corrected.connect(lambda value: self.corrected.emit(detail.id, value))
            self._about.addWidget(line)

    def shows(self, ticket: int) -> bool:
        """Whether this ticket was read and is shown."""
        return self._detail is not None and self._detail.id == ticket

    def show_tab(self, key: str) -> None:
        """Bring one tab to the front."""
        self._tabs.choose(key)
        self._draw()

    def _draw(self) -> None:
        detail = self._detail
        if detail is None:
            return
        clear(self._column)
        self._clocks_tab = None
        tabs = {
            "talk": lambda: self._talk(detail.conversation),
            "draft": lambda: self._draft(detail.draft),
            "pages": lambda: self._pages(detail.candidates),
            "alike": lambda: self._alike(detail),
            "clocks": lambda: self._clocks(detail),
        }
        tabs[self._tabs.key()]()

    def _talk(self, conversation: tuple[Comment, ...]) -> None:
        for comment in conversation:
            card = Card() if comment.public else Card("warn")
            head = QHBoxLayout()
            head.addWidget(Label(comment.author, "label", elide=True), 1)
            head.addWidget(Label(f"{comment.at.astimezone():%d %b %H:%M}", "caption", "text2"))
            card.body.addLayout(head)
            if not comment.public:
                card.body.addWidget(Tag("Internal note", "warn", "lock"))
            card.body.addWidget(Label(comment.text, "body", wrap=True))
            if comment.html:
                link = Link("Show as formatted", "caption")
                link.clicked.connect(lambda _=False, html=comment.html: self._formatted(html))
                card.body.addWidget(link)
            self._column.addWidget(card)
        if not conversation:
            self._column.addWidget(Label("No message could be read.", "body", "text2"))

    def _formatted(self, html: str) -> None:
        clear(self._column)
        back = Link("Back to all messages", "caption")
        back.clicked.connect(self._draw)
        self._column.addWidget(back)
        viewer = RichViewer()
        viewer.show_html(html)
        viewer.setMinimumHeight(320)
        self._column.addWidget(viewer)

    def _draft(self, draft: DraftView | None) -> None:
        if draft is None:
            self._column.addWidget(Label("The plan has no draft for it.", "body", "text2"))
            return
        public = draft.kind is DraftKind.PUBLIC_REPLY
        words = "Public reply" if public else "Internal note, not sent to the customer"
        self._column.addWidget(Tag(words, "accent" if public else "neutral", "lock"))
        if self.may_reword or draft.reworded:
            offer = RewordOffer(may_ask=self.may_reword, reworded=draft.reworded)
            offer.wanted.connect(lambda: self.reword_wanted.emit(self.ticket))
            self._column.addWidget(offer)
        card = Card()
        if draft.before != draft.text:
            diff = DiffLabel()
            diff.show_diff(draft.before, draft.text)
            card.body.addWidget(diff)
        else:
            card.body.addWidget(Label(draft.text, "body", wrap=True))
        self._column.addWidget(card)
        if draft.page_title:
            self._column.addLayout(_line("link", "accent_text", draft.page_title))
        for check in spoken(draft.checks):
            self._column.addWidget(CheckLine(check))

    def _pages(self, pages: tuple[PageCandidate, ...]) -> None:
        self._column.addWidget(
            Section(counted(len(pages), "article comes close", "articles come close"), "", "label")
        )
        for page in pages:
            card = Card()
            card.body.addWidget(Label(page.title, "label", wrap=True))
            usable = "verified" if page.usable else "cannot be linked: not verified or too old"
            card.body.addWidget(
                Label(f"{page.match} match, {usable}", "caption", "text2", wrap=True)
            )
            if page.passage:
                card.body.addWidget(Label(page.passage, "body", "text2", wrap=True))
            if self.may_link and page.usable and self._detail and self._detail.draft:
                use = Button("Use this article", "secondary", "link", dense=True)
                use.clicked.connect(
                    lambda _=False, page=page.id: self.linked.emit(self.ticket, page)
                )
                card.body.addWidget(use)
            self._column.addWidget(card)

    def _alike(self, detail: TicketDetail) -> None:
        words = f"Same incident: {detail.cluster}" if detail.cluster else "No close match"
        self._column.addWidget(Section(words, "", "label"))
        for ticket, subject in detail.similar:
            link = Link(f"#{ticket}")
            link.clicked.connect(lambda _=False, ticket=ticket: self.ticket_wanted.emit(ticket))
            row = QHBoxLayout()
            row.addWidget(link)
            row.addWidget(Label(subject, "body", "text2", elide=True), 1)
            row.addWidget(TicketClock(ticket))
            self._column.addLayout(row)

    def _clocks(self, detail: TicketDetail) -> None:
        tab = self._clocks_tab = ClocksTab()
        tab.export_wanted.connect(lambda: self.export_wanted.emit(self.ticket))
        self._column.addWidget(tab)
        if self._told is not None:
            tab.show_clocks(self._told, detail.created_at, self._now_ms)
        else:
            self._ask_for_clocks()

    def _ask_for_clocks(self) -> None:
        if self._clocks_tab is not None:
            self._clocks_tab.show_loading()
        self.clocks_wanted.emit(self.ticket)

    def show_clocks(self, clocks: TicketClocks, now_ms: int) -> None:
        """Draw what made the clocks of this ticket; those of another come too late."""
        if clocks.ticket != self.ticket:
            return
        self._told, self._now_ms = clocks, now_ms
        if self._clocks_tab is not None and self._detail is not None:
            self._clocks_tab.show_clocks(clocks, self._detail.created_at, now_ms)

    def show_clocks_problem(self, title: str, message: str) -> None:
        """Say why the clocks could not be explained."""
        if self._clocks_tab is not None:
            self._clocks_tab.show_problem(title, message, self._ask_for_clocks)

    def tick(self, now_ms: int) -> None:
        """Paint the countdowns."""
        self._now_ms = now_ms
        self._clock.tick(now_ms)
        tick_named(self, now_ms)
        if self._clocks_tab is not None:
            self._clocks_tab.tick(now_ms)

    def hideEvent(self, event: QHideEvent) -> None:
        """Tell that nobody looks at its ticket any more."""
        super().hideEvent(event)
        if not event.spontaneous():
            self._told = None
            self.left.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Escape closes."""
        if event.key() == Qt.Key.Key_Escape:
            self.shut.emit()
        else:
            super().keyPressEvent(event)


def _line(icon: str, token: str, words: str) -> QHBoxLayout:
    row = QHBoxLayout()
    row.setSpacing(8)
    row.addWidget(Icon(icon, token, 14), 0, Qt.AlignmentFlag.AlignTop)
    row.addWidget(Label(words, "body", wrap=True), 1)
    return row
