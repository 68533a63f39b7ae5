"""The queue as last read: asked once, shared by whoever needs it after that."""

from desktop.domain.values import StageName
from desktop.watch.reading import LastRead
from tests.desktop.stages.standing import SCOPE, Standing


def quiet(_done: int, _total: int) -> None:
    """Nobody listens."""


async def test_what_was_read_once_is_not_asked_again(reader: Standing) -> None:
    last = LastRead(reader.services.connections, reader.services.clock)
    assert (last.tickets, last.taken_at) == ((), None)
    tickets = await last.open_tickets(quiet)
    assert {ticket.id for ticket in tickets} == SCOPE
    snapshot = await last.latest(quiet)
    spent = [http.spent for http in reader.services.https]
    assert snapshot.tickets == tickets
    assert snapshot.solved
    assert await last.latest(quiet) == snapshot
    assert [http.spent for http in reader.services.https] == spent


async def test_a_later_look_at_the_tickets_keeps_what_teaches(reader: Standing) -> None:
    last = LastRead(reader.services.connections, reader.services.clock)
    first = await last.latest(quiet)
    await last.open_tickets(quiet)
    later = await last.latest(quiet)
    assert later.taken_at > first.taken_at
    assert (later.solved, later.pages) == (first.solved, first.pages)
    assert last.taken_at == later.taken_at


async def test_reading_tells_how_far_it_is(reader: Standing) -> None:
    await reader.desk.home.look()
    told = reader.progress(StageName.HOME)
    assert [(one.done, one.total) for one in told] == [(len(SCOPE), len(SCOPE))]
