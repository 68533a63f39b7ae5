"""Readiness as a real question to a service: who does it say we are, and if it does not, why not."""

from desktop.accounts.contract import Spent, ToolCard
from desktop.accounts.gate import Gate
from desktop.accounts.scopes import USES
from desktop.domain.errors import InputError, RefusedError, ServiceError
from desktop.domain.values import Readiness, StageName, Toolkit
from desktop.ports import Known, Spending


async def ask(toolkit: Toolkit, known: Known, gate: Gate | None) -> ToolCard:
    """Ask the service now and return its card. Never raises: what went wrong stands on the card."""
    readiness, account, reason, fix = Readiness.READY, "", "", ""
    try:
        account = (await known.account()).name
    except RefusedError as refused:
        readiness = Readiness.NEEDS_AUTH if refused.status else Readiness.OFFLINE
        reason, fix = refused.message, refused.remedy
    except InputError as lacking:
        readiness, reason, fix = Readiness.NEEDS_AUTH, lacking.message, lacking.remedy
    except ServiceError as failed:
        readiness, reason, fix = Readiness.OFFLINE, failed.message, failed.remedy
    use = USES[toolkit]
    card = ToolCard(
        toolkit,
        use.title,
        use.required,
        use.does,
        use.cannot,
        readiness,
        account,
        reason,
        fix,
        use.who,
    )
    return await gate.dress(card) if gate else card


def spent(spending: Spending) -> Spent:
    """Return what was spent as a card shows it, stages in the order of the mission."""
    counts = tuple(
        (stage.value, spending.stages[stage.value])
        for stage in StageName
        if spending.stages.get(stage.value)
    )
    return Spent(counts, spending.last_minute, spending.limit)
