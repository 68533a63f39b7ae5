"""The page area: makes each page when it is first opened and joins it with its presenter."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtWidgets import QApplication, QStackedWidget

from desktop.domain.values import StageName, to_millis
from ui.shell.rooms import ORDER, ROOMS

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from ui.bridge.bar import Bar, Busy, Notice
    from ui.bridge.desk import ScreenDesk
    from ui.bridge.relay import Relay
    from ui.bridge.tasks import Tasks
    from ui.widgets.page import Page

_SKELETON_MS = 300
_COVERS = (StageName.PREPARE, StageName.PLAN, StageName.REFLECT)
"""Pages whose long work has nothing to show behind it yet."""


class PageHost(QStackedWidget):
    """Signals: ``opened`` (stage), ``barred`` (Bar), ``said`` (words), ``failed`` (Problem), ``asked`` (name, what)."""

    opened = Signal(object)
    barred = Signal(object)
    said = Signal(str)
    failed = Signal(object)
    asked = Signal(str, object)

    def __init__(self) -> None:
        super().__init__()
        self._desk: ScreenDesk | None = None
        self._tasks: Tasks | None = None
        self._relay: Relay | None = None
        self._pages: dict[StageName, Page] = {}
        self._presenters: dict[StageName, Any] = {}
        self.stage: StageName | None = None
        self._skeleton = QTimer(self)
        self._skeleton.setSingleShot(True)
        self._skeleton.setInterval(_SKELETON_MS)
        self._skeleton.timeout.connect(self._show_loading)

    def follow(self, desk: ScreenDesk, tasks: Tasks, relay: Relay) -> None:
        """Show the pages of another mission; the old ones go."""
        self.forget()
        self._desk, self._tasks, self._relay = desk, tasks, relay

    def forget(self) -> None:
        """Drop every page and presenter."""
        for presenter in self._presenters.values():
            presenter.leave()
            presenter.deleteLater()
        for page in self._pages.values():
            self.removeWidget(page)
            page.deleteLater()
        self._pages, self._presenters, self.stage = {}, {}, None

    @property
    def presenter(self) -> Any:
        """The presenter of the open page; None before a mission is open."""
        return self._presenters.get(self.stage) if self.stage else None

    @property
    def page(self) -> Page | None:
        """The open page."""
        return self._pages.get(self.stage) if self.stage else None

    def presenter_of(self, stage: StageName) -> Any:
        """Return a stage's presenter, made when needed."""
        self._make(stage)
        return self._presenters[stage]

    def page_of(self, stage: StageName) -> Any:
        """Return a stage's page, made when needed."""
        self._make(stage)
        return self._pages[stage]

    def open(self, stage: StageName) -> None:
        """Bring a page to the screen."""
        if self._desk is None or stage is self.stage:
            return
        if self.presenter is not None:
            self.presenter.leave()
        self._make(stage)
        self.stage = stage
        self.setCurrentWidget(self._pages[stage])
        self.barred.emit(self.presenter.bar())
        if not self._pages[stage].drawn:
            self._skeleton.start()
        self.presenter.enter()
        self.opened.emit(stage)

    def _make(self, stage: StageName) -> None:
        if stage in self._pages:
            return
        room = ROOMS[ORDER.index(stage)]
        presenter = room.make_presenter()(self._desk, self._tasks, self._relay)
        page: Page = room.make_page()(presenter)
        self._pages[stage], self._presenters[stage] = page, presenter
        self.addWidget(page)
        _Joint(self, stage, page, presenter)

    def settle(self) -> None:
        """Something is on the page: no skeleton is needed any more."""
        self._skeleton.stop()

    def _show_loading(self) -> None:
        if self.page is not None:
            self.page.show_loading()

    def tick(self, now: datetime) -> None:
        """Paint the open page's countdowns."""
        if self.page is not None:
            self.page.tick(to_millis(now))


class _Joint(QObject):
    """What joins one page with its presenter."""

    def __init__(self, host: PageHost, stage: StageName, page: Page, presenter: Any) -> None:
        super().__init__(presenter)
        self._host, self._stage, self._page, self._presenter = host, stage, page, presenter
        self._last: object = None
        presenter.shown.connect(self._show)
        presenter.noticed.connect(self._notice)
        presenter.worked.connect(self._work)
        presenter.barred.connect(self._bar)
        presenter.failed.connect(host.failed)
        presenter.said.connect(host.said)
        presenter.asked.connect(host.asked)
        presenter.left_for.connect(self._leave_for)

    def _show(self, view: object) -> None:
        self._host.settle()
        if view == self._last:
            self._bring_back()
            return
        self._last = view
        show: Callable[[object], None] = self._page.show_view  # type: ignore[attr-defined]
        show(view)
        self._bring_back()

    def _bring_back(self) -> None:
        """Show the content, unless long work covers it."""
        if not (self._presenter.busy and self._stage in _COVERS):
            self._page.show_body()

    def _leave_for(self, stage: StageName) -> None:
        """Go on, unless the lead has gone elsewhere while the work ran."""
        if self._host.stage is self._stage:
            self._host.open(stage)

    def _notice(self, notice: Notice) -> None:
        if self._presenter.busy:
            return
        self._host.settle()
        acts = [(notice.retry, lambda: self._help(notice))] if notice.retry else []
        if notice.details:
            acts.append(("Copy details", lambda: _copy(notice.details)))
        self._page.show_state(notice.icon, notice.title, notice.message, acts, notice.tone)

    def _help(self, notice: Notice) -> None:
        """The one act that helps: go where the missing thing is done, or let the presenter do it."""
        if notice.goes_to is not None:
            self._host.open(notice.goes_to)
        else:
            self._presenter.retry()

    def _work(self, busy: Busy | None) -> None:
        if busy is None or self._stage not in _COVERS:
            return
        words = f"{busy.done} of {busy.total} {busy.words}" if busy.total else ""
        self._page.show_progress(
            busy.words.capitalize(), busy.done, busy.total, words, self._presenter.cancel
        )

    def _bar(self, bar: Bar) -> None:
        if self._host.stage is self._stage:
            self._host.barred.emit(bar)


def _copy(words: str) -> None:
    QApplication.clipboard().setText(words)
