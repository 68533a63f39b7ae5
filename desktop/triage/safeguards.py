"""Safeguards as tests: each line of the brief becomes a named check with pass or fail per draft."""

import re
from collections import Counter
from collections.abc import Sequence

from desktop.domain.brief import Check, Safeguard
from desktop.domain.plan import CheckResult
from desktop.domain.ticket import KbPage
from desktop.triage.own.checks import About, Seen, judge
from desktop.triage.own.reading import read
from desktop.triage.tone import TOO_TECHNICAL, blame_in, jargon_in, technical_share

DEFAULTS = (
    Safeguard(Check.VERIFIED_KB, "Use verified KB"),
    Safeguard(Check.NO_JARGON, "No jargon"),
    Safeguard(Check.EMPATHY, "Acknowledge, apologise, next step, time"),
)
"""What a brief starts with (DESIGN §5)."""

_STRUCTURE = {
    "en": {
        "names the problem": re.compile(r"\babout (?:\"[^\"\n]+\"|\w+ \w+|\w{4,})", re.IGNORECASE),
        "acknowledges the impact": re.compile(
            r"stops? your work|affects?|patients|holding up|in the way of|waiting for",
            re.IGNORECASE,
        ),
        "apologises or thanks": re.compile(r"\b(sorry|apologi[sz]e|thank)", re.IGNORECASE),
        "says the next step": re.compile(
            r"what we do now:|next step|we now\b|next, our team|we are passing", re.IGNORECASE
        ),
        "says by when": re.compile(
            r"within \d+ (minutes?|hours?|days?)|by \d{1,2}:\d{2}", re.IGNORECASE
        ),
    },
    "de": {
        "names the problem": re.compile(
            r"\bzu(?:m|r)? (?:\"[^\"\n]+\"|\w+ \w+|\w{4,})", re.IGNORECASE
        ),
        "acknowledges the impact": re.compile(
            r"wie gewohnt|aufgehalten|betrifft|patient|dass Sie darauf warten", re.IGNORECASE
        ),
        "apologises or thanks": re.compile(r"\b(leid|entschuldig|dank)", re.IGNORECASE),
        "says the next step": re.compile(
            r"als Nächstes|wir geben die Sache|nächste[rn]? Schritt", re.IGNORECASE
        ),
        "says by when": re.compile(
            r"innerhalb (?:von \d+|eine[rs]) (Minuten?|Stunden?|Tage?n?)|bis \d{1,2}:\d{2}", re.I
        ),
    },
}
"""The parts of a letter that shows it was written to somebody, by the language it is written in."""


def understand(line: str) -> Safeguard:
    """Return the check a line becomes: one every brief begins with, one of the lead's own, or a person's."""
    words = " ".join(line.split()).rstrip(".").casefold()
    default = next((one for one in DEFAULTS if one.text.casefold() == words), None)
    return default or read(line)


def named(safeguards: Sequence[Safeguard]) -> tuple[tuple[str, Safeguard], ...]:
    """Return each line a rule can check with its check's name: ``length``, ``length_2``.

    Lines that ask for the same share a name; a line for a person has none.
    """
    names: dict[tuple[Check, int, tuple[str, ...]], str] = {}
    times: Counter[Check] = Counter()
    lines = [one for one in safeguards if one.check is not Check.OWN]
    for one in lines:
        if _asks(one) not in names:
            times[one.check] += 1
            count = times[one.check]
            names[_asks(one)] = one.check.value + (f"_{count}" if count > 1 else "")
    return tuple((names[_asks(one)], one) for one in lines)


def _asks(one: Safeguard) -> tuple[Check, int, tuple[str, ...]]:
    return one.check, one.limit, one.words


def check_draft(
    safeguards: Sequence[Safeguard], reply: str, page: KbPage | None, about: About | None = None
) -> tuple[CheckResult, ...]:
    """Run every safeguard once on the words a customer would read. What no rule checks is left to a person."""
    seen = Seen(reply, page, about or About())
    wanted: dict[str, Safeguard] = {}
    for name, one in named(safeguards):
        wanted.setdefault(name, one)
    return tuple(_checked(name, one, seen) for name, one in wanted.items())


def _checked(name: str, one: Safeguard, seen: Seen) -> CheckResult:
    if one.check is Check.VERIFIED_KB:
        return _verified_kb(seen.reply, seen.page)
    if one.check is Check.NO_JARGON:
        return _no_jargon(seen.reply, seen.about.written)
    if one.check is Check.EMPATHY:
        return _empathy(seen.reply, seen.about.written)
    verdict = judge(one, seen)
    return CheckResult(name, verdict.passed, verdict.detail, verdict.found, one.text)


def _verified_kb(reply: str, page: KbPage | None) -> CheckResult:
    if page is None:
        return CheckResult(Check.VERIFIED_KB, False, "No verified, fresh article answers this.")
    linked = page.url in reply
    return CheckResult(Check.VERIFIED_KB, linked, page.title if linked else "Link missing.")


def _no_jargon(reply: str, language: str) -> CheckResult:
    found = jargon_in(reply, language)
    share = technical_share(reply)
    dense = f"{share:.0%} technical words, at most {TOO_TECHNICAL:.0%}"
    why = [*found, *([dense] if share > TOO_TECHNICAL else [])]
    return CheckResult(Check.NO_JARGON, not why, ", ".join(why))


def _empathy(reply: str, language: str) -> CheckResult:
    wanted = _STRUCTURE[language]
    missing = [name for name, pattern in wanted.items() if not pattern.search(reply)]
    blames = [f"blames: {words}" for words in blame_in(reply, language)]
    return CheckResult(Check.EMPATHY, not missing and not blames, "; ".join(missing + blames))
