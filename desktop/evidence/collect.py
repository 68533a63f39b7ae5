"""What goes into the minimal bundle, gathered from a sealed mission: no customer's words."""

import asyncio

import msgspec

from desktop.domain.brief import Brief
from desktop.domain.effect import EffectKind, PostEscalation, Receipt
from desktop.domain.facts import Mode
from desktop.domain.outcome import Outcome
from desktop.domain.plan import Draft
from desktop.domain.ticket import Snapshot
from desktop.evidence.contract import Checked, Contents, Posted, Recorded
from desktop.evidence.screening import screened
from desktop.ledger.ledger import Ledger
from desktop.stages.define.versions import versions
from desktop.stages.execute.contract import ExecuteCommands
from desktop.stages.prepare.contract import Preview
from desktop.stages.reflect.contract import ReflectCommands
from desktop.triage.phi import NOTHING_KNOWN, Known, known_of
from desktop.watch.contract import TicketClocks
from desktop.watch.validators import Verdict, judged

_PASSED = (Verdict.PASSED, Verdict.REPAIRED)


async def gather(ledger: Ledger, execute: ExecuteCommands, reflect: ReflectCommands) -> Contents:
    """Return ids, keyed hashes, figures, checks and our own posts. Raises RuleError before an outcome."""
    mission, outcome = ledger.mission, (await reflect.view()).outcome
    contents = Contents(
        mission=mission.id,
        mode=mission.mode or Mode.SANDBOX,
        created_at=ledger.clock.now(),
        rows=ledger.rows,
        outcome=outcome,
        checks=await _checks(ledger),
        transcript=await _transcript(ledger),
        views=await _views(ledger, execute, outcome),
        clocks=await _clocks(ledger),
    )
    return await asyncio.to_thread(screened, contents, await _known(ledger))


async def _known(ledger: Ledger) -> Known:
    """Return the people and the pages of the queue as it was read."""
    digest = ledger.mission.snapshot
    if digest is None:
        return NOTHING_KNOWN
    snapshot = await ledger.read_value(digest, Snapshot)
    return await asyncio.to_thread(known_of, snapshot.tickets, snapshot.pages)


async def _clocks(ledger: Ledger) -> tuple[TicketClocks, ...]:
    digest = ledger.mission.clock_stories
    return await ledger.read_value(digest, tuple[TicketClocks, ...]) if digest else ()


async def _checks(ledger: Ledger) -> tuple[Checked, ...]:
    refs = ledger.mission.drafts.values()
    drafts = [await ledger.read_value(ref.content, Draft) for ref in refs]
    return tuple(
        Checked(row.ticket, row.check, row.verdict in _PASSED, row.detail, row.verdict.value)
        for row in judged(drafts, ledger.mission)
    )


async def _transcript(ledger: Ledger) -> tuple[Posted, ...]:
    rows = []
    for effect in ledger.mission.effects.values():
        if effect.kind is EffectKind.SLACK_ESCALATION and effect.receipt:
            receipt = await ledger.read_value(effect.receipt, Receipt)
            post = await ledger.read_request(effect.content)
            if isinstance(post, PostEscalation):
                rows.append(Posted(receipt.place, receipt.remote, post.text))
    return tuple(rows)


async def _views(
    ledger: Ledger, execute: ExecuteCommands, outcome: Outcome
) -> tuple[Recorded, ...]:
    """Record the views that hold no customer's words: the brief's versions, the preview's numbers, the checklist, the outcome."""
    views = [Recorded("define", 1, msgspec.to_builtins(await _brief(ledger)))]
    digest = ledger.mission.preview
    if digest is not None:
        preview = await ledger.read_value(digest, Preview)
        shown = {
            "tickets": preview.tickets,
            "clusters": [{"id": c.id, "tickets": c.tickets} for c in preview.clusters],
            "ages": preview.ages,
            "at_risk": preview.at_risk,
        }
        views.append(Recorded("prepare", 1, msgspec.to_builtins(shown)))
    seen = await execute.view()
    rows = {"checklist": seen.checklist, "effects": seen.effects}
    views.append(Recorded("execute", 1, msgspec.to_builtins(rows)))
    views.append(Recorded("reflect", 1, msgspec.to_builtins(outcome)))
    return tuple(views)


async def _brief(ledger: Ledger) -> dict[str, object]:
    """Return its versions (a reason as the keyed hash of its words) and what the mission was measured by."""
    digest = ledger.mission.brief
    brief = await ledger.read_value(digest, Brief) if digest else None
    return {"versions": versions(ledger.entries), "kpi": brief.measure if brief else None}
