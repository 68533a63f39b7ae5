"""The composition: the only file, with the command line, that knows every adapter.

A ``Deck`` is an open profile (database, keys, bus, worker). A ``Desk`` is one mission opened in it: the ledger
and the seven stages, wired to the services. Whoever drives it, the window or the command line, sees these two.
"""

import asyncio
import contextlib
import getpass
import os
import re
from dataclasses import dataclass
from datetime import timedelta
from logging import Handler
from pathlib import Path

from filelock import FileLock, Timeout

from desktop.accounts.service import Accounts
from desktop.base.clock import Clock, RunningClock, SystemClock
from desktop.base.ids import Ids, RandomIds
from desktop.base.log import start_log, stop_log
from desktop.base.paths import Folder
from desktop.bus import Bus
from desktop.connectors.confluence import Confluence
from desktop.connectors.http import Http
from desktop.connectors.sandbox_door import SandboxDoor
from desktop.connectors.slack import Slack
from desktop.connectors.zendesk import Zendesk
from desktop.connectors.zendesk_values import Words
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
from desktop.ledger.telemetry import Telemetry
from desktop.ports import Account, Connections
from desktop.preferences.contract import Preferences
from desktop.preferences.service import load_preferences
from desktop.sandbox.process import SandboxProcess, start_sandbox
from desktop.stages.approve.contract import Approvals
from desktop.stages.approve.service import Approve
from desktop.stages.define.contract import DefineCommands
from desktop.stages.define.service import Define
from desktop.stages.execute.contract import ExecuteCommands
from desktop.stages.execute.listening import Listening
from desktop.stages.execute.service import Execute
from desktop.stages.home.contract import HomeCommands
from desktop.stages.home.service import Home
from desktop.stages.plan.contents import Contents
from desktop.stages.plan.contract import PlanCommands
from desktop.stages.plan.increments import Increments
from desktop.stages.plan.outlook import Outlook
from desktop.stages.plan.service import Plan
from desktop.stages.prepare.contract import PrepareCommands
from desktop.stages.prepare.service import Prepare
from desktop.stages.reflect.contract import ReflectCommands
from desktop.stages.reflect.service import Reflect
from desktop.store.database import Database, open_database
from desktop.store.engine import sqlite_url
from desktop.store.secrets import LocalSecrets
from desktop.vault.keychain import Keychain, system_keychain
from desktop.vault.profile import open_profile_key
from desktop.vault.vault import Vault
from desktop.watch.contract import WatchCommands
from desktop.watch.reading import LastRead
from desktop.watch.sealed import Sealed
from desktop.watch.service import Watch
from desktop.work.pool import Pool

_VARIABLE = "TRIAGEDECK_PASSPHRASE"
_FICTION = "triagedeck sandbox"
"""The sandbox profile's passphrase where no keyring may keep a key: published, since its data is fiction.

Only the sandbox profile ever uses it; a profile with real accounts asks for one.
"""


@dataclass(frozen=True)
class Deck:
    """An open profile."""

    folder: Folder
    preferences: Preferences
    database: Database
    keys: Vault
    ids: Ids
    bus: Bus
    work: Pool
    log: Handler

    def close(self) -> None:
        """Stop the worker; close the database and the log."""
        self.work.close()
        self.database.close()
        stop_log(self.log)


@dataclass(frozen=True)
class Services:
    """Open connections to the services, and the clock they run on."""

    connections: Connections
    clock: Clock
    https: tuple[Http, ...]

    async def close(self) -> None:
        """Close every connection."""
        for http in self.https:
            await http.close()


@dataclass(frozen=True)
class SandboxServices(Services):
    """The sandbox's services, with its control door."""

    door: SandboxDoor


@dataclass(frozen=True)
class Desk:
    """One mission, open for writing."""

    ledger: Ledger
    accounts: Accounts
    home: HomeCommands
    define: DefineCommands
    prepare: PrepareCommands
    plan: PlanCommands
    approve: Approvals
    execute: ExecuteCommands
    reflect: ReflectCommands
    watch: WatchCommands
    evidence: EvidenceCommands


