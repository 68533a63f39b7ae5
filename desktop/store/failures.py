"""The one place where the database's errors become words."""

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy.exc import DBAPIError, OperationalError, SQLAlchemyError

from desktop.domain.errors import StoreBusyError, StoreDamagedError, StoreError

_KNOWN = (
    ("locked", StoreBusyError, "Another program holds the database", "Close it, then try again."),
    ("busy", StoreBusyError, "Another program holds the database", "Close it, then try again."),
    (
        "lock timeout",
        StoreBusyError,
        "Another program holds the database",
        "Try again in a moment.",
    ),
    ("statement timeout", StoreBusyError, "The database does not answer", "Try again in a moment."),
    ("unique", StoreBusyError, "Another write came in between", "Try again."),
    ("full", StoreError, "The disk is full", "Free some space, then try again."),
    (
        "disk i/o",
        StoreError,
        "The disk did not take what was to be written",
        "Look at the disk: its space, your quota, its cable. Then try again.",
    ),
    ("readonly", StoreError, "The database cannot be written", "Check the folder's permissions."),
    ("unable to open", StoreError, "The database cannot be opened", "Check the folder."),
    ("malformed", StoreDamagedError, "The database is damaged", "Keep the file; restore a backup."),
    (
        "not a database",
        StoreDamagedError,
        "The database is damaged",
        "Keep the file; restore a backup.",
    ),
    ("connection", StoreError, "The database server does not answer", "Check it, then try again."),
)


@contextmanager
def telling(doing: str) -> Iterator[None]:
    """Turn any SQLAlchemy error raised inside into a StoreError that says what we were doing."""
    try:
        yield
    except (OperationalError, DBAPIError) as failed:
        raise _in_words(str(failed.orig), doing) from failed
    except SQLAlchemyError as failed:
        raise _in_words(str(failed), doing) from failed


def _in_words(cause: str, doing: str) -> StoreError:
    lower = cause.lower()
    for word, kind, title, remedy in _KNOWN:
        if word in lower:
            return kind(title, f"While {doing}: {cause}", f"{remedy} What was done is kept.")
    return StoreError(
        "The database failed", f"While {doing}: {cause}", "Try again. What was done is kept."
    )
