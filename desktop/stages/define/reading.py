"""Reading a line from left to right: each reader takes its clause; "not" and "or" are handled here and nowhere else.

A negation takes the next part. It reaches over "or", "and" and commas to further parts of the same kind; a strong
one ("except", "without", "but not") also over "and" and "or" to other kinds, but never to times. Parts with nothing
between them that stand under one negation exclude together: "except urgent billing tickets" leaves out what is both.
"""

from collections.abc import Callable
from dataclasses import dataclass, field

from desktop.domain.scope import Filter
from desktop.stages.define.clauses.age import read_age
from desktop.stages.define.clauses.count import read_count
from desktop.stages.define.clauses.fault import shut_out, what_fails
from desktop.stages.define.clauses.impossible import read_impossible
from desktop.stages.define.clauses.marks import read_channel, read_language, read_tag, read_vip
from desktop.stages.define.clauses.people import (
    read_assignee,
    read_customer,
    read_name,
    unknown_customer,
)
from desktop.stages.define.clauses.priority import read_priority
from desktop.stages.define.clauses.status import read_status
from desktop.stages.define.clauses.topic import Word, is_faint, is_fault, read_concept, read_word
from desktop.stages.define.clauses.window import read_window
from desktop.stages.define.leaving import leave_last, opens_a_clause, particle_not
from desktop.stages.define.line import Line
from desktop.stages.define.part import TIMES, Ask, Kind, Part

_READERS: tuple[Callable[[Line, int], Part | Ask | None], ...] = (
    read_impossible, read_window, read_age, read_priority, read_count, read_status, read_vip, read_assignee,
    read_customer, read_name, read_channel, read_language, read_tag,
)  # fmt: skip
_SAYS_NOTHING = (
    "filler", "ticket", "topic_cue", "place_cue", "organisation_cue", "channel_cue", "channel_noun",
    "priority_noun", "status_noun", "language_tail", "old", "at", "chat",
)  # fmt: skip
"""Kinds of words that lead to others and mean nothing by themselves."""

_INSTEAD = ("just", "only", "nur", "bloss", "lediglich", "stattdessen")
_NARROW = ("non", "not")
"""They belong to the very next word: "non-VIP urgent tickets" are urgent."""


_UNSUPPORTED = Ask(
    "A scope knows when a ticket came, not when it was last changed, answered or due. From which time are they?"
)


@dataclass
class Read:
    """What was read so far.

    Attributes:
        taken: Positive parts with the connector before each: "or", "and", ",", "but" or nothing.
        left: Excluded together, one list for each exclusion.
        unknown: Words nobody knows, and whether each stood where only a topic can.
        weak: Words that say little beside another topic ("system"), as places in ``taken``.
        loose: Words some ticket holds that name no topic and stand where anything can, among ``taken``.
        faint: Those of them that are no noun of their own ("vanished"): a topic only where nothing else is said.
        talk: Whether something was said to us, not of tickets.
    """

    taken: list[tuple[str, Part]] = field(default_factory=list)
    left: list[list[Part]] = field(default_factory=list)
    unknown: list[tuple[str, bool]] = field(default_factory=list)
    weak: list[Part] = field(default_factory=list)
    loose: list[Part] = field(default_factory=list)
    faint: list[tuple[Part, str]] = field(default_factory=list)
    talk: bool = False
    asked: Ask | None = None
    universal: bool = False


@dataclass
class _Negation:
    """One "not": ``strong`` reaches over "and" to other kinds, ``wide`` over words with nothing between."""

    strong: bool
    wide: bool
    last: Kind | None = None


