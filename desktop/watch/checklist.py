"""The checklist: how far each step of the plan is, counted from the effects themselves."""

from desktop.domain.effect import STANDING, EffectKind, EffectState
from desktop.domain.mission import Mission
from desktop.domain.plan import StepName
from desktop.watch.contract import ChecklistItem

STEP_OF = {
    EffectKind.CATEGORISE: StepName.CATEGORISE,
    EffectKind.INTERNAL_NOTE: StepName.DRAFT,
    EffectKind.PUBLIC_REPLY: StepName.DRAFT,
    EffectKind.SLACK_ESCALATION: StepName.ESCALATE,
}
"""Which step an effect belongs to."""

_DONE = STANDING | {EffectState.HELD}


def checklist(mission: Mission) -> tuple[ChecklistItem, ...]:
    """Return each step that has effects; a held reply counts as ready."""
    items = []
    for step in (StepName.CATEGORISE, StepName.DRAFT, StepName.ESCALATE):
        effects = [e for e in mission.current_effects if STEP_OF[e.kind] is step]
        if effects:
            done = sum(e.state in _DONE for e in effects)
            items.append(ChecklistItem(step, done, len(effects)))
    return tuple(items)
