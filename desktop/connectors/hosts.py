"""Where a token may travel: the services' own hosts by https, this computer by either; nowhere else.

The subdomain comes from a person or a policy file, so it is held to what Zendesk and Atlassian hand out:
``evil.example/.zendesk.com`` or ``zendesk.com.evil.example`` must not get a request, let alone a token.
"""

import re
from functools import lru_cache
from urllib.parse import SplitResult, urlsplit

from desktop.domain.assistant import problem_of
from desktop.domain.errors import InputError

_LABEL = r"[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?"
_ALLOWED = re.compile(
    rf"(?:{_LABEL}\.zendesk\.com|{_LABEL}\.atlassian\.net|(?:api|auth)\.atlassian\.com"
    r"|slack\.com|backend\.composio\.dev)"
)
_LOOPBACK = ("127.0.0.1", "::1", "localhost")
_PLAIN = re.compile(r"[!-\[\]-~]+")
"""Printable ASCII without the backslash, which some readers of addresses take for a slash."""

_KNOWN = "your-subdomain.zendesk.com, your-site.atlassian.net, slack.com or backend.composio.dev"


@lru_cache(maxsize=64)
def checked(base_url: str) -> str:
    """Return the address as it is. Raises InputError when no token may go there."""
    parts = _split(base_url)
    if parts.username is not None or parts.password is not None:
        raise _wrong(parts.hostname, "it holds a user name or a password")
    if parts.query or parts.fragment:
        raise _wrong(parts.hostname, "it holds more than a host and a path")
    if parts.hostname in _LOOPBACK and parts.scheme in ("http", "https"):
        return base_url
    if parts.scheme != "https":
        raise _wrong(parts.hostname, "it does not start with https://")
    if ":" in parts.netloc:
        raise _wrong(parts.hostname, "it names a port")
    if not _ALLOWED.fullmatch(parts.netloc.lower()):
        raise _wrong(parts.hostname, f"it is none of {_KNOWN}")
    return base_url


def checked_endpoint(base_url: str) -> str:
    """Return a writing assistant's address as it is. Raises InputError where its key may not go.

    It is nobody's list of hosts: the lead types it in and agrees to it. Only the way there is held to be safe.
    """
    wrong = problem_of(base_url)
    if wrong:
        raise InputError(
            "No request goes to this address",
            f"The writing assistant's address cannot be used: {wrong}",
            "Correct it in the settings of the writing assistant.",
        )
    return base_url


def _split(base_url: str) -> SplitResult:
    if not _PLAIN.fullmatch(base_url):
        raise _wrong(None, "it holds a character no address has")
    try:
        parts = urlsplit(base_url)
        parts.port  # noqa: B018 - reading it is what checks it
    except ValueError as wrong:
        raise _wrong(None, "it is no address") from wrong
    return parts


def _wrong(host: str | None, why: str) -> InputError:
    return InputError(
        "No request goes to this address",
        f"{host or 'The address'} is not one of the services' own: {why}.",
        "Correct the subdomain on the tool card.",
    )
