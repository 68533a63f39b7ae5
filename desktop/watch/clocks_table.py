"""The stories of clocks as CSV (RFC 4180): one line to a step, both opinions on each."""

from collections.abc import Iterable, Iterator
from datetime import datetime

from desktop.base.clock import format_instant
from desktop.base.table import write_table
from desktop.watch.contract import ClockStory, TicketClocks

_HEAD = (
    "ticket", "metric", "stage", "zendesk_says", "computed_here", "difference",
    "at", "step", "words", "used_seconds", "target_seconds",
)  # fmt: skip


def table(told: Iterable[TicketClocks]) -> str:
    """Return the table as CSV."""
    return write_table(
        _HEAD,
        (row for clocks in told for story in clocks.stories for row in _rows(clocks.ticket, story)),
    )


def _rows(ticket: int, story: ClockStory) -> Iterator[tuple[str, ...]]:
    verdict = story.verdict
    head = (
        str(ticket),
        verdict.metric,
        story.stage,
        _at(verdict.theirs),
        _at(verdict.ours),
        verdict.reason,
    )
    target = str(story.target_seconds or "")
    if not story.steps:
        yield (*head, "", "", "", "", target)
    for step in story.steps:
        yield (*head, _at(step.at), step.kind.value, step.words, str(step.used), target)


def _at(instant: datetime | None) -> str:
    return format_instant(instant) if instant else ""
