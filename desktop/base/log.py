"""The log: JSON lines in the profile's folder, never a token, never ticket text.

Callers log event names and ids only. The redactor is the second lock: it blanks any value whose key
sounds like a secret or like free text, whatever the caller meant.
"""

import logging
from collections.abc import MutableMapping
from pathlib import Path
from typing import Any

import structlog

_SECRET = ("token", "secret", "password", "passphrase", "authorization", "cookie", "key")
_FREE_TEXT = ("subject", "body", "text", "comment", "note", "name", "email")


def redact(_: object, __: str, event: MutableMapping[str, Any]) -> MutableMapping[str, Any]:
    """Blank every value whose key names a secret or free text (structlog processor)."""
    for key in event:
        if key != "event" and any(word in key.lower() for word in _SECRET + _FREE_TEXT):
            event[key] = "[redacted]"
    return event


def start_log(path: Path, level: int = logging.INFO) -> logging.Handler:
    """Send the ``triagedeck`` log to ``path`` as JSON lines; return the handler so it can be closed."""
    handler = logging.FileHandler(path, encoding="utf-8", delay=True)
    handler.setFormatter(logging.Formatter("%(message)s"))
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
        structlog.processors.format_exc_info,
        redact,
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
