"""Opening one ticket beside the page, from wherever it is named."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from desktop.domain.values import StageName, to_millis
from ui.shell.clock_stories import ClockStories
from ui.theme.plain import one_line
from ui.widgets.ticket_clock import know_queue

if TYPE_CHECKING:
    from collections.abc import Iterator

    from desktop.domain.queue import Queue
    from desktop.watch.contract import WatchView
    from ui.bridge.problems import Problem
    from ui.dialogs.palette import Entry
    from ui.dialogs.ticket_pane import TicketPane
    from ui.shell.main_window import MainWindow

_LINKABLE = (StageName.APPROVE, StageName.EXECUTE)
"""Where the mission may stand for a draft's link to be changed."""
_BEFORE_SCOPE = (StageName.HOME, StageName.DEFINE, StageName.PREPARE)


class TicketView(QObject):
    """Reads a ticket and shows it in the pane."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window
        self._queue: Queue | None = None
        self._as_read: object = None
        self.stories = ClockStories(window)
        window.pane_made.connect(self._join)

    def _join(self, pane: TicketPane) -> None:
        pane.shut.connect(self.close)
        pane.ticket_wanted.connect(self.open)
        pane.linked.connect(self._link)
        pane.corrected.connect(self._correct)
        pane.reword_wanted.connect(self._reword)

    def open(self, ticket: int, tab: str = "") -> None:
        """Show a ticket; ``tab`` brings one of its tabs to the front."""
        window = self._window
        if window.desk is None or not ticket:
            return
        window.open_pane()
        if tab:
            window.pane.show_tab(tab)
        if window.pane.ticket != ticket:
            window.pane.wait_for(ticket)
        window.tasks.start(self._read(ticket), "ticket", self._failed)

    async def _read(self, ticket: int) -> None:
        window = self._window
        if window.desk is None or window.view is None:
            return
        detail = await window.desk.watch.detail(ticket)
        may_link = window.view.stage in _LINKABLE
        before = window.pane.may_correct = window.view.stage is StageName.APPROVE
        window.pane.may_reword = before and (await window.desk.assistance.standing()).on
        window.pane.show_detail(detail, to_millis(window.desk.clock.now()), may_link=may_link)

    def _failed(self, problem: Problem) -> None:
        pane = self._window.pane
        pane.show_problem(problem.title, problem.message, lambda: self.open(pane.ticket))

    def _link(self, ticket: int, page: str) -> None:
        window = self._window
        if window.view is not None and window.view.stage is StageName.APPROVE:
            window.tasks.start(self._link_before(ticket, page), f"link.{ticket}")
        else:
            window.host.presenter_of(StageName.EXECUTE).link(ticket, page)

    def _again(self, ticket: int) -> None:
        """Read it anew, unless the lead looks at another by now."""
        if self._window.has_pane and self._window.pane.ticket == ticket:
            self.open(ticket)

    def _correct(self, ticket: int, category: str) -> None:
        self._window.tasks.start(
            self._correct_now(ticket, category), f"correct.{ticket}", self._failed
        )

    async def _correct_now(self, ticket: int, category: str) -> None:
        window = self._window
        if window.desk is not None:
            await window.desk.plan.correct(ticket, category)
            window.say(f"Category of #{ticket} put right")
            self._again(ticket)

    def _reword(self, ticket: int) -> None:
        from ui.dialogs.other_words import show_other_words

        window = self._window
        if window.desk is not None:
            sheet = show_other_words(window, window.desk.assistance, window.tasks, ticket)
            sheet.taken.connect(self._reworded)

    def _reworded(self, ticket: int) -> None:
        self._window.say(f"Other words taken for #{ticket}")
        self.open(ticket)
        self._window.focus_page()

    async def _link_before(self, ticket: int, page: str) -> None:
        window = self._window
        if window.desk is not None:
            await window.desk.plan.link(ticket, page)
            window.say(f"Article linked to #{ticket}")
            self.open(ticket)

    def follow(self, view: WatchView) -> None:
        """Learn the queue once it was read, and anew when the scope takes its place, it was read again or answered."""
        read = (view.stage not in _BEFORE_SCOPE, view.growth and view.growth.looked_at, view.met)
        if not self._queue or read != self._as_read:
            self._as_read = read
            self._window.tasks.start(self.learn(), "tickets", lambda _: None)

    def forget(self) -> None:
        """Another mission comes: its tickets are not known yet."""
        self._queue, self._as_read = None, None
        know_queue(None)

    async def learn(self) -> None:
        """Read the queue's columns, so that every list knows their clocks and the palette finds them by their words."""
        if self._window.desk is not None:
            self._queue = await self._window.desk.watch.queue()
            know_queue(self._queue)

    def entries(self) -> Iterator[Entry]:
        """Every ticket known, for the palette."""
        from ui.dialogs.palette import Entry

        queue = self._queue
        if queue is None:
            return
        for row, ticket in enumerate(queue.ids.tolist()):
            title = f"#{ticket} {one_line(queue.subjects[row], 80)}"
            aside = one_line(queue.organisations[row], 40)
            run = partial(self.open, ticket)
            yield Entry(title, "Tickets", "ticket", aside, "", run, ticket)

    def close(self) -> None:
        """Give the alerts their place back."""
        self._window.close_pane()
        self._window.focus_page()
