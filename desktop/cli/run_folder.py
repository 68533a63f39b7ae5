"""Which mission a run goes on with: the newest unfinished one of the same queue and intent, else a new one."""

import hashlib
from dataclasses import dataclass
from pathlib import Path

import msgspec

from desktop.base.clock import SystemClock
from desktop.base.ids import Ids
from desktop.base.paths import Folder
from desktop.domain.values import Id

_NOTE = "run.json"


class RunNote(msgspec.Struct, frozen=True):
    """What a run leaves in its mission's folder: what it was about, as a hash, and whether it ended."""

    about: str
    finished: bool


@dataclass(frozen=True)
class Run:
    """A mission of this run."""

    mission: Id
    place: Path
    about: str
    resumed: bool

    @property
    def sandbox_state(self) -> Path:
        """Where the sandbox keeps its state, so that it outlives a crash like the ledger does."""
        return self.place / "sandbox.json"

    @property
    def bundle(self) -> Path:
        """Where the evidence goes."""
        return self.place / f"{self.mission}.triagebag"

    def note(self, *, finished: bool) -> None:
        """Write down how far it is."""
        self.place.mkdir(parents=True, exist_ok=True)
        fresh = self.place / f"{_NOTE}.new"
        fresh.write_bytes(msgspec.json.encode(RunNote(self.about, finished)))
        fresh.replace(self.place / _NOTE)


def find_run(folder: Folder, queue: Path, intent: str, ids: Ids) -> Run:
    """Return the run to go on with."""
    about = hashlib.sha256(queue.read_bytes() + b"\0" + intent.encode()).hexdigest()
    for place in sorted(folder.root.glob("missions/*"), reverse=True):
        if _note(place) == RunNote(about, finished=False):
            return Run(place.name, place, about, resumed=True)
    mission = ids.new(SystemClock().now())
    return Run(mission, folder.mission(mission), about, resumed=False)


def _note(place: Path) -> RunNote | None:
    try:
        return msgspec.json.decode((place / _NOTE).read_bytes(), type=RunNote)
    except (OSError, msgspec.DecodeError):
        return None
