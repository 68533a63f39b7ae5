"""`triagedeck mission`: the whole mission on the sandbox, from Home to the sealed bundle."""

import asyncio
from dataclasses import dataclass
from pathlib import Path

from desktop.base.paths import Folder, profile_folder
from desktop.bus import Listener
from desktop.cli.drive import Driver, Say, Wishes
from desktop.cli.result import MissionResult, read_result
from desktop.cli.run_folder import Run, find_run
from desktop.deck import (
    Deck,
    Desk,
    connect_sandbox,
    lock_mission,
    open_desk,
    open_sandbox_deck,
)
from desktop.domain.errors import InputError
from desktop.domain.facts import Evidence
from desktop.domain.values import StageName
from desktop.sandbox.process import default_queue, start_sandbox


@dataclass(frozen=True)
class Options:
    """What was asked for on the command line."""

    wishes: Wishes
    queue: Path | None = None
    out: Path | None = None


async def run_mission(options: Options, say: Say, progress: Listener) -> MissionResult:
    """Run, or go on with, one mission. Raises TriageError in words; what was done is kept."""
    folder = Folder(options.out) if options.out else profile_folder("sandbox")
    queue = options.queue or default_queue()
    if not queue.is_file():
        raise InputError("No such queue file", str(queue), "Check the path after --queue.")
    deck = await open_sandbox_deck(folder)
    if deck.restored is not None:
        say(StageName.HOME, deck.restored.line)
    leave = deck.bus.listen(progress)
    try:
        return await _locked(deck, queue, options.wishes, say)
    finally:
        leave()
        await asyncio.to_thread(deck.close)


async def _locked(deck: Deck, queue: Path, wishes: Wishes, say: Say) -> MissionResult:
    run = find_run(deck.folder, queue, wishes.intent, deck.ids)
    lock = lock_mission(deck.folder, run.mission)
    try:
        run.note(finished=False)
        return await _with_sandbox(deck, run, queue, wishes, say)
    finally:
        lock.release()


async def _with_sandbox(
    deck: Deck, run: Run, queue: Path, wishes: Wishes, say: Say
) -> MissionResult:
    sandbox = await asyncio.to_thread(start_sandbox, queue, run.sandbox_state)
    try:
        services = await connect_sandbox(sandbox.url, deck.preferences, "sandbox")
        try:
            desk = await open_desk(deck, services, run.mission)
            if run.resumed:
                say(desk.ledger.mission.stage, f"going on with mission {run.mission}")
            approvers = services.connections.approvers
            await Driver(deck, desk, approvers, services.door, wishes, say).run()
            await _write_evidence(desk)
            run.note(finished=True)
            say(StageName.REFLECT, f"evidence in {run.bundle}")
            return await read_result(desk, services, run.bundle)
        finally:
            await services.close()
    finally:
        await asyncio.to_thread(sandbox.close)


async def _write_evidence(desk: Desk) -> None:
    """Write the bundle; written for the first time, each of its parts is looked at."""
    written = desk.ledger.mission.bundle is not None
    await desk.evidence.write()
    if not written:
        for part in Evidence:
            await desk.reflect.open_evidence(part)
