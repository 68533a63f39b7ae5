"""A past mission in one line, from what its chain tells."""

from desktop.domain.values import from_millis
from desktop.ledger.history import Kept
from desktop.stages.home.contract import PastMission


def past_mission(kept: Kept, bundle: str) -> PastMission:
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
    )
