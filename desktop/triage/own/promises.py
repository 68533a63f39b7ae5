"""What commits us: a time, a call, a guarantee. Found in the words of a draft, English and German."""

import re

_SPAN = r"(?:minutes?|min|hours?|days?|minuten|stunden?|tagen?)"
_DAY = r"(?:tomorrow|tonight|noon|monday|tuesday|wednesday|thursday|friday|end of \w+|morgen|heute abend|montag|dienstag|mittwoch|donnerstag|freitag)"
_TIMES = re.compile(
    rf"\b(?:within|in|innerhalb von|in den nächsten)\s+(?:the next\s+)?\d+\s+{_SPAN}\b"
    rf"|\b(?:by|until|bis)\s+(?:{_DAY}|\d{{1,2}}(?::\d{{2}}|\s*(?:am|pm|uhr)))(?!\w)",
    re.IGNORECASE,
)
_ACTS = re.compile(
    r"\bwe(?:'ll| will| shall)? call you\b|\bcall you back\b|\byou(?:'ll| will) hear from us\b"
    r"|\bwe(?:'ll| will) (?:fix|refund|restore|resolve|deliver|answer|reply|get back)\b"
    r"|\bwill be (?:fixed|resolved|restored|refunded|done)\b|\bwe (?:guarantee|promise|commit)\b"
    r"|\bguaranteed?\b|\bwir (?:rufen|melden uns|garantieren|versprechen|sichern)\b",
    re.IGNORECASE,
)


def times_in(text: str) -> tuple[str, ...]:
    """Return the times a text promises, once each, in order."""
    return tuple(dict.fromkeys(" ".join(m.group().split()) for m in _TIMES.finditer(text)))


def promises_in(text: str) -> tuple[str, ...]:
    """Return the times, calls and guarantees a text promises."""
    acts = (" ".join(m.group().split()) for m in _ACTS.finditer(text))
    return tuple(dict.fromkeys([*times_in(text), *acts]))
