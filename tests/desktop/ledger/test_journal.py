"""The journal against a toy service: whatever goes wrong, one thing outside, or a named doubt."""

import asyncio
from dataclasses import dataclass, field

import pytest

from desktop.domain.effect import EffectState, Receipt
from desktop.domain.errors import RefusedError, ServiceError, StoreBusyError, UnknownOutcomeError
from desktop.domain.facts import EffectConfirmed, EffectSent
from desktop.ledger.journal import Journal
from desktop.ledger.ledger import Ledger
from tests.desktop.ledger.conftest import Place
from tests.desktop.ledger.stories import STARTED, planned

LOST = UnknownOutcomeError("lost", "no answer", "read back")


def refused(status: int) -> RefusedError:
    return RefusedError("no", f"status {status}", "wait", status)


@dataclass
class Toy:
    """A service: each script line is what one sending does (an error; ``+`` before: it happened)."""

    script: list[Exception | None] = field(default_factory=list)
    happens: list[bool] = field(default_factory=list)
    readable: bool = True
    exists: list[Receipt] = field(default_factory=list)
    sent: int = 0
    reads: int = 0

    async def send(self) -> Receipt:
        step = self.script[self.sent] if self.sent < len(self.script) else None
        happened = self.happens[self.sent] if self.sent < len(self.happens) else step is None
        self.sent += 1
        receipt = Receipt(f"r{self.sent}", "101")
        if happened:
            self.exists.append(receipt)
        if step is not None:
            raise step
        return receipt

    async def find(self) -> Receipt | None:
        self.reads += 1
        if not self.readable:
            raise ServiceError("away", "cannot read", "wait")
        return self.exists[0] if self.exists else None


async def begun(place: Place) -> Ledger:
    ledger = await place.open()
    await ledger.append(STARTED, planned())
    return ledger


async def perform(ledger: Ledger, toy: Toy) -> EffectState:
    return await Journal(ledger, settle_seconds=0).perform("e1", toy.send, toy.find)


def kinds(ledger: Ledger) -> list[str]:
    return [type(entry.fact).__name__ for entry in ledger.entries[2:]]


async def test_an_answer_confirms_and_the_receipt_is_sealed(place: Place) -> None:
    ledger, toy = await begun(place), Toy()
    assert await perform(ledger, toy) is EffectState.CONFIRMED
    assert kinds(ledger) == ["EffectSent", "EffectConfirmed"]
    sealed = ledger.mission.effects["e1"].receipt
    assert await ledger.read_value(sealed, Receipt) == Receipt("r1", "101")
    assert await perform(ledger, toy) is EffectState.CONFIRMED
    assert toy.sent == 1


async def test_sent_stands_in_the_database_before_the_socket_is_written(place: Place) -> None:
    ledger = await begun(place)
    before_socket: list[str] = []

    async def send() -> Receipt:
        before_socket.extend(row.body for row in await place.database.rows("m1"))
        return Receipt("r1", "101")

    await Journal(ledger, 0).perform("e1", send, Toy().find)
    assert '"kind":"effect_sent"' in before_socket[-1]


@pytest.mark.parametrize("status", [403, 404, 409, 422])
async def test_a_refusal_is_before_any_effect(place: Place, status: int) -> None:
    ledger, toy = await begun(place), Toy([refused(status)])
    assert await perform(ledger, toy) is EffectState.REFUSED
    assert (toy.sent, toy.reads) == (1, 0)
    assert kinds(ledger) == ["EffectSent", "EffectRefused"]


async def test_no_answer_but_it_exists_is_found_and_never_sent_twice(place: Place) -> None:
    ledger, toy = await begun(place), Toy([LOST], happens=[True])
    assert await perform(ledger, toy) is EffectState.CONFIRMED
    assert (toy.sent, len(toy.exists)) == (1, 1)
    assert kinds(ledger) == ["EffectSent", "EffectUnknown", "EffectConfirmed"]
    last = ledger.entries[-1].fact
    assert isinstance(last, EffectConfirmed)
    assert last.read_back


