"""What goes into an evidence bundle, and what checking one can find."""

from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple

from desktop.domain.facts import Mode
from desktop.domain.outcome import Outcome
from desktop.domain.values import Id
from desktop.ports import StoredFact


class Checked(NamedTuple):
    """One safeguard's verdict on one ticket's draft; ``detail`` is our words, never the draft's."""

    ticket: int
    check: str
    passed: bool
    detail: str


class Posted(NamedTuple):
    """One Slack post of ours: the channel, the service's time stamp, the text as it was sent."""

    channel: str
    ts: str
    text: str


class Recorded(NamedTuple):
    """A View as the screen showed it: its name, the number of its schema, its plain JSON value."""

    name: str
    schema: int
    value: object


@dataclass(frozen=True)
class Contents:
    """Everything of a minimal bundle: ids, keyed hashes, figures, checks; nothing a customer wrote.

    Attributes:
        mission: The mission's id; every row must carry it.
        mode: Sandbox or production.
        created_at: When the bundle is made, aware; the same contents give the same bytes.
        rows: The facts as they were hashed, main chain first.
        outcome: The figures with their sums.
        checks: The validator report.
        transcript: Our own Slack posts.
        views: The screens as they stood.
    """

    mission: Id
    mode: Mode
    created_at: datetime
    rows: tuple[StoredFact, ...]
    outcome: Outcome
    checks: tuple[Checked, ...] = ()
    transcript: tuple[Posted, ...] = ()
    views: tuple[Recorded, ...] = ()


class Problem(NamedTuple):
    """One thing that does not hold: the path inside the bundle (empty: the bundle itself), and what."""

    path: str
    what: str
