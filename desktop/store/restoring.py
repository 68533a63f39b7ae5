"""A damaged SQLite file set aside, the newest whole copy in its place, and what that means written down in it.

Nothing here can be cut in two: the copy is made ready beside the file first, and an opening that finds one ready
goes on from there. That a file was a copy is known by its mark until each mission in it is listed to be told.
"""

import os
import shutil
import sqlite3
from contextlib import closing
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from filelock import FileLock
from sqlalchemy import Connection, delete, insert, select, text

from desktop.base.log import get_log
from desktop.domain.errors import StoreBusyError, StoreError
from desktop.domain.values import Millis
from desktop.store import schema
from desktop.store.copies import DAMAGED, FOLDER, MINUTE, newest_whole

_PARTS = ("-wal", "-shm", "")
"""What belongs to a file, itself last: without its log it may look whole, so it goes while it still looks damaged."""
_PATIENCE = 10.0


@dataclass(frozen=True)
class Restored:
    """A profile whose database is a copy. ``aside`` is the folder with the damaged file, empty where there is none."""

    copied_at: Millis
    aside: str = ""


def restore(file: Path, now: datetime) -> bool:
    """Put the newest whole copy in the place of a damaged file; False, and nothing is touched, without one.

    Raises StoreBusyError while another program has the file open, StoreError where it cannot be moved.
    """
    try:
        with FileLock(file.parent / f"{file.name}.restoring.lock", timeout=_PATIENCE):
            found = newest_whole(file)
            if found is None:
                return False
            _require_alone(file)
            _make_ready(*found, _ready(file))
            _swap(file, now)
    except (OSError, sqlite3.Error) as failed:
        raise StoreError(
            "The database is damaged, and no copy could take its place",
            f"{file.name}: {failed}",
            "Close every Triage Deck and make room on the disk, then start again. Keep the folder.",
        ) from failed
    return True


def finish(file: Path, now: datetime) -> None:
    """Go on where an earlier restoration was cut short; otherwise nothing."""
    if _ready(file).exists():
        with FileLock(file.parent / f"{file.name}.restoring.lock", timeout=_PATIENCE):
            if _ready(file).exists():
                _swap(file, now)


def _ready(file: Path) -> Path:
    return file.with_name(f"{file.name}.restoring")


def _require_alone(file: Path) -> None:
    """A file somebody writes to is not taken from under them."""
    try:
        with closing(sqlite3.connect(file, timeout=1, isolation_level=None)) as opened:
            opened.execute("PRAGMA locking_mode=EXCLUSIVE")
            opened.execute("BEGIN EXCLUSIVE")
            opened.execute("ROLLBACK")
    except sqlite3.OperationalError as busy:
        if "locked" in str(busy):
            raise StoreBusyError(
                "The database is damaged, and open elsewhere",
                f"Another program holds {file.name}.",
                "Close it, then start again: a copy takes its place.",
            ) from busy
    except sqlite3.DatabaseError:
        return  # too damaged for anybody to work with


def _make_ready(copy: Path, made: Millis, ready: Path) -> None:
    fresh = ready.with_name(f"{ready.name}.part")
    shutil.copyfile(copy, fresh)
    with closing(sqlite3.connect(fresh)) as opened:
        opened.execute("PRAGMA journal_mode=DELETE")
        opened.execute(f"PRAGMA user_version={made // MINUTE}")
    with fresh.open("rb+") as written:
        os.fsync(written.fileno())
    fresh.replace(ready)


def _swap(file: Path, now: datetime) -> None:
    aside = file.parent / FOLDER / f"{DAMAGED}{now:%Y%m%d-%H%M%S}"
    aside.mkdir(parents=True, exist_ok=True)
    for end in _PARTS:
        part = file.with_name(f"{file.name}{end}")
        if part.exists():
            part.replace(aside / part.name)
    _ready(file).replace(file)
    get_log("store").warning("database restored from a copy", aside=aside.name)


def mark_missions(connection: Connection, file: Path) -> Restored | None:
    """List every mission of a file that is a copy as one to be told; None for a file that is none."""
    mark = connection.execute(text("PRAGMA user_version")).scalar()
    if not mark:
        return None
    copied_at = int(mark) * MINUTE
    missions = connection.execute(select(schema.leases.c.mission)).scalars().all()
    connection.execute(delete(schema.restored))
    if missions:
        rows = [{"mission": mission, "copied_at": copied_at} for mission in missions]
        connection.execute(insert(schema.restored), rows)
    connection.execute(text("PRAGMA user_version=0"))
    folders = sorted((file.parent / FOLDER).glob(f"{DAMAGED}*"))
    return Restored(copied_at, f"{FOLDER}/{folders[-1].name}" if folders else "")
