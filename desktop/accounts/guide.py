"""The admin guide: what an admin does once, in each service, before leads can sign in. Made of what we really use."""

from dataclasses import dataclass

from desktop.accounts.scopes import USES
from desktop.domain.account import PORTS
from desktop.domain.values import Toolkit


@dataclass(frozen=True)
class Chapter:
    """One service: what to do, step by step, and what is copied there."""

    title: str
    steps: tuple[str, ...]
    copied: tuple[str, ...] = ()


def chapters(policy: str) -> tuple[Chapter, ...]:
    """Return the guide; ``policy`` is where the policy file belongs on this computer."""
    return (_zendesk(), _slack(), _confluence(), _composio(), _folder(), _policy(policy))


def redirects(toolkit: Toolkit) -> tuple[str, ...]:
    """Return the addresses to register: letter by letter, services compare them so."""
    use = USES[toolkit]
    ports = PORTS if use.any_port else PORTS[:1]
    return tuple(f"http://{use.host}:{port}/signed-in/{toolkit.value}" for port in ports)


def _zendesk() -> Chapter:
    return Chapter(
        "Zendesk",
        (
            "Admin Center, Apps and integrations, APIs, OAuth clients: add a client.",
            "Client kind: Public. Triage Deck uses PKCE and never sends the secret.",
            "Redirect URLs, one a line, exactly these:",
            f"It will ask for the scopes {' and '.join(USES[Toolkit.ZENDESK].asked)}.",
            "Give leads the subdomain and the client's unique identifier.",
        ),
        redirects(Toolkit.ZENDESK),
    )


def _slack() -> Chapter:
    return Chapter(
        "Slack",
        (
            "api.slack.com/apps: create an app for your workspace from scratch.",
            "OAuth & Permissions: switch PKCE on (this cannot be switched off again).",
            "Redirect URLs, exactly these:",
            f"User token scopes: {', '.join(USES[Toolkit.SLACK].asked)}. No bot scope.",
            "Give leads the client id. Instead, a bot token may be pasted on the card.",
        ),
        redirects(Toolkit.SLACK),
    )


def _confluence() -> Chapter:
    return Chapter(
        "Confluence",
        (
            'A public knowledge base needs nothing: leads choose "Use without signing in".',
            "Otherwise the simplest way is an API token each lead makes in their Atlassian account.",
            "For sign-in with the browser: developer.atlassian.com, an OAuth 2.0 (3LO) app, this callback URL:",
            f"Permissions: {', '.join(USES[Toolkit.CONFLUENCE].wanted)}.",
            "Atlassian has no public clients: leads type the app's secret once. It is sealed on their computer.",
        ),
        redirects(Toolkit.CONFLUENCE),
    )


def _composio() -> Chapter:
    return Chapter(
        "Composio (optional)",
        (
            "Off unless the policy file names it: tokens and ticket text then pass a third party.",
            "Make an auth config for each service and a scoped key that may use proxy execute and tools.",
        ),
    )


def _folder() -> Chapter:
    return Chapter(
        f"{USES[Toolkit.FOLDER].title} (optional)",
        (
            "A folder of Markdown files on the leads' computers can be a knowledge base of its own, or the only one.",
            "Its path goes into the policy file; nobody signs in to it.",
        ),
        ("[folder]", 'path = "/srv/support/guides"'),
    )


def _policy(place: str) -> Chapter:
    return Chapter(
        "The policy file",
        (
            f"Put this at {place}; what stands there cannot be changed in the window.",
            "It holds no secret. Leave out what you do not use.",
        ),
        (
            "[zendesk]",
            'subdomain = "acme"',
            'client_id = "triagedeck"',
            "[slack]",
            'client_id = "1234567890.1234567890"',
            "[confluence]",
            'site = "acme"',
            "[[approvers]]",
            'name = "Mira Vogel"',
            'email = "mira@acme.com"',
            "[window]",
            "lock_minutes = 5",
        ),
    )
