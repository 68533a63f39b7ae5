"""Putting the evidence together from a sealed mission and writing the bundle once."""

import asyncio
from pathlib import Path

import msgspec

from desktop.deck import Deck, Desk
from desktop.domain.effect import EffectKind, PostEscalation, Receipt
from desktop.domain.facts import BundleWritten, Evidence, Mode
from desktop.domain.outcome import Outcome
from desktop.domain.plan import Draft
from desktop.evidence.bundle import write_bundle
from desktop.evidence.contract import Checked, Contents, Posted, Recorded
from desktop.stages.prepare.contract import Preview


async def write_evidence(deck: Deck, desk: Desk, path: Path) -> None:
    """Write the minimal bundle of a sealed mission and record it; a second call does nothing."""
    if desk.ledger.mission.bundle is not None and await asyncio.to_thread(path.exists):
        return
    contents = await gather(desk)
    sha256 = await write_bundle(contents, deck.keys, path)
    await desk.ledger.append(BundleWritten(sha256=sha256, minimal=True))
    for part in Evidence:
        await desk.reflect.open_evidence(part)


async def gather(desk: Desk) -> Contents:
    """Return what goes into the minimal bundle: ids, keyed hashes, figures, checks; no customer's words."""
    ledger, mission = desk.ledger, desk.ledger.mission
    outcome = (await desk.reflect.view()).outcome
    return Contents(
        mission=mission.id,
        mode=mission.mode or Mode.SANDBOX,
        created_at=ledger.clock.now(),
        rows=ledger.rows,
        outcome=outcome,
        checks=await _checks(desk),
        transcript=await _transcript(desk),
        views=await _views(desk, outcome),
    )


async def _checks(desk: Desk) -> tuple[Checked, ...]:
    rows = []
    for ref in desk.ledger.mission.drafts.values():
        draft = await desk.ledger.read_value(ref.content, Draft)
        rows += [Checked(draft.ticket, c.check, c.passed, c.detail) for c in draft.checks]
    return tuple(rows)


async def _transcript(desk: Desk) -> tuple[Posted, ...]:
    rows = []
    for effect in desk.ledger.mission.effects.values():
        if effect.kind is EffectKind.SLACK_ESCALATION and effect.receipt:
            receipt = await desk.ledger.read_value(effect.receipt, Receipt)
            post = await desk.ledger.read_request(effect.content)
            if isinstance(post, PostEscalation):
                rows.append(Posted(receipt.place, receipt.remote, post.text))
    return tuple(rows)


async def _views(desk: Desk, outcome: Outcome) -> tuple[Recorded, ...]:
    """Record the views that hold no customer's words: the preview's numbers, the checklist, the outcome."""
    views: list[Recorded] = []
    digest = desk.ledger.mission.preview
    if digest is not None:
        preview = await desk.ledger.read_value(digest, Preview)
        shown = {
            "tickets": preview.tickets,
            "clusters": [{"id": c.id, "tickets": c.tickets} for c in preview.clusters],
            "ages": preview.ages,
            "at_risk": preview.at_risk,
        }
        views.append(Recorded("prepare", 1, msgspec.to_builtins(shown)))
    execute = await desk.execute.view()
    rows = {"checklist": execute.checklist, "effects": execute.effects}
    views.append(Recorded("execute", 1, msgspec.to_builtins(rows)))
    views.append(Recorded("reflect", 1, msgspec.to_builtins(outcome)))
    return tuple(views)
