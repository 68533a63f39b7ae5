"""The search index, which in life lags: what is searched is the queue as it was a while ago."""

from collections.abc import Iterator
from datetime import datetime, timedelta

from desktop.base.clock import format_instant
from desktop.sandbox.queue_shapes import Json
from desktop.sandbox.state import Record, Sandbox


def indexed(sandbox: Sandbox) -> Iterator[Record]:
    """Yield the tickets as the index holds them."""
    lag = sandbox.state.lag_seconds
    if not lag:
        yield from sandbox.records()
        return
    seen = sandbox.now() - timedelta(seconds=lag)
    for record in sandbox.records():
        if record.ticket["created_at"] <= format_instant(seen):
            yield Record(_as_of(sandbox, record, seen), record.comments, record.audits, record.slas)


def _as_of(sandbox: Sandbox, record: Record, moment: datetime) -> Json:
    """Return the ticket as it was: the first of its former selves that was replaced only later."""
    past = sandbox.state.past.get(record.ticket["id"], [])
    return next((each.ticket for each in past if each.until > moment), record.ticket)
