"""The checks every draft goes through, whatever its brief asks: they have names of their own and no line."""

from collections.abc import Callable
from dataclasses import dataclass

from desktop.domain.brief import Check
from desktop.domain.plan import CheckResult
from desktop.domain.ticket import KbPage, Ticket
from desktop.triage.foreign import Index
from desktop.triage.language import NAMES
from desktop.triage.own.promises import unauthorised
from desktop.triage.phi import known_of, phi_check
from desktop.triage.placeholders import placeholders_in
from desktop.triage.readability import EASY_ENOUGH, reading_ease
from desktop.triage.reply.wording import Wording, has_template


@dataclass(frozen=True)
class Written:
    """One draft as these checks see it.

    Attributes:
        asked: The language of the ticket; empty when nobody can tell.
        authorised: The one sentence that may promise a time.
        index: Whose values are whose.
    """

    reply: str
    ticket: Ticket
    page: KbPage | None
    words: Wording
    asked: str
    authorised: str
    index: Index


def always(written: Written) -> tuple[CheckResult, ...]:
    """Run them all."""
    return tuple(run(written) for run in _RUN)


def _no_foreign_values(written: Written) -> CheckResult:
    ours = " ".join([*written.words.sentences.values(), *written.words.steps.values()])
    found = written.index.strangers(written.reply, written.ticket, written.page, ours)
    return _counted(Check.NO_FOREIGN_VALUES, found, "value of another customer")


def _no_phi(written: Written) -> CheckResult:
    pages = (written.page,) if written.page else ()
    known = known_of([written.ticket], pages, written.ticket.requester.name)
    return phi_check(written.reply, known)


def _no_placeholder(written: Written) -> CheckResult:
    return _counted(Check.NO_PLACEHOLDER, placeholders_in(written.reply), "open placeholder")


def _no_promise(written: Written) -> CheckResult:
    found = unauthorised(written.reply, written.authorised)
    return _counted(Check.NO_PROMISE, found, "promise without authority")


def readability(written: Written) -> CheckResult:
    """Whether the letter is easy enough to read: the one of these checks that a repair can mend."""
    language = written.words.language
    ease, least = reading_ease(written.reply, language), EASY_ENOUGH[language]
    passed = ease >= least
    return CheckResult(
        Check.READABILITY,
        passed,
        "" if passed else f"Reading ease {ease:.0f}, at least {least:.0f}",
    )


def _ticket_language(written: Written) -> CheckResult:
    passed = has_template(written.asked)
    why = "" if passed else f"The ticket is in {NAMES[written.asked]}; there is no template for it."
    return CheckResult(Check.TICKET_LANGUAGE, passed, why)


def _counted(check: Check, found: tuple[str, ...] | list[str], one: str) -> CheckResult:
    if not found:
        return CheckResult(check, True, "")
    detail = f"1 {one}" if len(found) == 1 else f"{len(found)}: {one}"
    return CheckResult(check, False, detail, ", ".join(found))


_RUN: tuple[Callable[[Written], CheckResult], ...] = (
    _no_foreign_values,
    _no_phi,
    _no_placeholder,
    _no_promise,
    readability,
    _ticket_language,
)
