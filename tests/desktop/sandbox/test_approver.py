"""The approver: the code of his phone, the form of the page, one answer per link."""

import os
import signal
import threading
import time
from collections.abc import Iterator
from datetime import UTC, datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs

import pytest

from desktop.domain.errors import ServiceError
from desktop.sandbox.approver import read_form, totp
from tests.desktop.sandbox.small_queue import SECRET

PAGE = b"""<!doctype html><form method="get"><input name="q"></form>
<form method="post" action="answer?x=1"><input type="hidden" name="csrf" value="a&amp;b">
<button name="decision" value="approve">Approve</button></form>"""


class ToyPage(ThreadingHTTPServer):
    """A page server that demands the cookie it gave, and remembers what was sent."""

    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.refuse = 0
        self.gets: list[str] = []
        self.posts: list[tuple[str, dict[str, list[str]]]] = []

    @property
    def link(self) -> str:
        return f"http://127.0.0.1:{self.server_address[1]}/a/token"


class _Handler(BaseHTTPRequestHandler):
    server: ToyPage

    def do_GET(self) -> None:
        self.server.gets.append(self.path)
        if self.server.refuse:
            self.server.refuse -= 1
            self._send(503, b"")
        elif self.path == "/a/token":
            self._send(303, b"", ("Location", "/page/"), ("Set-Cookie", "session=1; Path=/"))
        else:
            self._send(200, PAGE)

    def do_POST(self) -> None:
        sent = self.rfile.read(int(self.headers["content-length"])).decode()
        if self.headers.get("cookie") == "session=1":
            self.server.posts.append((self.path, parse_qs(sent)))
        self._send(200, b"Thank you")

    def _send(self, status: int, body: bytes, *headers: tuple[str, str]) -> None:
        self.send_response(status)
        for name, value in (*headers, ("Content-Length", str(len(body)))):
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: Any) -> None:
        """Say nothing."""


@pytest.fixture
def toy() -> Iterator[ToyPage]:
    server = ToyPage()
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    yield server
    server.shutdown()
    thread.join()
    server.server_close()


def wait_for(check: Any) -> None:
    deadline = time.monotonic() + 10
    while not check():
        assert time.monotonic() < deadline, "it did not happen in time"
        time.sleep(0.02)


def test_the_code_is_that_of_rfc_6238() -> None:
    secret = "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ"
    assert totp(secret, datetime.fromtimestamp(59, UTC)) == "287082"
    assert totp(secret, datetime.fromtimestamp(1111111109, UTC)) == "081804"


def test_a_page_without_a_form_is_no_approval_page() -> None:
    with pytest.raises(ServiceError):
        read_form("<p>Nothing here</p>")


def test_the_link_is_answered_when_sandbox_time_has_come(start: Any, toy: ToyPage) -> None:
    _, client = start()
    channel = client.post("/slack/api/conversations.open", json={"users": "U2"}).json()["channel"]
    message = {"channel": channel["id"], "text": f"Please approve: <{toy.link}|open>"}
    client.post("/slack/api/chat.postMessage", json=message)
    client.post("/slack/api/chat.postMessage", json=message)
    time.sleep(0.2)
    assert toy.gets == []
    client.post("/sandbox/clock", json={"advance_seconds": 91})
    wait_for(lambda: toy.posts)
    now = datetime.fromisoformat(client.get("/sandbox/clock").json()["now"])
    time.sleep(0.2)
    ((path, sent),) = toy.posts
    assert path == "/page/answer?x=1"
    assert sent["code"] == [totp(SECRET, now)]
    del sent["code"]
    assert sent == {"csrf": ["a&b"], "decision": ["approve"], "note": ["Go ahead"]}
    (visit,) = client.get("/sandbox/state").json()["visits"]
    assert visit["outcome"] == "answered"


def test_a_link_in_a_channel_or_to_another_machine_is_left_alone(start: Any, toy: ToyPage) -> None:
    _, client = start(lambda q: q["approvers"][0].update(answer_after_seconds=0))
    client.post("/slack/api/chat.postMessage", json={"channel": "C1", "text": toy.link})
    client.post(
        "/slack/api/chat.postMessage", json={"channel": "U2", "text": "http://deck.test:80/a"}
    )
    time.sleep(0.3)
    assert client.get("/sandbox/state").json()["visits"] == []
    assert toy.gets == []


def test_a_page_that_is_not_up_yet_is_tried_again(start: Any, toy: ToyPage) -> None:
    _, client = start(lambda q: q["approvers"][0].update(answer_after_seconds=0, answer="decline"))
    toy.refuse = 2
    client.post("/slack/api/chat.postMessage", json={"channel": "U2", "text": toy.link})
    wait_for(lambda: toy.posts)
    assert toy.posts[0][1]["decision"] == ["decline"]


def test_a_visit_still_due_survives_a_kill(start: Any, toy: ToyPage, tmp_path: Path) -> None:
    process, client = start(state=tmp_path / "s.json")
    client.post("/slack/api/chat.postMessage", json={"channel": "U2", "text": toy.link})
    os.kill(process.pid, signal.SIGKILL)
    _, again = start(state=tmp_path / "s.json")
    again.post("/sandbox/clock", json={"advance_seconds": 100})
    wait_for(lambda: toy.posts)
