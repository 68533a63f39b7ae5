"""Drafts: a letter in the ticket's language, its slots from the ticket and the verified page. Nothing is invented.

A customer's words enter only as the quoted problem, on one line, cut short, with quotes and braces taken out:
ticket text is hostile until shown as plain text.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from string import Template

from msgspec.structs import replace

from desktop.domain.brief import Safeguard
from desktop.domain.plan import (
    CheckResult,
    Cluster,
    Draft,
    DraftKind,
    DraftNeed,
    Reworded,
    Slot,
)
from desktop.domain.ticket import KbPage, Ticket
from desktop.triage.always import Written, always, readability
from desktop.triage.foreign import Index
from desktop.triage.knowledge import Knowledge
from desktop.triage.language import NAMES, surely
from desktop.triage.own.checks import About
from desktop.triage.phi import named_in
from desktop.triage.reply import letter
from desktop.triage.reply.promise import Promise
from desktop.triage.reply.slots import Case, parts
from desktop.triage.reply.wording import Wording, has_template, letter_language, template, wording
from desktop.triage.safeguards import check_draft
from desktop.triage.tone import codes_in_brackets, repair

_READ = 4_000
"""Letters of a ticket by which its language is told."""


@dataclass(frozen=True)
class Around:
    """What a draft needs to know beside its ticket.

    Attributes:
        clusters: The plan's incidents.
        now: When it is written; None leaves the wait out.
        promise: When the customer hears from us again.
        index: Whose values are whose.
    """

    clusters: tuple[Cluster, ...] = ()
    now: datetime | None = None
    promise: Promise = field(default_factory=Promise)
    index: Index = field(default_factory=Index)


def prepare(
    need: DraftNeed,
    ticket: Ticket,
    knowledge: Knowledge,
    safeguards: Sequence[Safeguard],
    picked: str = "",
    *,
    own_words: bool = False,
    around: Around | None = None,
    reworded: Reworded | None = None,
) -> Draft:
    """Write one draft, repair its tone, run its checks. ``picked`` is the page a person chose.

    With ``own_words`` a person wants it as first written: the tone is judged, not repaired. ``reworded`` takes the place
    of our own words, is repaired and judged as they are, and is dropped when the letter says something else by now.
    """
    known = around or Around()
    close = knowledge.candidates(ticket)
    page = knowledge.chosen(picked) if picked else knowledge.best(close)
    asked = surely(ticket.text[:_READ])
    words = wording(letter_language(asked))
    cluster = next((one for one in known.clusters if ticket.id in one.tickets), None)
    first = parts(Case(ticket, page, words, cluster, known.now, known.promise))
    plain = {name: repair(value, words.language) for name, value in first.items()}
    last = first if own_words else plain
    letters = letter.letter(first, words), letter.letter(last, words)
    taken = reworded if reworded and reworded.of == letter.middle(plain, words) else None
    if taken is not None:
        mended = taken.text if own_words else repair(taken.text, words.language)
        letters = letter.around(taken.text, last, words), letter.around(mended, last, words)
    judge = _Judge(ticket, page, words, asked, safeguards, known)
    texts = [_final(need.kind, one, letters[0], page, words, asked) for one in letters]
    return Draft(
        ticket.id,
        need.kind,
        texts[1],
        texts[0],
        page.id if page else None,
        tuple(candidate.page.id for candidate in close),
        judge.checks(letters[0], letters[1]),
        cluster.id if cluster else None,
        words.language,
        tuple(Slot(name, value) for name, value in last.items() if value),
        stuck.id if page is None and (stuck := knowledge.unusable(close)) else None,
        taken,
    )


def amended(
    old: Draft,
    words: str,
    ticket: Ticket,
    page: KbPage | None,
    safeguards: Sequence[Safeguard],
    around: Around,
) -> Draft:
    """Put a person's own words in a reply's place: judged as every draft is, mended in nothing."""
    asked = surely(ticket.text[:_READ])
    judge = _Judge(ticket, page, wording(old.language), asked, safeguards, around)
    return replace(
        old,
        text=words,
        before=words,
        checks=judge.checks(words, words),
        slots=tuple(slot for slot in old.slots if slot.value in words),
        reworded=None,
    )


@dataclass(frozen=True)
class _Judge:
    """Runs every check on a letter."""

    ticket: Ticket
    page: KbPage | None
    words: Wording
    asked: str
    safeguards: Sequence[Safeguard]
    around: Around

    def checks(self, first: str, last: str) -> tuple[CheckResult, ...]:
        """Return the verdicts on the last words; what failed on the first and passes now was repaired."""
        verdicts = (*self._asked(last), *always(self._written(last)))
        if first == last:
            return verdicts
        before = (*self._asked(first), readability(self._written(first)))
        failed = {one.check for one in before if not one.passed}
        return tuple(
            replace(one, repaired=True) if one.passed and one.check in failed else one
            for one in verdicts
        )

    def _asked(self, letter: str) -> tuple[CheckResult, ...]:
        """The verdicts on the brief's own lines."""
        people = (self.ticket.requester.name, *named_in(self.ticket.text))
        about = About(self.ticket.id, people, self.asked, self.words.language, self._authorised)
        return check_draft(self.safeguards, letter, self.page, about)

    def _written(self, letter: str) -> Written:
        known = self.around
        return Written(
            letter, self.ticket, self.page, self.words, self.asked, self._authorised, known.index
        )

    @property
    def _authorised(self) -> str:
        return self.around.promise.words(self.words)


def _final(
    kind: DraftKind, reply: str, first: str, page: KbPage | None, words: Wording, asked: str
) -> str:
    if kind is DraftKind.PUBLIC_REPLY:
        return reply
    note = template(f"note_{words.language}.txt").substitute(
        reply=reply.rstrip(),
        steps=_steps(page, words),
        left_out=_left_out(first, reply, words),
        said=_said(asked, words),
    )
    return note.rstrip() + "\n"


def _steps(page: KbPage | None, words: Wording) -> str:
    if page is None:
        return words.note_lines["no_page"]
    steps = [line for line in page.body.splitlines() if line.startswith("- ")]
    return "\n".join([page.title, *steps])


def _left_out(first: str, reply: str, words: Wording) -> str:
    """What a repair took out of the letter, for the agent who may need it."""
    codes = [code for code in codes_in_brackets(first) if code not in reply]
    line = Template(words.note_lines["left_out"])
    return line.substitute(codes=", ".join(codes)) if codes else ""


def _said(asked: str, words: Wording) -> str:
    if has_template(asked):
        return ""
    return Template(words.note_lines["said"]).substitute(language=NAMES[asked])
