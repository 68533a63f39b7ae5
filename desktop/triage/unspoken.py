"""Words of tickets that no name of an incident, no reason and no post may hold: each stands in a value that identifies somebody."""

import re
from collections.abc import Sequence

from desktop.domain.ticket import Ticket
from desktop.triage.phi import known_of, people_of, scan
from desktop.triage.terms import LONGEST, plain_words

_RUNS = re.compile(r"\d{3,}")
"""A number's groups: others write it with other gaps."""


def unspoken(members: Sequence[Ticket]) -> frozenset[str]:
    """Return them in small letters, of all members together: what one ticket calls a record number is one in the others."""
    found: set[str] = set()
    for one in members:
        text = one.text[:LONGEST]
        known = known_of([one])
        for span in scan(text, known):
            value = text[span.start : span.end]
            found.update(plain_words(value), _RUNS.findall(value))
        found.update(word for name in people_of(one) for word in plain_words(name))
    return frozenset(found)
