"""The writing assistant: who may be asked, and what it has cost."""

from msgspec.structs import replace

from desktop.domain import facts
from desktop.domain.errors import RuleError
from desktop.domain.fold.base import register
from desktop.domain.mission import Mission
from desktop.domain.values import Millis


@register
def _(fact: facts.AssistantConsented, mission: Mission, at: Millis) -> Mission:
    return replace(mission, assistant_host=fact.host)


@register
def _(fact: facts.AssistantAsked, mission: Mission, at: Millis) -> Mission:
    """Nothing may have been sent before somebody agreed to it."""
    if fact.tokens and not mission.assistant_host:
        raise RuleError(
            "Nobody agreed to it", "The writing assistant was not allowed.", "Agree to it first."
        )
    return replace(mission, assistant_tokens=mission.assistant_tokens + fact.tokens)
