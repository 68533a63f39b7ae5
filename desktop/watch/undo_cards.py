"""Cards of undo: what is still to be taken back, what could not be, what others had changed before. Pure."""

from collections.abc import Sequence
from dataclasses import replace

from desktop.domain.effect import Effect, EffectKind
from desktop.domain.facts import AlertKind
from desktop.domain.mission import Mission
from desktop.watch.contract import AlertCard

UNDO_CARDS = frozenset({AlertKind.UNDO_OWED, AlertKind.NOT_UNDONE, AlertKind.KEPT})
"""Each stands for all changes of its kind: one that is refused is seldom alone."""
_NAMED = 3


def undo_card(card: AlertCard, mission: Mission) -> AlertCard:
    """Say how it stands now with what was wanted back."""
    if card.kind is AlertKind.UNDO_OWED:
        return replace(
            card,
            title="Still to be taken back",
            sentence=f"{named(mission.owing_undo)}: tried again until the service answers.",
            action="Try now",
            way_out="Leave as it is",
            may_override=True,
        )
    if card.kind is AlertKind.NOT_UNDONE:
        return replace(
            card,
            title="Could not be taken back",
            sentence=f"{named(mission.not_undone)}: undo did not get through. Finish it by hand.",
            action="Acknowledge",
        )
    kept = [one for one in mission.effects.values() if one.kept]
    return replace(
        card,
        title="Kept as it is now",
        sentence=f"{named(kept)}: changed by others, or not given back there.",
        action="Look",
        way_out="Acknowledge",
        may_override=True,
    )


def named(effects: Sequence[Effect]) -> str:
    """Name where they are: the first tickets by number, posts as such, the rest by how many."""
    where = list(dict.fromkeys(_place(effect) for effect in effects))
    more = len(where) - _NAMED
    told = [*where[:_NAMED], *([f"{more} more"] if more > 0 else [])]
    return " and ".join([", ".join(told[:-1]), told[-1]] if len(told) > 1 else told)


def _place(effect: Effect) -> str:
    return "Slack" if effect.kind is EffectKind.SLACK_ESCALATION else f"#{effect.target}"
