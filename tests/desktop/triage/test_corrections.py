"""Corrections are kept per ticket, sealed, the latest word counting."""

from desktop.triage.corrections import Corrections
from tests.desktop.triage.test_past_incidents import Drawer
from tests.desktop.triage.tickets import ticket


async def test_the_latest_word_on_a_ticket_counts() -> None:
    kept = Corrections(Drawer())  # type: ignore[arg-type]  # two of the keys' calls are enough
    await kept.remember(ticket(1), "billing")
    await kept.remember(ticket(2), "auth")
    await kept.remember(ticket(1), "portal")
    assert [(one.ticket, one.category) for one in await kept.all()] == [(2, "auth"), (1, "portal")]


async def test_the_oldest_are_forgotten() -> None:
    kept = Corrections(Drawer())  # type: ignore[arg-type]
    for number in range(505):
        await kept.remember(ticket(number), "billing")
    found = await kept.all()
    assert (len(found), found[0].ticket, found[-1].ticket) == (500, 5, 504)
