"""The last look at a text before it may go to a channel: what identifies somebody gives way to its class."""

from collections.abc import Sequence

import msgspec

from desktop.domain.ticket import Ticket
from desktop.triage.phi import Known, known_of, people_of, redact, said, scan


def for_channel(text: str, members: Sequence[Ticket]) -> str:
    """Return the text as it may be posted; what was taken out is said in it, by class and count."""
    spans = scan(text, _known(members))
    if not spans:
        return text
    taken = redact(text, spans)
    return f"{taken.text}\nTaken out before posting: {said(taken.counts)}."


def _known(members: Sequence[Ticket]) -> Known:
    """The people of the tickets; the shared words of an incident are written small, so are its patients."""
    known = known_of(members)
    patients = [name.casefold() for one in members for name in people_of(one)]
    return msgspec.structs.replace(known, names=(*known.names, *dict.fromkeys(patients)))