class Reader:
    """Reads one line."""

    def __init__(self, line: Line) -> None:
        self._line = line
        self._read = Read()
        self._joint = ""
        self._not: _Negation | None = None

    def read(self) -> Read:
        """Read the whole line; the first question ends it."""
        at = 0
        while at < len(self._line.tokens) and self._read.asked is None:
            at = self._step(at)
        self._drop_faint()
        return self._read

    def _drop_faint(self) -> None:
        """Leave faint words out where something else than a time was said."""
        faint = [part for part, _ in self._read.faint]
        said = [part for _, part in self._read.taken if part not in faint]
        if any(part.kind not in TIMES for part in said):
            self._read.taken = [pair for pair in self._read.taken if pair[1] not in faint]
        else:
            self._read.faint = []

    def _step(self, at: int) -> int:
        return (
            self._clause(at)
            or self._joining_negation(at)
            or self._unsupported(at)
            or self._phrase(at)
            or self._after_negation(at)
            or self._negation(at)
            or self._connector(at)
            or self._concept(at)
            or self._filler(at)
            or self._word(at)
        )

    def _joining_negation(self, at: int) -> int:
        """ "But not", "except", "ohne": whatever their words mean elsewhere."""
        length = self._line.length("strong_not", at)
        bare = at + length >= len(self._line.tokens) or self._line.word(at + length) == ","
        if length and bare:
            return (
                0 if self._line.length("after_not", at) else at + length
            )  # "calls drop, since noon": nothing follows that could be left out
        if length and not opens_a_clause(self._line, at, length):
            self._not, self._joint = _Negation(strong=True, wide=True), ""
            return at + length
        return 0

    def _clause(self, at: int) -> int:
        for reader in _READERS:
            found = reader(self._line, at)
            if isinstance(found, Ask):
                self._read.asked = found
                return at + 1
            if found is not None:
                self._take(found)
                return found.end
        return 0

    def _unsupported(self, at: int) -> int:
        length = self._line.length("unsupported", at)
        if length:
            self._read.asked = _UNSUPPORTED
        return at + length if length else 0

    def _phrase(self, at: int) -> int:
        """Step over whole phrases that carry no meaning, such as "does not work", before their "not" is seen."""
        length = self._line.length("universal", at)
        if length:
            self._read.universal = True
        if talk := self._line.length("smalltalk", at):
            self._read.talk = True
            return at + talk
        length = max(length, self._line.length("filler", at), self._line.length("everyday", at))
        return at + length if length > 1 else 0

    def _after_negation(self, at: int) -> int:
        """ "VIPs excluded", "Lakeside ausgenommen": what was just read is left out; before a name it is a "not"."""
        length = self._line.length("after_not", at) or particle_not(self._line, at)
        end = at + length
        if not length:
            return 0
        last = end >= len(self._line.tokens) or self._line.word(end) == ","
        if self._read.taken and (last or not self._line.length("before_not", at)):
            leave_last(self._read.taken, self._read.left, whole=end < len(self._line.tokens))
        else:
            self._not, self._joint = _Negation(strong=True, wide=True), ""
        return end

    def _negation(self, at: int) -> int:
        length = self._line.length("not", at)
        if not length or is_fault(self._line, at, at + length):
            return at + length if length else 0
        if fails := what_fails(self._line, at, at + length):
            if shut_out(self._line, at):
                self._take(Part(Kind.TOPIC, fails, Filter(topic="Login")))
            return fails
        if self._not is not None and self._not.last and self._line.word(at) in ("nor", "neither"):
            self._joint = "or"
        else:
            strong = self._joint == "but" or self._line.word(at) in ("neither", "weder")
            wide = strong or self._line.word(at).startswith(("no", "kein"))
            self._not, self._joint = (
                _Negation(strong, wide and self._line.word(at) not in _NARROW),
                "",
            )
        return at + length

    def _connector(self, at: int) -> int:
        if self._line.word(at) == "," and at + 1 < len(self._line.tokens):
            self._joint = self._joint or ","
            return at + 1
        if self._joint == "," and self._line.word(at) in _INSTEAD:
            self._joint = "but"  # "nothing solved, just pending": the "not" ends here
            return at + 1
        if self._not is not None and self._line.word(at) == "noch":
            self._joint = "or"
            return at + 1
        for kind in ("or", "and", "but"):
            if length := self._line.length(kind, at):
                self._joint = kind if self._joint != "but" else "but"
                return at + length
        return 0

    def _concept(self, at: int) -> int:
        found = read_concept(self._line, at)
        if found is None or (found.weak and self._line.length("filler", at)):
            return 0
        self._take(Part(Kind.TOPIC, found.end, Filter(topic=found.text)), weak=found.weak)
        return found.end

    def _filler(self, at: int) -> int:
        length = max(self._line.length(kind, at) for kind in _SAYS_NOTHING)
        length = length or (0 if self._cued(at) else self._line.length("everyday", at))
        return at + (length or int(self._is_sign(at))) if length or self._is_sign(at) else 0

    def _is_sign(self, at: int) -> bool:
        word = self._line.word(at)
        return len(word) < 2 and not word.isalnum()

    def _word(self, at: int) -> int:
        found = read_word(self._line, at)
        named = self._line.tokens[at].capital and at > 0 and self._line.word(at - 1) != ","
        named = named and (not self._line.german or bool(self._line.length("ticket", found.end)))
        cued = named or self._cued(at) or self._line.ends("place_cue", at)
        if found.known:
            part = Part(Kind.TOPIC, found.end, Filter(topic=found.text))
            self._loosen(part, found, at)
            self._take(part, weak=found.weak)
        elif named and self._line.ends("place_cue", at):
            self._read.asked = unknown_customer(self._line, at)
        elif not found.weak:
            self._read.unknown.append((found.text, cued))
        return found.end

    def _cued(self, at: int) -> bool:
        return self._line.ends("topic_cue", at)

    def _loosen(self, part: Part, found: Word, at: int) -> None:
        """Note a word that some ticket holds but that may be no topic."""
        if found.listed or self._cued(at) or self._joint == "or":
            return
        self._read.loose.append(part)
        if self._not is None and is_faint(self._line, at):
            self._read.faint.append((part, found.text))

    def _take(self, part: Part, *, weak: bool = False) -> None:
        joint, self._joint = self._joint, ""
        if weak:
            self._read.weak.append(part)
        if part.kind is Kind.COUNT or not self._negated(part, joint):
            self._not = None if joint or part.kind is not Kind.COUNT else self._not
            self._read.taken.append((joint, part))

    def _negated(self, part: Part, joint: str) -> bool:
        """Whether the part stands under the negation; where it does, it is put to what is left out."""
        negation = self._not
        if negation is None:
            return False
        first, same = negation.last is None, part.kind is negation.last
        if not (first or _reaches(negation, same, part.kind, joint)):
            return False
        negation.last = part.kind
        if first or joint:
            self._read.left.append([])
        self._read.left[-1].append(part)
        return True


def _reaches(negation: _Negation, same: bool, kind: Kind, joint: str) -> bool:
    if joint == "but":
        return False
    wide = {"": negation.wide, ",": False}.get(joint, negation.strong)
    return same or (wide and kind not in TIMES)
