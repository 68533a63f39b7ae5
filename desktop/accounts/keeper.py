"""Keeps the grants: sealed in the local database, renewed by one at a time, never half there.

A refresh token works once. Two renewals at the same time would lock the account out, so there is one lock in this
process and one across processes, and whoever comes second finds the grant the first one got. A renewal that has
begun is finished even if whoever asked has gone: its answer is the only copy of the next token.
"""

import asyncio
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from datetime import datetime, timedelta
from pathlib import Path

import msgspec
from filelock import FileLock, Timeout

from desktop.base.clock import Clock
from desktop.base.log import get_log
from desktop.domain.account import Grant, Way
from desktop.domain.errors import RefusedError, ServiceError, UnknownOutcomeError
from desktop.domain.values import Toolkit, to_millis
from desktop.ports import Authority, Broker, Keys, Reach

_EARLY = timedelta(seconds=60)
_MOMENT = timedelta(seconds=30)
"""A storm of refusals renews once in this time: rotating on and on would help nobody."""
_LOCK_SECONDS = 30.0
_OVER = (400, 401, 403)


class GrantKeeper:
    """One per profile.

    Args:
        keys: Seals the grants.
        clock: Tells when a token is about to end.
        authorities: Who renews what.
        broker: Whom the accounts of broker grants lie with.
        lock: A file next to the database, for other processes of this profile.
    """

    def __init__(
        self,
        keys: Keys,
        clock: Clock,
        authorities: Mapping[Toolkit, Authority],
        broker: Broker,
        lock: Path,
    ) -> None:
        self._keys, self._clock, self._authorities = keys, clock, authorities
        self._broker, self._lock = broker, lock
        self._turns: dict[Toolkit, asyncio.Lock] = {one: asyncio.Lock() for one in Toolkit}
        self._known: dict[Toolkit, Grant | None] = {}
        self._renewed: dict[Toolkit, datetime] = {}
        self._renewals: set[asyncio.Task[Grant | None]] = set()

    def authority(self, toolkit: Toolkit) -> Authority:
        """Return who lets people in there."""
        return self._authorities[toolkit]

    def reach(self, toolkit: Toolkit, grant: Grant) -> Reach:
        """Return where a grant leads."""
        if grant.way is Way.BROKER:
            return self._broker.reach(toolkit, grant)
        return self._authorities[toolkit].reach(grant)

    async def grant(self, toolkit: Toolkit) -> Grant | None:
        """Return what is kept; None when nobody signed in."""
        if toolkit not in self._known:
            self._known[toolkit] = await self._read(toolkit)
        return self._known[toolkit]

    async def keep(self, toolkit: Toolkit, grant: Grant) -> None:
        """Seal a grant in place of the old one, in one transaction."""
        await self._keys.keep(_name(toolkit), msgspec.json.encode(grant))
        self._known[toolkit] = grant
        self._renewed.pop(toolkit, None)

    async def note_scopes(self, toolkit: Toolkit, scopes: tuple[str, ...]) -> None:
        """Keep what the service says a pasted token may do."""
        grant = await self.grant(toolkit)
        if grant is not None:
            await self.keep(toolkit, msgspec.structs.replace(grant, scopes=scopes))

    async def forget(self, toolkit: Toolkit) -> None:
        """Wipe a grant; a renewal under way comes to its end first, or its answer would bring it back."""
        async with self._turns[toolkit]:
            await self._keys.drop(_name(toolkit))
            self._known[toolkit] = None

    async def current(self, toolkit: Toolkit) -> Grant:
        """Return a grant that has not run out, renewed where needed. Raises RefusedError 401."""
        grant = await self.grant(toolkit)
        if grant is not None and self._runs_out(grant):
            grant = await self._renew_in_time(toolkit, grant)
        if grant is None or grant.ended:
            raise _signed_out(toolkit, expired=grant is not None)
        return grant

    async def renew(self, toolkit: Toolkit, stale: Grant) -> Grant | None:
        """Return the grant after ``stale``: itself where nothing renews it, marked ended when that is over."""
        task = asyncio.create_task(self._renew(toolkit, stale))
        self._renewals.add(task)
        task.add_done_callback(self._renewals.discard)
        return await asyncio.shield(task)

    async def close(self) -> None:
        """Let renewals under way come to their end."""
        await asyncio.gather(*self._renewals, return_exceptions=True)

    async def renew_refused(self, toolkit: Toolkit, stale: Grant) -> Grant | None:
        """Return the grant after one the service refused; one that was renewed a moment ago is not at fault."""
        moment = self._clock.now() - _MOMENT
        if self._renewed.get(toolkit, moment) > moment:
            self._known[toolkit] = await self._read(toolkit)  # another process may have been at it
            return self._known[toolkit]
        return await self.renew(toolkit, stale)

    async def _renew_in_time(self, toolkit: Toolkit, grant: Grant) -> Grant | None:
        """The minute before a token ends is for an authority that is away just then."""
        try:
            return await self.renew(toolkit, grant)
        except ServiceError:
            if grant.expires_at <= to_millis(self._clock.now()):
                raise
            return grant

    def _runs_out(self, grant: Grant) -> bool:
        soon = to_millis(self._clock.now() + _EARLY)
        return bool(grant.refresh) and 0 < grant.expires_at <= soon and not grant.ended

    async def _renew(self, toolkit: Toolkit, stale: Grant) -> Grant | None:
        async with self._turns[toolkit], _alone(self._lock):
            now = await self._read(toolkit)
            self._known[toolkit] = now
            if now is None or now.ended or now.access != stale.access:
                return now
            if not now.refresh:
                return now  # a pasted token stays: one refusal may be the service's mistake
            fresh = await self._ask(toolkit, now)
            await self.keep(toolkit, fresh)
            self._renewed[toolkit] = self._clock.now()
            return fresh

    async def _ask(self, toolkit: Toolkit, grant: Grant) -> Grant:
        try:
            fresh = await self._authorities[toolkit].renew(grant)
        except UnknownOutcomeError as lost:
            # Only the renewal is in doubt. What it was for was not sent, and must not count as sent.
            remedy = "Try again in a moment. If it asks to sign in then, do: what was done is kept."
            raise RefusedError(lost.title, lost.message, remedy) from lost
        except RefusedError as refused:
            if refused.status not in _OVER:
                raise
            get_log("accounts").warning("grant ended", toolkit=toolkit.value)
            return _ended(grant)
        get_log("accounts").info("grant renewed", toolkit=toolkit.value)
        return fresh

    async def _read(self, toolkit: Toolkit) -> Grant | None:
        kept = await self._keys.secret(_name(toolkit))
        return msgspec.json.decode(kept, type=Grant) if kept else None


