"""A ticket's clocks are asked for when their tab is opened, never before, and given up with the ticket."""

import asyncio
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtWidgets import QFileDialog

from desktop.domain.errors import ServiceError
from desktop.domain.values import StageName
from desktop.watch.contract import TicketClocks
from tests.desktop.stages.standing import AT_RISK
from tests.ui.clocks import StillClocks, stand_still
from tests.ui.reading import button, words
from tests.ui.shell.conftest import Go, Hand

TICKET = AT_RISK[0]


@pytest.fixture
async def opened(at: Go) -> Hand:
    """A ticket in the pane, its messages in front."""
    hand = await at(StageName.EXECUTE)
    stand_still(hand)
    hand.window.ticket_view.open(TICKET, "talk")
    await hand.rest()
    return hand


def ask(hand: Hand, clocks: Any) -> None:
    object.__setattr__(hand.window.desk, "clocks", clocks)


def clocks_of(hand: Hand) -> Any:
    assert hand.window.desk is not None
    return hand.window.desk.clocks


async def test_they_are_asked_for_only_when_their_tab_is_opened(opened: Hand) -> None:
    assert clocks_of(opened).asked == []
    opened.window.pane.show_tab("clocks")
    await opened.rest()
    assert clocks_of(opened).asked == [("explain", TICKET)]
    assert "Zendesk's own policies" in words(opened.window.pane)
    opened.window.pane.show_tab("talk")
    opened.window.pane.show_tab("clocks")
    await opened.rest()
    assert len(clocks_of(opened).asked) == 1, "what was told is kept while the ticket is open"


async def test_one_that_comes_back_is_asked_for_anew(opened: Hand) -> None:
    opened.window.pane.show_tab("clocks")
    await opened.rest()
    opened.window.ticket_view.close()
    opened.window.ticket_view.open(TICKET, "clocks")
    await opened.rest()
    assert clocks_of(opened).asked[1:]


async def test_what_failed_is_said_in_the_tab_and_tried_again(opened: Hand) -> None:
    clocks_of(opened).failure = ServiceError("Zendesk is away", "No answer.", "Wait.")
    opened.window.pane.show_tab("clocks")
    await opened.rest()
    assert "Zendesk is away" in words(opened.window.pane)
    assert opened.sheets == []
    clocks_of(opened).failure = None
    button(opened.window.pane, "Try again").click()
    await opened.rest()
    assert "Zendesk's own policies" in words(opened.window.pane)


async def test_leaving_the_ticket_gives_them_up(opened: Hand) -> None:
    class Slow(StillClocks):
        async def explain(self, ticket: int) -> TicketClocks:
            await asyncio.sleep(60)
            raise AssertionError("nobody waits for it")

    ask(opened, Slow())
    opened.window.pane.show_tab("clocks")
    await asyncio.sleep(0.05)
    assert opened.tasks.runs("clocks")
    opened.window.ticket_view.close()
    await opened.rest()
    assert not opened.tasks.runs("clocks")


async def test_the_list_is_written_where_the_lead_says(opened: Hand, tmp_path: Path) -> None:
    opened.window.pane.show_tab("clocks")
    await opened.rest()
    button(opened.window.pane, "Export CSV").click()
    (dialog,) = opened.window.findChildren(QFileDialog)
    assert not dialog.isModal() or dialog.isVisible()
    dialog.fileSelected.emit(str(tmp_path / "clocks.csv"))
    dialog.close()
    await opened.rest()
    assert clocks_of(opened).asked[-1] == ("export", TICKET, tmp_path / "clocks.csv")
    assert "4 lines written to clocks.csv" in words(opened.window)


async def test_the_desks_own_clocks_explain_themselves_in_the_pane(at: Go, tmp_path: Path) -> None:
    hand = await at(StageName.EXECUTE)
    hand.window.ticket_view.open(TICKET, "clocks")
    await hand.rest()
    said = words(hand.window.pane)
    assert "left on the wall clock" in said
    assert "Why " in said
    hand.window.ticket_view.stories.write(TICKET, tmp_path / "clocks.csv")
    await hand.rest()
    assert len((tmp_path / "clocks.csv").read_text("utf-8").splitlines()) > 1
    assert hand.sheets == []
