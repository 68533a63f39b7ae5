"""`triagedeck scope` says what an intent means on a queue, and leaves nothing behind."""

import json
from pathlib import Path

import pytest

from tests.desktop.stages.standing import SCOPE, small_queue
from tests.queues.generate import INTENT
from tests.stories.program import triagedeck


@pytest.fixture(scope="module")
def queue(tmp_path_factory: pytest.TempPathFactory) -> Path:
    file = tmp_path_factory.mktemp("queue") / "queue.json"
    file.write_text(json.dumps(small_queue()), "utf-8")
    return file


def test_an_intent_understood_gives_a_sentence_and_its_tickets(queue: Path) -> None:
    said = triagedeck("scope", "--queue", queue, "--intent", INTENT, "--json")
    assert said.code == 0
    assert set(said.json) == {"understood", "scope", "question"}
    assert said.json["scope"] == sorted(SCOPE)
    assert said.json["understood"].startswith("Tickets about API authentication")
    assert said.json["question"] == ""


def test_an_order_gives_no_ticket_and_a_question(queue: Path) -> None:
    said = triagedeck("scope", "--queue", queue, "--intent", "delete all tickets", "--json").json
    assert (said["understood"], said["scope"]) == ("", [])
    assert "?" in said["question"]


def test_without_json_it_speaks_in_words_and_names_what_it_left_out(queue: Path) -> None:
    said = triagedeck("scope", "--queue", queue, "--intent", f"{INTENT}, zorp")
    assert f"{len(SCOPE)} tickets" in said.out
    assert "left out: zorp" in said.out


def test_a_missing_queue_file_is_wrong_input(tmp_path: Path) -> None:
    said = triagedeck("scope", "--queue", tmp_path / "none.json", "--intent", INTENT)
    assert said.code == 2
    assert "No such queue file" in said.err