class GrantAccess:
    """Implements ``desktop.ports.Access`` for one service of the profile."""

    def __init__(self, keeper: GrantKeeper, toolkit: Toolkit) -> None:
        self._keeper, self._toolkit = keeper, toolkit

    async def reach(self) -> Reach:
        """Return where to go with the grant in force."""
        grant = await self._keeper.current(self._toolkit)
        return self._keeper.reach(self._toolkit, grant)

    async def renew(self, refused: Reach) -> bool:
        """Renew what was refused; whoever was faster did it for us."""
        grant = await self._keeper.grant(self._toolkit)
        if grant is None or grant.ended:
            return False
        if self._keeper.reach(self._toolkit, grant) != refused:
            return True
        fresh = await self._keeper.renew_refused(self._toolkit, grant)
        return fresh is not None and not fresh.ended and fresh.access != grant.access


def _name(toolkit: Toolkit) -> str:
    return f"grant/{toolkit.value}"


def _ended(grant: Grant) -> Grant:
    return msgspec.structs.replace(grant, access="", refresh="", ended=True)


@asynccontextmanager
async def _alone(path: Path) -> AsyncIterator[None]:
    lock = FileLock(path, thread_local=False)
    try:
        await asyncio.to_thread(lock.acquire, timeout=_LOCK_SECONDS)
    except Timeout as held:
        raise RefusedError(
            "Another window is renewing the sign-in",
            "It did not finish within half a minute.",
            "Close the other window of this profile, then go on. Nothing was sent.",
        ) from held
    try:
        yield
    finally:
        lock.release()


def _signed_out(toolkit: Toolkit, *, expired: bool) -> RefusedError:
    return RefusedError(
        "The sign-in has expired" if expired else "Not signed in",
        f"{toolkit.value.capitalize()} does not let us in"
        + (": the sign-in ended or was taken back." if expired else " before somebody signs in."),
        "Sign in on the tool card. What was done is kept.",
        401,
    )
