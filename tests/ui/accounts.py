"""Accounts as the screen sees them, answering as a test wants: who is signed in, what goes wrong, what takes long."""

import asyncio
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any, cast

from desktop.accounts.contract import Entered, ToolCard
from desktop.accounts.scopes import USES
from desktop.base.clock import SystemClock
from desktop.domain.account import Way
from desktop.domain.errors import TriageError
from desktop.domain.values import Readiness, Toolkit
from ui.bridge.desk import ScreenDesk
from ui.dialogs.gallery_accounts import tool_card


@dataclass
class PlayedAccounts:
    """Implements ``SignInCommands``."""

    problem: TriageError | None = None
    slow: bool = False
    signed_in: dict[Toolkit, Way] = field(default_factory=dict)
    said: list[tuple[Any, ...]] = field(default_factory=list)
    kept: dict[str, str] = field(default_factory=dict)
    managers: list[tuple[str, str]] = field(default_factory=list)

    async def cards(self) -> tuple[ToolCard, ...]:
        """Return the cards as they stand."""
        return tuple(self._card(toolkit) for toolkit in Toolkit if USES[toolkit].ways)

    async def sign_in(self, toolkit: Toolkit, way: Way, entered: Entered) -> None:
        """Do as the test wants."""
        self.said.append(("in", toolkit, way, entered.token))
        if self.slow:
            await asyncio.sleep(60)
        if self.problem is not None:
            raise self.problem
        self.signed_in[toolkit] = way

    async def sign_out(self, toolkit: Toolkit) -> None:
        """Sign out."""
        self.said.append(("out", toolkit))
        self.signed_in.pop(toolkit, None)
        if self.problem is not None:
            raise self.problem

    async def approvers(self) -> tuple[tuple[str, str], ...]:
        """Return who may approve."""
        return tuple(self.managers)

    async def name_approver(self, name: str, email: str) -> None:
        """Add somebody, or do as the test wants."""
        if self.problem is not None:
            raise self.problem
        self.managers.append((name, email))

    async def set_up(self, values: Mapping[str, str]) -> None:
        """Keep."""
        self.said.append(("set up", dict(values)))
        self.kept.update(values)

    def _card(self, toolkit: Toolkit) -> ToolCard:
        card, way = tool_card(toolkit), self.signed_in.get(toolkit)
        needs = tuple(replace(need, value=self.kept.get(need.field, "")) for need in card.needs)
        if way is None:
            return replace(card, needs=needs)
        ready = {"readiness": Readiness.READY, "account": "Sam Rivera", "reason": "", "fix": ""}
        return replace(card, needs=needs, way=way, **ready)


def desk_with(accounts: PlayedAccounts, **more: Any) -> ScreenDesk:
    """Return a desk of which only the accounts are there."""

    @dataclass
    class Bare:
        accounts: PlayedAccounts
        recovery_key: Any = None
        clock: Any = field(default_factory=SystemClock)

    return cast("ScreenDesk", Bare(accounts, **more))
