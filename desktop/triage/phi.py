"""Words that often stand beside a patient's data: they warn a person, they prove nothing."""

import re

_FIELDS = re.compile(
    r"\b(?:MRN|medical record number|date of birth|DOB|born on|social security|insurance (?:number|id)"
    r"|patient(?:'s)? (?:name|id|number)|name of (?:the|a) patient|chart number|diagnosis"
    r"|patientenname|patienten-?(?:id|nummer)|geburtsdatum|geb\.|versicherten-?nummer|diagnose)(?!\w)",
    re.IGNORECASE,
)
_NAMED = re.compile(
    r"\b(?:[Pp]atient(?:in|en)?|Mrs?\.?|Ms\.?|Frau|Herrn?)\s+"
    r"((?:Dr\.?\s+)?[A-ZÄÖÜ][a-zäöüß'-]+(?:\s+[A-ZÄÖÜ][a-zäöüß'-]+)?)"
)


def phi_like(text: str) -> bool:
    """Whether a text names a field of a patient's record, or somebody as a patient is named."""
    return bool(_FIELDS.search(text) or _NAMED.search(text))


def named_in(text: str) -> tuple[str, ...]:
    """Return the names that follow Patient, Mr, Ms, Frau, Herr: once each, in order."""
    return tuple(dict.fromkeys(match.group(1) for match in _NAMED.finditer(text)))
