"""From the start to the data preview."""

from msgspec.structs import replace

from desktop.domain import facts
from desktop.domain.effect import WAITING
from desktop.domain.errors import RuleError
from desktop.domain.fold.base import register
from desktop.domain.mission import (
    Mission,
    Rules,
)
from desktop.domain.values import Millis


@register
def _(fact: facts.MissionStarted, mission: Mission, at: Millis) -> Mission:
    if mission.started_at:
        raise RuleError("It runs already", "A mission starts once.", "Start another mission.")
    rules = Rules(
        fact.batch_size,
        fact.threshold,
        fact.undo_seconds,
        fact.margin_seconds,
        fact.window_seconds,
    )
    return replace(mission, mode=fact.mode, rules=rules, started_at=at)


@register
def _(fact: facts.LedgerRestored, mission: Mission, at: Millis) -> Mission:
    """What waited when the copy was made may have left since."""
    if mission.sealed:
        raise RuleError("The mission is sealed", "Nothing of it can leave.", "Nothing more to do.")
    effects = {
        name: replace(effect, look_first=effect.look_first or effect.state in WAITING)
        for name, effect in mission.effects.items()
    }
    return replace(mission, restored=fact.copied_at, effects=effects)


@register
def _(fact: facts.IntentSubmitted, mission: Mission, at: Millis) -> Mission:
    fresh = _without_preview(mission)
    return replace(fresh, intent=fact.intent, scope=fact.scope, brief=None, brief_locked=False)


@register
def _(fact: facts.BriefGenerated, mission: Mission, at: Millis) -> Mission:
    fresh = _without_preview(mission)
    return replace(fresh, brief=fact.brief, safeguards=(), brief_locked=False)


@register
def _(fact: facts.SafeguardAdded, mission: Mission, at: Millis) -> Mission:
    return replace(mission, safeguards=(*mission.safeguards, fact.text))


@register
def _(fact: facts.MissionBriefLocked, mission: Mission, at: Millis) -> Mission:
    return replace(mission, brief=fact.brief, brief_version=fact.version, brief_locked=True)


@register
def _(fact: facts.BriefReopened, mission: Mission, at: Millis) -> Mission:
    if not mission.brief_locked:
        raise RuleError("The brief is open", "It can be changed as it is.", "Change it, then lock.")
    return replace(_without_preview(mission), brief_locked=False)


@register
def _(fact: facts.ToolkitRecommended, mission: Mission, at: Millis) -> Mission:
    return replace(mission, recommended=(*mission.recommended, fact.toolkit))


@register
def _(fact: facts.ToolkitConnected, mission: Mission, at: Millis) -> Mission:
    return replace(mission, connected={**mission.connected, fact.toolkit: fact.account})


@register
def _(fact: facts.QueueSnapshotTaken, mission: Mission, at: Millis) -> Mission:
    return replace(mission, snapshot=fact.snapshot)


@register
def _(fact: facts.DataPreviewGenerated, mission: Mission, at: Millis) -> Mission:
    fresh = _without_plan(mission)
    return replace(fresh, preview=fact.preview, scope_tickets=fact.scope_tickets)


def _without_preview(mission: Mission) -> Mission:
    """What was read for another brief does not count for this one."""
    return replace(_without_plan(mission), preview=None, scope_tickets=())


def _without_plan(mission: Mission) -> Mission:
    """A plan for other tickets, its drafts, effects and yes do not stand; a running one cannot be dropped."""
    if mission.executed_at:
        raise RuleError(
            "The plan is already running", "It cannot be changed now.", "Undo or wait for the end."
        )
    return replace(
        mission,
        candidates=(),
        ranking=(),
        strategy=None,
        candidate=None,
        drafts={},
        effects={},
        alerts={},
        approval=None,
    )
