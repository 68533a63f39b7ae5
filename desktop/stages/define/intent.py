"""Plain words, English or German, to a scope; or to one question.

A small pipeline: the line is cut into tokens, readers of one kind each take their clauses, the parts are put
together. It is deterministic and takes a few milliseconds: it runs while the lead types. What it understood is
always said back, what it did not is named, and nothing is guessed.
"""

from desktop.domain.ticket import NOBODY
from desktop.stages.define.assembling import assemble, contradiction
from desktop.stages.define.chatter import without_talk
from desktop.stages.define.contract import Choice, Understanding
from desktop.stages.define.known import Known
from desktop.stages.define.line import Line, make_line
from desktop.stages.define.orders import orders_something_else
from desktop.stages.define.part import TIMES, Ask, Kind
from desktop.stages.define.reading import Read, Reader
from desktop.stages.define.saying import say

_FEW = 2
_EXAMPLE = 'For example: "API authentication, last 4 hours".'
NOTHING = Ask(f"What are the tickets about? {_EXAMPLE}")
_ORDER = Ask(
    "This orders something a mission does not do by itself. Which tickets should it look at? "
    + _EXAMPLE
)
_BOTH = Ask("No ticket can be both at the same time. Which of the two is meant?")
_SINGLE = (Kind.PRIORITY, Kind.STATUS, Kind.CHANNEL, Kind.ASSIGNEE)
"""A ticket has but one of each."""
_FUTURE = Ask("That time has not come yet, so no ticket can be from it. From which time are they?")


def parse(intent: str, known: Known) -> Understanding:
    """Read an intent. Without anything understood: no scope, and the one question to ask back."""
    if orders_something_else(intent):
        return _asked(_ORDER)
    whole = make_line(intent, known)
    line = without_talk(whole)
    if any(line.length("future", at) for at in range(len(line.tokens))):
        return _asked(_FUTURE)
    read = Reader(line).read()
    ignored = tuple(
        dict.fromkeys(word for word, _ in (*read.unknown, *((w, 0) for _, w in read.faint)))
    )
    asked = read.asked or _unsaid(whole, read) or _at_once(line, read) or _doubt(line, read)
    if asked is not None:
        return _asked(asked, ignored)
    scope = assemble(read)
    asked = contradiction(scope, known.now)
    if asked:
        return _asked(asked, ignored)
    return Understanding(scope, f"{say(scope)}{_mended(line)}", "", ignored)


def _unsaid(line: Line, read: Read) -> Ask | None:
    """Ask where all that is wanted was said some other time: "same as last time, without the annoying ones"."""
    said = [p for _, p in read.taken if p.kind not in TIMES and p not in read.loose]
    pointed = any(line.length("unsaid", at) for at in range(len(line.tokens)))
    return NOTHING if pointed and not said else None


def _at_once(line: Line, read: Read) -> Ask | None:
    """Ask where a ticket would have to be two things of a kind at the same time."""
    if _two_owners(line, read):
        return _BOTH
    if not any(line.length("at_once", at) for at in range(len(line.tokens))):
        return None
    kinds = [part.kind for _, part in read.taken if part.kind in _SINGLE]
    levels = {one for _, part in read.taken for one in part.filter.priorities}
    levelled = sum(line.length("level", at) > 0 for at in range(len(line.tokens)))
    twice = len(kinds) > len(set(kinds)) or (len(levels) > 1 and levelled > 1)
    return _BOTH if twice or levelled > 1 else None


def _two_owners(line: Line, read: Read) -> bool:
    """Whether tickets of nobody are said to be somebody's, with no "or" between the two."""
    owners = {a for _, p in read.taken if p.kind is Kind.ASSIGNEE for a in p.filter.assignees}
    joints = ("or", "and", "but")
    joined = any(line.length(kind, at) for kind in joints for at in range(len(line.tokens)))
    return NOBODY in owners and len(owners) > 1 and not joined


def _mended(line: Line) -> str:
    """Say which words were read as others."""
    return "".join(f' "{typed}" was read as "{right}".' for typed, right in line.slips)


def _doubt(line: Line, read: Read) -> Ask | None:
    """Ask where nothing was understood, where a topic is known to nobody, or where most words are.

    Beside a condition that can be nothing else, a word or two nobody knows are but left out, and named.
    """
    understood = len(read.taken) + len(read.left)
    sure = [
        p for _, p in read.taken if p.kind not in (*TIMES, Kind.ASSIGNEE) and p not in read.loose
    ]
    most = understood + _FEW if sure else understood
    if read.unknown and (any(cued for _, cued in read.unknown) or len(read.unknown) >= most):
        return _unknown(read)
    if understood == 0 and not read.universal:
        return NOTHING
    if read.talk and not read.left and all(part.kind in TIMES for _, part in read.taken):
        named = any(line.length("ticket", at) for at in range(len(line.tokens)))
        return None if named or read.universal else NOTHING
    return None


def _unknown(read: Read) -> Ask:
    words = " ".join(word for word, _ in read.unknown)[:80]
    if not read.taken and not read.left and len(read.unknown) > 2:
        return NOTHING
    return Ask(f'No open ticket speaks of "{words}". What are the tickets about?')


def _asked(asked: Ask, ignored: tuple[str, ...] = ()) -> Understanding:
    choices = tuple(Choice(words, intent) for words, intent in asked.choices)
    return Understanding(None, "", asked.question, ignored, choices)
