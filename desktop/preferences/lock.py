"""After how long the window covers what it shows, and what opens it again."""

import asyncio
import re
import tomllib
from collections.abc import Callable
from pathlib import Path

import msgspec

from desktop.base.whole import write_whole
from desktop.domain.errors import InputError, StoreError
from desktop.preferences.contract import (
    LONGEST_LOCK,
    KeptBy,
    LockMinutes,
    LockRule,
    Preferences,
)
from desktop.preferences.policy import read_policy
from desktop.preferences.service import load_preferences

_DEFAULT = Preferences().lock_minutes
_LINE = re.compile(r"^lock_minutes[ \t]*=.*$", re.MULTILINE)


class LockBook:
    """Implements ``LockCommands``.

    Args:
        path: The preferences file; need not be there.
        policy: The administrator's file; need not be there.
        kept_by: What keeps the profile's key.
        prove: Tries a passphrase on that key, raises PassphraseError; blocks.
    """

    def __init__(
        self, path: Path, policy: Path, kept_by: KeptBy, prove: Callable[[str], None]
    ) -> None:
        self._path, self._policy, self._prove = path, policy, prove
        self.kept_by = kept_by

    async def read(self) -> LockRule:
        """Return what holds now."""
        return await asyncio.to_thread(self._read)

    async def save(self, minutes: int) -> LockRule:
        """Keep the choice; return what holds now."""
        await asyncio.to_thread(_save, self._path, minutes)
        return await self.read()

    async def prove(self, passphrase: str) -> None:
        """Try the passphrase on the profile's key; takes as long as opening the profile does."""
        await asyncio.to_thread(self._prove, passphrase)

    def _read(self) -> LockRule:
        policy, trouble = read_policy(self._policy)
        chosen = load_preferences(self._path).lock_minutes
        # What an administrator meant with a file nobody can read is not known: no more than the default, then.
        most = policy.lock_minutes or (_DEFAULT if trouble else LONGEST_LOCK)
        return LockRule(min(chosen, most), most, trouble)


def _save(path: Path, minutes: int) -> None:
    """Write the file whole or not at all; every other line of it stays as it is."""
    load_preferences(path)  # a broken file is somebody's own work: it is named, not written over
    try:
        chosen = msgspec.convert(minutes, LockMinutes)
        before = path.read_text("utf-8") if path.exists() else ""
        write_whole(path, with_minutes(before, chosen).encode())
    except ValueError as unlike:
        raise InputError(
            "The setting was not saved", f"{path.name}: {unlike}.", "Choose 1 to 60 minutes."
        ) from unlike
    except OSError as failed:
        raise StoreError(
            "The setting was not saved",
            f"{path.name}: {failed.strerror or failed}",
            "Make room or correct the folder's rights, then choose again. What was kept before still holds.",
        ) from failed


def with_minutes(text: str, minutes: int) -> str:
    """Return the file's text with this choice. Raises ValueError where that cannot be done line by line."""
    line = f"lock_minutes = {minutes}"
    # A key of its own stands before the first table: as its first line it can be nobody else's.
    changed = _LINE.sub(line, text, count=1) if _LINE.search(text) else f"{line}\n{text}"
    if tomllib.loads(changed) != {**tomllib.loads(text), "lock_minutes": minutes}:
        raise ValueError("the line lock_minutes cannot be found")
    return changed
