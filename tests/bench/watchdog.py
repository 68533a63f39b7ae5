"""A watch over the event loop: how late each heartbeat is, and which frame held the loop when it was very late."""

import asyncio
import faulthandler
import re
import tempfile
import threading
import time
from types import TracebackType

BEAT = 0.005
_LATE = 0.1


class Watchdog:
    """Beats in the loop, looks from a thread. ``gaps`` are the delays beyond the beat, in ms; ``spent`` is what the
    loop's own thread computed between two beats, in ms: a busy machine makes a gap long, but not that.

    ``late`` is how many seconds without a beat make a culprit of what holds the loop.
    """

    def __init__(self, late: float = _LATE) -> None:
        self._late = late
        self.gaps: list[float] = []
        self.spent: list[float] = []
        self.culprits: list[str] = []
        self._last = time.perf_counter()
        self._main = threading.get_ident()
        self._over = threading.Event()
        self._thread = threading.Thread(target=self._look, name="watchdog", daemon=True)

    async def __aenter__(self) -> "Watchdog":
        self._last = time.perf_counter()
        self._task = asyncio.ensure_future(self._beat())
        self._thread.start()
        return self

    async def __aexit__(
        self, *_: type[BaseException] | BaseException | TracebackType | None
    ) -> None:
        self._task.cancel()
        await asyncio.gather(self._task, return_exceptions=True)
        self._over.set()
        self._thread.join()

    async def _beat(self) -> None:
        before = time.thread_time()
        while True:
            await asyncio.sleep(BEAT)
            now, computed = time.perf_counter(), time.thread_time()
            self.spent.append((computed - before) * 1000)
            before = computed
            self.gaps.append((now - self._last - BEAT) * 1000)
            self._last = now

    def _look(self) -> None:
        while not self._over.wait(0.01):
            late = time.perf_counter() - self._last
            if late > self._late:
                self.culprits.append(f"{late * 1000:.0f} ms at {self._where()}")

    def _where(self) -> str:
        """Say what the loop's thread is doing.

        Not by its frames: held here for a moment, a frame that returns meanwhile would be freed here, and the Qt
        objects in it with it.
        """
        with tempfile.TemporaryFile("w+") as told:
            faulthandler.dump_traceback(told, all_threads=True)
            told.seek(0)
            stacks = told.read().split("\n\n")
        mine = next((one for one in stacks if f"{self._main:#018x}" in one), "")
        places = re.findall(r'File ".*?([^/"]+)", line (\d+)', mine)
        return " < ".join(f"{name}:{line}" for name, line in places[:6])

    def p99(self) -> float:
        """The gap that 99 of 100 beats stay below, in ms."""
        ordered = sorted(self.gaps)
        return ordered[int(len(ordered) * 0.99)]
