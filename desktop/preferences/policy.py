"""What an administrator demands of every user of this computer: one JSON file, for the whole machine."""

import sys
from pathlib import Path

import msgspec
import platformdirs
from msgspec import Struct

from desktop.preferences.contract import LockMinutes

_PLATFORM: str = sys.platform
_LARGEST = 64 * 1024


class Policy(Struct, frozen=True, forbid_unknown_fields=True):
    """What may be demanded: after how many minutes at the latest the window covers what it shows."""

    lock_minutes: LockMinutes | None = None


def machine_policy() -> Path:
    """Return where the file lies; only who administers the computer may write there."""
    if _PLATFORM in ("win32", "darwin"):
        return Path(platformdirs.site_data_dir("Triage Deck", appauthor=False)) / "policy.json"
    return Path("/etc/triagedeck/policy.json")


def read_policy(path: Path) -> tuple[Policy, str]:
    """Return what is demanded, and in words why the file cannot be used; empty when it can or is not there."""
    try:
        with path.open("rb") as file:
            text = file.read(_LARGEST + 1)
        return msgspec.json.decode(text, type=Policy), ""
    except FileNotFoundError:
        return Policy(), ""
    except (OSError, ValueError) as wrong:
        # The path and the place of the fault: what stands in the file is the administrator's own business.
        why = wrong.strerror if isinstance(wrong, OSError) else str(wrong)
        return Policy(), f"The administrator's file {path} cannot be used: {why}."
