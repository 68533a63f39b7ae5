"""Copies of a SQLite file in the folder beside it: one a day, one before its tables change, each marked as a copy.

The mark is the minute of the copy in its header (``user_version``; 0 in the file a profile works with). Whatever
way a copy comes to stand in the file's place, it is known there by its mark, and from when it is.
"""

import shutil
import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import closing
from datetime import datetime
from pathlib import Path

from desktop.base.log import get_log
from desktop.domain.values import Millis, to_millis

MINUTE: Millis = 60_000
FOLDER, DAMAGED = "backups", "damaged-"
_DAYS = 3
"""How many daily copies are kept."""
_ROOM = 2
"""So many times the file's size must be free: a copy never takes the room the file itself needs."""


def write_copy(file: Path, place: Path, now: datetime) -> None:
    """Copy what is committed, while others read and write. Raises OSError or sqlite3.Error; then nothing is left."""
    fresh = place.with_name(f"{place.name}.part")
    place.parent.mkdir(exist_ok=True)
    fresh.unlink(missing_ok=True)
    try:
        with closing(sqlite3.connect(file)) as source, closing(sqlite3.connect(fresh)) as copy:
            source.backup(copy)
            # One file, without a log beside it that could be left behind.
            copy.execute("PRAGMA journal_mode=DELETE")
            copy.execute(f"PRAGMA user_version={to_millis(now) // MINUTE}")
        fresh.replace(place)
    finally:
        fresh.unlink(missing_ok=True)


def copy_of_the_day(file: Path, now: datetime) -> None:
    """Make the day's copy where there is none, and keep the newest three. No room is told in the log alone."""
    place = _beside(file) / f"{file.stem}-{now:%Y-%m-%d}{file.suffix}"
    if place.exists():
        return
    try:
        _sweep(file)
        _require_room(file)
        write_copy(file, place, now)
        for old in sorted(place.parent.glob(f"{file.stem}-????-??-??{file.suffix}"))[:-_DAYS]:
            old.unlink()
    except (OSError, sqlite3.Error) as failed:
        get_log("store").warning("no daily copy", error=type(failed).__name__)


def _require_room(file: Path) -> None:
    if shutil.disk_usage(file.parent).free < _ROOM * file.stat().st_size:
        raise OSError("no room for a copy")


def newest_whole(file: Path) -> tuple[Path, Millis] | None:
    """Return the newest copy without damage and when it was made; None where there is none."""
    known = ((made, copy) for copy in _copies(file) if (made := _whole_since(copy)))
    made, copy = max(known, default=(0, file))
    return (copy, made) if made else None


def _copies(file: Path) -> Iterator[Path]:
    return _beside(file).glob(f"{file.stem}-*{file.suffix}")


def _beside(file: Path) -> Path:
    return file.parent / FOLDER


def _whole_since(copy: Path) -> Millis:
    """Return when a whole copy was made; 0 for one that is damaged. Copies of earlier programs bear no mark."""
    try:
        uri = f"{copy.resolve().as_uri()}?immutable=1"
        with closing(sqlite3.connect(uri, uri=True)) as opened:
            if opened.execute("PRAGMA integrity_check(1)").fetchall() != [("ok",)]:
                return 0
            [(mark,)] = opened.execute("PRAGMA user_version").fetchall()
        return int(mark) * MINUTE or int(copy.stat().st_mtime * 1000)
    except (OSError, sqlite3.Error):
        return 0


def forget_row(file: Path, statement: str, values: Sequence[str]) -> None:
    """Take a row that was deleted out of every copy as well, and out of the write-ahead log.

    A copy that cannot be rewritten is deleted, and so is every damaged file that was set aside: nobody can tell
    what still lies in it.
    """
    _sweep(file)
    for copy in _copies(file):
        try:
            _rewrite(copy, statement, values)
        except sqlite3.Error:
            copy.unlink(missing_ok=True)
    for aside in _beside(file).glob(f"{DAMAGED}*"):
        shutil.rmtree(aside, ignore_errors=True)
        get_log("store").info("damaged file deleted", folder=aside.name)
    with closing(sqlite3.connect(file)) as opened:
        [(busy, *_)] = opened.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
    if busy:
        get_log("store").warning("deleted rows stay in the log until the profile is closed")


def _sweep(file: Path) -> None:
    """Delete what a copy that was cut short left behind."""
    for half in (*_beside(file).glob("*.part"), *file.parent.glob(f"{file.name}.*.part")):
        half.unlink(missing_ok=True)


def _rewrite(copy: Path, statement: str, values: Sequence[str]) -> None:
    with closing(sqlite3.connect(copy)) as opened:
        opened.execute("PRAGMA journal_mode=DELETE")
        opened.execute("PRAGMA secure_delete=ON")
        opened.execute(statement, tuple(values))
        opened.commit()
