"""The verbs: help that teaches, exit codes by fault, JSON that is JSON and nothing else."""

import json
import signal
import socket
import sqlite3
import subprocess
import sys
import urllib.request
from pathlib import Path

import pytest

from desktop.cli import verbs
from desktop.cli.terminal import EXIT_CODES
from desktop.domain.errors import Fault
from tests.desktop.stages.standing import SCOPE, small_queue
from tests.stories.program import Ended, mission, triagedeck


@pytest.fixture(scope="module")
def out(tmp_path_factory: pytest.TempPathFactory) -> Path:
    place = tmp_path_factory.mktemp("profile")
    (place / "queue.json").write_text(json.dumps(small_queue()), "utf-8")
    return place


@pytest.fixture(scope="module")
def ended(out: Path) -> Ended:
    return mission(out, "--queue", out / "queue.json")


@pytest.mark.parametrize(
    ("verb", "teaches"),
    [
        ([], "Try it without any account"),
        (["mission"], "Example: triagedeck mission --sandbox"),
        (["sandbox"], "Example: triagedeck sandbox"),
        (["verify"], "Example: triagedeck verify"),
        (["audit", "verify"], "changed, removed, swapped or foreign lines"),
        (["audit", "export"], "Example: triagedeck audit export"),
        (["self-test"], "Prove that this installation works"),
        (["doctor"], "Each finding says what to do"),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, list) else "",
)
def test_help_teaches(verb: list[str], teaches: str) -> None:
    shown = triagedeck(*verb, "--help", COLUMNS="200")
    assert shown.code == 0
    assert teaches in " ".join(shown.out.split())


def test_a_whole_mission_prints_one_json_document_and_nothing_else(ended: Ended) -> None:
    assert ended.code == 0, ended.err
    result = ended.json
    assert set(result["scope"]) == SCOPE
    assert result["sealed"]
    assert "Reflect" in ended.err, "progress goes to the other stream"


def test_every_fault_has_its_own_exit_code() -> None:
    assert set(EXIT_CODES) == set(Fault)
    assert len(set(EXIT_CODES.values())) == len(Fault)
    assert not {0, 1} & set(EXIT_CODES.values())


@pytest.mark.announces("unexpected")
def test_a_fault_of_ours_is_said_without_a_traceback(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    async def broken() -> None:
        raise ZeroDivisionError

    monkeypatch.setattr(sys, "argv", ["triagedeck", "self-test"])
    monkeypatch.setattr(verbs, "self_test", broken)
    with pytest.raises(SystemExit) as end:
        verbs.main()
    said = capsys.readouterr().err
    assert end.value.code == EXIT_CODES[Fault.PROGRAM]
    assert "a fault of Triage Deck" in said
    assert "Traceback" not in said


def test_audit_verify_finds_a_changed_row(ended: Ended, out: Path) -> None:
    whole = triagedeck("audit", "verify", "--out", out, "--json")
    assert (whole.code, whole.json["ok"]) == (0, True)
    with sqlite3.connect(out / "deck.db") as database:
        row = "WHERE body LIKE '%effect_confirmed%' AND seq = (SELECT max(seq) FROM facts WHERE body LIKE '%effect_confirmed%')"
        database.execute(f"UPDATE facts SET body = replace(body, 'false', 'true') {row}")  # noqa: S608
    database.close()
    changed = triagedeck("audit", "verify", "--out", out, "--json")
    assert (changed.code, changed.json["ok"]) == (1, False)
    assert changed.json["findings"][0]["remedy"] == "Keep the file; restore a backup."


def test_audit_of_an_empty_folder_is_wrong_input(tmp_path: Path) -> None:
    asked = triagedeck("audit", "verify", "--out", tmp_path)
    assert asked.code == EXIT_CODES[Fault.USER]
    assert "--out" in asked.err


def test_doctor_names_each_part(tmp_path: Path) -> None:
    seen = triagedeck("doctor", "--json", "--out", tmp_path)
    assert seen.code == 0
    names = [finding["name"] for finding in seen.json["findings"]]
    assert names[:4] == ["Python", "Folder", "Keyring", "Sentence model"]
    assert names[4:6] == ["Settings", "Database"]
    assert names[-3:] == ["Zendesk (sandbox)", "Confluence (sandbox)", "Slack (sandbox)"]


def test_doctor_says_which_setting_is_wrong(tmp_path: Path) -> None:
    (tmp_path / "preferences.toml").write_text("batch_size = -3\n", "utf-8")
    seen = triagedeck("doctor", "--json", "--out", tmp_path)
    assert seen.code == 1
    wrong = next(f for f in seen.json["findings"] if f["name"] == "Settings")
    assert "batch_size" in wrong["words"]
    assert wrong["remedy"]


def test_the_sandbox_serves_until_ctrl_c() -> None:
    words = [sys.executable, "-m", "desktop", "sandbox", "--port", "0"]
    with subprocess.Popen(
        words, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    ) as child:
        assert child.stdout is not None
        url = json.loads(child.stdout.readline())["url"]
        bearer = {"Authorization": "Bearer x"}
        asked = urllib.request.Request(f"{url}/api/v2/users/me", headers=bearer)  # noqa: S310
        with urllib.request.urlopen(asked, timeout=10) as answer:  # noqa: S310
            assert json.load(answer)["user"]["id"]
        child.send_signal(signal.SIGINT)
        _, said = child.communicate(timeout=20)
    assert (child.returncode, "The sandbox ended." in said) == (0, True)


def test_a_taken_port_is_said() -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        ended = triagedeck("sandbox", "--port", str(port))
    assert ended.code == EXIT_CODES[Fault.USER]
    assert f"Port {port}" in ended.err
