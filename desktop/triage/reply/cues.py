"""What a ticket's words show: who is stopped, since when, whether it was written before. Only by safe cues.

A cue is a word of our own list; what is said of it are our words, never the customer's. Only the first stretch of
a text is looked at, so that a text of a megabyte costs no more than a long one.
"""

import re
from datetime import datetime
from unicodedata import category

from desktop.domain.ticket import Ticket
from desktop.triage.phi import known_of, scan
from desktop.triage.reply.wording import Wording

READ = 20_000
"""Letters of a ticket that are looked at for cues."""
LONGEST = 90
"""Letters of a customer's words that are quoted."""
_UNSEEN = frozenset({"Cc", "Cf", "Cs", "Co", "Cn"})
"""Control and format characters (they turn lines around), lone surrogates, private and unassigned ones."""
_NO_QUOTE = re.compile(r"[\s\"“”„{}<>\[\]$]+")
_FORWARD = re.compile(r"\A(?:(?:re|fw|fwd|aw|wg)\s*:\s*)+", re.IGNORECASE)
_FIRST = re.compile(r"[^.!?\n]{12,}")
_WORDS = re.compile(r"\w+(?:['\u2019]\w+)?")
_SINCE = {
    "en": re.compile(
        r"\bsince (?P<about>about |around )?(?P<when>\d{1,2}:\d{2}(?: ?UTC)?(?![\w:])|noon|midnight|this morning"
        r"|yesterday|last night|the weekend|(?:mon|tues|wednes|thurs|fri|satur|sun)day)\b",
        re.IGNORECASE,
    ),
    "de": re.compile(
        r"\bseit (?P<about>etwa |ca\. |ungefähr )?(?P<when>\d{1,2}:\d{2}(?: Uhr)?(?![\w:])|heute (?:morgen|früh|mittag)|gestern(?: abend)?"
        r"|dem wochenende|(?:mon|diens|donners|frei|sams|sonn)tag|mittwoch|letzter nacht)\b",
        re.IGNORECASE,
    ),
}
_SAID = {"en": ("since ", "about "), "de": ("seit ", "etwa ")}


def one_line(text: str, longest: int = LONGEST) -> str:
    """One line, nothing unseen, no quotes, no placeholder signs, cut at a word."""
    visible = "".join(" " if category(c) in _UNSEEN else c for c in text[: longest * 20])
    flat = _NO_QUOTE.sub(" ", visible).strip()
    if len(flat) <= longest:
        return flat
    return flat[:longest].rsplit(" ", 1)[0] + "…"


def problem(ticket: Ticket, words: Wording) -> str:
    """Return the problem in the customer's terms: the subject, else how the text begins; empty when neither says it.

    A line that identifies somebody is not quoted: what stands in a ticket need not stand in a mail once more.
    """
    subject = one_line(_FORWARD.sub("", ticket.subject.strip()))
    openings = map(one_line, _FIRST.findall(ticket.description[:READ]))
    known = known_of([ticket])
    telling = (line for line in (subject, *openings) if _tells(line, words))
    return next((line for line in telling if not scan(line, known)), "")


def _tells(line: str, words: Wording) -> bool:
    """Whether a line has a word left when the ones that say nothing are gone."""
    return any(len(w) > 2 and w not in words.useless for w in _WORDS.findall(line.lower()))


def place(ticket: Ticket, words: Wording) -> str:
    """Return the first place the ticket names, in our words; empty for none."""
    found = words.place.search(ticket.text[:READ])
    if found is None:
        return ""
    said = found.group().lower()
    return next((ours for theirs, ours in words.places if said.startswith(theirs)), "")


def since(ticket: Ticket, words: Wording) -> str:
    """Return since when, where the ticket says a time of day or a day: " since about 10:25 UTC"; empty else."""
    found = _SINCE[words.language].search(ticket.text[:READ])
    if found is None:
        return ""
    begin, about = _SAID[words.language]
    return f" {begin}{about if found['about'] else ''}{found['when']}"


def in_trouble(ticket: Ticket, words: Wording) -> bool:
    """Whether something does not work; else it is a wish or a question."""
    return words.trouble.search(ticket.text[:READ]) is not None


def near_patients(ticket: Ticket, words: Wording) -> bool:
    """Whether the ticket speaks of patients, or of a place where they wait."""
    return words.patients.search(ticket.text[:READ]) is not None


def wrote_before(ticket: Ticket, words: Wording) -> bool:
    """Whether the customer says so."""
    return words.repeated.search(ticket.text[:READ]) is not None


def waited_hours(ticket: Ticket, now: datetime) -> int:
    """Return the whole hours since the ticket came."""
    return max(int((now - ticket.created_at).total_seconds() // 3600), 0)