async def test_no_answer_and_surely_absent_is_sent_once_more(place: Place) -> None:
    ledger, toy = await begun(place), Toy([LOST])
    assert await perform(ledger, toy) is EffectState.CONFIRMED
    assert (toy.sent, toy.reads, len(toy.exists)) == (2, 2, 1)
    assert ledger.mission.effects["e1"].attempts == 2


async def test_no_answer_and_no_reading_back_stays_unknown(place: Place) -> None:
    ledger, toy = await begun(place), Toy([LOST], readable=False)
    assert await perform(ledger, toy) is EffectState.UNKNOWN
    assert await perform(ledger, toy) is EffectState.UNKNOWN
    assert toy.sent == 1
    toy.readable = True
    assert await perform(ledger, toy) is EffectState.CONFIRMED
    assert len(toy.exists) == 1


async def test_a_service_that_never_answers_is_given_up_as_unknown(place: Place) -> None:
    ledger, toy = await begun(place), Toy([LOST] * 9)
    assert await perform(ledger, toy) is EffectState.UNKNOWN
    assert toy.sent == 3


async def test_the_third_answer_lost_is_read_back_as_well(place: Place) -> None:
    ledger, toy = await begun(place), Toy([LOST] * 3, happens=[False, False, True])
    assert await perform(ledger, toy) is EffectState.CONFIRMED
    assert (toy.sent, len(toy.exists)) == (3, 1)


@pytest.mark.parametrize("happened", [True, False])
async def test_killed_between_sending_and_the_answer(place: Place, *, happened: bool) -> None:
    ledger, toy = await begun(place), Toy()
    await ledger.append(EffectSent(effect="e1", attempt=1))
    if happened:
        toy.exists.append(Receipt("r0", "101"))
    reopened = await place.open()
    assert reopened.mission.effects["e1"].state is EffectState.SENT
    assert await perform(reopened, toy) is EffectState.CONFIRMED
    assert (toy.sent, len(toy.exists)) == (0 if happened else 1, 1)


async def test_cancelled_while_waiting_for_the_answer_is_read_back(place: Place) -> None:
    ledger, toy = await begun(place), Toy()
    there = asyncio.Event()

    async def hang() -> Receipt:
        await toy.send()
        there.set()
        await asyncio.sleep(60)
        raise AssertionError

    running = asyncio.create_task(Journal(ledger, 0).perform("e1", hang, toy.find))
    await there.wait()
    running.cancel()
    with pytest.raises(asyncio.CancelledError):
        await running
    assert await perform(ledger, toy) is EffectState.CONFIRMED
    assert len(toy.exists) == 1


@pytest.mark.parametrize("status", [0, 401, 429])
async def test_a_whole_service_away_stops_the_run_and_it_can_go_on_later(
    place: Place, status: int
) -> None:
    ledger, toy = await begun(place), Toy([refused(status)])
    with pytest.raises(RefusedError):
        await perform(ledger, toy)
    assert ledger.mission.effects["e1"].state is EffectState.REFUSED
    assert await perform(await place.open(), toy) is EffectState.CONFIRMED
    assert len(toy.exists) == 1


async def test_a_database_that_did_not_answer_is_read_again_before_anything_is_sent(
    place: Place, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The confirmation was committed, only its answer was lost: nothing is sent a second time."""
    ledger, toy = await begun(place), Toy()
    store = place.database
    append, calls = store.append, []

    async def slow(*arguments: object) -> None:
        await append(*arguments)  # type: ignore[arg-type]
        calls.append(arguments)
        if len(calls) == 2:
            raise StoreBusyError("busy", "no answer", "wait")

    monkeypatch.setattr(store, "append", slow)
    with pytest.raises(StoreBusyError):
        await perform(ledger, toy)
    told = len(place.told)
    assert await perform(ledger, toy) is EffectState.CONFIRMED
    assert (toy.sent, toy.reads) == (1, 0)
    assert len(place.told) == told + 1, "what was committed is told, late"
