"""The PHI tripwire: what identifies a person is found by pattern, check digit, cue and known name.

Its door: ``scan``, ``redact``, ``phi_check``, and what they take and give. A name without a cue that nobody
knows goes past it: it lessens what gets out by mistake, it makes no text anonymous.
"""

from desktop.triage.phi.about import known_of, people_of
from desktop.triage.phi.check import phi_check
from desktop.triage.phi.kinds import NOTHING_KNOWN, Kind, Known, Span
from desktop.triage.phi.names import named_in
from desktop.triage.phi.redact import Counts, Redacted, counted, redact, said
from desktop.triage.phi.scan import scan
from desktop.triage.phi.warning import phi_like

__all__ = [
    "NOTHING_KNOWN", "Counts", "Kind", "Known", "Redacted", "Span", "counted", "known_of", "named_in", "people_of", "phi_check",
    "phi_like", "redact", "said", "scan",
]  # fmt: skip
