"""Wrong input and a hostile world: each says what is wrong, whose fault, what to do; nothing is lost."""

import json
import os
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from desktop.base.paths import resource
from tests.stories.outside import outside
from tests.stories.program import ENVIRONMENT, facts, kill_when, mission, triagedeck

DEFAULT: dict[str, Any] = json.loads(resource("queues", "default.json").read_text("utf-8"))


def bent(tmp_path: Path, bend: Callable[[dict[str, Any]], None]) -> Path:
    queue = json.loads(json.dumps(DEFAULT))
    bend(queue)
    file = tmp_path / "queue.json"
    file.write_text(json.dumps(queue), "utf-8")
    return file


def fault(**what: Any) -> Callable[[dict[str, Any]], None]:
    return lambda queue: queue.update(faults=[what])


def test_nonsense_is_asked_about(tmp_path: Path) -> None:
    ended = mission(tmp_path, "--intent", "make me a sandwich")
    assert ended.code == 2
    assert "not understood" in ended.err
    assert "Which tickets should it look at?" in ended.err


def test_an_empty_scope_is_refused_before_anybody_is_asked(tmp_path: Path) -> None:
    ended = mission(tmp_path, "--intent", "urgent billing export tickets from the last 1 minute")
    assert ended.code == 2
    assert "No ticket matches" in ended.err
    assert "approval_requested" not in facts(tmp_path)


@pytest.mark.parametrize(
    ("bend", "place"),
    [
        (lambda q: q.pop("now"), "now"),
        (lambda q: q.update(format=2), "format"),
        (lambda q: q["zendesk"]["tickets"][3].pop("created_at"), "zendesk.tickets[3].created_at"),
        (lambda q: q["zendesk"]["tickets"][0].update(id="x"), "zendesk.tickets[0].id"),
    ],
)
def test_a_broken_queue_file_is_named_at_its_place(
    bend: Callable[[dict[str, Any]], None], place: str, tmp_path: Path
) -> None:
    ended = mission(tmp_path / "out", "--queue", bent(tmp_path, bend))
    assert ended.code == 2
    assert place in ended.err


def test_a_missing_queue_file_is_named(tmp_path: Path) -> None:
    ended = mission(tmp_path, "--queue", tmp_path / "nowhere.json")
    assert (ended.code, "nowhere.json" in ended.err) == (2, True)


@pytest.mark.parametrize(
    "what",
    [
        {"kind": "status", "status": 503, "count": 10},
        {"kind": "html", "count": 10},
        {"kind": "nonsense", "count": 10},
        {
            "kind": "status",
            "status": 401,
            "count": 2,
        },  # each one ends a run: more would only be longer
    ],
    ids=lambda what: str(what.get("status", what["kind"])),
)
def test_a_failing_help_desk_stops_the_mission_in_words_and_it_goes_on(
    what: dict[str, Any], tmp_path: Path
) -> None:
    """Four that differ in what is said; every way to fail is met in tests/faults/test_one_failure.py."""
    place = {"service": "zendesk", "method": "PUT", "path": "/api/v2/tickets"}
    file = bent(tmp_path, fault(**place, **what, skip=10))
    first = mission(tmp_path / "out", "--queue", file)
    assert first.code == 3
    assert "again" in first.err or "go on" in first.err
    assert facts(tmp_path / "out").count("effect_confirmed") == 10
    for _ in range(12):
        again = mission(tmp_path / "out", "--queue", file)
        if again.code == 0:
            break
        assert again.code == 3
    result = again.json
    assert [result[name] for name in ("triaged", "drafts", "escalations")] == [47, 12, 3]
    world = outside(tmp_path / "out", result["mission"], file)
    assert world.markers == {effect["id"]: 1 for effect in result["effects"]}


def test_slack_down_for_a_while_posts_each_message_once(tmp_path: Path) -> None:
    service = {"service": "slack", "method": "POST", "path": "/slack/api/chat.postMessage"}
    file = bent(tmp_path, fault(**service, kind="status", status=503, skip=1, count=1))
    result = mission(tmp_path / "out", "--queue", file).json
    assert result["escalations"] == 3


