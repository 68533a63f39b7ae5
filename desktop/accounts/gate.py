"""The way in of one profile: who is signed in where, what has to be known first, every way to sign in and out."""

from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import replace

from desktop.accounts.contract import Entered, Need, ToolCard
from desktop.accounts.keeper import GrantKeeper
from desktop.accounts.rights import judge
from desktop.accounts.scopes import USES
from desktop.accounts.setup import SetupBook
from desktop.accounts.sign_in import SignIn
from desktop.domain.account import Grant, Way
from desktop.domain.errors import InputError, RefusedError
from desktop.domain.values import Readiness, Toolkit
from desktop.ports import Account, Keys, Known

APP_SECRET = "app secret/"  # noqa: S105 - the name it is sealed under


class Gate:
    """One per profile with real accounts."""

    def __init__(self, keeper: GrantKeeper, sign_in: SignIn, setup: SetupBook, keys: Keys) -> None:
        self._keeper, self._sign_in, self._setup, self._keys = keeper, sign_in, setup, keys

    async def grant(self, toolkit: Toolkit) -> Grant | None:
        """Return what is kept for a service."""
        return await self._keeper.grant(toolkit)

    async def dress(self, card: ToolCard) -> ToolCard:
        """Return the card with its ways, its needs, and how the rights stand."""
        use, grant = USES[card.toolkit], await self._keeper.grant(card.toolkit)
        dressed = replace(
            card,
            asked=use.asked,
            ways=self._ways(card.toolkit),
            way=grant.way if grant else None,
            pasted=use.pasted,
            token_user=use.token_user,
            secret=use.secret,
            needs=tuple(self._need(*one) for one in use.setup),
        )
        return _judged(dressed, grant) if grant else dressed

    async def sign_in(self, toolkit: Toolkit, way: Way, entered: Entered, known: Known) -> None:
        """Sign in, then ask the service whether it knows us; a token it does not know is not kept."""
        before = await self._keeper.grant(toolkit)
        async with self._with_secret(toolkit, way, entered):
            grant = await self._come_in(toolkit, way, entered)
        try:
            account = await known.account()
        except RefusedError as refused:
            if refused.status in (401, 403):
                await self._put_back(toolkit, before)
            raise
        await self._note_scopes(toolkit, grant, account)

    async def sign_out(self, toolkit: Toolkit) -> None:
        """Revoke and wipe."""
        try:
            await self._sign_in.out(toolkit)
        finally:
            await self._keys.drop(APP_SECRET + toolkit.value)

    def set_up(self, values: Mapping[str, str]) -> None:
        """Keep what was typed; what a policy settles stays. Raises InputError."""
        if settled := sorted(set(values) & self._setup.settled):
            raise InputError(
                "Your admin has settled this",
                f"{', '.join(settled)} comes from the policy file.",
                "Ask the admin to change the file.",
            )
        self._setup.change(values)

    def approvers(self) -> tuple[tuple[str, str], ...]:
        """Return who may approve."""
        return tuple((one.name, one.email) for one in self._setup.now().approvers)

    def name_approver(self, name: str, email: str) -> None:
        """Add an approver. Raises InputError; a policy's list stays as it is."""
        if "approvers" in self._setup.settled:
            raise InputError(
                "Your admin has settled who approves",
                "The list comes from the policy file.",
                "Ask the admin to change the file.",
            )
        self._setup.name_approver(name, email)

    async def close(self) -> None:
        """Let renewals under way come to their end."""
        await self._keeper.close()

    async def _come_in(self, toolkit: Toolkit, way: Way, entered: Entered) -> Grant:
        if way is Way.TOKEN:
            return await self._sign_in.by_token(toolkit, entered.token, entered.user)
        if way is Way.BROKER:
            return await self._sign_in.by_broker(toolkit, entered.token)
        if way is Way.ANONYMOUS:
            return await self._sign_in.without(toolkit)
        return await self._sign_in.by_browser(toolkit)

    @asynccontextmanager
    async def _with_secret(
        self, toolkit: Toolkit, way: Way, entered: Entered
    ) -> AsyncIterator[None]:
        """The app's secret counts from now on; one that got nobody in gives way to the one before."""
        name = APP_SECRET + toolkit.value
        typed = entered.token.strip() if way is Way.BROWSER and USES[toolkit].secret else ""
        before = await self._keys.secret(name) if typed else None
        if typed:
            await self._keys.keep(name, typed.encode())
        try:
            yield
        except BaseException:
            if typed and before is not None:
                await self._keys.keep(name, before)
            elif typed:
                await self._keys.drop(name)
            raise

    async def _put_back(self, toolkit: Toolkit, before: Grant | None) -> None:
        if before is None:
            await self._keeper.forget(toolkit)
        else:
            await self._keeper.keep(toolkit, before)

    async def _note_scopes(self, toolkit: Toolkit, grant: Grant, account: Account) -> None:
        """A pasted token does not say what it may do; some services do when they are asked."""
        if grant.way is Way.TOKEN and account.scopes:
            await self._keeper.note_scopes(toolkit, account.scopes)

    def _ways(self, toolkit: Toolkit) -> tuple[Way, ...]:
        brokered = self._setup.now().composio.auth_configs
        return tuple(
            way for way in USES[toolkit].ways if way is not Way.BROKER or toolkit in brokered
        )

    def _need(self, field: str, label: str, hint: str) -> Need:
        return Need(field, label, hint, self._setup.value(field), field in self._setup.settled)


def _judged(card: ToolCard, grant: Grant) -> ToolCard:
    rights = judge(card.toolkit, grant)
    if rights.usable or card.readiness is Readiness.OFFLINE:
        return replace(card, rights=rights)
    return replace(
        card, rights=rights, readiness=Readiness.NEEDS_AUTH, reason=rights.words, fix=rights.fix
    )
