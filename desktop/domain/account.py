"""Accounts: what an admin sets up for each service, and what a person was granted there."""

from enum import StrEnum
from typing import Annotated

from msgspec import Meta, Struct

from desktop.domain.values import Millis, Toolkit

PORTS = (28417, 28418, 28419)
"""Where a browser comes back to on this computer: registered with the services, so fixed. Below the ports systems hand out."""

Label = Annotated[str, Meta(pattern=r"^([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?)?$")]
"""The first part of a site's host name (RFC 1035), or nothing yet."""
Short = Annotated[str, Meta(max_length=200)]
Loopback = Annotated[str, Meta(pattern=r"^(http://127\.0\.0\.1:[0-9]{1,5})?$")]


class Way(StrEnum):
    """How a person signs in to a service."""

    BROWSER = "browser"
    TOKEN = "token"  # noqa: S105 - the name of a way, not a token
    ANONYMOUS = "anonymous"
    BROKER = "broker"


class Grant(Struct, frozen=True, repr_omit_defaults=True):
    """What a service let us have. Sealed under the profile key; never in a log, a fact or a repr.

    Attributes:
        way: How it came about.
        access: Access token, API token, bot token, or the broker's key.
        refresh: What gets the next access token; empty when there is no next one.
        asked: The scopes we asked for.
        scopes: The scopes we were granted; empty when the service does not say.
        expires_at: When ``access`` ends; 0 when it does not.
        user: The e-mail address a pasted token belongs to.
        place: The site's id at Atlassian, the connected account's at a broker.
        ended: The service no longer renews it: sign in again.
    """

    way: Way
    access: str = ""
    refresh: str = ""
    asked: tuple[str, ...] = ()
    scopes: tuple[str, ...] = ()
    expires_at: Millis = 0
    user: str = ""
    place: str = ""
    ended: bool = False

    def __repr__(self) -> str:
        """Show the way alone: a grant may end up in a traceback."""
        return f"Grant({self.way})"


class ZendeskSetup(Struct, frozen=True, forbid_unknown_fields=True):
    """``acme`` of ``acme.zendesk.com``, and the id of the public OAuth client its admin made."""

    subdomain: Label = ""
    client_id: Short = ""


class SlackSetup(Struct, frozen=True, forbid_unknown_fields=True):
    """The id of the workspace's app, with PKCE switched on."""

    client_id: Short = ""


class ConfluenceSetup(Struct, frozen=True, forbid_unknown_fields=True):
    """``acme`` of ``acme.atlassian.net``; a client id where an admin made a 3LO app."""

    site: Label = ""
    client_id: Short = ""


class BrokerSetup(Struct, frozen=True, forbid_unknown_fields=True):
    """Composio: whose accounts, and the auth config of each service that may go through it."""

    user_id: Short = ""
    auth_configs: dict[Toolkit, Short] = {}


class FolderSetup(Struct, frozen=True, forbid_unknown_fields=True):
    """A folder of Markdown files on this computer that is read as a knowledge base."""

    path: Annotated[str, Meta(max_length=1000)] = ""


class ApproverSetup(Struct, frozen=True, forbid_unknown_fields=True):
    """A manager who may approve; found in Slack by the e-mail address."""

    name: Short
    email: Annotated[str, Meta(pattern=r"^[^@\s]+@[^@\s]+$", max_length=200)]


class WindowSetup(Struct, frozen=True, forbid_unknown_fields=True):
    """What an administrator demands of the window: after how many minutes at the latest it covers what it shows."""

    lock_minutes: Annotated[int, Meta(ge=1, le=60)] | None = None


class Setup(Struct, frozen=True, forbid_unknown_fields=True):
    """What has to be known before anybody can sign in. Holds no secret.

    Attributes:
        address: A sandbox on this computer that stands for every service; empty for the real ones.
        ports: Where a browser comes back to.
    """

    zendesk: ZendeskSetup = ZendeskSetup()
    slack: SlackSetup = SlackSetup()
    confluence: ConfluenceSetup = ConfluenceSetup()
    composio: BrokerSetup = BrokerSetup()
    folder: FolderSetup = FolderSetup()
    approvers: tuple[ApproverSetup, ...] = ()
    ports: Annotated[tuple[Annotated[int, Meta(ge=1024, le=65535)], ...], Meta(min_length=1)] = (
        PORTS
    )
    address: Loopback = ""
    window: WindowSetup = WindowSetup()
