"""One worker process, started on first use; it dies with us, however we die."""

import asyncio
import multiprocessing
import os
import sys
import threading
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from typing import TypeVar

from desktop.domain.errors import WorkerError

T = TypeVar("T")


class Pool:
    """Implements ``desktop.ports.Work``. Spawned, never forked: a fork would copy our threads' locks."""

    def __init__(self) -> None:
        self._pool: ProcessPoolExecutor | None = None

    async def run(self, function: Callable[..., T], *arguments: object) -> T:
        """Run a module-level function with picklable arguments and return its answer.

        Raises WorkerError when the worker dies; what the function itself raises comes through.
        """
        if self._pool is None:
            # One worker must not take every core from the screen: its numpy computes in one thread.
            os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
            spawn = multiprocessing.get_context("spawn")
            self._pool = ProcessPoolExecutor(1, mp_context=spawn, initializer=follow_parent)
        loop = asyncio.get_running_loop()
        try:
            return await loop.run_in_executor(self._pool, function, *arguments)
        except BrokenProcessPool as died:
            self._pool = None
            raise WorkerError(
                "The worker process ended",
                f"It died while it ran {function.__name__}: the machine may be out of memory.",
                "Try again; a new worker is started. What was done is kept.",
            ) from died

    def close(self) -> None:
        """Stop the worker."""
        if self._pool is not None:
            self._pool.shutdown(wait=True, cancel_futures=True)


def follow_parent() -> None:
    """End this worker when its parent is gone, even by SIGKILL; what breaks in it is said without its words."""
    sys.excepthook = lambda kind, *_: _say(kind)
    threading.excepthook = lambda raised: _say(raised.exc_type)
    sys.unraisablehook = lambda raised: _say(raised.exc_type)
    threading.Thread(target=_end_with_parent, daemon=True).start()


def _say(kind: type[BaseException]) -> None:
    sys.stderr.write(f"A worker of Triage Deck failed ({kind.__name__})\n")


def _end_with_parent() -> None:
    parent = multiprocessing.parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)
