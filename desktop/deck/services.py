"""The services of a mission: the sandbox's, or those of the profile's accounts."""

import asyncio
import webbrowser
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from desktop.accounts.gate import APP_SECRET, Gate
from desktop.accounts.keeper import GrantAccess, GrantKeeper
from desktop.accounts.scopes import USES
from desktop.accounts.setup import SetupBook
from desktop.accounts.sign_in import Open, SignIn
from desktop.base.clock import Clock, RunningClock, SystemClock
from desktop.base.paths import policy_file
from desktop.connectors.approvers import SetupApprovers
from desktop.connectors.authorities.atlassian import AtlassianAuthority
from desktop.connectors.authorities.slack import SlackAuthority
from desktop.connectors.authorities.zendesk import ZendeskAuthority
from desktop.connectors.broker import Brokered, Composio
from desktop.connectors.confluence import Confluence
from desktop.connectors.direct import Direct, refused_401
from desktop.connectors.http import Http
from desktop.connectors.library import Library
from desktop.connectors.markdown_folder import MarkdownFolder
from desktop.connectors.sandbox_door import SandboxDoor
from desktop.connectors.slack import Slack, token_expired
from desktop.connectors.spending import HttpSpending
from desktop.connectors.zendesk import Zendesk
from desktop.connectors.zendesk_values import Words
from desktop.deck.profile import Deck
from desktop.domain.errors import InputError
from desktop.domain.values import Id, Toolkit
from desktop.inbound.oauth_return import BrowserReturns
from desktop.ledger.ledger import Ledger
from desktop.ports import ApproverDirectory, Authority, Connections, KnowledgeService, Known
from desktop.preferences.contract import Preferences
from desktop.sandbox.process import SandboxProcess, start_sandbox


@dataclass(frozen=True)
class Services:
    """Open connections to the services, and the clock they run on.

    Attributes:
        gate: The way in of a profile with accounts; None on the sandbox.
    """

    connections: Connections
    clock: Clock
    https: tuple[Http, ...]
    gate: Gate | None = None

    def count_for(self, ledger: Ledger) -> None:
        """Count requests under the stage the mission is in."""
        for http in self.https:
            http.stage = lambda: ledger.mission.stage.value

    async def close(self) -> None:
        """Close every connection."""
        if self.gate is not None:
            await self.gate.close()
        for http in self.https:
            await http.close()


@dataclass(frozen=True, kw_only=True)
class SandboxServices(Services):
    """The sandbox's services, with its control door."""

    door: SandboxDoor


async def connect_sandbox(url: str, preferences: Preferences, token: str) -> SandboxServices:
    """Connect to a running sandbox and set the clock by its own."""
    zendesk = Http.at("Zendesk", f"{url}/api/v2", token)
    confluence = Http.at("Confluence", f"{url}/wiki", token)
    slack = Http.at("Slack", f"{url}/slack/api", token)
    control = Http.at("The sandbox", url, token)
    clock = RunningClock(SystemClock().now())
    door = SandboxDoor(control, clock)
    readers = {Toolkit.CONFLUENCE: Confluence(confluence, preferences.verified_label)}
    known = {Toolkit.CONFLUENCE: confluence}
    connections = connect(zendesk, slack, known, readers, door, preferences)
    https = (zendesk, confluence, slack, control)
    services = SandboxServices(connections, clock, https, door=door)
    try:
        await door.set_clock()
    except BaseException:
        await services.close()
        raise
    return services


def connect(
    zendesk: Http,
    slack: Http,
    others: Mapping[Toolkit, Http],
    readers: Mapping[Toolkit, KnowledgeService],
    approvers: ApproverDirectory,
    chosen: Preferences,
) -> Connections:
    """Return the connectors over these clients; ``readers`` are the knowledge bases."""
    words = Words(chosen.vip_tag, chosen.vip_field, chosen.category_title, chosen.category_tag)
    tickets, chat = Zendesk(zendesk, words), Slack(slack)
    https = {Toolkit.ZENDESK: zendesk, Toolkit.SLACK: slack, **others}
    known: dict[Toolkit, Known] = {Toolkit.ZENDESK: tickets, **readers, Toolkit.SLACK: chat}
    return Connections(tickets, Library(readers), chat, approvers, known, HttpSpending(https))


async def connect_accounts(
    deck: Deck, policy: Path | None = None, open_page: Open | None = None
) -> Services:
    """Return the services of the profile's accounts; nobody has to be signed in yet.

    Args:
        deck: The open profile.
        policy: The admin's file; the computer's own when None.
        open_page: Opens a consent page; the system's browser when None.
    """
    clock = SystemClock()
    setup = SetupBook(policy or policy_file(), deck.folder.accounts)
    keeper, broker = _keeper(deck, setup, clock)
    ports = setup.now().ports
    sign_in = SignIn(
        keeper, BrowserReturns(), broker, deck.ids, ports, open_page or open_in_browser
    )
    gate = Gate(keeper, sign_in, setup, deck.keys)
    zendesk, confluence, slack = (
        _client(keeper, toolkit, deck.preferences.proxy)
        for toolkit in (Toolkit.ZENDESK, Toolkit.CONFLUENCE, Toolkit.SLACK)
    )
    readers: dict[Toolkit, KnowledgeService] = {
        Toolkit.CONFLUENCE: Confluence(confluence, deck.preferences.verified_label)
    }
    if folder := setup.now().folder.path:
        readers[Toolkit.FOLDER] = MarkdownFolder(Path(folder))
    approvers = SetupApprovers(setup.now, slack, deck.keys)
    others = {Toolkit.CONFLUENCE: confluence}
    connections = connect(zendesk, slack, others, readers, approvers, deck.preferences)
    return Services(connections, clock, (zendesk, confluence, slack), gate)


def _keeper(deck: Deck, setup: SetupBook, clock: Clock) -> tuple[GrantKeeper, Composio]:
    async def secret() -> str:
        return (await deck.keys.secret(APP_SECRET + Toolkit.CONFLUENCE.value) or b"").decode()

    proxy = deck.preferences.proxy
    authorities: dict[Toolkit, Authority] = {
        Toolkit.ZENDESK: ZendeskAuthority(setup.now, clock, proxy),
        Toolkit.SLACK: SlackAuthority(setup.now, clock, proxy),
        Toolkit.CONFLUENCE: AtlassianAuthority(setup.now, clock, secret, proxy),
    }
    broker = Composio(setup.now, proxy)
    lock = deck.folder.root / "grants.lock"
    return GrantKeeper(deck.keys, clock, authorities, broker, lock), broker


def _client(keeper: GrantKeeper, toolkit: Toolkit, proxy: str) -> Http:
    name, access = USES[toolkit].title, GrantAccess(keeper, toolkit)
    refuses = token_expired if toolkit is Toolkit.SLACK else refused_401
    return Http(name, Brokered(name, access, Direct(name, access, refuses=refuses, proxy=proxy)))


async def open_in_browser(address: str) -> None:
    """Open an address in the system's browser. Raises InputError when there is none."""
    if not await asyncio.to_thread(webbrowser.open, address):
        raise InputError(
            "No browser opened",
            "This computer did not say which browser is yours.",
            "Set a default browser, then sign in again.",
        )


def serve_sandbox(deck: Deck, mission: Id, queue: Path | None) -> SandboxProcess:
    """Start the mission's own sandbox, going on where it stood. Blocks; raises QueueFileError, ServiceError."""
    return start_sandbox(queue, deck.folder.mission(mission) / "sandbox.json")
