"""The log: JSON lines in the profile's folder, never a token, never ticket text.

Callers log event names and ids only. The redactor is the second lock: it blanks any value whose key sounds like a
secret or like free text, and what looks like a token anywhere, whatever the caller meant.
"""

import logging
import sys
import traceback
from collections.abc import MutableMapping
from pathlib import Path
from typing import Any

import structlog

from desktop.base.redaction import redact

_DEEPEST = 200
"""Lines said of a chain of exceptions."""


def _redact(_: object, __: str, event: MutableMapping[str, Any]) -> MutableMapping[str, Any]:
    return redact(event)


def _say_where(_: object, __: str, event: MutableMapping[str, Any]) -> MutableMapping[str, Any]:
    """Say of an exception its kind and its places; its words may hold a token or what a customer wrote."""
    if event.pop("exc_info", None):
        event["exception"] = places_of(sys.exc_info()[1])
    return event


def places_of(error: BaseException | None) -> list[str]:
    """Return kinds and places of an exception and of what led to it, never its words."""
    said: list[str] = []
    while error is not None and len(said) < _DEEPEST:
        where = traceback.extract_tb(error.__traceback__)
        said.append(type(error).__name__)
        said += [f"{Path(at.filename).name}:{at.lineno} {at.name}" for at in where]
        error = error.__cause__ or (None if error.__suppress_context__ else error.__context__)
    return said


class _MessageAlone(logging.Formatter):
    """Python would add the whole traceback below, with the words of the exception and no JSON around them."""

    def format(self, record: logging.LogRecord) -> str:
        return record.getMessage()


def start_log(path: Path, level: int = logging.INFO) -> logging.Handler:
    """Send the ``triagedeck`` log to ``path`` as JSON lines; return the handler so it can be closed."""
    handler = logging.FileHandler(path, encoding="utf-8", delay=True)
    handler.setFormatter(_MessageAlone())
    logging.getLogger("triagedeck").setLevel(level)
    _write_to(handler)
    return handler


def stop_log(handler: logging.Handler) -> None:
    """Close a log's file; what is still said goes nowhere instead of opening it again."""
    _write_to(logging.NullHandler())
    handler.close()


def _write_to(handler: logging.Handler) -> None:
    root = logging.getLogger("triagedeck")
    root.handlers = [handler]
    root.propagate = False


# From the first import on: structlog's own default prints to standard output, where `--json` answers.
structlog.configure(
    processors=[
        structlog.stdlib.filter_by_level,
        structlog.stdlib.add_log_level,
        structlog.processors.TimeStamper(fmt="iso", utc=True),
        _say_where,
        _redact,
        structlog.processors.JSONRenderer(),
    ],
    wrapper_class=structlog.stdlib.BoundLogger,
    logger_factory=structlog.stdlib.LoggerFactory(),
    cache_logger_on_first_use=False,
)


def get_log(room: str) -> Any:
    """Return the logger of a room, for example ``get_log("ledger")``."""
    return structlog.get_logger(f"triagedeck.{room}")


# Until a profile is open nothing is written.
_write_to(logging.NullHandler())
