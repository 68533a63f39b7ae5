"""The outcome, what remains, the seal."""

from msgspec.structs import replace

from desktop.domain import facts
from desktop.domain.errors import RuleError
from desktop.domain.fold.base import register
from desktop.domain.mission import (
    Mission,
    Task,
)
from desktop.domain.values import Id, Millis


@register
def _(fact: facts.MissionCompleted, mission: Mission, at: Millis) -> Mission:
    return replace(mission, outcome=fact.outcome, completed_at=at)


@register
def _(fact: facts.BundleWritten, mission: Mission, at: Millis) -> Mission:
    return replace(mission, bundle=fact.sha256)


@register
def _(fact: facts.FeedbackSubmitted, mission: Mission, at: Millis) -> Mission:
    return replace(mission, stars=fact.stars, lesson=fact.words or mission.lesson)


@register
def _(fact: facts.TaskCreated, mission: Mission, at: Millis) -> Mission:
    return replace(mission, tasks=(*mission.tasks, Task(fact.task, fact.reason, fact.content)))


@register
def _(fact: facts.TaskSent, mission: Mission, at: Millis) -> Mission:
    return _with_task(mission, fact.task, sent=True)


@register
def _(fact: facts.TaskPushed, mission: Mission, at: Millis) -> Mission:
    return _with_task(mission, fact.task, pushed=fact.ticket)


def _with_task(mission: Mission, wanted: Id, **changes: object) -> Mission:
    tasks = (replace(t, **changes) if t.id == wanted else t for t in mission.tasks)
    return replace(mission, tasks=tuple(tasks))


@register
def _(fact: facts.MissionSealed, mission: Mission, at: Millis) -> Mission:
    if mission.sealed:
        raise RuleError("It is sealed already", "The figures stay.", "Nothing more to do.")
    if mission.open_effects:
        raise RuleError(
            "Not sealed yet", f"{len(mission.open_effects)} effects are open.", "Wait for them."
        )
    return replace(mission, sealed=True, outcome=fact.outcome, breached=fact.breached)