@pytest.mark.parametrize("kind", ["reset_after", "truncated"])
def test_a_lost_answer_is_read_back_and_not_sent_twice(kind: str, tmp_path: Path) -> None:
    service = {"service": "zendesk", "method": "PUT", "path": "/api/v2/tickets"}
    file = bent(tmp_path, fault(**service, kind=kind, skip=3, count=2))
    result = mission(tmp_path / "out", "--queue", file).json
    assert [result[name] for name in ("triaged", "drafts", "escalations")] == [47, 12, 3]
    assert "effect_unknown" in facts(tmp_path / "out")
    world = outside(tmp_path / "out", result["mission"], file)
    assert world.markers == {effect["id"]: 1 for effect in result["effects"]}


def test_a_second_process_on_the_same_mission_is_told_so(tmp_path: Path) -> None:
    words = ["mission", "--sandbox", "--out", str(tmp_path)]
    first = subprocess.Popen(
        [sys.executable, "-m", "desktop", *words],
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        env=ENVIRONMENT,
    )
    try:
        while "mission_started" not in facts(tmp_path):
            assert first.poll() is None
        second = triagedeck(*words)
        assert second.code == 2
        assert "open elsewhere" in second.err
    finally:
        out, _ = first.communicate(timeout=60)
    assert b"47 tickets triaged" in out


def test_a_locked_database_is_said_and_the_mission_goes_on_later(tmp_path: Path) -> None:
    kill_when(tmp_path, lambda kinds: "plan_ranked" in kinds)
    holder = sqlite3.connect(tmp_path / "deck.db", isolation_level=None)
    holder.execute("BEGIN EXCLUSIVE")
    try:
        locked = mission(tmp_path)
    finally:
        holder.close()
    assert locked.code == 4
    assert "holds the database" in locked.err
    assert mission(tmp_path).json["triaged"] == 47


def test_a_newer_database_is_refused_untouched(tmp_path: Path) -> None:
    kill_when(tmp_path, lambda kinds: "brief_generated" in kinds)
    newer = sqlite3.connect(tmp_path / "deck.db")
    newer.execute("UPDATE alembic_version SET version_num = '9999'")
    newer.commit()
    newer.close()
    ended = mission(tmp_path)
    assert ended.code == 4
    assert "newer" in ended.err


def test_a_lost_key_is_said_and_nothing_is_overwritten(tmp_path: Path) -> None:
    kill_when(tmp_path, lambda kinds: "brief_generated" in kinds)
    before = facts(tmp_path)
    ended = triagedeck(
        "mission", "--sandbox", "--out", tmp_path, TRIAGEDECK_PASSPHRASE="another passphrase"
    )
    assert ended.code == 2
    assert "passphrase" in ended.err.lower()
    assert facts(tmp_path) == before


def test_a_damaged_database_is_said(tmp_path: Path) -> None:
    tmp_path.joinpath("deck.db").write_bytes(os.urandom(8192))
    ended = mission(tmp_path)
    assert ended.code == 4
    assert "damaged" in ended.err


def test_a_manager_who_says_no_stops_everything(tmp_path: Path) -> None:
    def decline(queue: dict[str, Any]) -> None:
        queue["approvers"][0].update(answer="decline", note="Not today.")

    ended = mission(tmp_path / "out", "--queue", bent(tmp_path, decline))
    assert ended.code == 2
    assert "Not today." in ended.err
    assert "effect_sent" not in facts(tmp_path / "out")


def test_a_vouched_yes_releases_no_public_reply(tmp_path: Path) -> None:
    def unenrol(queue: dict[str, Any]) -> None:
        queue["approvers"][0].pop("totp_secret")

    result = mission(tmp_path / "out", "--queue", bent(tmp_path, unenrol)).json
    assert result["assurance"] == "vouched"
    assert result["replies_sent"] == 0
    assert {e["state"] for e in result["effects"] if e["kind"] == "public_reply"} == {"cancelled"}


def test_without_confluence_the_mission_goes_on_and_says_what_is_missing(tmp_path: Path) -> None:
    file = bent(
        tmp_path,
        fault(
            service="confluence", method="GET", path="/wiki", kind="status", status=503, count=999
        ),
    )
    result = mission(tmp_path / "out", "--queue", file).json
    assert result["triaged"] == 47
    assert sum(alert["kind"] == "kb_missing" for alert in result["alerts"]) == 12


def test_without_sandbox_the_headless_mission_refuses() -> None:
    assert triagedeck("mission").code == 2


def test_verify_of_something_else_is_not_intact(tmp_path: Path) -> None:
    file = tmp_path / "x.triagebag"
    file.write_bytes(b"not a bag")
    assert triagedeck("verify", file).code == 1
