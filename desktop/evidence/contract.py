"""What goes into an evidence bundle, and what checking one can find."""

from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple, Protocol

from desktop.domain.facts import Mode
from desktop.domain.outcome import Outcome
from desktop.domain.values import Id, StageName
from desktop.ports import StoredFact
from desktop.triage.phi import Counts
from desktop.watch.contract import ChecklistItem, TicketClocks
from desktop.watch.validators import Judged, Verdict


class Checked(NamedTuple):
    """One safeguard's verdict on one ticket's draft; ``detail`` is our words, never the draft's.

    ``verdict`` tells a repair from a pass and an override from a failure; empty in bundles of older versions.
    """

    ticket: int
    check: str
    passed: bool
    detail: str
    verdict: str = ""

    @property
    def judged(self) -> Judged:
        """The same as a row of the report."""
        known = self.verdict or ("passed" if self.passed else "failed")
        return Judged(self.ticket, self.check, Verdict(known), self.detail)


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


class Screening(NamedTuple):
    """What the tripwire did to a bundle's texts: how many it read, what it took out by class."""

    texts: int
    taken_out: Counts


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
        clocks: What made the clocks of the tickets at risk.
        screening: What the tripwire read and took out; None before it did.
    """

    mission: Id
    mode: Mode
    created_at: datetime
    rows: tuple[StoredFact, ...]
    outcome: Outcome
    checks: tuple[Checked, ...] = ()
    transcript: tuple[Posted, ...] = ()
    views: tuple[Recorded, ...] = ()
    clocks: tuple[TicketClocks, ...] = ()
    screening: Screening | None = None


@dataclass(frozen=True)
class FactLine:
    """One fact in words, for the replay: sequence, when, what, the first digits of its hash."""

    chain: str
    seq: int
    at: datetime
    stage: StageName
    title: str
    detail: str
    short_hash: str
    exception: bool
    """Whether it raised something that needed a person."""


@dataclass(frozen=True)
class ReviewStep:
    """How the mission stood after one fact."""

    stage: StageName
    checklist: tuple[ChecklistItem, ...]
    open_alerts: int
    effects: tuple[tuple[str, int], ...]
    """How many effects were in which state, by name."""
    undo_until: datetime | None
    sealed: bool


@dataclass(frozen=True)
class ReviewView:
    """A bundle opened offline, read-only.

    Attributes:
        problems: What does not hold; empty when the bundle is intact.
        signer: The fingerprint that signed; trusted only when the reader knows it.
        facts: Every fact in order.
        outcome: The figures; None when they could not be read.
        exhibits: Name and table of what the bundle shows: its checks, its transcript.
    """

    name: str
    mission: str
    problems: tuple["Problem", ...]
    signer: str
    facts: tuple[FactLine, ...]
    outcome: Outcome | None
    checks: tuple[Checked, ...]
    transcript: tuple[Posted, ...]


class Review(Protocol):
    """A bundle that can be stepped through."""

    @property
    def view(self) -> ReviewView:
        """What the bundle holds."""
        ...

    def at(self, step: int) -> ReviewStep:
        """Return how the mission stood after fact ``step`` (0 is before the first)."""
        ...


class EvidenceCommands(Protocol):
    """What can be done with evidence, whatever mission runs."""

    async def write(self) -> str:
        """Write the bundle of the sealed mission, once; return its path. Raises RuleError before the seal."""
        ...

    async def open(self, path: str) -> Review:
        """Open a bundle offline. Raises InputError when the file is no bundle at all."""
        ...


class Problem(NamedTuple):
    """One thing that does not hold: the path inside the bundle (empty: the bundle itself), and what."""

    path: str
    what: str
