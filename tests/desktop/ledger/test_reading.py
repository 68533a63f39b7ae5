"""Who looks at a mission takes nothing from who works on it, and sees all of it."""

import pytest

from desktop.bus import Bus, Happened, Message
from desktop.domain.errors import KeyLostError, MissionBusyError
from desktop.ledger.reading import ReadingLedger, read_ledger
from tests.desktop.ledger.conftest import LEAD, Place
from tests.desktop.ledger.stories import STARTED, feedback


async def look_at(place: Place, mission: str, bus: Bus | None = None) -> ReadingLedger:
    return await read_ledger(
        place.database, place.keys, place.clock, place.ids, bus or Bus(), LEAD, mission
    )


async def test_the_writer_is_not_fenced_out_by_who_looks(place: Place) -> None:
    writer = await place.open("m1")
    await writer.append(STARTED)
    reader = await look_at(place, "m1")
    assert reader.mission == writer.mission
    await writer.append(feedback())
    assert writer.mission.stars == 5


async def test_nothing_can_be_written_by_looking(place: Place) -> None:
    writer = await place.open("m1")
    await writer.append(STARTED)
    reader = await look_at(place, "m1")
    kept = reader.keep(b"a text")
    for command in (reader.append(feedback()), reader.redact(kept)):
        with pytest.raises(MissionBusyError, match="Read-only"):
            await command
    assert await place.database.rows("m1") == writer.rows
    assert await place.database.blob("m1", kept) is None


async def test_what_is_added_is_told_once_and_on_the_readers_bus_alone(place: Place) -> None:
    writer, bus, told = await place.open("m1"), Bus(), list[Message]()
    await writer.append(STARTED)
    bus.listen(told.append)
    reader = await look_at(place, "m1", bus)
    assert not await reader.look()
    await writer.append(feedback(3))
    before = len(place.told)
    assert await reader.look()
    assert not await reader.look()
    assert [one.fact for one in told if isinstance(one, Happened)] == [feedback(3)]
    assert len(place.told) == before
    assert reader.mission == writer.mission


async def test_sealed_texts_can_be_read(place: Place) -> None:
    writer = await place.open("m1")
    digest = writer.keep(b"a text")
    await writer.append(feedback().__class__(stars=4, words=digest))
    assert await (await look_at(place, "m1")).read(digest) == b"a text"


async def test_a_mission_that_is_not_there_is_not_made(place: Place) -> None:
    with pytest.raises(KeyLostError):
        await look_at(place, "nobody")
    assert await place.database.missions() == ()
