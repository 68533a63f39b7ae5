"""A local server that speaks the API of writing assistants, in a thread of its own: it keeps the bytes it receives."""

import asyncio
import json
import socket
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

import uvicorn
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, RedirectResponse, Response
from starlette.routing import Route

KEY = "sk-canary-5d1f-key"
MODEL = "plain-words-1"

Reword = Callable[[str], str]


@dataclass
class ChatServer:
    """What it was asked, and how it answers.

    Attributes:
        reword: Makes an answer of the text it was sent.
        fault: How it fails: a status, ``html``, ``cut``, ``empty``, ``filtered``, ``slow``, ``nonsense``, ``redirect``.
        tokens: What it says it cost; None says nothing.
    """

    url: str = ""
    reword: Reword = str
    fault: str = ""
    tokens: int | None = 100
    received: list[bytes] = field(default_factory=list)
    rights: list[str] = field(default_factory=list)
    came: threading.Event = field(default_factory=threading.Event)
    let_go: threading.Event = field(default_factory=threading.Event)

    @property
    def asked(self) -> list[dict[str, Any]]:
        """The questions, decoded."""
        return [json.loads(body) for body in self.received]

    @property
    def texts(self) -> list[str]:
        """The letters it was sent."""
        return [one["messages"][1]["content"] for one in self.asked]

    async def was_asked(self) -> None:
        """Wait until a question came."""
        assert await asyncio.to_thread(self.came.wait, 30)

    async def answer(self, request: Request) -> Response:
        """Answer one question."""
        body = await request.body()
        self.received.append(body)
        self.rights.append(request.headers.get("authorization", ""))
        self.came.set()
        if self.fault.isdigit():
            said = {"error": {"message": f"Incorrect API key provided: {KEY}", "code": "no"}}
            return JSONResponse(said, int(self.fault))
        special = {
            "html": HTMLResponse("<html><body>Sign in to the guest network</body></html>"),
            "nonsense": Response(b'{"choices": 7', media_type="application/json"),
            "redirect": RedirectResponse("https://elsewhere.example/v1"),
        }
        if self.fault == "slow":
            await _until(self.let_go)
        return special.get(self.fault) or self._completion(json.loads(body))

    def _completion(self, asked: dict[str, Any]) -> JSONResponse:
        words = "" if self.fault == "empty" else self.reword(asked["messages"][1]["content"])
        ends = {"cut": "length", "filtered": "content_filter"}.get(self.fault, "stop")
        choice = {
            "index": 0,
            "message": {"role": "assistant", "content": words},
            "finish_reason": ends,
        }
        usage = {} if self.tokens is None else {"usage": {"total_tokens": self.tokens}}
        return JSONResponse({"id": "c1", "object": "chat.completion", "choices": [choice], **usage})


async def _until(event: threading.Event) -> None:
    for _ in range(1_000):
        if event.is_set():
            return
        await asyncio.sleep(0.01)


@contextmanager
def serve_chat() -> Iterator[ChatServer]:
    """Serve on a free port of this computer until the block ends."""
    chat = ChatServer()
    app = Starlette(routes=[Route("/v1/chat/completions", chat.answer, methods=["POST"])])
    listening = socket.socket()
    listening.bind(("127.0.0.1", 0))
    config = uvicorn.Config(app, log_config=None, lifespan="off", timeout_graceful_shutdown=1)
    server = uvicorn.Server(config)
    thread = threading.Thread(target=server.run, kwargs={"sockets": [listening]}, daemon=True)
    thread.start()
    while not server.started:
        time.sleep(0.005)
    chat.url = f"http://127.0.0.1:{listening.getsockname()[1]}/v1"
    try:
        yield chat
    finally:
        chat.let_go.set()
        server.should_exit = True
        thread.join(10)
        listening.close()
