"""The window's frame: every part in its place, and what gives way when the window is small. No mission in it."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from PySide6.QtCore import QSettings, Qt, Signal
from PySide6.QtWidgets import QMainWindow, QStackedWidget, QVBoxLayout, QWidget

from ui.dialogs.welcome import Welcome
from ui.shell.dropped import bundle_of
from ui.shell.geometry import keep_geometry, restore_geometry, restore_layout
from ui.theme.fonts import px
from ui.theme.icons import app_icon
from ui.theme.look import look

if TYPE_CHECKING:
    from PySide6.QtGui import QDragEnterEvent, QDropEvent, QResizeEvent
    from PySide6.QtWidgets import QMenuBar

    from ui.dialogs.ticket_pane import TicketPane
    from ui.shell.action_bar import ActionBar
    from ui.shell.alert_rail import AlertRail
    from ui.shell.checklist_dock import ChecklistDock
    from ui.shell.docks import Dock, DockHead
    from ui.shell.page_host import PageHost
    from ui.shell.status_bar import StatusLine
    from ui.shell.step_bar import StepBar
    from ui.shell.undo_host import UndoHost
    from ui.widgets.toast import Toast

_SMALLEST = (1024, 640)
_STRIP, _ANY = 48, 16_777_215
"""Width of the folded checklist, and Qt's word for no limit."""
_TICKET = 420
"""Width of a ticket beside the page, in px."""
_WIDE, _ROOMY, _LOW = 1280, 1880, 780


