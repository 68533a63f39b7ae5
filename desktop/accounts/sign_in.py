"""Signing in: by the system's browser and back, by a pasted token, through the broker, or not at all.

Source: RFC 8252 (native apps), RFC 7636 (PKCE), RFC 9700. Which redirect each service accepts is in ``scopes.USES``.
"""

import asyncio
import base64
import contextlib
from collections.abc import Awaitable, Callable, Iterator, Mapping
from typing import TypeVar

from desktop.accounts.keeper import GrantKeeper
from desktop.accounts.scopes import USES
from desktop.base.ids import Ids
from desktop.domain.account import Grant, Way
from desktop.domain.errors import InputError, RefusedError, ServiceError, UnknownOutcomeError
from desktop.domain.values import Toolkit
from desktop.ports import Broker, Question, Returns

Open = Callable[[str], Awaitable[None]]
"""Opens an address in the system's browser. Raises InputError when there is none."""

T = TypeVar("T")

_PATIENCE = 300.0
_GONE = (401, 404)
"""What a service says of a grant that is no more: signing out of it is done."""
_POLL = 1.0


class SignIn:
    """Turns a person's consent into a kept grant.

    Args:
        keeper: Keeps what is granted.
        returns: Where browsers come back to.
        broker: Whom accounts may be connected at instead.
        ports: The registered ports on this computer.
        open_page: Opens the system's browser.
        patience: Seconds a person may take on the consent page.
    """

    def __init__(
        self,
        keeper: GrantKeeper,
        returns: Returns,
        broker: Broker,
        ids: Ids,
        ports: tuple[int, ...],
        open_page: Open,
        patience: float = _PATIENCE,
    ) -> None:
        self._keeper, self._returns, self._broker, self._ids = keeper, returns, broker, ids
        self._ports, self._open, self._patience = ports, open_page, patience

    async def by_browser(self, toolkit: Toolkit) -> Grant:
        """Ask in the browser and wait for the answer. Raises RefusedError when the person said no."""
        use, authority = USES[toolkit], self._keeper.authority(toolkit)
        state, verifier = self._secret(), self._secret()
        path = f"/signed-in/{toolkit.value}"
        ports = self._ports if use.any_port else self._ports[:1]
        async with self._returns.open(use.host, path, ports, state) as door:
            question = Question(state, verifier, door.redirect, use.wanted)
            await self._open(authority.address(question))
            answer = await self._in_time(door.answer())
        with _said_of_a_sign_in(use.title):
            grant = await authority.exchange(_code(answer, use.title), question)
        await self._keeper.keep(toolkit, grant)
        return grant

    async def by_token(self, toolkit: Toolkit, token: str, user: str) -> Grant:
        """Keep a pasted token; whether it is one the service knows is asked right after."""
        token, user = token.strip(), user.strip()
        if not token or not token.isascii() or any(c.isspace() for c in token):
            raise InputError(
                "This is no token",
                "A token is one line of letters and digits without spaces.",
                "Copy it again from the page that made it.",
            )
        if USES[toolkit].token_user and "@" not in user:
            raise InputError(
                "The e-mail address is missing",
                "The token counts only with the address of the account it belongs to.",
                "Type the address you sign in with there.",
            )
        grant = Grant(Way.TOKEN, token, user=user)
        await self._keeper.keep(toolkit, grant)
        return grant

    async def by_broker(self, toolkit: Toolkit, key: str) -> Grant:
        """Connect the account at the broker, on its page; ask until it says it is."""
        key = key.strip()
        with _said_of_a_sign_in("Composio"):
            link = await self._broker.link(toolkit, key)
            try:
                await self._open(link.url)
                await self._in_time(self._connected(link.account, key))
                await self._broker.check(toolkit, link.account, key)
            except BaseException:
                with contextlib.suppress(ServiceError):  # nobody would know of it there
                    await self._broker.remove(link.account, key)
                raise
        grant = Grant(Way.BROKER, key, place=link.account)
        await self._keeper.keep(toolkit, grant)
        return grant

    async def without(self, toolkit: Toolkit) -> Grant:
        """Use what is open to everybody."""
        grant = Grant(Way.ANONYMOUS)
        await self._keeper.keep(toolkit, grant)
        return grant

    async def out(self, toolkit: Toolkit) -> None:
        """Take the grant back where it was given, and wipe it here whatever the service says."""
        grant = await self._keeper.grant(toolkit)
        try:
            if grant is not None and grant.way is Way.BROKER:
                await self._broker.remove(grant.place, grant.access)
            elif grant is not None and not grant.ended:
                await self._keeper.authority(toolkit).revoke(grant)
        except RefusedError as refused:
            if refused.status not in _GONE:
                raise _signed_out_here(USES[toolkit].title, refused) from refused
        except ServiceError as failed:
            raise _signed_out_here(USES[toolkit].title, failed) from failed
        finally:
            await self._keeper.forget(toolkit)

    async def _connected(self, account: str, key: str) -> None:
        while True:
            if await self._broker.active(account, key):
                return
            await asyncio.sleep(_POLL)

    async def _in_time(self, answer: Awaitable[T]) -> T:
        try:
            async with asyncio.timeout(self._patience):
                return await answer
        except TimeoutError as late:
            raise InputError(
                "Nobody came back from the browser",
                f"We waited {self._patience / 60:.0f} minutes for the consent page.",
                "Begin again. If the page shows an error, give it to your admin: client id or redirect differ.",
            ) from late

    def _secret(self) -> str:
        """256 bits as 43 characters (RFC 7636 §4.1)."""
        return base64.urlsafe_b64encode(self._ids.token(32)).rstrip(b"=").decode()


@contextlib.contextmanager
def _said_of_a_sign_in(title: str) -> Iterator[None]:
    """What is unclear of a sign-in harms nobody: nothing was kept, and one begins again."""
    try:
        yield
    except UnknownOutcomeError as unclear:
        raise RefusedError(
            f"{title} did not finish the sign-in",
            unclear.message,
            "Sign in again; if it stays, look at the service's status page. Nothing was kept.",
        ) from unclear


def _signed_out_here(title: str, failed: ServiceError) -> ServiceError:
    return ServiceError(
        "Signed out here only",
        f"{title} did not say that the sign-in is taken back: {failed.message}",
        f"It is wiped on this computer. To end it there too, remove Triage Deck in {title}'s own settings.",
        failed.status,
    )


def _code(answer: Mapping[str, str], title: str) -> str:
    """Return the code the browser brought. Raises RefusedError with the service's reason."""
    if "code" in answer:
        return answer["code"]
    said = answer.get("error_description") or answer.get("error") or "no code came back"
    denied = answer.get("error") == "access_denied"
    raise RefusedError(
        f"{title} was not connected",
        "The consent page was answered with no." if denied else f"The service said: {said[:200]}",
        "Begin again when you are ready. Nothing was changed.",
        403,
    )
