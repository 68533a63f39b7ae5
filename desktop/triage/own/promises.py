"""What commits us: a time, a call, a guarantee, money. Found in the words of a draft, English and German."""

import re

_NUMBER = (
    r"(?:\d{1,4}|an?|one|two|three|four|five|six|seven|eight|nine|ten|fifteen|thirty"
    r"|eine[mnrs]?|zwei|drei|vier|fünf|sechs|sieben|acht|neun|zehn)"
)
_SPAN = r"(?:minutes?|min|hours?|days?|weeks?|minuten?|stunden?|tage?n?|wochen?)"
_DAY = (
    r"(?:tomorrow|today|tonight|noon|midnight|monday|tuesday|wednesday|thursday|friday|saturday|sunday|(?:the )?end of (?:the )?\w+"
    r"|morgen|heute(?: abend| nachmittag)?|montag|dienstag|mittwoch|donnerstag|freitag|samstag|sonntag|ende (?:der|des) \w+)"
)
_MONTH = r"(?:jan|feb|mar|mär|apr|may|mai|jun|jul|aug|sep|oct|okt|nov|dec|dez)\w*"
_DATE = (
    rf"(?:\d{{4}}-\d{{2}}-\d{{2}}|\d{{1,2}}\.\s?(?:\d{{1,2}}\.|{_MONTH})|\d{{1,2}}(?:st|nd|rd|th)?\s+(?:of\s+)?{_MONTH}"
    rf"|{_MONTH}\s+\d{{1,2}}|\d{{1,2}}/\d{{1,2}}(?:/\d{{2,4}})?)"
)
_HOUR = r"\d{1,2}(?::\d{2}|\s*(?:am|pm|uhr|o['\u2019]clock))"
_TIMES = re.compile(
    rf"\b(?:within|in|innerhalb(?: von)?|binnen|in den nächsten)\s+(?:the next\s+|at most\s+|höchstens\s+)?{_NUMBER}\s+{_SPAN}\b"
    rf"|\b(?:by|until|before|not? later than|bis(?: zum)?|spätestens(?: am| um)?|vor)\s+(?:{_DAY}\b|{_DATE}(?!\w)|{_HOUR}(?!\w))",
    re.IGNORECASE,
)
_ACTS = re.compile(
    r"\bwe(?:['\u2019]ll| will| shall)? call you\b|\bcall you back\b|\byou(?:['\u2019]ll| will) hear from us\b"
    r"|\b(?:we|i)(?:['\u2019]ll| will| shall) (?:\w+ )?(?:fix|refund|restore|resolve|deliver|answer|reply|get back|credit|compensate|solve|send|make sure|ensure)\b"
    r"|\bwill be (?:\w+ )?(?:fixed|resolved|restored|refunded|done|solved|working|credited|back|up and running)\b"
    r"|\bwe (?:\w+ )?(?:guarantee|promise|commit)\b|\bguarantee[ds]?\b|\brefund\w*\b|\bcompensat\w+\b|\bfree of charge\b"
    r"|\b(?:will|shall) (?:never|not) happen again\b"
    r"|\bwir (?:rufen|melden uns|garantieren|versprechen|sichern|erstatten|ersetzen|beheben|sorgen dafür|stellen sicher)\b"
    r"|\bwir werden \w+(?: \w+){0,4} (?:beheben|lösen|erstatten|zurückrufen|anrufen)\b"
    r"|\bwird (?:\w+ ){0,4}(?:behoben|gelöst|erstattet|gutgeschrieben|wiederhergestellt)\b"
    r"|\bgarantier\w*\b|\berstattung\w*\b|\bgutschrift\w*\b|\bkostenlos\b|\bsie hören (?:\w+ ){0,6}von uns\b|\bkommt nicht wieder vor\b",
    re.IGNORECASE,
)
_QUOTE = re.compile(r"\"[^\"\n]*\"")


def times_in(text: str) -> tuple[str, ...]:
    """Return the times a text promises, once each, in order."""
    return tuple(dict.fromkeys(" ".join(m.group().split()) for m in _TIMES.finditer(text)))


def promises_in(text: str) -> tuple[str, ...]:
    """Return the times, calls, guarantees and refunds a text promises."""
    acts = (" ".join(m.group().split()) for m in _ACTS.finditer(text))
    return tuple(dict.fromkeys([*times_in(text), *acts]))


def unauthorised(text: str, authorised: str) -> tuple[str, ...]:
    """Return the promises of a text beside the one sentence that has authority; a customer's quoted words promise nothing."""
    rest = _QUOTE.sub('""', text)
    return promises_in(rest.replace(authorised, " ") if authorised else rest)
