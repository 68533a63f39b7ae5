"""Readiness as a real check, and connecting: who the service says we are, with which scopes."""

from collections.abc import Mapping

from desktop.accounts.contract import ToolCard
from desktop.accounts.scopes import USES
from desktop.domain.errors import RefusedError, ServiceError
from desktop.domain.facts import (
    AuthOutcome,
    ComposioAuthFlow,
    ReadinessBadgeRendered,
    ToolkitConnected,
    ToolkitRecommended,
)
from desktop.domain.values import Readiness, Toolkit
from desktop.ledger.ledger import Ledger
from desktop.ports import Account, Connections

_DIRECT = "direct"


class Accounts:
    """The accounts of one mission."""

    def __init__(self, ledger: Ledger, connections: Connections) -> None:
        self._ledger = ledger
        self._connections = connections
        self._known: dict[Toolkit, Readiness] = {}

    async def cards(self) -> tuple[ToolCard, ...]:
        """Ask every service now and return its card."""
        cards = [await self._card(toolkit) for toolkit in Toolkit]
        self._known = {card.toolkit: card.readiness for card in cards}
        for card in cards:
            badge = ReadinessBadgeRendered(toolkit=card.toolkit, readiness=card.readiness)
            self._ledger.signal(badge)
        return tuple(cards)

    def known(self) -> Mapping[Toolkit, Readiness]:
        """Return how the services answered when they were asked last; empty before that."""
        return self._known

    async def recommend(self) -> None:
        """Say which services the mission needs."""
        known = self._ledger.mission.recommended
        fresh = [
            ToolkitRecommended(toolkit=toolkit, required=USES[toolkit].required)
            for toolkit in Toolkit
            if toolkit not in known
        ]
        if fresh:
            await self._ledger.append(*fresh)

    async def connect(self, toolkit: Toolkit) -> None:
        """Sign in and record the verified account. An optional service may stay away.

        Raises ServiceError when a required service does not let us in.
        """
        if toolkit in self._ledger.mission.connected:
            return
        try:
            account = await self._account(toolkit)
        except ServiceError:
            await self._flow(toolkit, AuthOutcome.FAILED)
            if USES[toolkit].required:
                raise
            return
        await self._flow(toolkit, AuthOutcome.SIGNED_IN)
        await self._ledger.append(
            ToolkitConnected(toolkit=toolkit, account=account.id, scopes=account.scopes)
        )

    async def _flow(self, toolkit: Toolkit, outcome: AuthOutcome) -> None:
        await self._ledger.append(
            ComposioAuthFlow(toolkit=toolkit, broker=_DIRECT, outcome=outcome)
        )

    async def _card(self, toolkit: Toolkit) -> ToolCard:
        use = USES[toolkit]
        readiness, account, reason, fix = Readiness.READY, "", "", ""
        try:
            account = (await self._account(toolkit)).name
        except RefusedError as refused:
            readiness = Readiness.NEEDS_AUTH if refused.status else Readiness.OFFLINE
            reason, fix = refused.message, refused.remedy
        except ServiceError as failed:
            readiness, reason, fix = Readiness.OFFLINE, failed.message, failed.remedy
        return ToolCard(
            toolkit, use.title, use.required, use.does, use.cannot, readiness, account, reason, fix
        )

    async def _account(self, toolkit: Toolkit) -> Account:
        if toolkit is Toolkit.ZENDESK:
            return await self._connections.tickets.account()
        if toolkit is Toolkit.CONFLUENCE:
            return await self._connections.knowledge.account()
        return await self._connections.chat.account()
