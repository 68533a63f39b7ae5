"""One mission opened for writing: the ledger and the seven stages, wired to the services."""

import asyncio
import contextlib
import getpass
import re
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

from filelock import FileLock, Timeout

from desktop.accounts.service import Accounts
from desktop.base.clock import SystemClock
from desktop.base.paths import Folder
from desktop.deck.profile import Deck
from desktop.deck.promises import Promises
from desktop.deck.restored import tell_mission
from desktop.deck.services import Services
from desktop.domain.errors import IntegrityError, MissionBusyError, ServiceError
from desktop.domain.ticket import Snapshot
from desktop.domain.values import Actor, Id, Role
from desktop.evidence.contract import EvidenceCommands, Review
from desktop.evidence.review import open_review
from desktop.evidence.service import Evidence
from desktop.inbound.approval_page import approval_app
from desktop.inbound.server import InboundServer
from desktop.ledger.history import History
from desktop.ledger.ledger import Ledger, open_ledger
from desktop.ledger.signing import HeadSigner
from desktop.ports import Account, Connections
from desktop.stages.approve.contract import Approvals
from desktop.stages.approve.service import Approve
from desktop.stages.define.contract import DefineCommands
from desktop.stages.define.service import Define
from desktop.stages.execute.contract import ExecuteCommands
from desktop.stages.execute.listening import Listening
from desktop.stages.execute.revision import Rewriting
from desktop.stages.execute.service import Execute
from desktop.stages.home.contract import HomeCommands
from desktop.stages.home.service import Home
from desktop.stages.plan.assistance import Assistance
from desktop.stages.plan.contents import Contents
from desktop.stages.plan.contract import PlanCommands, RewordCommands
from desktop.stages.plan.increments import Increments
from desktop.stages.plan.outlook import Outlook
from desktop.stages.plan.service import Plan
from desktop.stages.prepare.contract import PrepareCommands
from desktop.stages.prepare.service import Prepare
from desktop.stages.reflect.contract import ReflectCommands
from desktop.stages.reflect.service import Reflect
from desktop.triage.corrections import Corrections
from desktop.watch.alarm import Alarm
from desktop.watch.attendance import PresenceCommands
from desktop.watch.contract import ClockCommands, WatchCommands
from desktop.watch.presence import Presence
from desktop.watch.reading import LastRead
from desktop.watch.sealed import Sealed
from desktop.watch.service import Watch
from desktop.watch.testimony import Testimony


@dataclass(frozen=True)
class Desk:
    """One mission, open for writing."""

    ledger: Ledger
    accounts: Accounts
    home: HomeCommands
    define: DefineCommands
    prepare: PrepareCommands
    plan: PlanCommands
    assistance: RewordCommands
    approve: Approvals
    execute: ExecuteCommands
    reflect: ReflectCommands
    watch: WatchCommands
    clocks: ClockCommands
    presence: PresenceCommands
    evidence: EvidenceCommands


async def open_desk(deck: Deck, services: Services, mission: Id) -> Desk:
    """Open a mission as its one writer."""
    me = await _who(services.connections)
    actor = Actor(me.id, os_user(), Role.LEAD)
    ledger = await open_ledger(
        deck.database, deck.keys, services.clock, deck.ids, deck.bus, actor, mission
    )
    await tell_mission(deck.database, ledger)
    ledger.witness = HeadSigner(deck.database, deck.keys)
    await ledger.witness(ledger)
    return await wire(deck, services, ledger, me)


