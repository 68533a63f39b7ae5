"""Starting the window: it paints first, everything else is loaded after."""

import sys
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QSettings
from PySide6.QtWidgets import QApplication

from desktop.base.paths import Folder, profile_folder
from ui.app.crash import watch_for_crashes
from ui.app.instance import Instance
from ui.bridge.loop import run
from ui.bridge.tasks import Tasks
from ui.theme.look import apply

if TYPE_CHECKING:
    from ui.shell.main_window import MainWindow


@dataclass(frozen=True)
class Options:
    """What was asked for on the command line.

    Attributes:
        sandbox: Open the sandbox at once instead of asking.
        profile: Whose accounts; ``sandbox`` for none.
        queue: The queue file the sandbox serves.
        folder: The profile's folder; the default one when None.
        bag: A bundle to review.
        alone: Do not look for a window that is open already.
        paint_once: Say what was painted, then leave.
    """

    sandbox: bool = False
    profile: str = "sandbox"
    queue: Path | None = None
    folder: Path | None = None
    bag: Path | None = None
    alone: bool = False
    paint_once: bool = False


def make_app() -> QApplication:
    """Return the application, dressed."""
    app = QApplication.instance() or QApplication(sys.argv[:1])
    assert isinstance(app, QApplication)  # noqa: S101 - this process makes no other kind
    app.setApplicationName("Triage Deck")
    app.setDesktopFileName("triagedeck")
    app.setQuitOnLastWindowClosed(False)
    apply(app)
    return app


def open_window(options: Options) -> "Started | None":
    """Show the window with nothing loaded behind it yet; None when another one took the call."""
    app = make_app()
    folder = Folder(options.folder) if options.folder else profile_folder(options.profile)
    folder.make()
    instance = Instance(str(folder.root))
    if not options.alone and instance.hand_over(str(options.bag or "")):
        return None
    from ui.shell.main_window import MainWindow

    store = QSettings(str(folder.root / "window.ini"), QSettings.Format.IniFormat)
    tasks = Tasks()
    window = MainWindow(store, tasks)
    watch_for_crashes(folder, window.show_problem)
    window.restore()
    window.show()
    return Started(app, window, tasks, folder, instance)


@dataclass(frozen=True)
class Started:
    """What is on the screen before anything is loaded."""

    app: QApplication
    window: "MainWindow"
    tasks: Tasks
    folder: Folder
    instance: Instance


def run_window(options: Options) -> int:
    """Open the window and run until it is closed; return the exit code."""
    started = open_window(options)
    if started is None:
        return 0
    from ui.app.session import Session

    session = Session(started.window, started.tasks, started.folder, options)
    if options.paint_once:
        from ui.app.paint_once import PaintOnce

        PaintOnce(started.window)
    started.instance.called.connect(session.called)
    return run(started.app, session.main())
