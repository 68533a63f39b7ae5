"""The services' ways of saying no, turned into one kind of error with words for people."""

import contextlib
from typing import Any

import msgspec

from desktop.domain.errors import RefusedError, UnknownOutcomeError

_REMEDIES = {
    401: "Sign in again on the tool card.",
    403: "Ask an admin for the missing permission, or use another account.",
    404: "Check that it still exists; the plan may not include this call.",
    409: "Somebody else changed it in between; it is read again before the next try.",
    422: "Look at the value named; the service does not accept it.",
    429: "The account's request limit is used up. Wait a minute and go on.",
}


def refusal(service: str, status: int, body: bytes, where: str) -> RefusedError:
    """Return the error for a refusal before any effect, with the service's own words."""
    words = _words(body) or "no reason given"
    return RefusedError(
        f"{service} refused",
        f"{where}: {words} (status {status})",
        _REMEDIES.get(status, "Try again; if it stays, ask the service's admin."),
        status,
    )


def unreachable(service: str, base_url: str) -> RefusedError:
    """Return the error for a connection that never came about: nothing was sent."""
    return RefusedError(
        f"{service} does not answer",
        f"No connection to {base_url}.",
        "Check the network and the service's status page, then go on. What was done is kept.",
    )


def unclear(service: str, what: str, status: int = 0) -> UnknownOutcomeError:
    """Return the error for an answer that tells nothing: a write may have taken effect."""
    return UnknownOutcomeError(
        f"{service} gave no clear answer",
        f"{what}.",
        "It is read back before anything is sent again. What was done is kept.",
        status,
    )


def too_many(retry_after: str | None, longest: float) -> float:
    """Return how long to wait after a 429: the service's seconds, within reason."""
    with contextlib.suppress(ValueError):
        return min(max(0.05, float(retry_after or 1)), longest)
    return 1.0


def _words(body: bytes) -> str:
    """Read the four shapes of Zendesk's errors, Confluence's ``message`` and Slack's ``error``."""
    try:
        said = msgspec.json.decode(body)
    except msgspec.DecodeError:
        return ""
    return _of(said)[:300] if isinstance(said, dict) else ""


def _of(said: dict[str, Any]) -> str:
    error = said.get("error")
    if isinstance(error, dict):
        return ": ".join(str(error[k]) for k in ("title", "message") if error.get(k))
    listed = said.get("errors")
    if isinstance(listed, list) and listed and isinstance(listed[0], dict):
        return str(listed[0].get("detail") or listed[0].get("title") or "")
    parts = [error, said.get("description"), said.get("message")]
    return ": ".join(str(part) for part in parts if part)
