"""Home, Define and Prepare: from the first look to the data preview."""

from desktop.domain.brief import Check
from desktop.domain.facts.base import Fact, Signal
from desktop.domain.values import Count, Digest, Id, Millis, Readiness, Seconds, Toolkit
from desktop.domain.words import AuthOutcome, Mode


class HomeTileOpened(Signal, frozen=True):
    """The surge tile was opened."""

    telemetry = ("tickets", "at_risk")
    tickets: Count
    at_risk: Count


class ReadinessBadgeRendered(Signal, frozen=True):
    """A toolkit's readiness was shown."""

    telemetry = ("toolkit", "readiness")
    toolkit: Toolkit
    readiness: Readiness


class AlertRailViewed(Signal, frozen=True):
    """The alert rail was looked at."""

    telemetry = ("open_alerts",)
    open_alerts: Count


class MissionStarted(Fact, frozen=True):
    """A lead opened a mission; the rules that will count are fixed from here."""

    mode: Mode
    batch_size: Count
    threshold: Count
    undo_seconds: Seconds
    margin_seconds: Seconds
    window_seconds: Seconds


class LedgerRestored(Fact, frozen=True):
    """The database was damaged and a copy took its place: what happened since ``copied_at`` is not in this ledger.

    What had not left by then may be outside all the same, and is looked for before it is sent.
    """

    copied_at: Millis


class IntentSubmitted(Fact, frozen=True):
    """The lead said what the mission is about; words and scope lie sealed."""

    telemetry = ("understood",)
    intent: Digest
    scope: Digest | None
    understood: bool


class BriefGenerated(Fact, frozen=True):
    """A brief was made from the scope."""

    telemetry = ("safeguards", "matched")
    brief: Digest
    safeguards: Count
    matched: Count


class SafeguardAdded(Fact, frozen=True):
    """A line every draft is checked against."""

    telemetry = ("check",)
    check: Check
    text: Digest


class MissionBriefLocked(Fact, frozen=True):
    """The brief is fixed; Prepare may begin."""

    telemetry = ("version", "tickets")
    brief: Digest
    version: Count
    tickets: Count


class BriefReopened(Fact, frozen=True):
    """A locked brief was opened again; plan and yes made for this ``version`` do not stand.

    ``reason`` seals why, in the lead's words; the brief of that version stays sealed under ``brief``.
    """

    brief: Digest
    version: Count
    reason: Digest


class ToolkitRecommended(Fact, frozen=True):
    """The mission needs this service."""

    telemetry = ("toolkit", "required")
    toolkit: Toolkit
    required: bool


class ComposioAuthFlow(Fact, frozen=True):
    """A sign-in ran (every sign-in; ``broker`` says who brokered it)."""

    telemetry = ("toolkit", "broker", "outcome")
    toolkit: Toolkit
    broker: Id
    outcome: AuthOutcome


class ToolkitConnected(Fact, frozen=True):
    """A service answered as a known account."""

    telemetry = ("toolkit",)
    toolkit: Toolkit
    account: Id
    scopes: tuple[Id, ...]


class QueueSnapshotTaken(Fact, frozen=True):
    """The queue was read and sealed."""

    snapshot: Digest
    tickets: Count
    pages: Count


class DataPreviewGenerated(Fact, frozen=True):
    """Clusters, VIPs and ages of the tickets in scope are known."""

    telemetry = ("tickets", "clusters", "vip", "at_risk")
    preview: Digest
    scope_tickets: tuple[int, ...]
    tickets: Count
    clusters: Count
    vip: Count
    at_risk: Count
