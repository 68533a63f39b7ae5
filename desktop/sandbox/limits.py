"""Rate limits, counted in windows of sandbox time."""

import re
from collections.abc import Iterator

import msgspec

from desktop.sandbox.state import Sandbox

_TICKET = re.compile(r"^/api/v2/tickets/(\d+)(?:/|$)")


class Bucket(msgspec.Struct, frozen=True):
    """One limit after this request: its name, how many pass, how many are left, seconds to the next window."""

    name: str
    total: int
    left: int
    resets: int


def count(sandbox: Sandbox, method: str, path: str) -> tuple[Bucket, ...]:
    """Count one Zendesk request and return the limits it fell under; ``left`` is negative when it is over."""
    return tuple(
        _take(sandbox, name, total, seconds)
        for name, total, seconds in _limits(sandbox, method, path)
    )


def headers(buckets: tuple[Bucket, ...]) -> dict[str, str]:
    """Return the limit headers Zendesk sends; 429 adds ``Retry-After``."""
    account, *others = buckets
    left = str(max(0, account.left))
    found = {
        "x-rate-limit": str(account.total),
        "x-rate-limit-remaining": left,
        "ratelimit-limit": str(account.total),
        "ratelimit-remaining": left,
        "ratelimit-reset": str(account.resets),
    }
    for each in others:
        words = f"total={each.total}; remaining={max(0, each.left)}; resets={each.resets}"
        found[f"zendesk-ratelimit-{each.name.split('/')[0]}"] = words
    over = [each.resets for each in buckets if each.left < 0]
    return found | ({"retry-after": str(max(over))} if over else {})


def _limits(sandbox: Sandbox, method: str, path: str) -> Iterator[tuple[str, int, int]]:
    limits, ticket = sandbox.state.limits, _TICKET.match(path)
    yield "account", limits.account, 60
    if path.startswith("/api/v2/incremental/"):
        yield "incremental-exports", limits.incremental, 60
    if ticket and method in ("PUT", "POST", "DELETE"):
        yield "tickets-update", limits.updates, 60
        yield f"ticket-update/{ticket[1]}", limits.per_ticket, 600


def _take(sandbox: Sandbox, name: str, total: int, seconds: int) -> Bucket:
    now = int(sandbox.now().timestamp())
    window = now // seconds
    known, used = sandbox.used.get(name, (window, 0))
    used = used + 1 if known == window else 1
    sandbox.used[name] = (window, used)
    return Bucket(name, total, total - used, (window + 1) * seconds - now)
