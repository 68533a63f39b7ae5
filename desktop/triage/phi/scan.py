"""The tripwire: every place of a text that identifies somebody, as far as patterns and cues can tell.

It stops what it knows; a name without a cue goes past it. It says nothing of what it did not find.
"""

from collections.abc import Iterable, Iterator, Sequence

from desktop.triage.phi.allowed import allowed, explained
from desktop.triage.phi.claims import claims
from desktop.triage.phi.corrected import corrected
from desktop.triage.phi.kinds import NOTHING_KNOWN, Kind, Known, Span
from desktop.triage.phi.names import cued, greeted, known_people
from desktop.triage.phi.nearby import nearby
from desktop.triage.phi.payloads import payloads
from desktop.triage.phi.plain import plain
from desktop.triage.phi.records import born, recorded
from desktop.triage.phi.segments import segments
from desktop.triage.phi.shapes import shaped
from desktop.triage.phi.somebodys import somebodys
from desktop.triage.phi.tables import tabled
from desktop.triage.phi.xdt import xdt

_READS = (recorded, corrected, nearby, segments, claims, xdt, payloads, tabled)
_RANK = {kind: place for place, kind in enumerate(Kind)}
_LOOSE = " \t\n.,;:!?'\"-/("
"""What stands at the end of a value and is no part of it."""


def scan(text: str, known: Known = NOTHING_KNOWN) -> tuple[Span, ...]:
    """Return every span found: sorted, apart from one another, each as long as what was found there."""
    read = plain(text)
    spans = _joined(_found(read.text, known))
    spans = _joined([*spans, *_unnamed(read.text, known, spans)])
    return tuple(Span(*read.place(one.start, one.end), one.kind) for one in spans)


def _found(text: str, known: Known) -> Iterator[Span]:
    for span, technical in shaped(text):
        if not (technical and explained(text, span)):
            yield from _let_through(text, span, known)
    for span in (one for reads in _READS for one in reads(text)):
        yield from _let_through(text, span, known)
    yield from _people(text, known)


def _unnamed(text: str, known: Known, found: Sequence[Span]) -> Iterator[Span]:
    """Numbers that nothing names, apart from what is found already."""
    at = 0
    for span in somebodys(text):
        while at < len(found) and found[at].end <= span.start:
            at += 1
        if at == len(found) or found[at].start >= span.end:
            yield from _let_through(text, span, known)


def _people(text: str, known: Known) -> Iterator[Span]:
    """Names, but for who is greeted."""
    start, end = greeted(text, known)
    for name in (*cued(text), *known_people(text, known)):
        if not start <= name.start < end:
            yield from _let_through(text, name, known)
            yield from born(text, name)


def _let_through(text: str, span: Span, known: Known) -> Iterator[Span]:
    value = text[span.start : span.end].rstrip(_LOOSE)
    bare = Span(span.start, span.start + len(value), span.kind)
    if value and not allowed(text, bare, known):
        yield bare


def _joined(found: Iterable[Span]) -> list[Span]:
    """Join what overlaps: the longer one gives the class, among equals the graver one."""
    joined: list[Span] = []
    widest = 0
    for span in sorted(found, key=lambda one: (one.start, -one.end, _RANK[one.kind])):
        if not joined or span.start >= joined[-1].end:
            joined.append(span)
            widest = span.end - span.start
            continue
        last = joined[-1]
        wider = span.end - span.start > widest
        kind = span.kind if wider else last.kind
        widest = max(widest, span.end - span.start)
        joined[-1] = Span(last.start, max(last.end, span.end), kind)
    return joined
