"""The server: its own thread, this machine only, gone within a second."""

import asyncio
import socket
import threading
import time

import httpx
import pytest
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import PlainTextResponse
from starlette.routing import Route

from desktop.inbound.server import InboundServer, ServerError
from tests import plain_http


async def slow(_: Request) -> PlainTextResponse:
    await asyncio.sleep(30)
    return PlainTextResponse("late")


async def hello(_: Request) -> PlainTextResponse:
    return PlainTextResponse(threading.current_thread().name)


APP = Starlette(routes=[Route("/slow", slow), Route("/", hello)])


def test_it_answers_from_its_own_thread_on_this_machine_only() -> None:
    server = InboundServer(APP)
    address = server.start()
    assert address.startswith("http://127.0.0.1:")
    assert plain_http.ask("GET", address).text == "inbound"
    server.close()
    with pytest.raises(httpx.ConnectError):
        plain_http.ask("GET", address)


@pytest.mark.announces("Exception in ASGI application")
def test_it_ends_within_a_second_even_while_answering() -> None:
    server = InboundServer(APP)
    port = int(server.start().rpartition(":")[2])
    with socket.create_connection(("127.0.0.1", port)) as waiting:
        waiting.sendall(b"GET /slow HTTP/1.1\r\nHost: x\r\n\r\n")
        time.sleep(0.1)
        before = time.monotonic()
        server.close()
        assert time.monotonic() - before < 1
    assert not any(thread.name == "inbound" for thread in threading.enumerate())


def test_closing_what_never_started_or_twice_is_fine() -> None:
    server = InboundServer(APP)
    server.close()
    server.close()


def test_a_taken_port_is_said_in_words() -> None:
    with (
        socket.create_server(("127.0.0.1", 0)) as taken,
        pytest.raises(ServerError, match="cannot be served"),
    ):
        InboundServer(APP, (taken.getsockname()[1],)).start()
