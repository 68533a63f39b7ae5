"""One mission opened for the window: its services, ledger, approval page; closed in the other order."""

import asyncio
from dataclasses import dataclass, field, replace
from datetime import datetime
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any

from desktop.domain.values import Id
from desktop.domain.words import Mode
from desktop.ledger.reading import only_read
from ui.bridge.desk import ScreenDesk
from ui.bridge.relay import Relay

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from desktop.base.clock import Clock
    from desktop.deck import Deck, Desk, Services
    from desktop.preferences.contract import AssistantCommands, LevelsCommands, LockCommands


@dataclass
class Opened:
    """What belongs to the open mission. Use ``on_sandbox`` or ``on_accounts``; ``sandbox`` is None there."""

    desk: "Desk"
    services: "Services"
    sandbox: Any
    lock: Any
    relay: Relay
    _room: Any = field(repr=False)
    _deck: Any = field(repr=False)
    look: Any = field(default=None, repr=False)
    """The mission as somebody looks at it whom another window keeps from working; None where one works."""
    _server: Any = None
    _address: str = ""

    @classmethod
    async def on_sandbox(cls, deck: "Deck", mission: Id | None, queue: Path | None) -> "Opened":
        """Open a mission on its own sandbox: an old one goes on where both stood. Raises TriageError."""
        room: Any = import_module("desktop.deck")
        wanted = mission or room.new_mission(deck)
        lock = room.lock_mission(deck.folder, wanted)
        sandbox = services = None
        try:
            sandbox = await asyncio.to_thread(room.serve_sandbox, deck, wanted, queue)
            services = await room.connect_sandbox(sandbox.url, deck.preferences, "sandbox")
            desk = await room.open_desk(deck, services, wanted)
        except BaseException:
            if services is not None:
                await services.close()
            if sandbox is not None:
                await asyncio.to_thread(sandbox.close)
            lock.release()
            raise
        return cls(desk, services, sandbox, lock, Relay(deck.bus), room, deck)

    @classmethod
    async def on_accounts(cls, deck: "Deck", mission: Id | None) -> "Opened":
        """Open a mission on the profile's accounts; nobody has to be signed in yet. Raises TriageError."""
        room: Any = import_module("desktop.deck")
        wanted = mission or room.new_mission(deck)
        lock = room.lock_mission(deck.folder, wanted)
        services = None
        try:
            services = await room.connect_accounts(deck)
            desk = await room.open_desk(deck, services, wanted)
        except BaseException:
            if services is not None:
                await services.close()
            lock.release()
            raise
        return cls(desk, services, None, lock, Relay(deck.bus), room, deck)

    @classmethod
    async def to_look(cls, deck: "Deck", mission: Id) -> "Opened":
        """Open a mission another window works on, to look at it. Raises TriageError."""
        room: Any = import_module("desktop.deck")
        look = await room.look_at(deck, mission)
        return cls(look.desk, look.services, None, None, Relay(look.bus), room, deck, look)

    async def look_again(self) -> bool:
        """Follow what the other window did; return whether it has ended."""
        await self.look.again()
        place, mission = self._deck.folder, self.desk.ledger.mission.id
        free: bool = await asyncio.to_thread(self._room.mission_is_free, place, mission)
        return free

    async def _refuse(self, *_: object) -> Any:
        raise only_read()

    @property
    def screen(self) -> ScreenDesk:
        """The desk as the pages see it."""
        deck, clock, url = self._deck, self.services.clock, self.approval_url
        if self.look is not None:
            skip = self._refuse if self.desk.ledger.mission.mode is Mode.SANDBOX else None
            seen = screen_of(
                self.desk, settings_of(deck), clock, self._refuse, skip, None, deck.name
            )
            return replace(seen, read_only=True)
        if self.sandbox is None:
            key = self.recovery_key
            return screen_of(self.desk, settings_of(deck), clock, url, None, key, deck.name)
        return screen_of(self.desk, settings_of(deck), clock, url, self.skip_to)

    async def keep_time(self, may: "Callable[[], bool]") -> None:
        """Release what is due while ``may`` says so; until cancelled."""
        await self._room.keep_time_while(self.desk, may)

    async def recovery_key(self) -> str:
        """Make the profile a new recovery key."""
        key: str = await asyncio.to_thread(self._deck.new_recovery_key)
        return key

    async def approval_url(self) -> str:
        """Serve the approval page from its own thread, once; return its address."""
        if self._server is None:
            server = self._room.serve_approvals(self.desk, asyncio.get_running_loop())
            self._address = await asyncio.to_thread(server.start)
            self._server = server
        return self._address

    async def skip_to(self, instant: datetime) -> None:
        """Let the sandbox's time jump ahead."""
        services: Any = self.services  # the sandbox's: nobody else's time can be skipped
        await services.door.until(instant)

    async def close(self) -> None:
        """End page, services and sandbox, then let the mission go."""
        self.relay.close()
        if self._server is not None:
            await asyncio.to_thread(self._server.close)
        await self.services.close()
        if self.sandbox is not None:
            await asyncio.to_thread(self.sandbox.close)
        if self.lock is not None:
            self.lock.release()


Settings = tuple["LevelsCommands", "AssistantCommands", "LockCommands"]
"""What a profile's settings answer to."""


def settings_of(deck: "Deck") -> Settings:
    """Return the settings of an open profile."""
    return deck.levels, deck.assistant, deck.lock


def screen_of(
    desk: "Desk",
    settings: Settings,
    clock: "Clock",
    approval_url: "Callable[[], Awaitable[str]]",
    skip_to: "Callable[[datetime], Awaitable[None]] | None",
    recovery_key: "Callable[[], Awaitable[str]] | None" = None,
    profile: str = "sandbox",
) -> ScreenDesk:
    """Return a mission's desk as the pages see it; only the sandbox's time can be skipped."""
    levels, assistant, lock = settings
    return ScreenDesk(
        mode=Mode.SANDBOX if skip_to else Mode.PRODUCTION,
        clock=clock,
        accounts=desk.accounts,
        home=desk.home,
        define=desk.define,
        prepare=desk.prepare,
        plan=desk.plan,
        assistance=desk.assistance,
        approve=desk.approve,
        execute=desk.execute,
        reflect=desk.reflect,
        watch=desk.watch,
        clocks=desk.clocks,
        presence=desk.presence,
        evidence=desk.evidence,
        levels=levels,
        assistant=assistant,
        lock=lock,
        approval_url=approval_url,
        skip_to=skip_to,
        recovery_key=recovery_key,
        profile=profile,
    )
