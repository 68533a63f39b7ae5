"""Folders: where the program's own files lie and where a profile keeps its data."""

import os
from dataclasses import dataclass
from pathlib import Path

import platformdirs

ACCOUNT_PROFILES = ("production", "training")
"""The profiles with real accounts; the sandbox has one of its own."""

ROOT = Path(__file__).resolve().parents[2]


def resource(*parts: str) -> Path:
    """Return the path of a file shipped in ``resources``."""
    return ROOT.joinpath("resources", *parts)


@dataclass(frozen=True)
class Folder:
    """A profile's folder and the names of what lies in it."""

    root: Path

    @property
    def database(self) -> Path:
        """The SQLite file: ledger, sealed blobs, sealed keys."""
        return self.root / "deck.db"

    @property
    def telemetry(self) -> Path:
        """Local telemetry, JSON lines."""
        return self.root / "telemetry.jsonl"

    @property
    def log(self) -> Path:
        """The program's log, JSON lines."""
        return self.root / "deck.log"

    @property
    def profile(self) -> Path:
        """How the profile key is kept (never the key itself)."""
        return self.root / "profile.json"

    @property
    def preferences(self) -> Path:
        """The lead's settings, TOML."""
        return self.root / "preferences.toml"

    @property
    def levels(self) -> Path:
        """The service levels the lead entered, JSON."""
        return self.root / "service-levels.json"

    @property
    def accounts(self) -> Path:
        """What the lead typed to set the accounts up; no secret."""
        return self.root / "accounts.json"

    def mission(self, mission_id: str) -> Path:
        """The folder of one mission: lock, sandbox state, evidence bundle."""
        return self.root / "missions" / mission_id

    def bundle(self, mission_id: str) -> Path:
        """Where the mission's evidence goes."""
        return self.mission(mission_id) / f"{mission_id}.triagebag"

    def make(self) -> "Folder":
        """Create the folder, readable by its owner alone, and return itself."""
        self.root.mkdir(parents=True, exist_ok=True)
        if os.name == "posix":
            self.root.chmod(0o700)
        return self


def profile_folder(name: str) -> Folder:
    """Return the default folder of the named profile (``sandbox``, ``production``)."""
    return Folder(Path(platformdirs.user_data_dir("triagedeck", appauthor=False)) / name)


def policy_file() -> Path:
    """Return where an admin puts the policy for every user of this computer."""
    named = os.environ.get("TRIAGEDECK_POLICY")
    place = Path(platformdirs.site_config_dir("triagedeck", appauthor=False))
    return Path(named) if named else place / "accounts.toml"
