"""The effects as Execute shows them."""

from collections.abc import Mapping

from desktop.domain.effect import Effect, EffectState
from desktop.domain.mission import Mission
from desktop.domain.ticket import Ticket
from desktop.domain.values import Id, from_millis
from desktop.stages.execute.contract import EffectRow


def effect_rows(
    mission: Mission, posts: Mapping[Id, str], tickets: Mapping[int, Ticket]
) -> tuple[EffectRow, ...]:
    """Return a row for each effect, in the plan's order.

    Args:
        mission: Whose effects.
        posts: Where each post goes, in words.
        tickets: As planned with: their clocks say until when a held reply may wait.
    """
    current = {one.id for one in mission.current_effects}
    waiting = mission.open_amendment
    amends = waiting.amends if waiting else ""
    return tuple(
        _row(one, posts.get(one.id, ""), tickets, current=one.id in current, amends=amends)
        for one in mission.effects.values()
    )


def _row(
    effect: Effect, place: str, tickets: Mapping[int, Ticket], *, current: bool, amends: Id
) -> EffectRow:
    held = effect.state is EffectState.HELD
    ticket = tickets.get(int(effect.target)) if held else None
    return EffectRow(
        effect.id,
        effect.kind,
        effect.target,
        effect.state,
        from_millis(effect.release_at) if held else None,
        place,
        effect.answered_by,
        effect.kept,
        ticket.deadline if ticket else None,
        effect.paused,
        effect.owes_undo,
        effect.owed,
        effect.unasked,
        current,
        effect.id == amends,
    )