class Frame(QMainWindow):
    """Stepper on top, checklist left, alerts right, page in the middle, status at the foot.

    ``bag_wanted`` tells the path of an evidence bundle that shall be reviewed.
    """

    bag_wanted = Signal(str)
    pane_made = Signal(object)
    step_bar: StepBar
    host: PageHost
    undo: UndoHost
    bar: ActionBar
    status: StatusLine
    checklist: ChecklistDock
    rail: AlertRail
    menu_bar: QMenuBar
    heads: dict[str, DockHead]
    docks: dict[str, Dock]
    toast: Toast
    middle: QWidget

    def __init__(self, store: QSettings) -> None:
        super().__init__()
        self.store = store
        self.furnished = False
        self._folded_by_hand = False
        self._surrounded = False
        self._beside: list[Dock] = []
        self._widths: list[int] = []
        self.setWindowTitle("Triage Deck")
        self.setWindowIcon(app_icon())
        self.setMinimumSize(*_SMALLEST)
        self.setAcceptDrops(True)
        self.welcome = Welcome()
        self.areas = QStackedWidget()
        self.areas.addWidget(self.welcome)
        self.setCentralWidget(self.areas)

    def furnish(self) -> None:
        """Load and place everything around the first page, which is on the screen already."""
        from ui.shell.docks import make_docks
        from ui.shell.furniture import place_furniture

        place_furniture(self)
        self._above_all = self._top()
        self.setMenuWidget(self._above_all)
        self.heads, self.docks = make_docks(self, self.checklist, self._right())
        self.reset_docks()
        self.middle = self._make_middle()
        self.areas.addWidget(self.middle)
        self.setStatusBar(self.status)
        self.checklist.fold_wanted.connect(self._unfold)
        self.heads["checklist"].folded.connect(self._fold_by_hand)
        self.heads["alerts"].folded.connect(self.docks["alerts"].close)
        self.furnished = True
        look().changed.connect(self.fit)
        self.show_welcome()
        restore_layout(self, self.store)
        self._surround(False)

    def _top(self) -> QWidget:
        top = QWidget()
        column = QVBoxLayout(top)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.menu_bar)
        self.above = QVBoxLayout()
        column.addWidget(self.step_bar)
        column.addLayout(self.above)
        return top

    def _right(self) -> QWidget:
        """The alerts, and in their place one ticket while it is open; the count in the head stays."""
        box = QWidget()
        column = QVBoxLayout(box)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.rail)
        self._right_column = column
        return box

    def reset_docks(self) -> None:
        """Put both docks back where they belong."""
        left, right = Qt.DockWidgetArea.LeftDockWidgetArea, Qt.DockWidgetArea.RightDockWidgetArea
        for name, area in (("checklist", left), ("alerts", right)):
            self.docks[name].setFloating(False)
            self.addDockWidget(area, self.docks[name])
            self.docks[name].show()
        across = Qt.Orientation.Horizontal
        self.resizeDocks(list(self.docks.values()), [240, 288], across)

    def _make_middle(self) -> QWidget:
        mission = QWidget()
        column = QVBoxLayout(mission)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.undo)
        column.addWidget(self.host, 1)
        column.addWidget(self.bar)
        return mission

    def show_welcome(self) -> None:
        """Show the first page; nothing surrounds it."""
        self.areas.setCurrentWidget(self.welcome)
        if self.furnished:
            self._surround(False)

    def show_mission(self) -> None:
        """Show the pages with everything around them."""
        self.areas.setCurrentWidget(self.middle)
        self._surround(True)

    def cover(self, screen: QWidget) -> None:
        """Show a screen over pages and docks; the steps stay."""
        self.areas.addWidget(screen)
        self.areas.setCurrentWidget(screen)
        self._surround(False)
        self.step_bar.show()

    def uncover(self, screen: QWidget) -> None:
        """Take it away again."""
        self.areas.removeWidget(screen)
        screen.deleteLater()

    def _surround(self, on: bool) -> None:
        self.step_bar.setVisible(on)
        self._surrounded = on
        if self.locked:
            self._beside = list(self.docks.values()) if on else []
            return
        self.status.setVisible(on)
        for dock in self.docks.values():
            dock.setVisible(on)

    # Locked.

    @property
    def locked(self) -> bool:
        """Whether nothing may be shown; overlays ask the same property."""
        return bool(self.property("locked"))

    def hide_all(self) -> None:
        """Hide every part, so that neither an eye nor a screen reader finds what it held."""
        self._beside = [dock for dock in self.docks.values() if dock.isVisible()]
        self._widths = [dock.width() for dock in self.docks.values()]
        self._let_wait(True)
        for part in (*self.docks.values(), self.status, self.areas, self._above_all):
            part.hide()

    def show_all(self) -> None:
        """Show again what stood there, or what took its place meanwhile."""
        self.setProperty("locked", False)
        for part in (self._above_all, self.areas):
            part.show()
        self.status.setVisible(self._surrounded)
        for dock in self._beside:
            dock.show()
        # Qt gives what comes back the room that is there, not the room it had.
        across = Qt.Orientation.Horizontal
        self.resizeDocks(list(self.docks.values()), self._widths, across)
        self._let_wait(False)

    def _let_wait(self, on: bool) -> None:
        from ui.dialogs.overlay import Overlay

        self.setProperty("locked", on)
        self.setAcceptDrops(not on)
        for overlay in self.findChildren(
            Overlay, options=Qt.FindChildOption.FindDirectChildrenOnly
        ):
            overlay.wait(on)

    @cached_property
    def pane(self) -> TicketPane:
        """One ticket in full: made when the first one is opened."""
        from ui.dialogs.ticket_pane import TicketPane

        pane = TicketPane()
        pane.hide()
        self._right_column.addWidget(pane)
        self.pane_made.emit(pane)
        return pane

    @property
    def has_pane(self) -> bool:
        """Whether a ticket was opened already."""
        return "pane" in self.__dict__

    def open_pane(self) -> None:
        """Show the ticket beside the page, where the alerts were."""
        self._show_pane(True)

    def close_pane(self) -> None:
        """Show the alerts again."""
        self._show_pane(False)

    def _show_pane(self, on: bool) -> None:
        if on or self.has_pane:
            self.pane.setVisible(on)
        self.rail.setVisible(not on)
        self.docks["alerts"].setVisible(not self.locked)
        width = px(_TICKET) if on else self.rail.minimumWidth()
        self.resizeDocks([self.docks["alerts"]], [width], Qt.Orientation.Horizontal)

    def restore(self) -> None:
        """Take the size and place of the last time."""
        restore_geometry(self, self.store)

    def keep(self) -> None:
        """Keep size and layout for the next time."""
        if self.furnished:
            keep_geometry(self, self.store)

    # What gives way.

    def fit(self) -> None:
        """Give way where the window is small for its text: dock to a strip, step words, then height."""
        width, height = self.width() / look().scale, self.height() / look().scale
        wide, low = width >= _WIDE, height < _LOW
        dock = self.docks["checklist"]
        fold = (not wide or self._folded_by_hand) and not dock.isFloating()
        self.checklist.fold(fold)
        dock.setMaximumWidth(_STRIP if fold else _ANY)
        self.heads["checklist"].setVisible(not fold)
        if not fold and not dock.isFloating():
            self.checklist.setMinimumWidth(px(280 if width >= _ROOMY else 240))
        self.rail.setMinimumWidth(px(344 if width >= _ROOMY else 288 if width >= 1400 else 264))
        self.step_bar.fit(px(240), self.rail.minimumWidth(), wide=wide, low=low)
        self.bar.fit(low=low)
        self.undo.banner.narrow(width < _WIDE)

    def _unfold(self) -> None:
        self._folded_by_hand = False
        self.docks["checklist"].setMaximumWidth(_ANY)
        self.checklist.fold(False)
        self.heads["checklist"].show()
        self.checklist.setMinimumWidth(px(240))

    def _fold_by_hand(self) -> None:
        self._folded_by_hand = True
        self.fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Fit to the new size."""
        super().resizeEvent(event)
        if self.furnished:
            self.fit()

    # What is dropped.

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Take an evidence bundle; refuse anything else while it is still in the hand."""
        if bundle_of(event.mimeData()):
            event.acceptProposedAction()
        else:
            super().dragEnterEvent(event)

    def dropEvent(self, event: QDropEvent) -> None:
        """Review the bundle."""
        if path := bundle_of(event.mimeData()):
            event.acceptProposedAction()
            self.bag_wanted.emit(path)
        else:
            super().dropEvent(event)
