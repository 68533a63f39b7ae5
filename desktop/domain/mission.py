"""A mission's state, and the table of the seven stages: who may go where and what is missing."""

from collections.abc import Callable

from msgspec import Struct, field

from desktop.domain.approval import Answer, Assurance
from desktop.domain.effect import OPEN_STATES, STANDING, Effect, EffectState
from desktop.domain.errors import RuleError
from desktop.domain.facts import AlertKind, Mode, TaskReason
from desktop.domain.plan import StepName, Strategy
from desktop.domain.values import Count, Digest, Id, Millis, Seconds, StageName, Toolkit
from desktop.domain.words import Reason, SnoozeReason

_NOT_UNDONE = frozenset({Reason.REFUSED, Reason.NO_ANSWER})


class Rules(Struct, frozen=True):
    """The numbers the counts follow from, fixed when the mission starts (DESIGN §5)."""

    batch_size: Count = 12
    threshold: Count = 5
    undo_seconds: Seconds = 900
    margin_seconds: Seconds = 180
    """A held reply leaves at least this long before its clock runs out."""
    window_seconds: Seconds = 5400
    """At risk means: runs out within this time from the start."""


class Alert(Struct, frozen=True):
    """Something that may need a person.

    Attributes:
        ticket: 0 when it is about no single one.
        deadline: The nearest clock it is about; 0 when it is about none.
        level: For a clock, the minutes left when it was raised; 0 is the breach.
        tickets: All it is about, where they are more than one.
        about: The incident or metric its clocks have in common.
        snoozed_until: Until when somebody lets it rest; 0 for nobody.
    """

    id: Id
    kind: AlertKind
    ticket: int
    open: bool = True
    deadline: Millis = 0
    level: Count = 0
    tickets: tuple[int, ...] = ()
    about: Id = "none"
    snoozed_until: Millis = 0
    snoozed_for: SnoozeReason | None = None

    @property
    def all_tickets(self) -> tuple[int, ...]:
        """Every ticket it is about, nearest clock first."""
        return self.tickets or ((self.ticket,) if self.ticket else ())


class DraftRef(Struct, frozen=True):
    """Where a draft lies sealed, and the page it links."""

    id: Id
    ticket: int
    content: Digest
    page: Id | None


class Approval(Struct, frozen=True):
    """The question put to a manager and its answer."""

    id: Id
    approver: Id
    packet: Digest
    envelope: Digest
    token: Digest
    expires_at: Millis
    requested_at: Millis
    answer: Answer | None = None
    assurance: Assurance | None = None
    note: Digest | None = None


class Increment(Struct, frozen=True):
    """What was added while the plan runs, with a yes of its own: tickets, or other words for a held reply.

    Attributes:
        tickets: What it is about.
        approval: The question put for it; None before it was asked.
        started_at: When its changes began; 0 before.
        dropped: It was given up before it began.
        amends: The held reply whose words it changes; empty for tickets taken in.
        draft: Those words as drafted; of tickets taken in the mission's drafts tell.
    """

    number: Count
    tickets: tuple[int, ...]
    added_at: Millis
    approval: Approval | None = None
    started_at: Millis = 0
    dropped: bool = False
    amends: Id = ""
    draft: Digest = ""

    @property
    def joined(self) -> tuple[int, ...]:
        """The tickets that came into the scope with it."""
        return () if self.amends or self.dropped else self.tickets

    @property
    def open(self) -> bool:
        """Whether it still waits for a yes, for its start, or for being given up."""
        return not self.started_at and not self.dropped


class Task(Struct, frozen=True):
    """A follow-up; ``pushed`` is its ticket of the help desk, empty while it has none.

    ``sent`` without ``pushed``: the help desk may have it, and is asked before it is sent again.
    """

    id: Id
    reason: TaskReason
    content: Digest
    pushed: str = ""
    sent: bool = False


