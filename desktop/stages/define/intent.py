"""Plain words to a scope: priority, age, status, organisation, and what remains is the topic.

The simple version: English, one clause of each kind. What it understood is always said back.
"""

import re
from typing import TypeVar

from desktop.domain.brief import Scope
from desktop.domain.ticket import Priority, Status
from desktop.stages.define.contract import Chip, Understanding
from desktop.triage.topic import concepts, concepts_of

V = TypeVar("V")

_UNITS = {"m": 60, "h": 3600, "d": 86400, "w": 7 * 86400}
_ANY_AGE = 50 * 365 * 86400
_UNSOLVED = (Status.NEW, Status.OPEN, Status.PENDING, Status.HOLD)
_UNIT = r"(m|min|mins|minutes?|h|hrs?|hours?|d|days?|w|weeks?)"
_AGE = re.compile(
    r"(?:in |from |of |over |within |since )?(?:the )?(?:last|past|younger than|newer than|less than|under|"
    rf"created within|<)\s*(\d+|an?|one|two|three|four|six|eight|twelve)?\s*{_UNIT}\b(?:\s+old)?",
    re.IGNORECASE,
)
_TODAY = re.compile(r"\b(?:from |of )?today(?:'s)?\b", re.IGNORECASE)
_NUMBERS = {"a": 1, "an": 1, "one": 1, "two": 2, "three": 3, "four": 4, "six": 6, "eight": 8}
_NUMBERS |= {"twelve": 12}
_PRIORITIES: tuple[tuple[re.Pattern[str], tuple[Priority, ...]], ...] = (
    (
        re.compile(
            r"\b(?:critical|high[- ]prio(?:rity)?|high or urgent|high and urgent|urgent or high|"
            r"urgent and high|priority high or urgent|prio(?:rity)? (?:>=|at least) high)\b",
            re.IGNORECASE,
        ),
        (Priority.URGENT, Priority.HIGH),
    ),
    (re.compile(r"\burgent(?:[- ]priority)?\b", re.IGNORECASE), (Priority.URGENT,)),
    (re.compile(r"\bnormal[- ]priority\b", re.IGNORECASE), (Priority.NORMAL,)),
    (re.compile(r"\blow[- ]priority\b", re.IGNORECASE), (Priority.LOW,)),
)
_STATUSES: tuple[tuple[re.Pattern[str], tuple[Status, ...]], ...] = (
    (re.compile(r"\b(?:unsolved|unresolved|not solved|active)\b", re.IGNORECASE), _UNSOLVED),
    (re.compile(r"\b(?:new and open|new or open)\b", re.IGNORECASE), (Status.NEW, Status.OPEN)),
    (re.compile(r"\b(?:status new|new only|only new)\b", re.IGNORECASE), (Status.NEW,)),
    (re.compile(r"\bpending\b", re.IGNORECASE), (Status.PENDING,)),
)
_ORGANISATION = re.compile(
    r"\b(?:organi[sz]ation|customer|from customer|of customer)\s+\"?([A-Z][\w'&.-]*(?:\s+[A-Z][\w'&.-]*)*)\"?"
)
_FILLER = frozenset(
    [
        "triage",
        "handle",
        "work",
        "through",
        "sort",
        "answer",
        "reply",
        "all",
        "our",
        "the",
        "a",
        "an",
        "any",
        "every",
        "of",
        "in",
        "on",
        "for",
        "with",
        "about",
        "that",
        "are",
        "is",
        "and",
        "or",
        "tickets",
        "ticket",
        "requests",
        "request",
        "cases",
        "issues",
        "issue",
        "problems",
        "problem",
        "please",
        "us",
        "me",
        "help",
        "related",
        "queue",
        "from",
        "to",
        "priority",
        "status",
        "open",
        "customers",
        "failures",
        "failure",
        "errors",
        "which",
        "were",
        "have",
        "been",
        "come",
        "came",
    ]
)


def parse(intent: str) -> Understanding:
    """Read an intent. Without anything understood: no scope, and the one question to ask back."""
    rest = " ".join(intent.split())
    rest, age = _take_age(rest)
    rest, priorities = _take(rest, _PRIORITIES)
    rest, statuses = _take(rest, _STATUSES)
    rest, organisation = _take_organisation(rest)
    known, ignored = _topic(rest)
    if not (known or age or priorities or organisation):
        question = 'What are the tickets about? For example: "API authentication, last 4 hours".'
        return Understanding(None, "", question, ignored)
    scope = Scope(known, priorities or (), statuses or _UNSOLVED, age, organisation)
    return Understanding(scope, say(scope), "", ignored)


def say(scope: Scope) -> str:
    """Say a scope back in one sentence."""
    priorities = " or ".join(p.value for p in scope.priorities)
    parts = [
        f"about {scope.topic}" if scope.topic else "about anything",
        f"with priority {priorities}" if priorities else "",
        f"younger than {_span(scope.max_age_seconds)}" if scope.max_age_seconds else "",
        f"of {scope.organisation}" if scope.organisation else "",
        "not solved" if scope.statuses == _UNSOLVED else "with status " + _or(scope.statuses),
    ]
    return "Tickets " + ", ".join(part for part in parts if part) + "."


def chips(scope: Scope) -> tuple[Chip, ...]:
    """Return the scope as editable chips."""
    made = [
        Chip("Topic", scope.topic or "any"),
        Chip("Priority", " or ".join(p.value for p in scope.priorities) or "any"),
        Chip("Age", f"< {_span(scope.max_age_seconds)}" if scope.max_age_seconds else "any"),
        Chip("Status", "not solved" if scope.statuses == _UNSOLVED else _or(scope.statuses)),
    ]
    return tuple(made + ([Chip("Organisation", scope.organisation)] if scope.organisation else []))


def _take_age(text: str) -> tuple[str, int | None]:
    found = _AGE.search(text)
    if found:
        count = found.group(1) or "1"
        number = int(count) if count.isdigit() else _NUMBERS[count.lower()]
        seconds = number * _UNITS[found.group(2)[0].lower()]
        # Older than that nothing is; and an age beyond what dates can hold would end in an overflow.
        return _without(text, found), seconds if 0 < seconds < _ANY_AGE else None
    today = _TODAY.search(text)
    return (_without(text, today), 86400) if today else (text, None)


def _take(text: str, table: tuple[tuple[re.Pattern[str], V], ...]) -> tuple[str, V | None]:
    for pattern, value in table:
        if found := pattern.search(text):
            return _without(text, found), value
    return text, None


def _take_organisation(text: str) -> tuple[str, str]:
    found = _ORGANISATION.search(text)
    return (_without(text, found), found.group(1)) if found else (text, "")


def _topic(text: str) -> tuple[str, tuple[str, ...]]:
    words = [word for word in re.findall(r"[\w/'-]+", text) if word.lower() not in _FILLER]
    known = [word for word in words if set(concepts_of(word)) <= set(concepts())]
    return " ".join(known), tuple(word for word in words if word not in known)


def _without(text: str, found: re.Match[str]) -> str:
    return f"{text[: found.start()]} {text[found.end() :]}"


def _span(seconds: int) -> str:
    for size, name in ((86400, "day"), (3600, "hour"), (60, "minute")):
        if seconds % size == 0:
            count = seconds // size
            return f"{count} {name}{'' if count == 1 else 's'}"
    return f"{seconds} seconds"


def _or(statuses: tuple[Status, ...]) -> str:
    return " or ".join(status.value for status in statuses)
