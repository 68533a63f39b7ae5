"""What each account is used for, in words a lead understands: exactly what is called, nothing more.

One entry is one tool card. ``asked`` is what the consent page will show; nothing else is ever asked for.
"""

from dataclasses import dataclass

from desktop.domain.account import Way
from desktop.domain.values import Toolkit


@dataclass(frozen=True)
class Use:
    """What we do with a service, and how one signs in.

    Attributes:
        asked: The scopes of a sign-in by browser.
        besides: What comes along and is no right to do anything (that the sign-in lasts, who one is).
        ways: How one can sign in, the best one first.
        host: What the service calls this computer in a redirect (services differ).
        any_port: Whether several redirects can be registered.
        pasted: What is pasted, as the service calls it.
        token_user: Whether a pasted token needs the account's e-mail address.
        who: How a card says whose account it is.
        secret: What the app's own secret is called, for a service that has no public clients.
        setup: What must be known before the browser way works: field, its name, what it looks like.
    """

    title: str
    required: bool
    does: tuple[str, ...]
    cannot: tuple[str, ...]
    asked: tuple[str, ...] = ()
    besides: tuple[str, ...] = ()
    ways: tuple[Way, ...] = (Way.BROWSER, Way.TOKEN, Way.BROKER)
    host: str = "127.0.0.1"
    any_port: bool = True
    pasted: str = "token"
    token_user: bool = False
    who: str = "Signed in as"
    secret: str = ""
    setup: tuple[tuple[str, str, str], ...] = ()

    @property
    def wanted(self) -> tuple[str, ...]:
        """What the consent page is asked for."""
        return (*self.asked, *(one for one in self.besides if one == "offline_access"))


USES: dict[Toolkit, Use] = {
    Toolkit.ZENDESK: Use(
        "Zendesk",
        True,
        (
            "Read the tickets you can see, with their clocks and their history",
            "Read SLA policies and business hours, where you may",
            "Comment on tickets on your behalf",
            "Change tags, the category and, where you want it, the assignee",
            "Make tickets of the follow-ups you push",
        ),
        ("Cannot delete tickets", "Cannot change settings"),
        # An update's audit is read back for undo, and only the wide "read" opens audits.
        asked=("read", "tickets:write"),
        pasted="API token",
        token_user=True,
        setup=(
            ("zendesk.subdomain", "Subdomain", "acme of acme.zendesk.com"),
            ("zendesk.client_id", "Client id", "from your admin"),
        ),
    ),
    Toolkit.CONFLUENCE: Use(
        "Confluence",
        False,
        ("Read knowledge-base pages and their labels",),
        ("Cannot change pages",),
        asked=("read:page:confluence", "read:space:confluence", "search:confluence"),
        besides=("offline_access",),
        ways=(Way.ANONYMOUS, Way.TOKEN, Way.BROWSER, Way.BROKER),
        host="localhost",
        any_port=False,
        pasted="API token",
        token_user=True,
        secret="App secret",  # noqa: S106 - its name on the card
        setup=(
            ("confluence.site", "Site", "acme of acme.atlassian.net"),
            ("confluence.client_id", "Client id", "only for sign-in with the browser"),
        ),
    ),
    Toolkit.SLACK: Use(
        "Slack",
        True,
        (
            "Find the channel you name and post escalations there, as you",
            "See who replied or reacted to them",
            "Take back our own messages",
            "Write the approver a direct message",
        ),
        ("Cannot read direct messages of others", "Cannot change channels"),
        asked=(
            "chat:write",
            "channels:read",
            "channels:history",
            "groups:read",
            "groups:history",
            "im:write",
            "users:read",
            "users:read.email",
        ),
        besides=("identify",),
        host="localhost",
        pasted="bot token",
        setup=(("slack.client_id", "Client id", "from your admin"),),
    ),
    Toolkit.FOLDER: Use(
        "Folder of pages",
        False,
        ("Read the Markdown files of one folder on this computer",),
        ("Cannot change files", "Follows no link out of the folder"),
        ways=(),
        who="Reads the folder",
    ),
}
"""One entry per toolkit; the card lists it before asking."""