class Mission(Struct, frozen=True):
    """Everything known of a mission: the fold of its facts, nothing else."""

    id: Id
    mode: Mode | None = None
    rules: Rules = Rules()
    started_at: Millis = 0
    restored: Millis = 0
    """From when the copy is that its ledger came back from; 0 for a ledger that was never lost."""
    intent: Digest | None = None
    scope: Digest | None = None
    brief: Digest | None = None
    brief_version: Count = 0
    brief_locked: bool = False
    safeguards: tuple[Digest, ...] = ()
    recommended: tuple[Toolkit, ...] = ()
    connected: dict[Toolkit, Id] = field(default_factory=dict)
    snapshot: Digest | None = None
    preview: Digest | None = None
    scope_tickets: tuple[int, ...] = ()
    candidates: tuple[tuple[Strategy, Digest], ...] = ()
    ranking: tuple[Strategy, ...] = ()
    strategy: Strategy | None = None
    candidate: Digest | None = None
    route: int = 0
    """Who gets the drafts for agents, as chosen with the plan."""
    categories: tuple[Digest, ...] = ()
    """What each ticket was found to be: one blob for the plan, one for each increment."""
    drafts: dict[int, DraftRef] = field(default_factory=dict)
    effects: dict[Id, Effect] = field(default_factory=dict)
    alerts: dict[Id, Alert] = field(default_factory=dict)
    approval: Approval | None = None
    increments: tuple[Increment, ...] = ()
    executed_at: Millis = 0
    steps_done: tuple[StepName, ...] = ()
    undo_until: Millis = 0
    earlier_undo_until: Millis = 0
    """That of the plan, while an increment is carried out."""
    outcome: Digest | None = None
    completed_at: Millis = 0
    tasks: tuple[Task, ...] = ()
    stars: Count = 0
    lesson: Digest | None = None
    """What the lead said with the stars."""
    sealed: bool = False
    breached: tuple[int, ...] = ()
    bundle: Digest | None = None
    clock_stories: Digest | None = None
    """What made the clocks at risk, as sealed last."""
    assistant_host: Id = ""
    """Where the writing assistant may be asked; empty before anybody agreed."""
    assistant_tokens: Count = 0
    """What it has cost so far."""

    @property
    def stage(self) -> StageName:
        """The stage the mission stands in: the first whose work is not done."""
        return next((name for name, done, _ in PATH if not done(self)), StageName.REFLECT)

    @property
    def approved(self) -> bool:
        """Whether a manager said yes to this plan."""
        return self.approval is not None and self.approval.answer is Answer.APPROVE

    @property
    def open_increment(self) -> Increment | None:
        """The increment that was neither begun nor given up; there is one at most."""
        return next((one for one in self.increments if one.open), None)

    @property
    def open_amendment(self) -> Increment | None:
        """The open increment, where it is other words for a held reply."""
        growing = self.open_increment
        return growing if growing and growing.amends else None

    @property
    def increment_in_question(self) -> Count:
        """What the question that stands now is about: the open increment, else the plan (0)."""
        growing = self.open_increment
        return growing.number if growing else 0

    @property
    def question(self) -> Approval | None:
        """The question that stands now: that of the open increment, else that of the plan."""
        return self.approval_of(self.increment_in_question)

    @property
    def effects_in_question(self) -> tuple[Effect, ...]:
        """What the question that stands now is about: the open increment's effects, else the plan's."""
        return self.effects_of(self.increment_in_question)

    @property
    def tickets_in_question(self) -> tuple[int, ...]:
        """The tickets it is about."""
        return self.tickets_of(self.increment_in_question)

    @property
    def current_effects(self) -> tuple[Effect, ...]:
        """The plan as it stands: of a held reply and its other words, the one that may leave.

        What stands outside counts, though its increment was given up: a restored ledger may learn so late.
        """
        out = {one.number for one in self.increments if one.dropped or (one.amends and one.open)}
        amended = {one.amends for one in self.increments if one.started_at}
        return tuple(
            one
            for one in self.effects.values()
            if (one.increment not in out or one.state in STANDING) and one.id not in amended
        )

    def effects_of(self, increment: Count) -> tuple[Effect, ...]:
        """Return what came with this increment; 0 is the plan."""
        return tuple(one for one in self.effects.values() if one.increment == increment)

    def tickets_of(self, increment: Count) -> tuple[int, ...]:
        """Return the tickets of this increment; for 0 those of the plan, without any that joined later."""
        if increment:
            return self.increments[increment - 1].tickets
        joined = {ticket for one in self.increments for ticket in one.joined}
        return tuple(ticket for ticket in self.scope_tickets if ticket not in joined)

    def approval_of(self, increment: Count) -> Approval | None:
        """Return the question put for this increment; 0 is the plan."""
        return self.increments[increment - 1].approval if increment else self.approval

    def may_run(self, effect: Effect) -> bool:
        """Whether the effect's own yes was given and its changes were begun."""
        if not effect.increment:
            return self.executed_at > 0
        return self.increments[effect.increment - 1].started_at > 0

    @property
    def open_effects(self) -> tuple[Effect, ...]:
        """Effects that may still happen outside; they keep the mission from its seal."""
        return tuple(
            e
            for e in self.effects.values()
            if (e.state in OPEN_STATES and not e.left_unknown) or e.owes_undo or e.owed
        )

    @property
    def owing_undo(self) -> tuple[Effect, ...]:
        """What a person wants back and is not taken back yet, the last one first."""
        return tuple(e for e in reversed(self.effects.values()) if e.owes_undo)

    @property
    def way_back_until(self) -> Millis:
        """Until when what was carried out can be taken back; an increment that begins does not end it."""
        return self.undo_until or self.earlier_undo_until

    @property
    def not_undone(self) -> tuple[Effect, ...]:
        """What was wanted back and stands, or may: not what is final, nor what a person left as it is."""
        skipped = self.in_state(EffectState.UNDO_SKIPPED)
        return tuple(one for one in skipped if one.skipped in _NOT_UNDONE)

    def in_state(self, *states: EffectState) -> tuple[Effect, ...]:
        """Return the effects in these states, in the plan's order."""
        return tuple(e for e in self.effects.values() if e.state in states)

    def require_room(self) -> None:
        """Raise RuleError unless something can join the running plan: one thing waits for a yes at a time."""
        if not self.executed_at or self.sealed:
            raise RuleError(
                "The plan does not run",
                "Before it runs, or after the seal, nothing can join it.",
                "Before it runs: read the queue again on Prepare.",
            )
        waiting = self.open_increment
        if waiting is not None:
            what = f"Other words for #{waiting.tickets[0]}" if waiting.amends else "Added tickets"
            raise RuleError(
                f"{what} wait already",
                "They have no yes yet, or were not begun.",
                "Begin them, or give them up: one thing is asked at a time.",
            )

    def require(self, stage: StageName) -> None:
        """Raise RuleError unless everything before ``stage`` is done."""
        for name, done, missing in PATH:
            if name is stage:
                return
            if not done(self):
                raise RuleError("Not yet", missing, f"Finish the stage {name.value} first.")


PATH: tuple[tuple[StageName, Callable[[Mission], bool], str], ...] = (
    (StageName.HOME, lambda m: m.started_at > 0, "No mission was started."),
    (StageName.DEFINE, lambda m: m.brief_locked, "The brief is not locked."),
    (StageName.PREPARE, lambda m: m.preview is not None, "The queue was not read."),
    (StageName.PLAN, lambda m: m.candidate is not None, "No plan was chosen."),
    (StageName.APPROVE, lambda m: m.approved, "No manager has said yes."),
    (StageName.EXECUTE, lambda m: m.undo_until > 0, "The plan was not carried out."),
    (StageName.REFLECT, lambda m: m.sealed, "The mission is not sealed."),
)
"""Stage, whether its work is done, and what is missing when it is not."""
