"""What a yes lets begin, and what one without a code does not."""

from collections.abc import Sequence

from desktop.domain.approval import Answer, Assurance
from desktop.domain.effect import Effect, EffectState
from desktop.domain.facts import EffectCancelled, Fact, Reason
from desktop.domain.mission import Mission
from desktop.watch.alerts import handed_over


def waits_to_begin(mission: Mission) -> bool:
    """Whether an increment has its yes and was not begun; other words need a yes with a code, and a held reply."""
    growing = mission.open_increment
    asked = growing.approval if growing else None
    if growing is None or asked is None or asked.answer is not Answer.APPROVE:
        return False
    if not growing.amends:
        return True
    held = mission.effects[growing.amends].state is EffectState.HELD
    return held and asked.assurance is not Assurance.VOUCHED


def hand_over(replies: Sequence[Effect]) -> list[Fact]:
    """A vouched yes releases no reply: each is given to a person."""
    facts: list[Fact] = []
    for effect in replies:
        facts.append(EffectCancelled(effect=effect.id, reason=Reason.NOT_APPROVED))
        facts.append(handed_over(int(effect.target)))
    return facts
