"""Stories over real HTTP against the real process: time, breaches, failures, kills, broken files."""

import email.utils
import json
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import httpx
import pytest

from desktop.domain.errors import QueueFileError
from desktop.sandbox.process import SandboxProcess, start_sandbox
from tests import plain_http
from tests.desktop.sandbox.small_queue import NOW, small_queue

BREACHES = f"/sandbox/breaches?from={NOW}"


def put(client: httpx.Client, number: int = 101, **ticket: Any) -> httpx.Response:
    return client.put(f"/api/v2/tickets/{number}", json={"ticket": ticket})


def test_time_starts_at_the_files_now_runs_and_can_be_skipped(start: Any) -> None:
    _, client = start()
    answer = client.get("/sandbox/clock")
    assert answer.json()["now"].startswith("2026-11-23T14:05:0")
    assert answer.headers["date"].startswith("Mon, 23 Nov 2026 14:05:0")
    later = client.post("/sandbox/clock", json={"advance_seconds": 3600}).headers["date"]
    assert email.utils.parsedate_to_datetime(later).hour == 15
    assert client.post("/sandbox/clock", json={"to": NOW}).status_code == 422
    assert client.post("/sandbox/clock", json={"advance_seconds": "x"}).status_code == 422


def test_a_clock_nobody_answers_breaches_and_one_answered_in_time_does_not(start: Any) -> None:
    _, client = start(lambda q: q["zendesk"]["tickets"][1].update(priority="high"))
    assert client.get(BREACHES).json()["breached"] == []
    put(client, comment={"body": "We are on it", "public": True})
    client.post("/sandbox/clock", json={"to": "2026-11-23T15:10:00Z"})
    assert client.get(BREACHES).json()["breached"] == [102]
    put(client, 102, comment={"body": "Late", "public": True})
    assert client.get(BREACHES).json()["breached"] == [102]
    assert client.get(f"{BREACHES}&ids=101").json()["breached"] == []


def test_a_note_answers_no_clock(start: Any) -> None:
    _, client = start()
    put(client, comment={"body": "internal", "public": False})
    client.post("/sandbox/clock", json={"to": "2026-11-23T15:10:00Z"})
    assert 101 in client.get(BREACHES).json()["breached"]


def test_a_kill_at_any_moment_loses_nothing_answered(start: Any, tmp_path: Path) -> None:
    state = tmp_path / "state.json"
    process, client = start(state=state)
    answered: list[str] = []

    def write() -> None:
        try:
            for number in range(10_000):
                if put(client, tags=[f"t{number}"]).status_code == 200:
                    answered.append(f"t{number}")
        except httpx.HTTPError:
            return

    writer = threading.Thread(target=write)
    writer.start()
    time.sleep(0.5)
    os.kill(process.pid, signal.SIGKILL)
    writer.join()
    _, again = start(state=state)
    audits = again.get("/sandbox/state").json()["tickets"][0]["audits"]
    kept = [audit["events"][0]["value"][0] for audit in audits]
    assert len(answered) > 5
    assert kept[: len(answered)] == answered
    assert len(kept) <= len(answered) + 1


def test_time_stands_still_while_it_is_down(start: Any, tmp_path: Path) -> None:
    process, client = start(state=tmp_path / "s.json")
    client.post("/sandbox/clock", json={"to": "2026-11-24T00:00:00Z"})
    process.close()
    time.sleep(1.2)
    _, again = start(state=tmp_path / "s.json")
    assert again.get("/sandbox/clock").json()["now"] < "2026-11-24T00:00:01"


@pytest.mark.parametrize("kind", ["reset_before", "reset_after", "truncated"])
def test_a_cut_connection_is_seen_as_one(start: Any, kind: str) -> None:
    _, client = start()
    fault = {"service": "zendesk", "method": "PUT", "path": "/api/v2/tickets/101", "kind": kind}
    client.post("/sandbox/faults", json={"faults": [fault]})
    with pytest.raises((httpx.ReadError, httpx.RemoteProtocolError)):
        put(client, tags=["x"])
    done = client.get("/api/v2/tickets/101").json()["ticket"]["tags"] == ["x"]
    assert done == (kind != "reset_before")
    assert put(client, tags=["y"]).status_code == 200


def test_other_faults_answer_as_planned_and_only_as_often(start: Any) -> None:
    limited = {"service": "slack", "kind": "status", "status": 429, "retry_after": 7, "skip": 1}
    _, client = start(lambda q: q["faults"].append(limited))
    url = "/slack/api/auth.test"
    answers = [client.post(url) for _ in range(3)]
    assert [answer.status_code for answer in answers] == [200, 429, 200]
    assert answers[1].json() == {"ok": False, "error": "ratelimited"}
    assert answers[1].headers["retry-after"] == "7"
    for kind in ("html", "nonsense"):
        client.post("/sandbox/faults", json={"service": "confluence", "kind": kind})
    assert client.get("/wiki/api/v2/spaces").headers["content-type"] == "text/html"
    assert "results" not in client.get("/wiki/api/v2/spaces").json()
    slow = {"service": "zendesk", "kind": "delay", "delay_seconds": 0.3}
    client.post("/sandbox/faults", json=slow)
    before = time.monotonic()
    assert client.get("/api/v2/groups").status_code == 200
    assert time.monotonic() - before >= 0.3


