"""The validator report: how each draft did on each check, and the table ticket by check. Pure."""

from collections.abc import Iterable, Mapping, Sequence
from enum import StrEnum
from typing import NamedTuple

from desktop.domain.facts import AlertKind
from desktop.domain.mission import Mission
from desktop.domain.plan import CheckResult, Draft

_SHORT = {
    "verified_kb": "KB link",
    "no_jargon": "Plain words",
    "empathy": "Empathy",
    "no_foreign_values": "Own values",
    "no_placeholder": "No gaps",
    "no_promise_without_authority": "Promises",
    "readability": "Readable",
    "ticket_language": "Language",
    "no_phi": "No PHI",
}
"""The heads of the columns; a check of the lead's own is named by what it is."""
_OF_TONE = ("no_jargon", "readability")


class Verdict(StrEnum):
    """How a check ended."""

    FAILED = "failed"
    OVERRIDDEN = "overridden"
    REPAIRED = "repaired"
    PASSED = "passed"


class Judged(NamedTuple):
    """One check of one ticket's draft; ``detail`` is in our words, ``line`` in the lead's, for the screen only."""

    ticket: int
    check: str
    verdict: Verdict
    detail: str
    line: str = ""


def judged(drafts: Iterable[Draft], mission: Mission) -> tuple[Judged, ...]:
    """Return every check of every draft; what a person kept although it fails is overridden."""
    return tuple(
        Judged(draft.ticket, c.check, _verdict(c, draft, mission), c.detail, c.line)
        for draft in drafts
        for c in draft.checks
    )


def matrix(rows: Sequence[Judged]) -> tuple[tuple[str, ...], tuple[tuple[str, ...], ...]]:
    """Return heads and lines of the table, one line to a ticket: those with a failure first, then with an override."""
    checks = tuple(dict.fromkeys(row.check for row in rows))
    tickets: dict[int, dict[str, Judged]] = {}
    for row in rows:
        tickets.setdefault(row.ticket, {})[row.check] = row
    order = sorted(tickets, key=lambda ticket: (*_weight(tickets[ticket]), ticket))
    lines = tuple(
        (
            f"#{ticket}",
            *(found[check].verdict.value if check in found else "" for check in checks),
            _why(found),
        )
        for ticket in order
        for found in (tickets[ticket],)
    )
    return ("Ticket", *map(head, checks), "Why"), lines


def head(check: str) -> str:
    """Return a check's name as the head of a column."""
    return _SHORT.get(check) or check.replace("_", " ").capitalize()


def _weight(found: Mapping[str, Judged]) -> tuple[int, int, int]:
    """Most failures, overrides, repairs first."""
    counts = [row.verdict for row in found.values()]
    failed, overridden, repaired = (
        counts.count(one) for one in (Verdict.FAILED, Verdict.OVERRIDDEN, Verdict.REPAIRED)
    )
    return -failed, -overridden, -repaired


def _why(found: Mapping[str, Judged]) -> str:
    told = [
        f"{head(row.check)}: {row.detail}" if row.detail else head(row.check)
        for row in found.values()
        if row.verdict in (Verdict.FAILED, Verdict.OVERRIDDEN)
    ]
    return "; ".join(told)


def _verdict(check: CheckResult, draft: Draft, mission: Mission) -> Verdict:
    if check.passed:
        return Verdict.REPAIRED if check.repaired else Verdict.PASSED
    kept = _kept_as_written(draft, mission) and check.check in _OF_TONE
    return Verdict.OVERRIDDEN if kept else Verdict.FAILED


def _kept_as_written(draft: Draft, mission: Mission) -> bool:
    """Whether somebody was shown the repair and took the first words."""
    alert = mission.alerts.get(f"{AlertKind.TONE.value}-{draft.ticket}")
    return alert is not None and not alert.open and draft.text == draft.before
