"""Intents kept for next time: the last five used, and those saved by name, sealed in the profile."""

import pytest

from desktop.domain.errors import InputError
from desktop.domain.facts import Mode
from desktop.stages.define.contract import SavedIntent
from desktop.stages.define.saved import RECENT
from tests.desktop.stages.standing import Standing
from tests.queues.generate import INTENT


async def test_what_is_submitted_is_offered_again_the_latest_first(reader: Standing) -> None:
    await reader.desk.home.start(Mode.SANDBOX)
    await reader.desk.define.submit("urgent  tickets")
    await reader.desk.define.submit(INTENT)
    await reader.desk.define.submit("urgent tickets")
    assert await reader.desk.define.saved() == (
        SavedIntent("", "urgent tickets"),
        SavedIntent("", INTENT),
    )


async def test_only_the_last_five_are_kept(reader: Standing) -> None:
    await reader.desk.home.start(Mode.SANDBOX)
    for hours in range(1, 9):
        await reader.desk.define.submit(f"urgent, last {hours} hours")
    kept = [one.intent for one in await reader.desk.define.saved()]
    assert kept == [f"urgent, last {hours} hours" for hours in range(8, 8 - RECENT, -1)]


async def test_what_is_not_understood_is_not_kept(reader: Standing) -> None:
    await reader.desk.home.start(Mode.SANDBOX)
    with pytest.raises(InputError):
        await reader.desk.define.submit("make me a sandwich")
    assert await reader.desk.define.saved() == ()


async def test_a_named_intent_stands_first_is_replaced_by_its_name_and_can_go(
    reader: Standing,
) -> None:
    define = reader.desk.define
    await define.save(" Morning   round ", "VIP tickets from last night")
    await define.save("Morning round", "VIP tickets since 6 am")
    assert await define.saved() == (SavedIntent("Morning round", "VIP tickets since 6 am"),)
    await define.forget((await define.saved())[0])
    assert await define.saved() == ()
    with pytest.raises(InputError, match="Nothing to save"):
        await define.save(" ", INTENT)


async def test_kept_intents_lie_sealed_and_are_there_for_the_next_mission(
    reader: Standing,
) -> None:
    await reader.desk.define.save("Lakeside", "tickets of Lakeside")
    files = [file for file in reader.deck.folder.database.parent.rglob("*") if file.is_file()]
    assert files
    assert not any(b"tickets of Lakeside" in file.read_bytes() for file in files)
    await reader.reopen()
    assert (await reader.desk.define.saved())[0].name == "Lakeside"
