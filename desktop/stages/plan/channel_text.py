"""The last look at a text before it may go to a channel: what identifies somebody gives way to its class."""

import re
from collections.abc import Sequence

import msgspec

from desktop.domain.ticket import Ticket
from desktop.triage.phi import Known, known_of, people_of, redact, said, scan
from desktop.triage.unspoken import unspoken


def for_channel(text: str, members: Sequence[Ticket]) -> str:
    """Return the text as it may be posted; what was taken out is said in it, by class and count."""
    spans = scan(text, _known(members))
    if spans:
        taken = redact(text, spans)
        text = f"{taken.text}\nTaken out before posting: {said(taken.counts)}."
    return _without_numbers(text, members)


def _without_numbers(text: str, members: Sequence[Ticket]) -> str:
    """Take out numbers that identify somebody in a ticket, where here no word says any more what they are."""
    own = {str(one.id) for one in members}
    numbers = {word for word in unspoken(members) if any(map(str.isdigit, word))} - own
    if not numbers:
        return text
    longest = "|".join(map(re.escape, sorted(numbers, key=len, reverse=True)))
    return re.sub(rf"(?<![\w#])(?:{longest})(?!\w)", "[number]", text, flags=re.IGNORECASE)


def _known(members: Sequence[Ticket]) -> Known:
    """The people of the tickets; the shared words of an incident are written small, so are its patients."""
    known = known_of(members)
    patients = [name.casefold() for one in members for name in people_of(one)]
    return msgspec.structs.replace(known, names=(*known.names, *dict.fromkeys(patients)))
