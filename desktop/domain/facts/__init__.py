"""The closed catalogue: everything that can be said of a mission.

A *fact* changes the mission and is chained; a *signal* changes nothing and is not. Fields are ids, enums,
counts, instants and keyed hashes of sealed blobs: never free text. ``telemetry`` names the fields that local
telemetry may carry, for the 26 names of DESIGN §6. A changed field means a new ``schema`` number and an
upcast in ``desktop/ledger/upcasts.py``; stored facts are never rewritten.
"""

from desktop.domain.facts.base import Fact, Signal, kind_of
from desktop.domain.facts.clocks import (
    AlertSnoozed,
    ClockJumped,
    ClocksCrossed,
    ClocksExplained,
)
from desktop.domain.facts.closing import (
    BundleWritten,
    EvidenceOpened,
    FeedbackSubmitted,
    MissionCompleted,
    MissionSealed,
    TaskCreated,
    TaskPushed,
)
from desktop.domain.facts.execution import (
    AlertResolved,
    EffectCancelled,
    EffectConfirmed,
    EffectHeld,
    EffectRefused,
    EffectRevised,
    EffectSent,
    EffectUnknown,
    EscalationAnswered,
    ExecutionStarted,
    ExecutionStepCompleted,
    UndoAvailable,
    UndoConfirmed,
    UndoSent,
    UndoSkipped,
    ValidatorAlertRaised,
)
from desktop.domain.facts.grouping import (
    CategoriesAnswered,
    CategoryCorrected,
    ClustersJoined,
    ClusterSplit,
)
from desktop.domain.facts.growing import IncrementAdded, IncrementDropped
from desktop.domain.facts.opening import (
    AlertRailViewed,
    BriefGenerated,
    BriefReopened,
    ComposioAuthFlow,
    DataPreviewGenerated,
    HomeTileOpened,
    IntentSubmitted,
    MissionBriefLocked,
    MissionStarted,
    QueueSnapshotTaken,
    ReadinessBadgeRendered,
    SafeguardAdded,
    ToolkitConnected,
    ToolkitRecommended,
)
from desktop.domain.facts.planning import (
    ApprovalDeclined,
    ApprovalGranted,
    ApprovalRequested,
    AuditEventRecorded,
    DraftPrepared,
    EffectPlanned,
    PlanAdjusted,
    PlannerCandidateGenerated,
    PlanRanked,
    SlaAlertCreated,
)
from desktop.domain.words import (
    AlertKind,
    AnswerKind,
    AuditKind,
    AuthOutcome,
    Cause,
    Evidence,
    JumpKind,
    Mode,
    Reason,
    Resolution,
    SnoozeReason,
    TaskReason,
)

FACTS: dict[str, type[Fact]] = {kind_of(cls.__name__): cls for cls in Fact.__subclasses__()}
"""Every fact by its kind."""

SIGNALS: dict[str, type[Signal]] = {kind_of(cls.__name__): cls for cls in Signal.__subclasses__()}
"""Every signal by its kind."""

TELEMETRY = frozenset(SIGNALS) | {kind for kind, cls in FACTS.items() if cls.telemetry is not None}
"""The 26 telemetry names of DESIGN §5."""

__all__ = [
    "FACTS",
    "SIGNALS",
    "TELEMETRY",
    "AlertKind",
    "AlertRailViewed",
    "AlertResolved",
    "AlertSnoozed",
    "AnswerKind",
    "ApprovalDeclined",
    "ApprovalGranted",
    "ApprovalRequested",
    "AuditEventRecorded",
    "AuditKind",
    "AuthOutcome",
    "BriefGenerated",
    "BriefReopened",
    "BundleWritten",
    "CategoriesAnswered",
    "CategoryCorrected",
    "Cause",
    "ClockJumped",
    "ClocksCrossed",
    "ClocksExplained",
    "ClusterSplit",
    "ClustersJoined",
    "ComposioAuthFlow",
    "DataPreviewGenerated",
    "DraftPrepared",
    "EffectCancelled",
    "EffectConfirmed",
    "EffectHeld",
    "EffectPlanned",
    "EffectRefused",
    "EffectRevised",
    "EffectSent",
    "EffectUnknown",
    "EscalationAnswered",
    "Evidence",
    "EvidenceOpened",
    "ExecutionStarted",
    "ExecutionStepCompleted",
    "Fact",
    "FeedbackSubmitted",
    "HomeTileOpened",
    "IncrementAdded",
    "IncrementDropped",
    "IntentSubmitted",
    "JumpKind",
    "MissionBriefLocked",
    "MissionCompleted",
    "MissionSealed",
    "MissionStarted",
    "Mode",
    "PlanAdjusted",
    "PlanRanked",
    "PlannerCandidateGenerated",
    "QueueSnapshotTaken",
    "ReadinessBadgeRendered",
    "Reason",
    "Resolution",
    "SafeguardAdded",
    "Signal",
    "SlaAlertCreated",
    "SnoozeReason",
    "TaskCreated",
    "TaskPushed",
    "TaskReason",
    "ToolkitConnected",
    "ToolkitRecommended",
    "UndoAvailable",
    "UndoConfirmed",
    "UndoSent",
    "UndoSkipped",
    "ValidatorAlertRaised",
    "kind_of",
]
