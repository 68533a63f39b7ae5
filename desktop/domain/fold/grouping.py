"""Incidents changed by hand: the preview is another one. Categories: answered for the plan, or for what joins it."""

from msgspec.structs import replace

from desktop.domain import facts
from desktop.domain.errors import RuleError
from desktop.domain.fold.base import register
from desktop.domain.mission import Mission
from desktop.domain.values import Digest, Millis


@register
def _(fact: facts.ClusterSplit, mission: Mission, at: Millis) -> Mission:
    return _grouped(mission, fact.preview)


@register
def _(fact: facts.ClustersJoined, mission: Mission, at: Millis) -> Mission:
    return _grouped(mission, fact.preview)


@register
def _(fact: facts.CategoriesAnswered, mission: Mission, at: Millis) -> Mission:
    return replace(mission, categories=(*mission.categories, fact.content))


@register
def _(fact: facts.CategoryCorrected, mission: Mission, at: Millis) -> Mission:
    if mission.executed_at:
        raise RuleError("The plan runs", "Its categories stand.", "Change the ticket in Zendesk.")
    return mission


def _grouped(mission: Mission, preview: Digest) -> Mission:
    if mission.preview is None or mission.strategy is not None:
        raise RuleError(
            "Incidents cannot be changed now",
            "The queue was not read, or a plan was chosen for these incidents.",
            "Change them on Prepare, before a plan is chosen.",
        )
    return replace(mission, preview=preview, candidates=(), ranking=())
