"""Safeguards as tests: each line of the brief becomes a named check with pass or fail per draft."""

import re
from collections.abc import Sequence

from desktop.domain.brief import Check, Safeguard
from desktop.domain.plan import CheckResult
from desktop.domain.ticket import KbPage
from desktop.triage.tone import blame_in, jargon_in

DEFAULTS = (
    Safeguard(Check.VERIFIED_KB, "Use verified KB"),
    Safeguard(Check.NO_JARGON, "No jargon"),
    Safeguard(Check.EMPATHY, "Acknowledge, apologise, next step, time"),
)
"""What a brief starts with (DESIGN §5)."""

_STRUCTURE = {
    "names the problem": re.compile(r"about \"[^\"\n]+\"", re.IGNORECASE),
    "acknowledges the impact": re.compile(r"stops? your work|affects?|patients", re.IGNORECASE),
    "apologises or thanks": re.compile(r"\b(sorry|apologi[sz]e|thank)", re.IGNORECASE),
    "says the next step": re.compile(r"what we do now:|next step|we now\b", re.IGNORECASE),
    "says by when": re.compile(r"within \d+ (minutes|hours)|by \d{1,2}:\d{2}", re.IGNORECASE),
}


def check_draft(
    safeguards: Sequence[Safeguard], reply: str, page: KbPage | None
) -> tuple[CheckResult, ...]:
    """Run every safeguard on the words a customer would read. Own ones are left to a person."""
    checks = {
        Check.VERIFIED_KB: lambda: _verified_kb(reply, page),
        Check.NO_JARGON: lambda: _no_jargon(reply),
        Check.EMPATHY: lambda: _empathy(reply),
    }
    wanted = dict.fromkeys(s.check for s in safeguards if s.check in checks)
    return tuple(checks[check]() for check in wanted)


def _verified_kb(reply: str, page: KbPage | None) -> CheckResult:
    if page is None:
        return CheckResult(Check.VERIFIED_KB, False, "No verified, fresh article answers this.")
    linked = page.url in reply
    return CheckResult(Check.VERIFIED_KB, linked, page.title if linked else "Link missing.")


def _no_jargon(reply: str) -> CheckResult:
    found = jargon_in(reply)
    return CheckResult(Check.NO_JARGON, not found, ", ".join(found))


def _empathy(reply: str) -> CheckResult:
    missing = [name for name, pattern in _STRUCTURE.items() if not pattern.search(reply)]
    blames = [f"blames: {words}" for words in blame_in(reply)]
    return CheckResult(Check.EMPATHY, not missing and not blames, "; ".join(missing + blames))
