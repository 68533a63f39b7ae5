"""Connections that never come about: real TLS with wrong certificates, real proxies, names nobody knows."""

import asyncio
import socket
import ssl
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from pathlib import Path

import pytest

from desktop.connectors.access import Fixed
from desktop.connectors.direct import Direct
from desktop.connectors.http import Http
from desktop.connectors.unreached import unreached
from desktop.domain.errors import Fault, RefusedError
from tests.desktop.connectors.certificates import Authority
from tests.desktop.connectors.conftest import failure

Talk = Callable[[asyncio.StreamReader, asyncio.StreamWriter], Awaitable[None]]


@asynccontextmanager
async def listening(talk: Talk, context: ssl.SSLContext | None = None) -> AsyncIterator[int]:
    """Serve one way of talking on a free port of this computer."""

    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            await talk(reader, writer)
        except (OSError, asyncio.IncompleteReadError):
            pass
        finally:
            writer.close()

    server = await asyncio.start_server(serve, "127.0.0.1", 0, ssl=context)
    async with server:
        yield server.sockets[0].getsockname()[1]


async def answer(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    await reader.readuntil(b"\r\n\r\n")
    writer.write(b"HTTP/1.1 200 OK\r\nContent-Length: 13\r\n\r\n" + b'{"user": "me"}'[:13])
    await writer.drain()


@pytest.fixture
def authority(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Authority:
    """An authority this process trusts."""
    made = Authority(tmp_path)
    monkeypatch.setenv("SSL_CERT_FILE", str(made.file))
    monkeypatch.setenv("NO_PROXY", "127.0.0.1")
    return made


async def ask(port: int) -> RefusedError:
    http = Http.at("Zendesk", f"https://127.0.0.1:{port}/api/v2", "a-token", timeout=2.0)
    error = await failure(lambda: http.get("/users/me", dict))
    await http.close()
    assert isinstance(error, RefusedError)
    return error


def serving(certificate: Path) -> ssl.SSLContext:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate)
    return context


@pytest.mark.parametrize(
    ("days", "address", "words"),
    [
        ((-5, -1), "127.0.0.1", "expired"),
        ((1, 5), "127.0.0.1", "not valid yet"),
        ((-1, 5), "127.0.0.9", "another name"),
    ],
)
async def test_a_wrong_certificate_is_called_what_it_is(
    authority: Authority, days: tuple[int, int], address: str, words: str
) -> None:
    context = serving(authority.certificate(*days, address))
    async with listening(answer, context) as port:
        error = await ask(port)
    assert words in error.message
    assert "nothing was sent" in error.message


async def test_an_issuer_nobody_knows_is_called_so(authority: Authority, tmp_path: Path) -> None:
    (tmp_path / "other").mkdir()
    other = Authority(tmp_path / "other")
    async with listening(answer, serving(other.certificate(-1, 5))) as port:
        assert "nobody this computer trusts" in (await ask(port)).message


async def test_a_right_certificate_lets_the_request_through(authority: Authority) -> None:
    async def greet(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.readuntil(b"\r\n\r\n")
        writer.write(b'HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\n{"me": 1}')
        await writer.drain()

    async with listening(greet, serving(authority.certificate(-1, 5))) as port:
        http = Http.at("Zendesk", f"https://127.0.0.1:{port}", "a-token", timeout=2.0)
        assert await http.get("/users/me", dict) == {"me": 1}
        await http.close()


async def test_what_does_not_speak_tls_is_not_reached_safely(authority: Authority) -> None:
    async def noise(_: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        writer.write(b"HTTP/1.1 400 Bad Request\r\n\r\n")
        await writer.drain()

    async with listening(noise) as port:
        assert "safely" in (await ask(port)).title


@pytest.mark.parametrize(("status", "title"), [(407, "sign-in"), (502, "nothing through")])
async def test_a_proxy_that_refuses_has_words_of_its_own(status: int, title: str) -> None:
    async def refuse(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        head = await reader.readuntil(b"\r\n\r\n")
        assert head.startswith(b"CONNECT acme.zendesk.com:443")
        assert b"a-token" not in head
        writer.write(f"HTTP/1.1 {status} No\r\nContent-Length: 0\r\n\r\n".encode())
        await writer.drain()

    async with listening(refuse) as port:
        access = Fixed("https://acme.zendesk.com/api/v2", "a-token")
        proxy = f"http://127.0.0.1:{port}"
        http = Http("Zendesk", Direct("Zendesk", access, 2.0, proxy=proxy))
        error = await failure(lambda: http.get("/users/me", dict))
        await http.close()
    assert isinstance(error, RefusedError)
    assert title in error.title
    assert error.fault is Fault.MACHINE


async def test_a_proxy_of_an_unknown_kind_is_named_in_words() -> None:
    access = Fixed("https://acme.zendesk.com/api/v2", "a-token")
    http = Http("Zendesk", Direct("Zendesk", access, 2.0, proxy="gopher://127.0.0.1:1"))
    error = await failure(lambda: http.get("/users/me", dict))
    assert "proxy" in error.title.lower()
    await http.close()


async def test_a_name_nobody_knows_is_the_networks_matter(monkeypatch: pytest.MonkeyPatch) -> None:
    async def lookup(*_: object, **__: object) -> list[object]:
        raise socket.gaierror(socket.EAI_NONAME, "Name or service not known")

    monkeypatch.setattr(asyncio.get_running_loop(), "getaddrinfo", lookup)
    monkeypatch.setenv("NO_PROXY", "*")
    http = Http.at("Zendesk", "https://acme.zendesk.com/api/v2", "a-token", timeout=2.0)
    error = await failure(lambda: http.get("/users/me", dict))
    await http.close()
    assert "acme.zendesk.com" in error.message
    assert error.fault is Fault.MACHINE


def test_a_failure_that_goes_round_in_a_circle_still_ends() -> None:
    one, other = OSError("one"), OSError("other")
    one.__cause__, other.__cause__ = other, one
    assert "No connection to h" in unreached("Zendesk", "h", one).message
