"""Views of what surrounds the pages, made by hand."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

from desktop.domain.facts import AlertKind
from desktop.domain.values import StageName
from desktop.watch.contract import AlertCard, DockItem, ItemState, RiskRow, WatchView

NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
_BARE = WatchView(
    mission="01k0mission", stage=StageName.EXECUTE, title="API authentication", started_at=NOW,
    completed_at=None, sealed=False, sandbox=True, group="The plan", items=(), risks=(),
    met=frozenset(), alerts=(), facts=12, held=0, unknown=0, first_release=None,
    first_deadline=None, undo_until=None, undo_seconds=900, safeguards=(),
)  # fmt: skip


def view(**what: Any) -> WatchView:
    """A mission under way at ``NOW``, with these parts of it."""
    return replace(_BARE, **what)


def alert(number: int, kind: AlertKind = AlertKind.TONE, **what: Any) -> AlertCard:
    """The alert of ticket ``number``; its clock ends in that many minutes."""
    given = AlertCard(
        f"alert-{number}", kind, number, f"The words of #{number} were changed.", "Accept",
        "Keep mine", deadline=NOW + timedelta(minutes=number),
    )  # fmt: skip
    return replace(given, **what)


def risk(number: int, **what: Any) -> RiskRow:
    """A ticket whose clock ends in ``number`` minutes."""
    row = RiskRow(number, NOW + timedelta(minutes=number), False, f"Login fails on device {number}")
    return replace(row, **what)


def item(title: str, state: ItemState, done: int = 0, total: int = 0) -> DockItem:
    """One line of the checklist."""
    return DockItem(title, state, done=done, total=total)