def test_a_wrong_token_is_refused_everywhere(start: Any) -> None:
    _, client = start(token="right")
    assert client.get("/api/v2/tickets").status_code == 401
    assert client.get("/api/v2/users/me").status_code == 401
    assert client.get("/wiki/api/v2/spaces").status_code == 401
    assert client.post("/slack/api/auth.test").json()["error"] == "invalid_auth"
    right = {"authorization": "Bearer right"}
    assert client.get("/api/v2/tickets", headers=right).status_code == 200
    basic = httpx.BasicAuth("sam@deck.test/token", "right")
    assert client.get("/api/v2/tickets", auth=basic).status_code == 200


def test_a_broken_queue_file_comes_back_as_its_error(tmp_path: Path) -> None:
    queue = small_queue()
    queue["zendesk"]["tickets"][2]["status"] = "asleep"
    path = tmp_path / "broken.json"
    path.write_text(json.dumps(queue), "utf-8")
    with pytest.raises(QueueFileError) as caught:
        start_sandbox(path)
    assert caught.value.where == "zendesk.tickets[2].status"
    assert caught.value.message.count("zendesk.tickets") == 1


def test_a_damaged_state_file_is_told(tmp_path: Path) -> None:
    queue, state = tmp_path / "q.json", tmp_path / "s.json"
    queue.write_text(json.dumps(small_queue()), "utf-8")
    state.write_text("{", "utf-8")
    with pytest.raises(QueueFileError, match="state file"):
        start_sandbox(queue, state)


def test_it_never_outlives_its_parent(tmp_path: Path) -> None:
    path = tmp_path / "q.json"
    path.write_text(json.dumps(small_queue()), "utf-8")
    code = (
        "import pathlib, sys, time; from desktop.sandbox.process import start_sandbox;"
        "child = start_sandbox(pathlib.Path(sys.argv[1])); print(child.pid, flush=True); time.sleep(60)"
    )
    with subprocess.Popen(
        [sys.executable, "-c", code, str(path)], stdout=subprocess.PIPE, text=True
    ) as parent:
        assert parent.stdout is not None
        pid = int(parent.stdout.readline())
        parent.kill()
    deadline = time.monotonic() + 10
    while Path(f"/proc/{pid}").exists() and _is_alive(pid):
        assert time.monotonic() < deadline, "the sandbox outlived its parent"
        time.sleep(0.05)


def _is_alive(pid: int) -> bool:
    """A zombie waiting for its new parent has ended all the same."""
    try:
        return ") Z " not in Path(f"/proc/{pid}/stat").read_text("utf-8")
    except OSError:
        return False


def test_it_may_be_started_from_any_thread(tmp_path: Path) -> None:
    path = tmp_path / "q.json"
    path.write_text(json.dumps(small_queue()), "utf-8")
    made: list[SandboxProcess] = []
    thread = threading.Thread(target=lambda: made.append(start_sandbox(path)))
    thread.start()
    thread.join()
    made[0].close()
    made[0].close()


def test_among_three_hundred_tickets_an_update_costs_a_few_reads(
    start: Any, tmp_path: Path
) -> None:
    def crowd(queue: dict[str, Any]) -> None:
        first = queue["zendesk"]["tickets"][0]
        text = "A long description. " * 60
        queue["zendesk"]["tickets"] = [
            {**first, "id": 1000 + n, "description": text} for n in range(310)
        ]

    _, client = start(crowd, state=tmp_path / "s.json")
    reads = _seconds(lambda n: client.get(f"/api/v2/tickets/{1000 + n}"))
    updates = _seconds(lambda n: put(client, 1000 + n, tags=["done"]))
    assert updates < 20 * reads


def _seconds(ask: Callable[[int], httpx.Response]) -> float:
    begun = time.monotonic()
    assert {ask(n).status_code for n in range(100)} == {200}
    return time.monotonic() - begun


PACKAGED = """#!{python}
import sys
from ui.entry import main
assert sys.argv[1] == "--sandbox-process", sys.argv
main()
"""


def test_a_packaged_program_becomes_the_sandbox_itself(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What the entry of a frozen build does, as a program of its own; there is no ``-m`` in it."""
    program, queue = tmp_path / "triagedeck", tmp_path / "queue.json"
    program.write_text(PACKAGED.format(python=sys.executable), "utf-8")
    program.chmod(0o755)
    queue.write_text(json.dumps(small_queue()), "utf-8")
    monkeypatch.setattr(sys, "executable", str(program))
    monkeypatch.setattr(sys, "frozen", True, raising=False)
    sandbox = start_sandbox(queue)
    try:
        answer = plain_http.ask("GET", f"{sandbox.url}/sandbox/clock")
        assert answer.json()["now"].startswith("2026-11-23T14:05:0")
    finally:
        sandbox.close()
