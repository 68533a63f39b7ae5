"""A watch over the event loop: how late each heartbeat is, and which frame held the loop when it was very late."""

import asyncio
import sys
import threading
import time
import traceback
from types import TracebackType

BEAT = 0.005
_LATE = 0.1


class Watchdog:
    """Beats in the loop, looks from a thread. ``gaps`` are the delays beyond the beat, in ms."""

    def __init__(self) -> None:
        self.gaps: list[float] = []
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
        while True:
            await asyncio.sleep(BEAT)
            now = time.perf_counter()
            self.gaps.append((now - self._last - BEAT) * 1000)
            self._last = now

    def _look(self) -> None:
        while not self._over.wait(0.01):
            late = time.perf_counter() - self._last
            if late > _LATE:
                frame = sys._current_frames().get(self._main)
                if frame is not None:
                    held = traceback.extract_stack(frame)[-6:]
                    where = " < ".join(
                        f"{f.filename.rsplit('/', 1)[-1]}:{f.lineno}" for f in reversed(held)
                    )
                    self.culprits.append(f"{late * 1000:.0f} ms at {where}")

    def p99(self) -> float:
        """The gap that 99 of 100 beats stay below, in ms."""
        ordered = sorted(self.gaps)
        return ordered[int(len(ordered) * 0.99)]
