"""A SQLite file looked through at each opening, and copied before its tables change."""

import sqlite3
from contextlib import closing
from pathlib import Path

from sqlalchemy import Connection, text

from desktop.domain.errors import StoreError

_SAID = 3
"""How many of the places found are told."""


def require_whole(connection: Connection) -> None:
    """Raise StoreError when a page or an index of the file is damaged. Nothing is changed, nothing mended.

    A copy is never put in its place by itself: what a mission sent since would not be in it, and leave twice.
    """
    found = connection.execute(text(f"PRAGMA integrity_check({_SAID})")).scalars().all()
    if found != ["ok"]:
        raise StoreError(
            "The database is damaged",
            f"{_file(connection).name}: {'; '.join(map(str, found))}",
            "Keep the file. A copy in the folder backups beside it can take its place; what missions did since is "
            "not in it, so look at their tickets first.",
        )


def copy_before(connection: Connection, revision: str) -> None:
    """Copy the file as it is before it leaves this schema; a database that lies in memory has none.

    Raises StoreError when the copy cannot be written: then the tables stay as they are.
    """
    file = _file(connection)
    if not file.name:
        return
    place = file.parent / "backups" / f"{file.stem}-schema-{revision}{file.suffix}"
    fresh = place.with_name(f"{place.name}.part")
    try:
        place.parent.mkdir(exist_ok=True)
        fresh.unlink(missing_ok=True)
        with closing(sqlite3.connect(file)) as source, closing(sqlite3.connect(fresh)) as copy:
            source.backup(copy)
        fresh.replace(place)
    except (OSError, sqlite3.Error) as failed:
        raise StoreError(
            "No copy could be made before the update",
            f"{place.name}: {failed}",
            "Make room on the disk, then start again. The database was not touched.",
        ) from failed


def _file(connection: Connection) -> Path:
    return Path(connection.engine.url.database or "")
