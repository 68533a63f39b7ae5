"""Numbers that need no cue right before them, only one somewhere near: their check digit or their form does the rest."""

import re
from collections.abc import Callable, Iterator
from typing import NamedTuple

from desktop.triage.phi import checksums
from desktop.triage.phi.kinds import Kind, Span

_TELEPHONY = re.compile(
    r"(?<![^\W\d_])(?:fax(?:e[sdn])?|phones?|calls?|called|calling|dial(?:s|ed|ing)?|texts?|texted|sms|ring|rang|voicemails?|telefon\w{0,8}"
    r"|tel|anrufe?n?|angerufen|rückruf|gewählt|gefaxt|handy|mobil|cell)(?![^\W\d_])",
    re.IGNORECASE,
)


class _Near(NamedTuple):
    """A class by its form, the word that must stand near, how many letters before and after, and the check."""

    kind: Kind
    pattern: re.Pattern[str]
    word: re.Pattern[str]
    before: int
    after: int
    holds: Callable[[str], bool] = lambda _value: True


_NEAR = (
    _Near(Kind.DEA, re.compile(r"(?<![\w-])(?P<value>[A-Z][A-Z9]\d{7})(?![\w-])", re.IGNORECASE), re.compile(r"\bDEA\b", re.IGNORECASE), 400, 80,
          checksums.dea),
    _Near(Kind.MRN, re.compile(
        r"\b(?:folder|file|mappe|ordner|jacket|record) (?:no\.? |nr\.? |# ?)?(?P<value>[A-Z]{0,3}-?\d[\d-]{4,11})(?!\w|[./-]\d)",
        re.IGNORECASE | re.ASCII),
          re.compile(r"\b(?:charts?|patient(?:s|in|en)?|pat|lady|gentleman|kartei|medical records?|bab(?:y|ies)|infant|births?)\b", re.IGNORECASE), 140, 60),
    _Near(Kind.NPI, re.compile(r"(?<![\w.-])(?P<value>[12]\d{9})(?!\w|[.-]\d)", re.ASCII),
          re.compile(r"\bNPIs?\b|national provider", re.IGNORECASE), 400, 80, checksums.npi),
    _Near(Kind.PHONE, re.compile(
        r"\b(?:to|an|at|from|von|unter|auf|is|was|number|nummer|nr\.?):? (?P<value>1?[2-9]\d\d[2-9]\d{6}|0[1-9]\d{7,11})(?!\w|[.-]\d)", re.IGNORECASE | re.ASCII),
        _TELEPHONY, 140, 60),
)  # fmt: skip


def nearby(text: str) -> Iterator[Span]:
    """Yield each such number with its word near."""
    for one in _NEAR:
        for match in one.pattern.finditer(text):
            start, end = match.span("value")
            near = one.holds(match["value"]) and (
                one.word.search(text, max(0, start - one.before), start)
                or one.word.search(text, end, end + one.after)
            )
            if near:
                yield Span(start, end, one.kind)
