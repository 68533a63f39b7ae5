"""Every fact in words, for the audit log and the replay: a title, and what its few fields tell.

A fact holds no free text, so nothing a customer wrote can stand here.
"""

from collections.abc import Callable
from typing import Any

from desktop.domain import facts
from desktop.domain.facts.base import Fact
from desktop.domain.values import from_millis

Telling = Callable[[Any], tuple[str, str]]


def tell(fact: Fact) -> tuple[str, str]:
    """Return title and detail; the detail may be empty."""
    return TELLINGS[type(fact)](fact)


def needs_person(fact: Fact) -> bool:
    """Whether it raised something that somebody must look at."""
    return isinstance(fact, _EXCEPTIONS)


def _many(count: int, one: str) -> str:
    return f"{count} {one}" if count == 1 else f"{count} {one}s"


def _words(name: str) -> str:
    return name.replace("_", " ")


def _named(name: str) -> str:
    return _words(name).capitalize()


_OPENING: dict[type[Fact], Telling] = {
    facts.MissionStarted: lambda f: (
        "Mission started",
        f"{f.mode}, batch of {f.batch_size}, undo {f.undo_seconds // 60} min",
    ),
    facts.LedgerRestored: lambda f: (
        "Restored from a copy",
        f"of {from_millis(f.copied_at):%Y-%m-%d %H:%M} UTC, what was sent since is read back first",
    ),
    facts.IntentSubmitted: lambda f: (
        "Intent submitted",
        "understood" if f.understood else "not understood",
    ),
    facts.BriefGenerated: lambda f: (
        "Brief written",
        f"{_many(f.matched, 'ticket')}, {_many(f.safeguards, 'safeguard')}",
    ),
    facts.SafeguardAdded: lambda f: ("Safeguard added", _words(f.check)),
    facts.MissionBriefLocked: lambda f: (
        "Brief locked",
        f"version {f.version}, {_many(f.tickets, 'ticket')}",
    ),
    facts.BriefReopened: lambda f: (
        "Brief opened again",
        f"version {f.version} no longer stands, its plan and yes lapse",
    ),
    facts.ToolkitRecommended: lambda f: (
        f"{_named(f.toolkit)} recommended",
        "required" if f.required else "optional",
    ),
    facts.ComposioAuthFlow: lambda f: (f"Sign-in to {_named(f.toolkit)}", _words(f.outcome)),
    facts.ToolkitConnected: lambda f: (f"{_named(f.toolkit)} connected", f"account {f.account}"),
    facts.QueueSnapshotTaken: lambda f: (
        "Queue read",
        f"{_many(f.tickets, 'ticket')}, {_many(f.pages, 'page')}",
    ),
    facts.DataPreviewGenerated: lambda f: (
        "Data preview made",
        f"{_many(f.tickets, 'ticket')}, {_many(f.clusters, 'incident')}, {f.at_risk} at risk",
    ),
}
_PLANNING: dict[type[Fact], Telling] = {
    facts.PlannerCandidateGenerated: lambda f: (
        "Plan worked out",
        f"{_words(f.strategy)}, risk {f.risk}",
    ),
    facts.PlanRanked: lambda f: (
        "Plans ranked",
        f"{_words(f.best)} first of {f.candidates}",
    ),
    facts.PlanAdjusted: lambda f: (
        "Plan chosen",
        f"{_words(f.strategy)}, batch of {f.batch_size}, escalate from {f.threshold}",
    ),
    facts.SlaAlertCreated: lambda f: ("Clock inside the window", _ticket(f.ticket, f.minutes_left)),
    facts.DraftPrepared: lambda f: (
        "Draft prepared",
        f"#{f.ticket}, {f.passed} checks passed, {f.failed} failed",
    ),
    facts.EffectPlanned: lambda f: (f"{_named(f.effect_kind)} planned", f.effect),
    facts.ApprovalRequested: lambda f: (
        "Approval requested",
        f"{f.approver}, {_many(f.effects, 'change')}",
    ),
    facts.ApprovalGranted: lambda f: ("Approved", _words(f.assurance)),
    facts.ApprovalDeclined: lambda f: ("Declined", _words(f.assurance)),
    facts.AuditEventRecorded: lambda f: (_named(f.event), f.subject),
}
_EXECUTION: dict[type[Fact], Telling] = {
    facts.ExecutionStarted: lambda f: ("Execution started", _many(f.effects, "change")),
    facts.EffectRevised: lambda f: (
        "Note revised",
        f"{f.effect}, {f.passed} checks passed, {f.failed} failed",
    ),
    facts.EffectHeld: lambda f: ("Reply held", f.effect),
    facts.EffectGivenUp: lambda f: ("Not to be sent again", f.effect),
    facts.EffectPaused: lambda f: ("Held reply paused", f.effect),
    facts.EffectSent: lambda f: ("Change sent", f"{f.effect}, attempt {f.attempt}"),
    facts.EffectConfirmed: lambda f: (
        "Change confirmed",
        f"{f.effect}, read back" if f.read_back else f.effect,
    ),
    facts.EffectRefused: lambda f: ("Change refused", f"{f.effect}, {_words(f.reason)}"),
    facts.EffectUnknown: lambda f: ("Change without an answer", f"{f.effect}, {_words(f.reason)}"),
    facts.EffectCancelled: lambda f: ("Change cancelled", f"{f.effect}, {_words(f.reason)}"),
    facts.EscalationAnswered: lambda f: (
        "Escalation answered",
        f"{f.effect} by {f.person}, {_words(f.how)}",
    ),
    facts.TwinDeleted: lambda f: ("Late post deleted", f"{f.effect}, {f.remote}"),
    facts.ExecutionStepCompleted: lambda f: (
        f"Step done: {_words(f.step)}",
        f"{f.done} done, {f.failed} not",
    ),
    facts.ValidatorAlertRaised: lambda f: (
        f"Alert: {_words(f.alert_kind)}",
        f"#{f.ticket}" if f.ticket else "",
    ),
    facts.AlertResolved: lambda f: ("Alert closed", f"{f.alert}, {_words(f.resolution)}"),
    facts.UndoAvailable: lambda f: ("Undo window opened", _many(f.effects, "change")),
    facts.UndoAsked: lambda f: ("To be taken back", f.effect),
    facts.UndoSent: lambda f: ("Undo sent", f"{f.effect}, attempt {f.attempt}"),
    facts.UndoConfirmed: lambda f: (
        "Taken back",
        f"{f.effect}, kept as others changed it: {', '.join(f.kept)}" if f.kept else f.effect,
    ),
    facts.UndoSkipped: lambda f: ("Not taken back", f"{f.effect}, {_words(f.reason)}"),
}
_CLOSING: dict[type[Fact], Telling] = {
    facts.MissionCompleted: lambda f: ("Mission complete", _figures(f)),
    facts.BundleWritten: lambda f: ("Evidence written", f"SHA-256 {f.sha256[:12]}…"),
    facts.EvidenceOpened: lambda f: ("Evidence opened", _words(f.evidence)),
    facts.FeedbackSubmitted: lambda f: ("Feedback kept", f"{f.stars} of 5 stars"),
    facts.TaskCreated: lambda f: ("Follow-up created", _words(f.reason)),
    facts.TaskSent: lambda f: ("Follow-up sent", f.task),
    facts.TaskPushed: lambda f: ("Follow-up pushed to the help desk", f"#{f.ticket}"),
    facts.MissionSealed: lambda f: ("Mission sealed", _figures(f)),
}
_CLOCKS: dict[type[Fact], Telling] = {
    facts.ClocksCrossed: lambda f: (
        f"Clocks under {f.level} minutes" if f.level else "Clocks breached",
        f"{_many(len(f.tickets), 'ticket')}, {_words(f.about)}",
    ),
    facts.AlertSnoozed: lambda f: (
        "Alert put to rest",
        f"{f.alert} until {from_millis(f.until):%H:%M} UTC, {_words(f.reason)}",
    ),
    facts.ClockJumped: lambda f: (
        "Computer slept" if f.jump is facts.JumpKind.ASLEEP else "Clock was set",
        f"{f.seconds} s, queue read again",
    ),
    facts.ClocksExplained: lambda f: ("Clocks explained", _many(f.tickets, "ticket")),
}
_GROUPING: dict[type[Fact], Telling] = {
    facts.ClusterSplit: lambda f: (
        "Incident taken apart",
        f"{f.cluster}, {_many(len(f.away), 'ticket')} out of it",
    ),
    facts.ClustersJoined: lambda f: ("Incidents put together", f"{f.cluster} and {f.other}"),
    facts.CategoriesAnswered: lambda f: (
        "Categories answered",
        f"{f.sure} sure, {f.unsure} for a person",
    ),
    facts.CategoryCorrected: lambda f: ("Category put right", f"#{f.ticket}"),
}
_GROWING: dict[type[Fact], Telling] = {
    facts.IncrementAdded: lambda f: (
        "Increment added",
        f"number {f.number}, {_many(len(f.tickets), 'ticket')}",
    ),
    facts.IncrementDropped: lambda f: ("Increment given up", f"number {f.number}"),
    facts.ReplyAmended: lambda f: (
        "Other words for a held reply",
        f"{f.effect} to #{f.ticket}, increment {f.number}",
    ),
}
_ASSISTING: dict[type[Fact], Telling] = {
    facts.AssistantConsented: lambda f: (
        "Writing assistant allowed",
        f"{f.host}, {'agreed to' if f.consent is facts.ConsentKind.GIVEN else 'agreed to earlier'}",
    ),
    facts.AssistantAsked: lambda f: (
        "Writing assistant asked",
        f"{f.draft}, {_words(f.outcome)}, {_many(f.tokens, 'token')}, {_many(f.replaced, 'place')} replaced",
    ),
    facts.AssistantWordsTaken: lambda f: ("Suggested words taken", f.draft),
}
TELLINGS = (
    _OPENING | _PLANNING | _EXECUTION | _CLOCKS | _GROUPING | _GROWING | _ASSISTING | _CLOSING
)
"""How each fact of the catalogue is told."""

_EXCEPTIONS = (
    facts.SlaAlertCreated,
    facts.ClocksCrossed,
    facts.ValidatorAlertRaised,
    facts.EffectRefused,
    facts.EffectUnknown,
    facts.ApprovalDeclined,
    facts.LedgerRestored,
)


def _ticket(ticket: int, minutes: int) -> str:
    return f"#{ticket}, {minutes} min left"


def _figures(f: facts.MissionCompleted | facts.MissionSealed) -> str:
    return (
        f"{f.triaged} triaged, {_many(f.drafts, 'draft')}, {_many(f.escalations, 'escalation')}, "
        f"{f.breaches} SLA breaches"
    )
