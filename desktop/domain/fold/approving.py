"""The question and its answer, for the plan or for an increment."""

from msgspec.structs import replace

from desktop.domain import facts
from desktop.domain.approval import Answer
from desktop.domain.errors import RuleError
from desktop.domain.fold.base import put_increment, register
from desktop.domain.mission import (
    Approval,
    Increment,
    Mission,
)
from desktop.domain.values import Id, Millis


@register
def _(fact: facts.ApprovalRequested, mission: Mission, at: Millis) -> Mission:
    asked = Approval(
        fact.approval,
        fact.approver,
        fact.packet,
        fact.envelope,
        fact.token,
        fact.expires_at,
        requested_at=at,
    )
    return _ask(mission, asked, fact.increment)


@register
def _(fact: facts.ApprovalGranted, mission: Mission, at: Millis) -> Mission:
    asked = _asked(mission, fact.approval)
    if asked.envelope != fact.envelope:
        raise RuleError("Not this plan", "The yes was for another plan.", "Ask again.")
    granted = replace(asked, answer=Answer.APPROVE, assurance=fact.assurance, note=fact.note)
    return _answered(mission, granted)


@register
def _(fact: facts.ApprovalDeclined, mission: Mission, at: Millis) -> Mission:
    asked = _asked(mission, fact.approval)
    declined = replace(asked, answer=Answer.DECLINE, assurance=fact.assurance, note=fact.note)
    return _answered(mission, declined)


def _asked(mission: Mission, approval: Id) -> Approval:
    asked = mission.question
    if asked is None or asked.id != approval or asked.answer is not None:
        raise RuleError(
            "This question is closed", "It was answered or replaced.", "Nothing more to do."
        )
    return asked


def _ask(mission: Mission, asked: Approval, number: int) -> Mission:
    growing = mission.open_increment
    if number != mission.increment_in_question:
        raise RuleError("Not this question", "Another increment is open.", "Ask for that one.")
    return replace(mission, approval=asked) if growing is None else _grown(mission, growing, asked)


def _answered(mission: Mission, answer: Approval) -> Mission:
    growing = mission.open_increment
    if growing is None:
        return replace(mission, approval=answer)
    return _grown(mission, growing, answer)


def _grown(mission: Mission, growing: Increment, asked: Approval) -> Mission:
    return put_increment(mission, replace(growing, approval=asked))
