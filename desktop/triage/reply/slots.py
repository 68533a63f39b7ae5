"""The parts of a reply, each from the ticket's own words, the verified page, a setting, or our own sentences."""

from dataclasses import dataclass
from datetime import datetime

from desktop.domain.plan import Cluster
from desktop.domain.ticket import KbPage, Ticket
from desktop.triage.reply import cues, pages
from desktop.triage.reply.promise import Promise
from desktop.triage.reply.wording import Wording

LONG_WAIT = 3
"""Hours after which a letter apologises for the wait."""
_MINUTES = 60
_DAYS = 48
"""From so many hours on a wait is said in days."""


@dataclass(frozen=True)
class Case:
    """What one reply is about.

    Attributes:
        page: The verified page it may use.
        cluster: The incident the ticket belongs to, where other customers report the same.
        now: When it is written; None leaves the wait out.
    """

    ticket: Ticket
    page: KbPage | None
    words: Wording
    cluster: Cluster | None
    now: datetime | None
    promise: Promise


def parts(case: Case) -> dict[str, str]:
    """Return every slot of the template, empty where nothing is to be said."""
    words = case.words
    patients = cues.near_patients(case.ticket, words)
    return {
        "greeting": _greeting(case),
        "thanks": _thanks(case),
        "sorry": _sorry(case),
        "waited": _waited(case),
        "again": words.say("again") if cues.wrote_before(case.ticket, words) else "",
        "known": _known(case),
        "source": _source(case),
        **_steps(case),
        "next": _next(case),
        "time": case.promise.words(words),
        "worse": words.say("worse_patients" if patients else "worse"),
        "sign": words.say("sign"),
    }


def _greeting(case: Case) -> str:
    full = cues.one_line(case.ticket.requester.name)
    first = full.split(" ")[0]
    if not any(map(str.isalpha, full)) or "@" in full:
        return case.words.say("greeting_nameless")
    return case.words.say("greeting", name=full if first.endswith(".") else first, full_name=full)


def _thanks(case: Case) -> str:
    words, told = case.words, cues.problem(case.ticket, case.words)
    if told:
        return words.say("thanks_quoted", problem=told)
    name = _plain_name(case.cluster)
    return words.say("thanks_named", problem=name) if name else words.say("thanks_plain")


def _plain_name(cluster: Cluster | None) -> str:
    """The incident's name where it is made of words, not of codes."""
    name = cluster.name if cluster else ""
    return name if name and all(word.isalpha() for word in name.split()) else ""


def _sorry(case: Case) -> str:
    words, ticket = case.words, case.ticket
    if not cues.in_trouble(ticket, words):
        return words.say("sorry_asked")
    place, since = cues.place(ticket, words), cues.since(ticket, words)
    what = f"sorry_{'place' if place else 'work'}{'_since' if since else ''}"
    return words.say(what, place=place, since=since)


def _waited(case: Case) -> str:
    hours = cues.waited_hours(case.ticket, case.now) if case.now else 0
    if hours < LONG_WAIT:
        return ""
    whole = hours // 24 * 24 if hours >= _DAYS else hours
    return case.words.say("waited", span=case.words.span(whole * _MINUTES))


def _known(case: Case) -> str:
    words, page = case.words, case.page
    told = [words.say("shared")] if case.cluster else []
    if page is not None:
        trouble = cues.in_trouble(case.ticket, words)
        told += [] if case.cluster else [words.say("known" if trouble else "asked")]
        told += [pages.explanation(page, words)]
    return " ".join(told).strip()


def _source(case: Case) -> str:
    if case.page is None:
        return ""
    other = pages.page_language(case.page)
    name = case.words.languages.get(other, "")
    if other == case.words.language or not name:
        return case.words.say("source", url=case.page.url)
    return case.words.say("source_other", url=case.page.url, language=name)


def _steps(case: Case) -> dict[str, str]:
    found = pages.steps(case.page, case.words) if case.page else pages.Steps()
    return {
        "now": _listed("now", found.now, case.words),
        "later": _listed("later", found.later, case.words),
    }


def _listed(when: str, steps: tuple[str, ...], words: Wording) -> str:
    if not steps:
        return ""
    if len(steps) == 1:
        return words.say(f"{when}_one", steps=_within(steps[0]))
    return words.say(f"{when}_many", steps="\n".join(f"- {step}" for step in steps))


def _within(step: str) -> str:
    """A step as the end of a sentence."""
    return f"please{step[6:]}" if step.startswith("Please") else step


def _next(case: Case) -> str:
    vip = case.words.say("next_vip") + " " if case.ticket.vip else ""
    return vip + case.words.say("next_page" if case.page else "next_none")
