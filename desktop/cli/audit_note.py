"""That the record was taken out is itself on record: in each mission that nobody else works on."""

import asyncio
from collections.abc import Sequence
from pathlib import Path

from desktop.base.clock import Clock, RunningClock, SystemClock
from desktop.base.paths import Folder
from desktop.deck import Deck, lock_mission, open_account_deck, open_sandbox_deck, os_user
from desktop.domain.errors import TriageError
from desktop.domain.facts import AuditEventRecorded, AuditKind
from desktop.domain.values import Actor, Millis, Role, from_millis
from desktop.ledger.ledger import open_ledger

_MADE = AuditEventRecorded(event=AuditKind.EXPORT_MADE, subject="audit-record")


async def note_export(place: Path, named: str, missions: Sequence[str]) -> list[str]:
    """Record the export; return why it could not be, a line each.

    Whoever holds a copy of the folder and not its key may still read the record: then nothing is written there.
    """
    folder = Folder(place)
    if not folder.profile.exists():
        return ["not recorded: no profile lies here, only its record"]
    try:
        deck = await _opened(folder, named)
    except TriageError as refused:
        return [f"not recorded: {refused.title}"]
    try:
        said = [deck.restored.line if deck.restored else ""]
        said += [await _noted(deck, mission) for mission in missions]
    finally:
        await asyncio.to_thread(deck.close)
    return [line for line in said if line]


async def _opened(folder: Folder, named: str) -> Deck:
    if named == "sandbox":
        return await open_sandbox_deck(folder)
    return await open_account_deck(folder, named)


async def _noted(deck: Deck, mission: str) -> str:
    try:
        lock = lock_mission(deck.folder, mission)
        try:
            await _append(deck, mission)
        finally:
            lock.release()
    except TriageError as refused:
        return f"not recorded in mission {mission}: {refused.title}"
    return ""


async def _append(deck: Deck, mission: str) -> None:
    who = Actor("unverified", os_user(), Role.LEAD)
    ledger = await open_ledger(
        deck.database, deck.keys, SystemClock(), deck.ids, deck.bus, who, mission
    )
    if ledger.entries:
        ledger.clock = _clock(deck.name, ledger.entries[-1].at)
        await ledger.append(_MADE)


def _clock(named: str, last: Millis) -> Clock:
    """On the sandbox time is the queue file's: it goes on from the last fact."""
    return RunningClock(from_millis(last)) if named == "sandbox" else SystemClock()
