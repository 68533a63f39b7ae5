"""HTTP to this computer, as tests speak it: no proxy, and no certificates read, which costs 25 ms a client."""

import ssl
from typing import Any

import httpx

_NO_TLS = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)


def client(**more: Any) -> httpx.Client:
    """Make a client; the arguments are httpx's."""
    return httpx.Client(trust_env=False, verify=_NO_TLS, **more)


def async_client(**more: Any) -> httpx.AsyncClient:
    """Make one for a loop."""
    return httpx.AsyncClient(trust_env=False, verify=_NO_TLS, **more)


def ask(method: str, url: str, **more: Any) -> httpx.Response:
    """Ask once."""
    with client() as once:
        return once.request(method, url, **more)
