"""The accounts of one mission: readiness as a real check, connecting, and what goes on record of it."""

from collections.abc import Mapping
from dataclasses import replace

from desktop.accounts.contract import Entered, ToolCard
from desktop.accounts.gate import Gate
from desktop.accounts.readiness import ask, spent
from desktop.accounts.scopes import USES
from desktop.domain.account import Way
from desktop.domain.errors import RuleError, TriageError
from desktop.domain.facts import (
    AuthOutcome,
    ComposioAuthFlow,
    ReadinessBadgeRendered,
    ToolkitConnected,
    ToolkitRecommended,
)
from desktop.domain.values import Actor, Readiness, Toolkit
from desktop.ledger.ledger import Ledger
from desktop.ports import Account, Connections

_DIRECT, _BROKER = "direct", "composio"


class Accounts:
    """Implements ``SignInCommands``.

    Args:
        ledger: What happens goes on record there.
        connections: The services.
        gate: The way in of a profile with real accounts; None on the sandbox, where nobody signs in.
    """

    def __init__(self, ledger: Ledger, connections: Connections, gate: Gate | None = None) -> None:
        self._ledger, self._connections, self._gate = ledger, connections, gate
        self._asked: dict[Toolkit, Readiness] = {}

    @property
    def toolkits(self) -> tuple[Toolkit, ...]:
        """The services of this profile."""
        return tuple(self._connections.known)

    async def cards(self) -> tuple[ToolCard, ...]:
        """Ask every service now and return its card."""
        cards = tuple([await self._card(toolkit) for toolkit in self.toolkits])
        self._asked = {card.toolkit: card.readiness for card in cards}
        for card in cards:
            badge = ReadinessBadgeRendered(toolkit=card.toolkit, readiness=card.readiness)
            self._ledger.signal(badge)
        return cards

    def known(self) -> Mapping[Toolkit, Readiness]:
        """Return how the services answered when they were asked last; empty before that."""
        return self._asked

    async def recommend(self) -> None:
        """Say which services the mission needs."""
        known = self._ledger.mission.recommended
        fresh = [
            ToolkitRecommended(toolkit=toolkit, required=USES[toolkit].required)
            for toolkit in self.toolkits
            if toolkit not in known
        ]
        if fresh:
            await self._ledger.append(*fresh)

    async def connect(self, toolkit: Toolkit) -> None:
        """Record the verified account, once. An optional service may stay away.

        Raises ServiceError when a required service does not let us in.
        """
        if toolkit in self._ledger.mission.connected:
            return
        try:
            account = await self._connections.known[toolkit].account()
        except TriageError:
            await self._flow(toolkit, AuthOutcome.FAILED)
            if USES[toolkit].required:
                raise
            return
        await self._connected(toolkit, account)

    async def sign_in(self, toolkit: Toolkit, way: Way, entered: Entered) -> None:
        """Sign in and record who we are there."""
        known = self._connections.known[toolkit]
        try:
            await self._real().sign_in(toolkit, way, entered, known)
        except TriageError:
            if self._begun:
                await self._flow(toolkit, AuthOutcome.FAILED, way)
            raise
        await self._connected(toolkit, await known.account(), way)

    async def sign_out(self, toolkit: Toolkit) -> None:
        """Revoke and wipe."""
        await self._real().sign_out(toolkit)

    async def approvers(self) -> tuple[tuple[str, str], ...]:
        """Return who may approve."""
        return self._real().approvers()

    async def name_approver(self, name: str, email: str) -> None:
        """Add an approver."""
        self._real().name_approver(name, email)

    async def set_up(self, values: Mapping[str, str]) -> None:
        """Keep what was typed."""
        self._real().set_up(values)

    def _real(self) -> Gate:
        if self._gate is None:
            raise RuleError(
                "Nobody signs in to the sandbox",
                "Its services know everybody.",
                "Choose a profile with accounts on the welcome page.",
            )
        return self._gate

    @property
    def _begun(self) -> bool:
        """Before a mission has started nothing of it can be on record; Prepare records it then."""
        return bool(self._ledger.mission.started_at)

    async def _connected(self, toolkit: Toolkit, account: Account, way: Way | None = None) -> None:
        grant = await self._gate.grant(toolkit) if self._gate else None
        scopes = grant.scopes if grant and grant.scopes else account.scopes
        way = way or (grant.way if grant else None)
        if self._begun:
            await self._flow(toolkit, AuthOutcome.SIGNED_IN, way)
            connected = ToolkitConnected(toolkit=toolkit, account=account.id, scopes=scopes)
            await self._ledger.append(connected)
        if toolkit is Toolkit.ZENDESK:
            # From here on whatever goes on record is done by the account the help desk verified.
            actor = self._ledger.actor
            self._ledger.actor = Actor(account.id, actor.os_user, actor.role)

    async def _flow(self, toolkit: Toolkit, outcome: AuthOutcome, way: Way | None = None) -> None:
        broker = _BROKER if way is Way.BROKER else _DIRECT
        await self._ledger.append(ComposioAuthFlow(toolkit=toolkit, broker=broker, outcome=outcome))

    async def _card(self, toolkit: Toolkit) -> ToolCard:
        card = await ask(toolkit, self._connections.known[toolkit], self._gate)
        return replace(card, spent=spent(self._connections.meter.of(toolkit)))
