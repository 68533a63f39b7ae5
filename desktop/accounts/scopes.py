"""What each account is used for, in words a lead understands: exactly what is called, nothing more."""

from dataclasses import dataclass

from desktop.domain.values import Toolkit


@dataclass(frozen=True)
class Use:
    """What we do with a service."""

    title: str
    required: bool
    does: tuple[str, ...]
    cannot: tuple[str, ...]
    scopes: tuple[str, ...]


USES: dict[Toolkit, Use] = {
    Toolkit.ZENDESK: Use(
        "Zendesk",
        True,
        (
            "Read the tickets you can see, with their clocks",
            "Comment on tickets on your behalf",
            "Change tags and the category field",
        ),
        ("Cannot delete tickets", "Cannot change settings"),
        ("read", "write"),
    ),
    Toolkit.CONFLUENCE: Use(
        "Confluence",
        False,
        ("Read knowledge-base pages and their labels",),
        ("Cannot change pages",),
        ("read",),
    ),
    Toolkit.SLACK: Use(
        "Slack",
        True,
        (
            "Post escalations to the channel you name",
            "Take back our own messages",
            "Write the approver a direct message",
        ),
        ("Cannot read messages of people elsewhere",),
        ("chat:write", "channels:read"),
    ),
}
"""One entry per toolkit; the card lists it before asking."""