async def wire(deck: Deck, services: Services, ledger: Ledger, me: Account) -> Desk:
    """Return the seven stages over a ledger that is open, for writing or for looking at it."""
    mission = ledger.mission.id
    connections, chosen = services.connections, deck.preferences
    services.count_for(ledger)
    accounts, sealed = Accounts(ledger, connections, services.gate), Sealed(ledger)
    last = await _last_read(ledger, connections)
    outlook = Outlook(ledger, chosen, history_of(deck), connections.tickets)
    corrections = Corrections(deck.keys)
    patience = timedelta(minutes=chosen.answer_minutes)
    listening = Listening(ledger, connections.chat, patience)
    promises = Promises(deck.levels, connections.tickets, services.clock)
    await promises.begin()
    contents = Contents(ledger, connections, deck.work, chosen, corrections, promises.agreed)
    testimony = Testimony(ledger, connections.tickets, last, sealed, promises.agreed)
    alarm = Alarm(ledger, last, sealed, testimony, promises.alerting)
    rewriting = Rewriting(chosen.stale_days, chosen.update_minutes)
    execute = Execute(ledger, connections, deck.work, sealed, rewriting, listening)
    reflect = Reflect(ledger, connections, chosen, sealed, testimony)
    plan = Plan(
        ledger,
        sealed,
        outlook,
        contents,
        Increments(ledger, connections.tickets, deck.work, outlook, contents),
        corrections,
    )
    return Desk(
        ledger,
        accounts,
        Home(
            ledger,
            last,
            accounts,
            chosen,
            history_of(deck),
            deck.folder,
            connections.tickets.arrived,
        ),
        Define(ledger, last, deck.work, chosen.pace, deck.keys),
        Prepare(ledger, last, accounts, deck.work, sealed, deck.keys),
        plan,
        Assistance(ledger, sealed, outlook, contents, deck.assistant, plan.reword),
        Approve(ledger, connections, me.name or me.id),
        execute,
        reflect,
        Watch(
            ledger, connections, deck.work, last, sealed, accounts.known, chosen.stale_days, alarm
        ),
        alarm,
        Presence(ledger),
        Evidence(ledger, deck.keys, execute, reflect, deck.folder.bundle(mission)),
    )


def history_of(deck: Deck) -> History:
    """Return the reader of this profile's missions."""
    return History(deck.database, deck.keys, deck.ids)


async def latest_mission(deck: Deck) -> Id | None:
    """Return the newest mission that was started and is not sealed; None when there is none."""
    kept = await history_of(deck).missions()
    return next((one.mission.id for one in kept if not one.mission.sealed), None)


def serve_approvals(desk: Desk, loop: asyncio.AbstractEventLoop) -> InboundServer:
    """Return the server of the approval page, not yet started; answers are recorded on ``loop``."""
    return InboundServer(approval_app(desk.approve, loop))


async def _last_read(ledger: Ledger, connections: Connections) -> LastRead:
    """A mission that goes on starts from the queue it read last, where that can still be opened."""
    last = LastRead(connections, ledger.clock)
    digest = ledger.mission.snapshot
    if digest is not None:
        with contextlib.suppress(IntegrityError):
            last.note(await ledger.read_value(digest, Snapshot))
    return last


async def _who(connections: Connections) -> Account:
    """Return the account the help desk verified; without an answer the actor is named so, not guessed."""
    try:
        return await connections.tickets.account()
    except ServiceError:
        return Account("unverified", "", ())


def review_bundle(path: Path) -> Review:
    """Open any bundle offline, without a profile. Blocks; raises InputError when it is no bundle at all."""
    return open_review(path)


def new_mission(deck: Deck) -> Id:
    """Return the id of a mission that was not begun."""
    return deck.ids.new(SystemClock().now())


def lock_mission(folder: Folder, mission: Id) -> FileLock:
    """Take the mission for this process. Raises MissionBusyError when another one holds it."""
    place = folder.mission(mission)
    place.mkdir(parents=True, exist_ok=True)
    lock = FileLock(place / "lock")
    try:
        lock.acquire(timeout=0)
    except Timeout as held:
        raise MissionBusyError(
            "This mission is open elsewhere",
            f"Another Triage Deck process works on mission {mission}.",
            "Go on there, or end it first. Nothing was changed here.",
        ) from held
    return lock


def os_user() -> str:
    """Return the operating system's user, reduced to what a fact may hold."""
    return re.sub(r"[^A-Za-z0-9_.:@-]", "-", getpass.getuser())[:80].lstrip("-_.:@") or "unknown"
