"""A SQLite file looked through at each opening, and copied before its tables change."""

import sqlite3
from pathlib import Path

from sqlalchemy import Connection, text

from desktop.base.clock import SystemClock
from desktop.domain.errors import StoreDamagedError, StoreError
from desktop.store.copies import FOLDER, write_copy

_SAID = 3
"""How many of the places found are told."""


def require_whole(connection: Connection) -> None:
    """Raise StoreDamagedError when a page or an index of the file is. Nothing is changed, nothing mended."""
    found = connection.execute(text(f"PRAGMA integrity_check({_SAID})")).scalars().all()
    if found != ["ok"]:
        raise StoreDamagedError(
            "The database is damaged",
            f"{_file(connection).name}: {'; '.join(map(str, found))}",
            "Keep the file. Opening the profile puts the newest whole copy of the folder backups in its place; what "
            "missions did since is read back. Without a copy, look at their tickets first.",
        )


def copy_before(connection: Connection, revision: str) -> None:
    """Copy the file as it is before it leaves this schema; a database that lies in memory has none.

    Raises StoreError when the copy cannot be written: then the tables stay as they are.
    """
    file = _file(connection)
    if not file.name:
        return
    place = file.parent / FOLDER / f"{file.stem}-schema-{revision}{file.suffix}"
    try:
        write_copy(file, place, SystemClock().now())
    except (OSError, sqlite3.Error) as failed:
        raise StoreError(
            "No copy could be made before the update",
            f"{place.name}: {failed}",
            "Make room on the disk, then start again. The database was not touched.",
        ) from failed


def _file(connection: Connection) -> Path:
    return Path(connection.engine.url.database or "")
