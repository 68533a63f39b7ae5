"""One round: a sandbox in its own process behind a way that fails, and the program killed and started again until it is through."""

import os
import signal
from dataclasses import replace
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess
from pathlib import Path
from typing import TYPE_CHECKING, Any

from tests import plain_http
from tests.faults.child import Errand, live
from tests.faults.edits import Edit, change_of
from tests.faults.fate import Fate, Kill
from tests.faults.judge import Ends, Verdict, judge
from tests.faults.other_words import replaced, wrong_words
from tests.faults.prepared import Prepared
from tests.faults.proxy import FaultProxy
from tests.sandboxes import processes, start_sandbox
from tests.stories.outside import Outside

if TYPE_CHECKING:
    from desktop.sandbox.process import SandboxProcess

_STARTS, _PATIENCE = 15, 60.0


class StuckError(Exception):
    """The program did not come to its end, or ended in a way no program may."""


class Round:
    """Plays one fate on a copy of the prepared mission."""

    def __init__(self, prepared: Prepared, folder: Path, fate: Fate) -> None:
        self._prepared, self._fate = prepared, fate
        self._folder = prepared.copy(folder)
        self._sandbox: SandboxProcess = start_sandbox(None, self._folder / "sandbox.json")
        self._proxy = FaultProxy(self._sandbox.url)
        self._proxy.plan(fate.failures)
        self._hands = plain_http.client(base_url=f"{self._sandbox.url}/sandbox", timeout=20)
        self._edits = list(fate.edits)
        self._done: list[Edit] = []
        self._skews, self._skips = iter(fate.skews), iter(fate.skips)
        self.kills = 0
        self.said: list[str] = []
        """What stood in the program's way, in its own words."""

    def play(self) -> Verdict:
        """Play it to its end and judge."""
        try:
            for kill in self._fate.kills:
                ended = self._life(kill)
                if ended is not None:
                    return self._judge(ended)
                self._edit()
                self._post("clock", {"advance_seconds": next(self._skips, 0)})
            return self._judge(self._rest())
        finally:
            self._hands.close()
            self._proxy.close()
            self._sandbox.close()

    def _rest(self) -> Ends:
        """Start again until it is through: a fault that stops a run does so a few times at most."""
        for _ in range(_STARTS):
            ended = self._life(Kill())
            if ended is not None:
                return ended
        raise StuckError(f"not through after {_STARTS} starts: {self._said}")

    def _life(self, kill: Kill) -> Ends | None:
        """One life of the program; how it all ended, or None when it has to be started again."""
        errand = Errand(
            self._proxy.url, self._folder, self._prepared.mission,
            self._fate.undo, self._fate.late, self._fate.amend,
            kill.at, kill.count, kill.about, next(self._skews, 0), kill.room,
        )  # fmt: skip
        hears, told = processes.Pipe(duplex=False)
        child = processes.Process(target=live, args=(errand, told))
        child.start()
        told.close()
        said = _hear(hears)
        if said == "ready":
            if kill.seconds:
                child.join(kill.seconds)
                self._strike(child, kill.sleeps)
            said = _hear(hears)
        child.join(_PATIENCE)
        return self._ended(child.exitcode, said)

    def _strike(self, child: BaseProcess, sleeps: int) -> None:
        if not sleeps:
            child.kill()
        elif child.pid and child.is_alive():
            os.kill(child.pid, signal.SIGSTOP)
            self._post("clock", {"advance_seconds": sleeps})
            os.kill(child.pid, signal.SIGCONT)

    def _ended(self, code: int | None, said: Any) -> Ends | None:
        self._said = said
        if isinstance(said, str):
            self.said.append(said)
        self.kills += code == -signal.SIGKILL
        if code not in (0, -signal.SIGKILL):
            raise StuckError(f"the program ended with {code}: {said}")
        return said if isinstance(said, dict) else None

    def _edit(self) -> None:
        if not self._edits:
            return
        edit = self._edits.pop(0)
        tags = self._world().tickets[edit.ticket]["tags"]
        change = change_of(edit, tags, self._prepared)
        self._post(f"tickets/{edit.ticket}", {"ticket": change})
        self._done.append(edit)

    def _judge(self, ends: Ends) -> Verdict:
        edits, world, undo = tuple(self._done), self._world(), self._fate.undo
        pairs = {name for pair in replaced(ends).values() for name in pair}
        verdict = judge(self._prepared, world, ends, edits, undo=undo, asked=pairs)
        edited = {str(edit.ticket) for edit in edits}
        excused = {name for name, (_, on, _) in ends.items() if undo or on in edited}
        wrong = wrong_words(ends, world, excused)
        return replace(verdict, duplicated=(*verdict.duplicated, *wrong))

    def _world(self) -> Outside:
        state = self._hands.get("/state").json()
        posts = [m for place, told in state["messages"].items() if place[0] == "C" for m in told]
        return Outside({t["id"]: t for t in state["tickets"]}, posts)

    def _post(self, path: str, body: dict[str, Any]) -> None:
        self._hands.post(f"/{path}", json=body).raise_for_status()


def _hear(hears: Connection) -> Any:
    """Return what the child said, nothing when it died before."""
    try:
        return hears.recv() if hears.poll(_PATIENCE) else None
    except EOFError:
        return None
