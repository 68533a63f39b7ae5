"""The app's own process of a campaign: goes on with the mission until nothing is open, or until it is killed."""

import asyncio
import resource
from dataclasses import dataclass, replace
from datetime import timedelta
from multiprocessing.connection import Connection
from pathlib import Path

from desktop.base.paths import Folder
from desktop.deck import Deck, Desk, connect_sandbox, lock_mission, open_deck, open_desk
from desktop.deck.services import SandboxServices
from desktop.domain.effect import OPEN_STATES, EffectKind, EffectState
from desktop.domain.errors import TriageError
from desktop.domain.values import from_millis
from desktop.stages.execute import runner
from tests.desktop.stages.standing import Inline
from tests.faults.boundaries import Killed, KilledCarrier, KilledStore
from tests.faults.late_journal import LateJournal
from tests.faults.other_words import amend_one

PASSPHRASE = "a passphrase of the tests"
_UNDO_BEGUN = {EffectState.UNDO_SENT, EffectState.UNDONE, EffectState.UNDO_SKIPPED}
_ROOM = 120_000
"""Milliseconds that undo and all its restarts are left before its window closes."""


@dataclass(frozen=True)
class Errand:
    """What a child is to do: go on with a mission on a sandbox.

    Attributes:
        undo: Take all of it back in the end.
        amend: Give a held reply other words, once, and have them approved.
    """

    url: str
    folder: Path
    mission: str
    undo: bool
    late: bool
    amend: bool
    at: str = ""
    count: int = 0
    about: str = ""
    skew: int = 0
    room: int = 0


def live(errand: Errand, told: Connection) -> None:
    """Do the errand; tell ``ready``, then how each effect ended, or what stood in the way."""
    if errand.late:
        runner.Journal = LateJournal  # type: ignore[misc]
    try:
        told.send(asyncio.run(_live(errand, told)))
    except TriageError as stopped:
        told.send(f"{type(stopped).__name__}: {stopped.title}: {stopped.message}")


async def _live(errand: Errand, told: Connection) -> dict[str, tuple[str, str, str]]:
    opened = await open_deck(Folder(errand.folder / "deck"), "sandbox", None, PASSPHRASE)
    services = await connect_sandbox(errand.url, opened.preferences, "sandbox")
    fate = Killed(errand.at, errand.count, about=errand.about)
    # The last one is the control door: no real service has it.
    for http in services.https[:-1]:
        http.carrier = KilledCarrier(http.carrier, fate)
    deck = replace(opened, database=KilledStore(opened.database, fate), work=Inline())
    with lock_mission(deck.folder, errand.mission):
        desk = await open_desk(deck, services, errand.mission)
        clock = services.clock
        clock.set(clock.now() + timedelta(seconds=errand.skew))
        if errand.room:
            _cramp(errand.folder / "deck", errand.room)
        told.send("ready")
        fate.armed = True
        if errand.amend and not _taken_back(desk):
            await amend_one(desk, services)
        await go_on(desk, services, errand.undo)
    await _close(deck, services)
    effects = desk.ledger.mission.effects.values()
    return {e.id: (e.kind.value, e.target, e.state.value) for e in effects}


def _cramp(deck: Path, room: int) -> None:
    """Let no file grow beyond the largest of the profile's and so many bytes."""
    largest = max(one.stat().st_size for one in deck.glob("deck.db*"))
    _, most = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (largest + room, most))


async def go_on(desk: Desk, services: SandboxServices, undo: bool) -> None:
    """Go on until nothing is open. Raises TriageError when something stood in the way."""
    begun = _taken_back(desk)
    if not begun:
        await desk.execute.start()
        await desk.execute.run()
    await desk.execute.release_due()
    if undo:
        if not begun:
            await _let_one_leave(desk, services)
        await desk.execute.undo(list(desk.ledger.mission.effects))
    else:
        await _wait_out(desk, services)
    if any(e.state in OPEN_STATES for e in desk.ledger.mission.effects.values()):
        raise TriageError("Not at its end", "An effect is still open.", "Start again.")


def _taken_back(desk: Desk) -> bool:
    """Whether undo was begun."""
    return any(e.state in _UNDO_BEGUN for e in desk.ledger.mission.effects.values())


async def _let_one_leave(desk: Desk, services: SandboxServices) -> None:
    """Send the first reply where undo is still open well after it: it is final, and undo has to say so."""
    mission = desk.ledger.mission
    replies = [e for e in mission.current_effects if e.kind is EffectKind.PUBLIC_REPLY]
    first = min((e.release_at for e in replies), default=0)
    if all(e.state is EffectState.HELD for e in replies) and first + _ROOM < mission.undo_until:
        await services.door.until(from_millis(first))
        await desk.execute.release_due()


async def _wait_out(desk: Desk, services: SandboxServices) -> None:
    while (moment := desk.execute.next_moment()) is not None:
        await services.door.until(moment)
        await desk.execute.release_due()


async def _close(deck: Deck, services: SandboxServices) -> None:
    await services.close()
    deck.work.close()
    deck.database.close()
