"""The stories of clocks as CSV (RFC 4180): one line to a step, both opinions on each."""

import csv
import io
from collections.abc import Iterable, Iterator
from datetime import datetime

from desktop.base.clock import format_instant
from desktop.watch.contract import ClockStory, TicketClocks

_HEAD = (
    "ticket", "metric", "stage", "zendesk_says", "computed_here", "difference",
    "at", "step", "words", "used_seconds", "target_seconds",
)  # fmt: skip
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def table(told: Iterable[TicketClocks]) -> str:
    """Return the table. A title somebody gave must not run as a formula (OWASP, CSV injection)."""
    written = io.StringIO()
    writer = csv.writer(written)
    writer.writerow(_HEAD)
    for clocks in told:
        for story in clocks.stories:
            writer.writerows(_rows(clocks.ticket, story))
    return written.getvalue()


def _rows(ticket: int, story: ClockStory) -> Iterator[tuple[str, ...]]:
    verdict = story.verdict
    head = (
        str(ticket),
        verdict.metric,
        story.stage,
        _at(verdict.theirs),
        _at(verdict.ours),
        _inert(verdict.reason),
    )
    target = str(story.target_seconds or "")
    if not story.steps:
        yield (*head, "", "", "", "", target)
    for step in story.steps:
        yield (*head, _at(step.at), step.kind.value, _inert(step.words), str(step.used), target)


def _at(instant: datetime | None) -> str:
    return format_instant(instant) if instant else ""


def _inert(cell: str) -> str:
    return f"'{cell}" if cell.startswith(_FORMULA) else cell
