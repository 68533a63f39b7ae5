"""Intents in plain words, each with the tickets it means, through the public door on a real sandbox.

Every folder beside this file is one half, written by somebody who had not seen the grammar: ``queue.json``,
``intents.json`` (``id``, ``text``, ``expect``, ``why``) and ``nonsense.json``. ``ours`` comes of ``planted.py``.
``independent`` holds three sets by three authors (ids i, j, k), each kept apart until it had measured the grammar once.
"""

import json
from collections.abc import AsyncIterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from tests.desktop.stages.standing import Standing, stand
from tests.queues.intents import planted
from tests.sandboxes import start_sandbox

PLACE = Path(__file__).parent
HALVES = sorted(folder.parent.name for folder in PLACE.glob("*/queue.json"))
EXACT = 0.95


@dataclass(frozen=True)
class Half:
    """A half's lists, and a desk on its queue."""

    name: str
    standing: Standing

    def rows(self, file: str) -> Any:
        return json.loads((PLACE / self.name / f"{file}.json").read_text("utf-8"))

    async def misread(self, text: str, expect: list[int]) -> str:
        """Say how the intent was misread; empty when exactly these tickets were found."""
        reading = await self.standing.desk.define.understand(text)
        found = set(reading.match.tickets) if reading.match else set()
        if found == set(expect):
            return ""
        said = reading.understanding.question or reading.understanding.sentence
        return (
            f"{text!r}: {said} too many {sorted(found - set(expect))}, "
            f"missing {sorted(set(expect) - found)}, of {len(expect)}"
        )


@pytest.fixture(params=HALVES)
async def half(request: pytest.FixtureRequest, tmp_path: Path) -> AsyncIterator[Half]:
    sandbox = start_sandbox(PLACE / request.param / "queue.json")
    try:
        standing = await stand(tmp_path / "deck", sandbox.url, {})
        yield Half(request.param, standing)
        await standing.close()
    finally:
        sandbox.close()


async def test_intents_mean_exactly_their_tickets(half: Half) -> None:
    rows = half.rows("intents")
    misread = [await half.misread(row["text"], row["expect"]) for row in rows]
    wrong = [words for words in misread if words]
    assert len(wrong) <= (1 - EXACT) * len(rows), f"{len(wrong)} of {len(rows)}:\n" + "\n".join(wrong)  # fmt: skip


async def test_nonsense_and_dangerous_words_end_in_a_question(half: Half) -> None:
    taken = []
    for row in half.rows("nonsense"):
        understood = (await half.standing.desk.define.understand(row["text"])).understanding
        if understood.scope is not None or not understood.question:
            taken.append(f"{row['text']!r}: {understood.sentence}")
    assert taken == []


def test_our_half_is_what_was_planted(tmp_path: Path) -> None:
    planted.write(tmp_path)
    for file in ("queue", "intents", "nonsense"):
        name = f"{file}.json"
        assert (tmp_path / name).read_text("utf-8") == (PLACE / "ours" / name).read_text("utf-8")
