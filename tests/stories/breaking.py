"""Breaks a program in every way it can break, with secrets in the words and the locals of what is raised."""

import asyncio
import gc
import sys
import threading
from pathlib import Path
from typing import Any

from PySide6.QtCore import QCoreApplication, QTimer

from desktop.base.log import start_log, stop_log
from desktop.base.paths import Folder
from desktop.domain.errors import InputError
from desktop.work.pool import Pool
from ui.app.crash import watch_for_crashes
from ui.bridge.loop import run
from ui.bridge.tasks import Tasks


def breaks(secrets: list[str]) -> None:
    """Raise, with all of them in the words, in a local and in the cause."""
    held = " ".join(secrets)
    try:
        dict(enumerate(secrets))[held]  # type: ignore[index]
    except KeyError as cause:
        raise ValueError(f"cannot use {held}", secrets) from cause


def in_words(secrets: list[str]) -> None:
    """Raise one of our own, that names the values at fault."""
    raise InputError(f"No {secrets[0]}", " ".join(secrets), f"Correct {secrets[-1]}.")


def in_a_thread(secrets: list[str]) -> None:
    """Raise beside the main thread."""
    thread = threading.Thread(target=breaks, args=(secrets,))
    thread.start()
    thread.join()


class Falling:
    """Raises while it is collected."""

    def __init__(self, secrets: list[str]) -> None:
        self.secrets = secrets

    def __del__(self) -> None:
        breaks(self.secrets)


def while_collected(secrets: list[str]) -> None:
    """Raise where nobody can catch."""
    falls: Any = Falling(secrets)
    del falls
    gc.collect()


async def _break_everything(secrets: list[str], tasks: Tasks) -> int:
    pool = Pool()
    for work in (breaks, in_a_thread, while_collected):
        tasks.start(pool.run(work, secrets))
        await _ended(tasks)
    for work in (breaks, in_words):
        QTimer.singleShot(0, lambda work=work: work(secrets))
        await asyncio.sleep(0.1)
    in_a_thread(secrets)
    while_collected(secrets)

    async def unheard() -> None:
        breaks(secrets)

    lost = asyncio.ensure_future(unheard())
    await asyncio.sleep(0.05)
    del lost
    gc.collect()
    await asyncio.sleep(0.05)
    pool.close()
    return 0


async def _ended(tasks: Tasks) -> None:
    done = asyncio.Event()
    tasks.idle.connect(done.set)
    await done.wait()


def main() -> int:
    """Break, and go on to the end all the same."""
    app = QCoreApplication([])
    folder, secrets = Folder(Path(sys.argv[1])), sys.argv[2:]
    log = start_log(folder.log)
    watch_for_crashes(folder, lambda problem: None)
    if sys.unraisablehook is sys.__unraisablehook__:
        return 1
    code = run(app, _break_everything(secrets, Tasks()))
    stop_log(log)
    return code


if __name__ == "__main__":
    sys.exit(main())
