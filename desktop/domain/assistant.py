"""Where a writing assistant may be, any host by https, this computer by http too; and what a text costs there. Pure."""

import re
from urllib.parse import urlsplit

LONGEST = 300
_HERE = ("127.0.0.1", "localhost")
_PLAIN = re.compile(r"[!-\[\]-~]+")
"""Printable ASCII without the backslash, which some readers of addresses take for a slash."""
_HOST = re.compile(
    r"[A-Za-z0-9](?:[A-Za-z0-9-]*[A-Za-z0-9])?(?:\.[A-Za-z0-9](?:[A-Za-z0-9-]*[A-Za-z0-9])?)*"
)
_LETTERS_PER_TOKEN = 3
"""Fewer than any usual model has: an estimate that errs to the dear side."""
_LONGEST_NAME = 70
"""Letters of a host: with its port it is named in a fact."""


def problem_of(url: str) -> str:
    """Return in words why no text and no key may go to this address; empty when they may."""
    if len(url) > LONGEST or not _PLAIN.fullmatch(url):
        return "it is too long, or holds a character no address has."
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError:
        return "it is no address."
    host = parts.hostname or ""
    if parts.username is not None or parts.password is not None:
        return "it holds a user name or a password; the key has a field of its own."
    if parts.query or parts.fragment or "?" in url or "#" in url:
        return "it holds more than a host and a path."
    if not _HOST.fullmatch(host) or len(host) > _LONGEST_NAME or port == 0:
        return "it names no host."
    if parts.scheme == "https" or (parts.scheme == "http" and host in _HERE):
        return ""
    return "it must start with https://; http:// is for a server on this computer alone."


def host_of(url: str) -> str:
    """Return host and port of an address that has no problem: ``127.0.0.1:8080``."""
    return urlsplit(url).netloc.lower()


def origin_of(url: str) -> str:
    """Return scheme, host and port: to what a consent and a key belong."""
    return f"{urlsplit(url).scheme.lower()}://{host_of(url)}" if url else ""


def tokens_of(*texts: str) -> int:
    """Return about how many tokens these texts are."""
    return -(-sum(map(len, texts)) // _LETTERS_PER_TOKEN)
