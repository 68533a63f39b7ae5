"""The managers an admin named: found in Slack by their e-mail address, with the code each enrolled earlier."""

from collections.abc import Callable

from msgspec import Struct

from desktop.connectors.http import Http
from desktop.domain.account import ApproverSetup, Setup
from desktop.domain.approval import Approver
from desktop.domain.errors import RefusedError
from desktop.ports import Keys

_UNKNOWN = "users_not_found"


def enrolment(email: str) -> str:
    """Return the name an approver's secret is sealed under: one address, however it is written."""
    return f"enrolment/{email.strip().casefold()}"


class _User(Struct, frozen=True):
    id: str


class _Found(Struct, frozen=True):
    ok: bool
    user: _User | None = None
    error: str | None = None


class SetupApprovers:
    """Implements ``desktop.ports.ApproverDirectory``.

    Args:
        setup: Who may approve.
        slack: The client of Slack.
        keys: Where the codes' secrets are sealed.
    """

    def __init__(self, setup: Callable[[], Setup], slack: Http, keys: Keys) -> None:
        self._setup, self._slack, self._keys = setup, slack, keys

    async def approvers(self) -> tuple[Approver, ...]:
        """Return the managers Slack knows, the first one of the setup first. Raises ServiceError."""
        found = [await self._approver(one) for one in self._setup().approvers]
        return tuple(one for one in found if one is not None)

    async def _approver(self, one: ApproverSetup) -> Approver | None:
        said = await self._slack.get("/users.lookupByEmail", _Found, email=one.email)
        if said.error == _UNKNOWN:
            return None
        if not said.ok or said.user is None:
            raise _refused(said.error or "no reason given")
        secret = await self._keys.secret(enrolment(one.email)) or b""
        return Approver(said.user.id, one.name, said.user.id, secret.decode())


def _refused(why: str) -> RefusedError:
    return RefusedError(
        "Slack did not look up the approvers",
        f"It said: {why}.",
        "Sign in to Slack again, with the right to find people by their e-mail address.",
        403,
    )
