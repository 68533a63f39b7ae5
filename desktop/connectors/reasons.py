"""What a service says when it refuses: eight shapes of error bodies, read into one line of words.

Zendesk has four shapes and details by field, Confluence two, Atlassian's sign-in and Composio one each, Slack its own
(``slack.py`` asks ``scopes``). What looks like a key or a token is blanked: a service may say back what we sent.
"""

import re
from typing import Any

import msgspec

_LONGEST = 300
_KEYLIKE = re.compile(r"\b(?=[\w.-]*\d)(?=[\w.-]*[A-Za-z])[\w-]{10,}[\w.-]{10,}")


def reason(body: bytes) -> str:
    """Return the service's own words, empty when it gave none that can be read."""
    if body.lstrip()[:1] == b"<":
        return "a web page instead of a reason"
    try:
        said = msgspec.json.decode(body)
    except (msgspec.DecodeError, RecursionError):
        return ""
    return clean(_of(said)) if isinstance(said, dict) else ""


def clean(words: str) -> str:
    """Return words on one line, cut, without anything that looks like a key."""
    return _KEYLIKE.sub("[…]", " ".join(words.split()))[:_LONGEST]


def scopes(needed: str | None, provided: str | None) -> str:
    """Return which permission a service missed, and which it saw."""
    have = f"; the token has: {provided}" if provided else ""
    return f" (needed: {needed}{have})" if needed else ""


def _of(said: dict[str, Any]) -> str:
    error = said.get("error")
    if isinstance(error, dict):
        return _join(error.get("title"), error.get("message"), error.get("suggested_fix"))
    listed = said.get("errors")
    if isinstance(listed, list) and listed:
        return "; ".join(filter(None, map(_one, listed[:3])))
    parts = [error, said.get("error_description"), said.get("description"), said.get("message")]
    return _join(*parts, _details(said.get("details")), _inner(said.get("data")))


def _one(error: object) -> str:
    if not isinstance(error, dict):
        return str(error or "")
    return _join(
        error.get("title"), error.get("detail") or error.get("message") or error.get("code")
    )


def _details(details: object) -> str:
    """Read Zendesk's ``details``: what is wrong, by field."""
    if not isinstance(details, dict):
        return ""
    rows = [row for rows in details.values() if isinstance(rows, list) for row in rows]
    return "; ".join(
        str(r["description"]) for r in rows if isinstance(r, dict) and r.get("description")
    )


def _inner(data: object) -> str:
    """Read Confluence's v1 ``data.errors[].message.translation``."""
    errors = data.get("errors") if isinstance(data, dict) else None
    rows = errors if isinstance(errors, list) else []
    told = [row.get("message") for row in rows if isinstance(row, dict)]
    return "; ".join(
        str(one.get("translation") or one.get("key") or "") for one in told if isinstance(one, dict)
    )


def _join(*parts: object) -> str:
    words = [str(part) for part in parts if isinstance(part, str | int) and part]
    return ": ".join(dict.fromkeys(words))
