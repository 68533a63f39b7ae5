"""Named moments at which a child kills itself, as fate would: around each commit and around each write outside."""

import os
import signal
from collections.abc import Callable
from typing import Any

from desktop.connectors.carrier import Answer, Ask, Carrier
from desktop.store.database import Database

BOUNDARIES = ("before_append", "after_append", "before_write", "after_answer")


def kill() -> None:
    """End this process as fate would."""
    os.kill(os.getpid(), signal.SIGKILL)


class CrashError(BaseException):
    """The end of a life that shares its process with others; nothing catches it to go on."""


def crash() -> None:
    """End a life where a kill would end the tests."""
    raise CrashError


class Killed:
    """Counts the crossings of one boundary by what is ``about`` something; the last one ends everything."""

    def __init__(
        self, at: str, count: int, end: Callable[[], None] = kill, about: str = ""
    ) -> None:
        self._at, self._left, self._end, self._about = at, count, end, about
        self.armed = False

    def cross(self, boundary: str, what: str) -> None:
        """Pass a boundary with ``what``, or die there."""
        if not self.armed or boundary != self._at or self._about not in what:
            return
        self._left -= 1
        if self._left == 0:
            self._end()


class KilledStore:
    """The database, with a boundary before and after each commit."""

    def __init__(self, database: Database, fate: Killed) -> None:
        self._database, self._fate = database, fate

    def __getattr__(self, name: str) -> Any:
        return getattr(self._database, name)

    async def append(self, *arguments: Any) -> None:
        """Commit between two boundaries."""
        facts = " ".join(row.body for row in arguments[2])
        self._fate.cross("before_append", facts)
        await self._database.append(*arguments)
        self._fate.cross("after_append", facts)


class KilledCarrier:
    """A carrier, with a boundary before each write leaves and after its answer came."""

    def __init__(self, carrier: Carrier, fate: Killed) -> None:
        self._carrier, self._fate = carrier, fate

    def __getattr__(self, name: str) -> Any:
        return getattr(self._carrier, name)

    async def carry(self, ask: Ask) -> Answer:
        """Carry; a read is no boundary, it changes nothing outside."""
        if ask.method == "GET":
            return await self._carrier.carry(ask)
        asked = f"{ask.path} {(ask.body or b'').decode()}"
        self._fate.cross("before_write", asked)
        answer = await self._carrier.carry(ask)
        self._fate.cross("after_answer", asked)
        return answer
