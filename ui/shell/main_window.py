"""The window over one running mission: joins pages, docks, banner and bars with the desk behind them."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QSettings, Qt, Signal

from desktop.domain.errors import Fault
from desktop.domain.values import StageName, to_millis
from desktop.domain.words import Mode
from ui.dialogs.kept import read_settings, use_look
from ui.shell.bundle_view import BundleView
from ui.shell.decisions import waiting
from ui.shell.frame import Frame

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtGui import QCloseEvent

    from desktop.accounts.contract import ToolCard
    from desktop.bus import Progress
    from desktop.watch.contract import WatchView
    from ui.actions.registry import Actions
    from ui.bridge.bar import Bar
    from ui.bridge.desk import ScreenDesk
    from ui.bridge.problems import Problem
    from ui.bridge.relay import Relay
    from ui.bridge.tasks import Tasks
    from ui.dialogs.palette import Palette
    from ui.shell.alerting import Alerting
    from ui.shell.asks import Asks
    from ui.shell.clock_watch import ClockWatch
    from ui.shell.going_on import GoingOn
    from ui.shell.held import HeldReplies
    from ui.shell.lock import Lock
    from ui.shell.look_out import LookOut
    from ui.shell.read_only import ReadOnlyBanner
    from ui.shell.review_mode import ReviewMode
    from ui.shell.sleep import Awake
    from ui.shell.surroundings import Surroundings
    from ui.shell.ticker import Ticker
    from ui.shell.ticket_view import TicketView
    from ui.shell.tray import Tray


_ASK_THEMSELVES = (StageName.HOME, StageName.PREPARE)
"""Pages that ask the services when they are opened."""


class MainWindow(Frame):
    """Signals: ``leaving`` (the window may go now), ``mission_wanted`` (id, empty for a new one), ``followed``."""

    leaving = Signal()
    followed = Signal()
    mission_wanted = Signal(str)

    actions_of_window: Actions
    ticker: Ticker
    awake: Awake
    tray: Tray
    review: ReviewMode
    ticket_view: TicketView
    alerting: Alerting
    asks: Asks
    held: HeldReplies
    clock_watch: ClockWatch
    look_out: LookOut
    lock: Lock
    going_on: GoingOn
    read_only: ReadOnlyBanner

    def __init__(self, store: QSettings, tasks: Tasks) -> None:
        super().__init__(store)
        self.tasks = tasks
        self.desk: ScreenDesk | None = None
        self.around: Surroundings | None = None
        self.bundle_view = BundleView(self)
        self._may_go = False
        self._facts = -1
        use_look(read_settings(store))

    def furnish(self) -> None:
        """Load what drives the parts, then join them; until then only the first page is there."""
        from ui.actions.registry import Actions
        from ui.shell.alerting import Alerting
        from ui.shell.asks import Asks
        from ui.shell.clock_watch import ClockWatch
        from ui.shell.countdowns import Countdowns
        from ui.shell.going_on import GoingOn
        from ui.shell.held import HeldReplies
        from ui.shell.lock import Lock
        from ui.shell.look_out import LookOut
        from ui.shell.mission_actions import add_actions
        from ui.shell.read_only import ReadOnlyBanner
        from ui.shell.review_mode import ReviewMode
        from ui.shell.sleep import Awake
        from ui.shell.ticker import Ticker
        from ui.shell.ticket_view import TicketView
        from ui.shell.tray import Tray

        if self.furnished:
            return
        super().furnish()
        self.actions_of_window = Actions(self, self.covered)
        self.ticker, self.awake, self.tray = Ticker(self), Awake(self), Tray(self)
        self.clock_watch = ClockWatch(self)
        Countdowns(self)
        self.review, self.ticket_view = ReviewMode(self), TicketView(self)
        self.alerting, self.asks, self.held = Alerting(self), Asks(self), HeldReplies(self)
        self.look_out, self.lock = LookOut(self), Lock(self)
        self.read_only = ReadOnlyBanner()
        self.going_on = GoingOn(self)
        for banner in (self.read_only, self.going_on.banner):
            self.above.addWidget(banner)
        add_actions(self)
        self.actions_of_window.single_keys = read_settings(self.store).single_keys
        self._join()

    def _join(self) -> None:
        self.tasks.failed.connect(self.show_problem)
        self.host.failed.connect(self._failed)
        self.host.barred.connect(self.show_bar)
        self.host.said.connect(self.say)
        self.host.asked.connect(self.asks.answer)
        self.host.opened.connect(self._opened)
        self.step_bar.stepper.chosen.connect(self._go_to)
        self.bar.primary.connect(self.primary)
        self.bar.secondary.connect(lambda: self.act("secondary"))
        self.bar.quiet.connect(lambda: self.act("quiet"))
        self.bar.gave_up_focus.connect(self.focus_page)
        self.rail.acted.connect(self.alerting.act)
        self.checklist.ticket_wanted.connect(self.ticket_view.open)
        self.undo.undo_all.connect(self.asks.undo_all)
        self.undo.item_by_item.connect(self.asks.item_by_item)
        self.undo.held_replies.connect(self.held.show)
        self.tray.wanted.connect(self.come_back)

    def follow(self, desk: ScreenDesk, relay: Relay, stage: StageName) -> None:
        """Show a mission, at the stage it stands in."""
        from ui.dialogs.overlay import Overlay
        from ui.shell.surroundings import Surroundings

        # What the mission before could not do may have been told until its last command ended.
        for overlay in self.findChildren(Overlay):
            overlay.give_up()
        self.desk = desk
        self.host.follow(desk, self.tasks, relay)
        self.around = Surroundings(desk, self.tasks, relay)
        self.around.shown.connect(self._surround_with)
        relay.progressed.connect(self._hear)
        self._facts = -1
        self.ticket_view.forget()
        self.clock_watch.forget()
        self.going_on.forget()
        self.show_mission()
        self.ticker.follow(desk.clock)
        sandbox = desk.mode is Mode.SANDBOX
        live = f"{desk.profile.capitalize()} accounts"
        self.status.show_mode("Sandbox, sandbox time" if sandbox else live)
        self.around.refresh()
        self.lock.follow(desk)
        if not desk.read_only:
            self.look_out.follow()
        self.host.open(stage)
        if stage not in _ASK_THEMSELVES and not desk.read_only:
            self._ask_tools()
        self.fit()
        self.followed.emit()

    def _go_to(self, stage: StageName) -> None:
        """A step was pressed: close a bundle that is on the screen, then open the page."""
        self.bundle_view.close()
        self.host.open(stage)

    def show_again(self) -> None:
        """A bundle was closed: show the mission behind it, or the first page."""
        if self.desk is None:
            self.show_welcome()
            return
        self.show_mission()
        self._show_steps()
        self.say_title()

    def say_title(self) -> None:
        """Name what is shown in the window's title; the lock has its own."""
        if self.lock.on:
            return
        if self.bundle_view.screen is not None:
            self.setWindowTitle(self.bundle_view.title)
        elif self.view is not None:
            self.setWindowTitle(f"{self.view.title} · Triage Deck")

    def leave_desk(self) -> None:
        """The mission is being closed: nothing here may ask it any more."""
        self.desk, self.around = None, None
        self.ticker.follow(None)
        self.look_out.rest()
        self.review.end()

    @cached_property
    def palette_of_window(self) -> Palette:
        """The command palette: made when it is first opened."""
        from ui.dialogs.palette import Palette
        from ui.shell.window_actions import entries

        return Palette(self, lambda: entries(self))

    # Around the page.

    @property
    def view(self) -> WatchView | None:
        """What surrounds the page, as last read."""
        return self.around.view if self.around else None

    def _surround_with(self, view: WatchView) -> None:
        if self.desk is None:
            return
        now = self.desk.clock.now()
        self.checklist.show_view(view, to_millis(now))
        decisions = waiting(view)
        on_track = max(0, view.scope - decisions)
        self.rail.show_alerts(view.alerts, on_track, to_millis(now))
        self.rail.resting.show_resting(view.snoozed)
        self.heads["alerts"].show_count(decisions)
        self.undo.show_view(view, now)
        self.tray.show_view(view, now)
        self.awake.keep(view.held > 0)
        if view.facts != self._facts:
            self._facts = view.facts
            self.status.show_ledger(view.facts, now)
        self._show_steps()
        self.say_title()
        self.review.follow(view)
        self.ticket_view.follow(view)

    def _ask_tools(self) -> None:
        """Ask how each service stands; where even that fails the last answer stays."""
        self.tasks.start(self._read_tools(), "tools", lambda _: None)

    async def _read_tools(self) -> None:
        if self.desk is not None:
            self.show_tools((await self.desk.prepare.view()).cards)

    def show_tools(self, cards: tuple[ToolCard, ...]) -> None:
        """Say at the foot, and before the start in the checklist, how each service stands."""
        self.status.show_tools(cards)
        self.checklist.show_tools(cards)
        if self.around is not None:
            self.around.refresh()
        if self.view is not None and self.desk is not None:
            self.checklist.show_view(self.view, to_millis(self.desk.clock.now()))
            self.ticket_view.follow(self.view)

    def _show_steps(self) -> None:
        view, stage = self.view, self.host.stage
        if view is None or stage is None or self.bundle_view.screen is not None:
            return
        waits = any(item.state == "waits" for item in view.items)
        locked = view.stage not in (StageName.HOME, StageName.DEFINE)
        self.step_bar.stepper.show_steps(
            view.stage, stage, locked=locked, sealed=view.sealed, waits=waits
        )

    def _opened(self, stage: StageName) -> None:
        self._show_steps()
        self.review.end()
        page = self.host.page
        self.rail.put_on_top(page.aside() if page else None)
        self.heads["alerts"].title.say("Feedback and alerts" if page and page.aside() else "Alerts")
        self.focus_page()

    def focus_page(self) -> None:
        """Give the keyboard to the page: to what it names first, else to the primary act."""
        first: Callable[[], None] | None = getattr(self.host.page, "focus_first", None)
        if first is not None:
            first()
        elif self.bar.primary_button.isVisible() and self.bar.primary_button.isEnabled():
            self.bar.primary_button.setFocus(Qt.FocusReason.OtherFocusReason)
        elif self.host.page is not None:
            self.host.page.setFocus(Qt.FocusReason.OtherFocusReason)

    # The bar.

    def show_bar(self, bar: Bar) -> None:
        """Show the page's bar, or the one exception's."""
        from ui.shell.read_only import switched_off

        shown = self.review.bar() or bar
        self.bar.show_bar(switched_off(shown) if self.looks_on else shown)

    @property
    def looks_on(self) -> bool:
        """Whether another window works on the mission that is shown."""
        return self.desk is not None and self.desk.read_only

    def primary(self) -> None:
        """Do the page's one act."""
        if self.review.on:
            self.review.decide()
        elif self.bar.primary_button.isEnabled():
            self.act("primary")

    def act(self, name: str) -> None:
        """Do one of the bar's acts: primary, secondary, quiet."""
        if self.review.on:
            self.review.act(name)
        elif self.host.presenter is not None:
            self.going_on.hear(name)
            getattr(self.host.presenter, name)()

    # Words.

    def say(self, words: str) -> None:
        """Show a toast."""
        self.toast.say(words, "circle-check", "", None)

    def _hear(self, progress: Progress) -> None:
        """Words without a share come from the keeper of held replies: a service is away, it tries again."""
        if not progress.total and progress.words:
            self.toast.say(progress.words, "wifi-off", "", None)
            self._ask_tools()

    def _failed(self, problem: Problem) -> None:
        """A command of a page failed; a run that lost its service goes on only when somebody says so."""
        away = problem.fault in (Fault.SERVICE, Fault.MACHINE)
        if away and self.host.stage is StageName.EXECUTE and not self.looks_on:
            self.going_on.lost(problem)
            self._ask_tools()
        else:
            self.show_problem(problem)

    def show_problem(self, problem: Problem) -> None:
        """Show what failed, in words."""
        if self.looks_on:
            # Whatever is pressed is answered in one sentence, by a toast: nothing failed.
            self.say(f"{problem.title}. {problem.message}")
            return
        from ui.dialogs.trouble import show_trouble

        show_trouble(self, problem)
        if problem.fault in (Fault.SERVICE, Fault.MACHINE):
            self._ask_tools()

    def covered(self) -> bool:
        """Whether an overlay is open, or the lock."""
        from ui.dialogs.overlay import Overlay

        return self.lock.on or any(overlay.isVisible() for overlay in self.findChildren(Overlay))

    def come_back(self) -> None:
        """Bring the window to the front."""
        self.setWindowState(self.windowState() & ~Qt.WindowState.WindowMinimized)
        self.show()
        self.raise_()
        self.activateWindow()

    def changeEvent(self, event: QEvent) -> None:
        """Nobody looks at a minimised window: its painting rests, its alerts do not."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.WindowStateChange and self.furnished:
            if self.isMinimized():
                self.ticker.rest()
            else:
                self.ticker.go()

    def closeEvent(self, event: QCloseEvent) -> None:
        """Ask first when something is held or under way; the application ends the rest in order."""
        event.ignore()
        if self._may_go:
            return
        from ui.dialogs.leaving import ask_to_leave, what_matters

        working = any(self.tasks.runs(f"{stage}.work") for stage in StageName)
        lines = what_matters(self.view, working=working)
        if lines and self.furnished and self.lock.on:
            self.lock.refuse_to_close()
        elif lines:
            ask_to_leave(self, lines, self.leave)
        else:
            self.leave()

    def leave(self) -> None:
        """Go now."""
        if not self._may_go:
            self._may_go = True
            self.keep()
            if self.furnished:
                self.tray.close()
                self.lock.idle.stop()
                self.awake.keep(False)
            self.leaving.emit()
