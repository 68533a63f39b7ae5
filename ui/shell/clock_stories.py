"""A ticket's clocks in the pane: asked for when their tab is opened, given up when the ticket is left."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QFileDialog

from desktop.domain.values import to_millis
from ui.theme.counted import counted

if TYPE_CHECKING:
    from ui.bridge.desk import ScreenDesk
    from ui.bridge.problems import Problem
    from ui.dialogs.ticket_pane import TicketPane
    from ui.shell.main_window import MainWindow

_KEY = "clocks"


class ClockStories(QObject):
    """Joins the pane's clocks with the desk."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window
        window.pane_made.connect(self._join)

    def _join(self, pane: TicketPane) -> None:
        pane.clocks_wanted.connect(self.ask)
        pane.export_wanted.connect(self.export)
        pane.left.connect(self.give_up)

    def ask(self, ticket: int) -> None:
        """Ask what made the clocks of a ticket."""
        window = self._window
        if window.desk is not None:
            window.tasks.start(self._ask(window.desk, ticket), _KEY, self._failed)

    async def _ask(self, desk: ScreenDesk, ticket: int) -> None:
        clocks = await desk.clocks.explain(ticket)
        self._window.pane.show_clocks(clocks, to_millis(desk.clock.now()))

    def _failed(self, problem: Problem) -> None:
        words = f"{problem.message} {problem.remedy}".strip()
        self._window.pane.show_clocks_problem(problem.title, words)

    def give_up(self) -> None:
        """The ticket was left: nobody waits for its clocks."""
        self._window.tasks.cancel(_KEY)

    def export(self, ticket: int) -> None:
        """Ask where the list goes."""
        name = f"clocks of {ticket}.csv"
        dialog = QFileDialog(self._window, "Export the clocks", name, "Table (*.csv)")
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setDefaultSuffix("csv")
        dialog.fileSelected.connect(lambda path: self.write(ticket, Path(path)))
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def write(self, ticket: int, path: Path) -> None:
        """Write the list there."""
        window = self._window
        if window.desk is not None:
            window.tasks.start(self._write(window.desk, ticket, path), f"{_KEY}.export")

    async def _write(self, desk: ScreenDesk, ticket: int, path: Path) -> None:
        lines = await desk.clocks.export(ticket, path)
        self._window.say(f"{counted(lines, 'line')} written to {path.name}")
