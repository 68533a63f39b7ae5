"""Words that often stand beside a patient's data: they warn a person, they prove nothing."""

import re

from desktop.triage.phi.names import cued

_FIELDS = re.compile(
    r"\b(?:MRN|medical record number|date of birth|DOB|born on|social security|insurance (?:number|id)"
    r"|patient(?:'s)? (?:name|id|number)|name of (?:the|a) patient|chart number|diagnosis"
    r"|patientenname|patienten-?(?:id|nummer)|geburtsdatum|geb\.|versicherten-?nummer|diagnose)(?!\w)",
    re.IGNORECASE,
)


def phi_like(text: str) -> bool:
    """Whether a text names a field of a patient's record, or somebody as a patient is named."""
    return bool(_FIELDS.search(text) or next(cued(text), None))
