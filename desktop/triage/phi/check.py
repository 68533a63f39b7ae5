"""The check of a draft: nothing in it identifies anybody but who is greeted."""

from desktop.domain.brief import Check
from desktop.domain.plan import CheckResult
from desktop.triage.phi.kinds import Known
from desktop.triage.phi.redact import counted, said
from desktop.triage.phi.scan import scan


def phi_check(reply: str, known: Known) -> CheckResult:
    """Pass when the tripwire finds nothing; else say how many of which class, never the value."""
    spans = scan(reply, known)
    return CheckResult(Check.NO_PHI, not spans, said(counted(spans)))
