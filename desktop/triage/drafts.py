"""Drafts: a template, slots from the ticket, and the verified page. Nothing is invented.

A customer's words enter only as the quoted subject, on one line, cut short, with quotes and braces taken out:
ticket text is hostile until shown as plain text.
"""

import re
from collections.abc import Sequence
from string import Template
from unicodedata import category

from desktop.base.paths import resource
from desktop.domain.brief import Safeguard
from desktop.domain.plan import Draft, DraftKind, DraftNeed
from desktop.domain.ticket import KbPage, Ticket
from desktop.triage.knowledge import Knowledge
from desktop.triage.language import language_of
from desktop.triage.own.checks import About
from desktop.triage.phi import named_in
from desktop.triage.safeguards import check_draft
from desktop.triage.tone import repair

_LONGEST_SUBJECT = 90
_UNSEEN = frozenset({"Cc", "Cf", "Cs", "Co", "Cn"})
"""Control and format characters (they turn lines around), lone surrogates, private and unassigned ones."""
_SENTENCE = re.compile(r"(?<=[.!?])\s+")


def prepare(
    need: DraftNeed,
    ticket: Ticket,
    knowledge: Knowledge,
    safeguards: Sequence[Safeguard],
    picked: str = "",
    *,
    own_words: bool = False,
) -> Draft:
    """Write one draft, repair its tone, run its checks. ``picked`` is the page a person chose.

    With ``own_words`` a person wants it as first written: the tone is judged, not repaired.
    """
    page = knowledge.chosen(picked) if picked else knowledge.answer(ticket)
    first = _reply(ticket, page)
    reply = first if own_words else repair(first)
    checks = check_draft(safeguards, reply, page, _about(ticket))
    text, before = _final(need.kind, reply, page), _final(need.kind, first, page)
    close = tuple(candidate.page.id for candidate in knowledge.candidates(ticket))
    return Draft(ticket.id, need.kind, text, before, page.id if page else None, close, checks)


def _about(ticket: Ticket) -> About:
    people = (ticket.requester.name, *named_in(ticket.text))
    return About(ticket.id, people, language_of(ticket.text))


def _reply(ticket: Ticket, page: KbPage | None) -> str:
    customer = f" at {_one_line(ticket.organisation.name)}" if ticket.organisation else ""
    return _template("reply_en.txt").substitute(
        name=_first_name(ticket.requester.name),
        subject=_one_line(ticket.subject),
        impact=customer,
        known=_known(page),
        next=_next(page),
        time="2 hours",
    )


def _final(kind: DraftKind, reply: str, page: KbPage | None) -> str:
    if kind is DraftKind.PUBLIC_REPLY:
        return reply
    return _template("note_en.txt").substitute(reply=reply, steps=_steps(page))


def _known(page: KbPage | None) -> str:
    if page is None:
        return "we have read your report and have no checked explanation for it yet."
    return _SENTENCE.split(page.body.replace("\n", " "))[0]


def _next(page: KbPage | None) -> str:
    if page is None:
        return "a colleague looks into your case, as no checked article covers it yet."
    return f"we follow the checked steps of {page.url}"


def _steps(page: KbPage | None) -> str:
    if page is None:
        return "no verified article answers this one. Ask the engineer on call."
    steps = [line for line in page.body.splitlines() if line.startswith("- ")]
    return "\n".join([page.title, *steps])


def _first_name(name: str) -> str:
    return _one_line(name).split(" ")[0] or "there"


def _one_line(text: str) -> str:
    """One line, nothing unseen, no quotes, no placeholder braces, cut at a word."""
    visible = "".join(" " if category(c) in _UNSEEN else c for c in text[: _LONGEST_SUBJECT * 20])
    flat = re.sub(r"[\s\"“”{}<>]+", " ", visible).strip()
    if len(flat) <= _LONGEST_SUBJECT:
        return flat
    return flat[:_LONGEST_SUBJECT].rsplit(" ", 1)[0] + "…"


def _template(name: str) -> Template:
    return Template(resource("templates", name).read_text("utf-8"))
