"""What a presenter can only ask the window for: a sheet, a file, the browser, another mission."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QFileDialog

from desktop.domain.values import StageName
from ui.shell.read_only import WHY
from ui.theme.counted import counted

if TYPE_CHECKING:
    from collections.abc import Callable

    from ui.shell.main_window import MainWindow


class Asks(QObject):
    """Answers by name; an unknown name is a fault of ours and raises KeyError."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window

    def answer(self, name: str, about: Any) -> None:
        """Do what was asked."""
        window = self._window
        answers: dict[str, Callable[[], object]] = {
            "accounts": self.accounts,
            "dry_run": lambda: self._dry_run(about),
            "exhibit": lambda: self._exhibit(about),
            "incident": lambda: self._window.tasks.start(self._incident(about), "incident"),
            "tools": lambda: window.show_tools(about),
            "open_link": lambda: QDesktopServices.openUrl(QUrl(about)),
            "open_ticket": lambda: window.ticket_view.open(about),
            "stop_run": lambda: self._stop_run(about),
            "kept_values": lambda: self._kept_values(about),
            "held_replies": window.held.show,
            "open_evidence": lambda: self._evidence(about),
            "review_exceptions": lambda: window.review.open(about),
            "resume_mission": lambda: window.mission_wanted.emit(about),
            "new_mission": lambda: window.mission_wanted.emit(""),
        }
        answers[name]()

    # What these sheets are made of is loaded when one is opened: the window paints without it.

    def accounts(self) -> None:
        """Show the profile's accounts; what is done there changes every page."""
        from ui.dialogs.connect_accounts import show_accounts

        window = self._window
        if window.desk is not None:
            sheet = show_accounts(window, window.desk, window.tasks)
            sheet.closed.connect(lambda: window.host.presenter and window.host.presenter.enter())

    def levels(self) -> None:
        """Show the service levels; what is saved decides when alerts are raised."""
        from ui.dialogs.service_levels import show_levels

        window = self._window
        if window.desk is not None:
            sheet = show_levels(window, window.desk.levels, window.tasks)
            sheet.saved.connect(self._levels_saved)

    def assistant(self) -> None:
        """Show the writing assistant's settings; they act at once."""
        from ui.dialogs.assistant_settings import show_assistant

        window = self._window
        if window.desk is not None:
            sheet = show_assistant(window, window.desk.assistant, window.tasks)
            sheet.saved.connect(self._assistant_saved)

    def _assistant_saved(self) -> None:
        """A ticket that lies open is read again: it offers other words now, or no more."""
        window = self._window
        window.say("Writing assistant saved")
        if window.has_pane and window.pane.ticket:
            window.ticket_view.open(window.pane.ticket)

    def _levels_saved(self) -> None:
        self._window.say("Service levels saved")
        if self._window.around is not None:
            self._window.around.refresh()

    def _dry_run(self, about: Any) -> None:
        from ui.dialogs.dry_run import show_dry_run

        made, changes = about
        show_dry_run(self._window, changes, made, self._export)

    def _export(self) -> None:
        """Ask where the dry run's table goes; that it left goes on record, where one may write there."""
        if self._window.looks_on:
            self._window.say(f"{WHY}: nothing is exported here.")
            return
        dialog = QFileDialog(self._window, "Export the dry run", "dry run.csv", "Table (*.csv)")
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setDefaultSuffix("csv")
        plan = self._window.host.presenter_of(StageName.PLAN)
        dialog.fileSelected.connect(lambda path: plan.export(Path(path)))
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def _exhibit(self, exhibit: Any) -> None:
        from ui.dialogs.exhibit import show_exhibit

        show_exhibit(self._window, exhibit)

    def _stop_run(self, about: Any) -> None:
        from ui.dialogs.stop_run import show_stop_run

        presenter = self._window.host.presenter_of(StageName.EXECUTE)
        show_stop_run(self._window, about, presenter.stop_here)

    def _kept_values(self, about: Any) -> None:
        from ui.dialogs.kept_values import show_kept_values

        show_kept_values(self._window, about)

    async def _incident(self, about: Any) -> None:
        from ui.dialogs.incident import show_incident

        desk = self._window.desk
        if desk is not None:
            cluster, others, changes = about
            show_incident(self._window, cluster, others, await desk.watch.queue(), changes)

    def _evidence(self, path: str) -> None:
        if path:
            self._window.bag_wanted.emit(path)
            return
        dialog = QFileDialog(self._window, "Open evidence", "", "Evidence (*.triagebag)")
        dialog.fileSelected.connect(self._window.bag_wanted)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def undo_all(self) -> None:
        """Take back everything that can be; no question asked: it is reversible work."""
        self._window.tasks.start(self._undo_all(), "undo")

    async def _undo_all(self) -> None:
        window = self._window
        if window.desk is None:
            return
        from ui.dialogs.take_back import can_be_taken_back

        view = await window.desk.execute.view()
        wanted = tuple(row.id for row in view.effects if can_be_taken_back(row))
        if window.host.presenter_of(StageName.EXECUTE).take_back(wanted):
            changes = counted(len(wanted), "change")
            window.say(f"Taking back {changes}")

    def item_by_item(self) -> None:
        """Open the list to choose from."""
        self._window.tasks.start(self._items(), "undo.items")

    async def _items(self) -> None:
        window = self._window
        from ui.dialogs.take_back import show_take_back

        if window.desk is not None:
            view = await window.desk.execute.view()
            presenter = window.host.presenter_of(StageName.EXECUTE)
            show_take_back(window, view.effects, presenter.take_back)
