"""The words facts choose from: every open choice is an enum, so that no free text is needed."""

from enum import StrEnum


class Mode(StrEnum):
    """Where a mission acts."""

    SANDBOX = "sandbox"
    PRODUCTION = "production"


class AuthOutcome(StrEnum):
    """How a sign-in ended."""

    SIGNED_IN = "signed_in"
    FAILED = "failed"


class AuditKind(StrEnum):
    """What an audit event is about."""

    APPROVAL_VIEWED = "approval_viewed"
    TICKET_OPENED = "ticket_opened"
    BUNDLE_OPENED = "bundle_opened"
    EXPORT_MADE = "export_made"
    APPROVAL_RECORDED = "approval_recorded"
    WINDOW_LOCKED = "window_locked"
    WINDOW_UNLOCKED = "window_unlocked"


class Reason(StrEnum):
    """Why an effect did not go as planned."""

    LEAD = "lead"
    STALE = "stale"
    CUSTOMER_WROTE = "customer_wrote"
    REFUSED = "refused"
    NO_ANSWER = "no_answer"
    CUT_SHORT = "cut_short"
    NOT_APPROVED = "not_approved"
    CHANGED_SINCE = "changed_since"
    FINAL = "final"
    AMENDED = "amended"


class AlertKind(StrEnum):
    """What an alert asks of a person."""

    SLA = "sla"
    KB_MISSING = "kb_missing"
    TONE = "tone"
    BLOCKED = "blocked"
    UNKNOWN_EFFECT = "unknown_effect"
    HANDED_OVER = "handed_over"
    UNANSWERED = "unanswered"
    UNDO_OWED = "undo_owed"
    NOT_UNDONE = "not_undone"
    KEPT = "kept"
    GREW = "grew"
    AMENDED = "amended"
    LEFT = "left"


class Cause(StrEnum):
    """What the clocks of one alert have in common."""

    INCIDENT = "incident"
    METRIC = "metric"


class SnoozeReason(StrEnum):
    """Why somebody lets an alert rest."""

    AGENT = "an_agent_is_on_it"
    CUSTOMER = "waiting_for_the_customer"
    ENGINEERING = "with_engineering"
    AGREED = "agreed_with_the_customer"


class JumpKind(StrEnum):
    """How time jumped under the program."""

    ASLEEP = "asleep"
    CLOCK_SET = "clock_set"


class AnswerKind(StrEnum):
    """How somebody took notice of an escalation."""

    REPLY = "reply"
    REACTION = "reaction"


class Resolution(StrEnum):
    """How an alert ended."""

    FIXED = "fixed"
    SKIPPED = "skipped"
    ACCEPTED = "accepted"
    OVERRIDDEN = "overridden"
    BY_ITSELF = "by_itself"


class TaskReason(StrEnum):
    """Why a follow-up exists."""

    KB_MISSING = "kb_missing"
    KB_STALE = "kb_stale"
    HANDED_OVER = "handed_over"
    UNANSWERED = "unanswered"


class Evidence(StrEnum):
    """What of the evidence was opened."""

    BOARD = "triage_board"
    VALIDATORS = "validator_report"
    TRANSCRIPT = "slack_transcript"


class AssistantOutcome(StrEnum):
    """How a question to the writing assistant ended."""

    SUGGESTED = "suggested"
    REFUSED_BY_CHECKS = "refused_by_checks"
    LOST_PLACEHOLDERS = "lost_placeholders"
    FAILED = "failed"
    OVER_BUDGET = "over_budget"


class ConsentKind(StrEnum):
    """Where a consent was given: in this mission, or earlier in this profile for the same host."""

    GIVEN = "given"
    STANDING = "standing"
