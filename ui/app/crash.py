"""When we break: the stack goes to a file in the profile's folder, and the window says so in words."""

import faulthandler
import sys
import threading
from collections.abc import Callable
from pathlib import Path
from types import TracebackType

from PySide6.QtCore import QMessageLogContext, QtMsgType, qInstallMessageHandler

from desktop.base.paths import Folder
from ui.bridge.problems import Problem, problem_of

_QUIET = ("propagateSizeHints", "This plugin does not support", "QFont::setPointSize")


def watch_for_crashes(folder: Folder, tell: Callable[[Problem], None]) -> None:
    """Write stacks of crashes and unhandled exceptions to ``crash.log``; never a value of a variable.

    ``tell`` is called with what a person can read, in the thread that broke.
    """
    log = (folder.root / "crash.log").open("a", encoding="utf-8")
    faulthandler.enable(log)

    def write(
        kind: type[BaseException], error: BaseException | None, _: TracebackType | None
    ) -> None:
        if error is None or issubclass(kind, KeyboardInterrupt):
            return
        from desktop.base.log import places_of  # the first page is painted without it

        problem = problem_of(error)
        # Even words of ours name the value at fault, so not what a person is told: kinds and places alone.
        log.write("\n".join(places_of(error)) + "\n")
        log.flush()
        sys.stderr.write(f"Something in Triage Deck broke ({kind.__name__})\n")
        if threading.current_thread() is threading.main_thread():
            tell(problem)

    sys.excepthook = write
    threading.excepthook = lambda raised: write(raised.exc_type, raised.exc_value, None)
    sys.unraisablehook = lambda raised: write(raised.exc_type, raised.exc_value, None)
    qInstallMessageHandler(lambda kind, where, words: _qt_says(log.name, kind, where, words))


def _qt_says(log: str, kind: QtMsgType, _: QMessageLogContext, words: str) -> None:
    if kind in (QtMsgType.QtDebugMsg, QtMsgType.QtInfoMsg) or any(q in words for q in _QUIET):
        return
    with Path(log).open("a", encoding="utf-8") as file:
        file.write(f"Qt {kind.name}: {words[:300]}\n")
