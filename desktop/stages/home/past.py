"""A past mission in one line, from what its chain tells, with its lesson and what it left to be done."""

from collections.abc import Set

import msgspec
from msgspec import Struct

from desktop.domain.values import from_millis
from desktop.ledger.history import History, Kept
from desktop.stages.home.contract import FollowUpLine, PastMission


class _TaskText(Struct, frozen=True):
    """A follow-up as Reflect seals it (stages are strangers: read by shape)."""

    title: str
    ticket: int


async def past_mission(
    kept: Kept, bundle: str, history: History, unsolved: Set[int]
) -> PastMission:
    """Return the line; a mission whose texts cannot be opened is called by its trouble."""
    mission, figures = kept.mission, kept.figures
    title = kept.scope.title if kept.scope else "New mission"
    return PastMission(
        id=mission.id,
        title=kept.trouble or title,
        started_at=from_millis(mission.started_at),
        stage=mission.stage,
        sealed=mission.sealed,
        tickets=len(mission.scope_tickets),
        drafts=figures.drafts if figures else None,
        breaches=figures.breaches if figures else None,
        saved_seconds=figures.saved_seconds if figures else None,
        stars=mission.stars,
        follow_ups=len(mission.tasks),
        bundle=bundle,
        lesson=await _lesson(kept, history),
        open_follow_ups=await _left(kept, history, unsolved),
    )


async def _lesson(kept: Kept, history: History) -> str:
    mission = kept.mission
    return (await history.words(mission.id, mission.lesson)).decode() if mission.lesson else ""


async def _left(kept: Kept, history: History, unsolved: Set[int]) -> tuple[FollowUpLine, ...]:
    mission = kept.mission
    sealed = [await history.words(mission.id, task.content) for task in mission.tasks]
    told = [msgspec.json.decode(one, type=_TaskText) for one in sealed if one]
    return tuple(
        FollowUpLine(one.title, one.ticket)
        for one in told
        if not one.ticket or one.ticket in unsolved
    )