async def open_deck(
    folder: Folder, name: str, keychain: Keychain | None, passphrase: str | None
) -> Deck:
    """Open a profile. Raises StoreError, KeyLostError or InputError in words."""
    await asyncio.to_thread(folder.make)
    log = start_log(folder.log)
    preferences = load_preferences(folder.preferences)
    ids, bus = RandomIds(), Bus()
    key = await asyncio.to_thread(open_profile_key, folder.profile, name, ids, keychain, passphrase)
    database = await open_database(sqlite_url(folder.database))
    bus.listen(Telemetry(folder.telemetry))
    keys = Vault(key, LocalSecrets(database), ids, keychain)
    return Deck(folder, preferences, database, keys, ids, bus, Pool(), log)


async def open_sandbox_deck(folder: Folder) -> Deck:
    """Open the sandbox profile: its key in the keyring where one is allowed, else by passphrase."""
    passphrase = os.environ.get(_VARIABLE, _FICTION)
    keychain = None if _VARIABLE in os.environ else await allowed_keychain()
    return await open_deck(folder, "sandbox", keychain, passphrase)


async def allowed_keychain() -> Keychain | None:
    """Return the system's keyring when it may keep keys; asked in a thread, it may show a prompt."""
    return await asyncio.to_thread(system_keychain)


async def connect_sandbox(url: str, preferences: Preferences, token: str) -> SandboxServices:
    """Connect to a running sandbox and set the clock by its own."""
    zendesk = Http.at("Zendesk", f"{url}/api/v2", token)
    confluence = Http.at("Confluence", f"{url}/wiki", token)
    slack = Http.at("Slack", f"{url}/slack/api", token)
    control = Http.at("The sandbox", url, token)
    clock = RunningClock(SystemClock().now())
    door = SandboxDoor(control, clock)
    words = Words(preferences.vip_tag, preferences.vip_field, preferences.category_title)
    connections = Connections(
        Zendesk(zendesk, words),
        Confluence(confluence, preferences.verified_label),
        Slack(slack),
        door,
    )
    services = SandboxServices(connections, clock, (zendesk, confluence, slack, control), door)
    try:
        await door.set_clock()
    except BaseException:
        await services.close()
        raise
    return services


async def open_desk(deck: Deck, services: Services, mission: Id) -> Desk:
    """Open a mission as its one writer."""
    me = await _who(services.connections)
    actor = Actor(me.id, os_user(), Role.LEAD)
    ledger = await open_ledger(
        deck.database, deck.keys, services.clock, deck.ids, deck.bus, actor, mission
    )
    connections, chosen = services.connections, deck.preferences
    accounts, sealed = Accounts(ledger, connections), Sealed(ledger)
    last = await _last_read(ledger, connections)
    outlook = Outlook(ledger, chosen, history_of(deck), connections.tickets)
    contents = Contents(ledger, connections, deck.work, chosen)
    patience = timedelta(minutes=chosen.answer_minutes)
    listening = Listening(ledger, connections.chat, patience)
    execute = Execute(ledger, connections, deck.work, sealed, chosen.stale_days, listening)
    reflect = Reflect(ledger, connections, chosen, sealed)
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
        Prepare(ledger, last, accounts, deck.work, sealed),
        Plan(
            ledger,
            sealed,
            outlook,
            contents,
            Increments(ledger, connections.tickets, deck.work, outlook, contents),
        ),
        Approve(ledger, connections, me.name or me.id),
        execute,
        reflect,
        Watch(ledger, connections, deck.work, last, sealed, accounts.known, chosen.stale_days),
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


def serve_sandbox(deck: Deck, mission: Id, queue: Path | None) -> SandboxProcess:
    """Start the mission's own sandbox, going on where it stood. Blocks; raises QueueFileError, ServiceError."""
    return start_sandbox(queue, deck.folder.mission(mission) / "sandbox.json")


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
