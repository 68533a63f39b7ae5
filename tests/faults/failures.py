"""How an exchange with a service can fail between us and it, and which exchange does."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, replace
from enum import StrEnum

from desktop.sandbox.faults import service_of


class How(StrEnum):
    """One way to fail. ``before``: the service never heard of it; ``after``: it did what was asked."""

    LATENCY = "latency"
    RESET_BEFORE = "reset_before"
    RESET_AFTER = "reset_after"
    LIMITED = "limited"
    LIMITED_LONG = "limited_long"
    UNSIGNED = "unsigned"
    ERROR_BEFORE = "error_before"
    ERROR_AFTER = "error_after"
    SILENT_BEFORE = "silent_before"
    SILENT_AFTER = "silent_after"
    TRUNCATED = "truncated"
    HEAD_ONLY = "head_only"
    ANSWERED_TWICE = "answered_twice"
    DELIVERED_TWICE = "delivered_twice"
    HTML_BEFORE = "html_before"
    HTML_AFTER = "html_after"


REPEATABLE = frozenset({"GET", "PUT"})
"""What may be delivered twice: whoever stands on the way must not repeat a POST by itself (RFC 9110, 9.2.2)."""


class End(StrEnum):
    """What becomes of the connection."""

    OPEN = "open"
    RESET = "reset"
    SILENT = "silent"


@dataclass(frozen=True)
class Raw:
    """An answer as it is on the wire."""

    status: int
    headers: tuple[tuple[str, str], ...]
    body: bytes


@dataclass(frozen=True)
class Heard:
    """What reaches us: an answer or none, ``part`` of its body, perhaps the same again."""

    answer: Raw | None
    end: End = End.OPEN
    part: float = 1.0
    times: int = 1


@dataclass(frozen=True)
class Failure:
    """Which exchanges fail, and how: after ``skip`` that match, the next ``count``."""

    how: How
    service: str
    method: str = ""
    path: str = ""
    skip: int = 0
    count: int = 1

    def meets(self, method: str, path: str) -> bool:
        """Whether it is about such an exchange."""
        mine = self.service == service_of(path) and self.method in ("", method)
        return mine and path.startswith(self.path)


class Plan:
    """The failures to come, counted down as exchanges pass."""

    def __init__(self, failures: tuple[Failure, ...] = ()) -> None:
        self._left = list(failures)
        self.met = 0

    def add(self, failure: Failure) -> None:
        """Plan one more."""
        self._left.append(failure)

    def pick(self, method: str, path: str) -> How | None:
        """Return how this exchange fails, if it does. The control door never fails."""
        for at, one in enumerate(self._left):
            if not one.meets(method, path) or not one.count:
                continue
            if one.skip:
                self._left[at] = replace(one, skip=one.skip - 1)
                continue
            self._left[at] = replace(one, count=one.count - 1)
            self.met += 1
            return one.how
        return None


_JSON, _HTML = ("content-type", "application/json"), ("content-type", "text/html")
_PORTAL = Raw(200, (_HTML,), b"<!doctype html><title>Sign in to the guest network</title>")
_BROKEN = Raw(503, (_JSON,), b'{"error":"ServiceUnavailable"}')
_UNSIGNED = Raw(401, (_JSON,), b'{"error":"Couldn\'t authenticate you"}')
_UNSIGNED_SLACK = Raw(200, (_JSON,), b'{"ok":false,"error":"invalid_auth"}')
_SAID = {
    How.LIMITED: Raw(429, (_JSON, ("retry-after", "1")), b'{"error":"ratelimited"}'),
    How.LIMITED_LONG: Raw(429, (_JSON, ("retry-after", "3600")), b'{"error":"ratelimited"}'),
    How.ERROR_BEFORE: _BROKEN,
    How.ERROR_AFTER: _BROKEN,
    How.HTML_BEFORE: _PORTAL,
    How.HTML_AFTER: _PORTAL,
}
_NEVER_HEARD = frozenset(
    {
        How.RESET_BEFORE, How.LIMITED, How.LIMITED_LONG, How.UNSIGNED,
        How.ERROR_BEFORE, How.SILENT_BEFORE, How.HTML_BEFORE,
    }
)  # fmt: skip
_ENDS = {
    How.RESET_BEFORE: End.RESET,
    How.RESET_AFTER: End.RESET,
    How.SILENT_BEFORE: End.SILENT,
    How.SILENT_AFTER: End.SILENT,
}


async def meddle(how: How, path: str, ask: Callable[[], Awaitable[Raw]]) -> Heard:
    """Let an exchange fail; ``ask`` is the honest one. Latency is slept by whoever carries it."""
    answer = None if how in _NEVER_HEARD else await ask()
    if how is How.DELIVERED_TWICE:
        answer = await ask()
    if how in _ENDS:
        return Heard(None, _ENDS[how])
    if how is How.UNSIGNED:
        return Heard(_UNSIGNED_SLACK if service_of(path) == "slack" else _UNSIGNED)
    part = {How.TRUNCATED: 0.5, How.HEAD_ONLY: 0.0}.get(how, 1.0)
    return Heard(_SAID.get(how, answer), part=part, times=1 + (how is How.ANSWERED_TWICE))
