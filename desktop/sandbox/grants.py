"""What the authorisation servers remember: clients, open questions, codes, tokens, connected accounts."""

from datetime import datetime
from typing import Literal

import msgspec

Service = Literal["zendesk", "slack", "atlassian", "composio"]
PREFIX = "sandbox-"
"""How every token begins that was issued here; any other bearer token is a stranger's."""

_PORTS = (28417, 28418, 28419)
_ZENDESK = (
    "read write impersonate tickets:read tickets:write users:read users:write auditlogs:read organizations:read"
    " organizations:write hc:read hc:write apps:read apps:write triggers:read triggers:write automations:read"
    " automations:write targets:read targets:write webhooks:read webhooks:write"
)
_SLACK = (
    "channels:history channels:read channels:write chat:write groups:history groups:read groups:write"
    " im:history im:read im:write mpim:history mpim:read mpim:write reactions:read reactions:write users:read"
    " users:read.email team:read"
)
_ATLASSIAN = (
    "read:page:confluence read:space:confluence read:user:confluence search:confluence offline_access"
    " read:content-details:confluence read:confluence-content.all read:confluence-content.summary"
    " read:confluence-space.summary read:confluence-user"
)


class Client(msgspec.Struct):
    """An application registered with a service.

    Attributes:
        redirects: Where an answer may be sent; compared letter by letter.
        scopes: What it may be given; the rest of what it asks for is left out or refused, as the service does.
        pkce: Whether it may prove itself by PKCE; such a client is public and needs no secret.
        rotation: Whether its tokens expire and are renewed.
        role: Makes the signed-in Zendesk user an agent or an admin; empty leaves him as the queue file has him.
    """

    id: str
    redirects: list[str]
    scopes: list[str]
    secret: str = ""
    pkce: bool = True
    rotation: bool = True
    access_seconds: int = 1800
    refresh_seconds: int = 30 * 86400
    role: Literal["", "agent", "admin"] = ""


class Ask(msgspec.Struct):
    """A consent page that nobody has answered yet."""

    service: Service
    client: str
    redirect: str
    scopes: list[str]
    state: str
    challenge: str
    until: datetime
    account: str = ""


class Code(msgspec.Struct):
    """What a client turns into a token, once."""

    ask: Ask
    until: datetime
    used: bool = False


class Token(msgspec.Struct):
    """An access token with its refresh token; ``until`` is None where it does not expire."""

    id: int
    service: Service
    client: str
    scopes: list[str]
    access: str
    refresh: str
    made: datetime
    until: datetime | None
    refresh_until: datetime
    revoked: bool = False


class Connected(msgspec.Struct):
    """An account connected through Composio; ``token`` is the access token it acts with."""

    id: str
    toolkit: Literal["zendesk", "slack", "confluence"]
    config: str
    user: str
    made: datetime
    until: datetime
    status: Literal["INITIATED", "ACTIVE", "FAILED", "EXPIRED", "INACTIVE"] = "INITIATED"
    data: dict[str, str] = {}
    callback: str = ""
    token: str = ""


def _clients() -> dict[Service, Client]:
    there = {"zendesk": "127.0.0.1", "slack": "localhost"}
    redirects = {
        name: [f"http://{host}:{port}/signed-in/{name}" for port in _PORTS]
        for name, host in there.items()
    }
    atlassian = [f"http://localhost:{_PORTS[0]}/signed-in/confluence"]
    return {
        "zendesk": Client("triagedeck", redirects["zendesk"], _ZENDESK.split()),
        "slack": Client("1000.2000", redirects["slack"], _SLACK.split(), access_seconds=12 * 3600),
        "atlassian": Client(
            "atl-triagedeck",
            atlassian,
            _ATLASSIAN.split(),
            secret="atl-secret",  # noqa: S106 - the published secret of a made-up client
            pkce=False,
            access_seconds=3600,
            refresh_seconds=90 * 86400,
        ),
        "composio": Client("composio", [], [], secret="cmp-key"),  # noqa: S106 - as above
    }


class Grants(msgspec.Struct):
    """All of it, by name or by token."""

    clients: dict[Service, Client] = msgspec.field(default_factory=_clients)
    asks: dict[str, Ask] = {}
    codes: dict[str, Code] = {}
    tokens: dict[str, Token] = {}
    accounts: dict[str, Connected] = {}
