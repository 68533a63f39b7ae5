"""Which safeguards the plan's drafts break: seen before anybody is asked for a yes. Pure."""

from collections.abc import Sequence

from desktop.domain.plan import BLOCKING, CheckResult, Draft
from desktop.stages.plan.contract import Broken

_OF_THE_LINK = "verified_kb"
"""A missing link has a banner of its own, with the way to mend it."""

_NAMES = {
    "no_foreign_values": "No value of another customer",
    "no_phi": "Nothing that identifies a patient",
    "no_placeholder": "Nothing left open",
    "no_promise_without_authority": "No promise without authority",
    "readability": "Easy to read",
    "ticket_language": "In the ticket's language",
}
"""Checks that run on every draft, in words."""


def broken(drafts: Sequence[Draft]) -> tuple[Broken, ...]:
    """Return each safeguard that some draft fails: those that block first, then those most drafts fail."""
    verdicts: dict[str, list[CheckResult]] = {}
    for draft in drafts:
        for check in draft.checks:
            verdicts.setdefault(check.check, []).append(check)
    found = [_broken(name, rows) for name, rows in verdicts.items() if name != _OF_THE_LINK]
    failing = [one for one in found if one.failed]
    return tuple(sorted(failing, key=lambda one: (not one.blocks, -one.failed)))


def _broken(name: str, rows: Sequence[CheckResult]) -> Broken:
    failed = [row for row in rows if not row.passed]
    why = f"{failed[0].detail} ({failed[0].found})" if failed and failed[0].found else ""
    line = rows[0].line or _NAMES.get(name) or name.replace("_", " ").capitalize()
    why = why or (failed[0].detail if failed else "")
    return Broken(line, len(failed), len(rows), why, name in BLOCKING)
