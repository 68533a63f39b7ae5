"""What a reply may take from a verified page: its explanation, and the steps that are the customer's.

Pages are written for agents. A step becomes the customer's only where the page itself says so ("Ask the customer
to …"); on a page that never speaks of a customer all steps are the reader's. What a page promises is left out: a
page has no authority over our time.
"""

import re
from dataclasses import dataclass
from functools import lru_cache
from string import Template

from desktop.domain.ticket import KbPage
from desktop.triage.language import surely
from desktop.triage.own.promises import promises_in
from desktop.triage.reply.wording import Wording, wording

MOST = 4
"""Steps a reply asks of a customer, at most."""
_LONGEST = 300
_SENTENCE = re.compile(r"(?<=[.!?])\s+")
_POSSESSIVE = re.compile(r"\b(?:the|a) (?:customer|client|user)['\u2019]s\b", re.IGNORECASE)
_FOR_AGENTS = re.compile(
    r"\b(?:(?:the|ask|tell|advise) (?:customer|partner)s?|on call|escalate|Kund(?:e|en|in)|Rufbereitschaft)\b"
    r"|^- (?:ask|tell|advise|inform|note|look up|bitten Sie)\b",
    re.IGNORECASE | re.MULTILINE,
)
_ASKS = (
    (re.compile(r"(?:ask|tell|advise) the (?:customer|partner) not to ", re.I), "please_not"),
    (re.compile(r"(?:ask|tell|advise) the (?:customer|partner) to ", re.I), "please"),
    (re.compile(r"let the (?:customer|partner) ", re.I), "please"),
    (re.compile(r"advise to ", re.I), "please"),
    (re.compile(r"ask (?=whether |if )", re.I), "tell_whether"),
    (re.compile(r"ask (?:the customer )?for ", re.I), "tell"),
)
"""How a step begins that is the customer's, and how it is said to them."""
_LOOKS = re.compile(
    r"(?:ask|confirm|check|compare|look|read|note|verify|advise|tell|let)\b", re.IGNORECASE
)
"""How a step of ours begins that changes nothing."""
_OURS_TOO = re.compile(
    r",? and (?=(?:compare|check|note|look|load|test|verify|confirm|add|open|set|choose|read)\b)"
)
"""Where a step goes on with what is ours to do."""
_AGAIN = re.compile(r"\b(and|or) to (?=\w)")
_BY_ITSELF = re.compile(r"\b(?:once|when|as soon as) (?:the|it|this|we)\b", re.IGNORECASE)
"""A step that says itself when it is to be done."""
_LEFT = re.compile(
    r"\b(?:the|a) (?:customer|partner)s?\b(?! (?:programme|program|key|keys|portal|account|console))"
    r"|\bKund(?:e|en|in)\b",
    re.IGNORECASE,
)
"""Speaks about the reader as somebody else."""

_OF_A_PROGRAM = re.compile(r"\$[A-Za-z_{]|(?<!\{)\{\w+\}(?!\})|%\(\w+\)")
"""A variable: an agent knows what stands for it."""


@dataclass(frozen=True)
class Steps:
    """The customer's steps: those for now, and those that only help once ours are done."""

    now: tuple[str, ...] = ()
    later: tuple[str, ...] = ()


def explanation(page: KbPage, words: Wording) -> str:
    """Return up to two sentences of the page; empty when it is in another language or says none a customer can read."""
    return _explanation(page, words.language)


@lru_cache(maxsize=512)
def _explanation(page: KbPage, language: str) -> str:
    if page_language(page) != language:
        return ""
    told = [_to_reader(one) for line in _opening(page.body) for one in _SENTENCE.split(line)]
    good = [one for one in told if _readable(one)]
    return " ".join(good[:2]) if len(" ".join(good[:2])) <= _LONGEST else "".join(good[:1])


def steps(page: KbPage, words: Wording) -> Steps:
    """Return the customer's steps, at most four in all."""
    return _steps(page, words.language)


@lru_cache(maxsize=512)
def _steps(page: KbPage, language: str) -> Steps:
    words = wording(language)
    lines = [line[2:].strip() for line in page.body.splitlines() if line.startswith("- ")]
    if page_language(page) != words.language:
        return Steps()
    if not _FOR_AGENTS.search(page.body):
        return Steps(tuple(line for line in lines if _readable(line))[:MOST])
    return _of_the_customer(lines, words)


def _of_the_customer(lines: list[str], words: Wording) -> Steps:
    now: list[str] = []
    later: list[str] = []
    acted = False
    for line in lines:
        said = _asked(line, words)
        if said:
            (later if acted and not _BY_ITSELF.search(said) else now).append(said)
        acted = acted or not _LOOKS.match(line) or len(_SENTENCE.split(line)) > 1
    return Steps(tuple(now[:MOST]), tuple(later[: max(MOST - len(now), 0)]))


def _asked(line: str, words: Wording) -> str:
    """Return the step as it is said to a customer; empty when it is not theirs."""
    for begins, how in _ASKS:
        match = begins.match(line)
        if match:
            rest = line[match.end() :]
            if how == "tell":
                rest = _OURS_TOO.split(rest, maxsplit=1)[0].rstrip(".") + "."
            told = _AGAIN.sub(r"\1 ", _to_reader(rest))
            said = Template(words.steps[how]).safe_substitute(step=told)
            return said if _readable(said) else ""
    return ""


def _opening(body: str) -> list[str]:
    """The lines before the first list or heading."""
    found: list[str] = []
    for line in body.splitlines():
        if line.startswith("- ") or (found and not line.rstrip().endswith((".", "!", "?"))):
            break
        found.append(line.strip())
    return found


def _to_reader(sentence: str) -> str:
    said = _POSSESSIVE.sub("your", sentence)
    return said[:1].upper() + said[1:] if sentence[:1].isupper() else said


def _readable(sentence: str) -> bool:
    """Whether it can be said to a customer: short enough, not about them, no line of a program, no promise."""
    if not 0 < len(sentence) <= _LONGEST or _OF_A_PROGRAM.search(sentence):
        return False
    return not _LEFT.search(sentence) and not promises_in(sentence)


@lru_cache(maxsize=512)
def page_language(page: KbPage) -> str:
    """Return the language a page is written in."""
    return surely(f"{page.title}\n{page.body[:4000]}")
