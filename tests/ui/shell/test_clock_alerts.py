"""A clock's card: its tickets, its rest, its acknowledgement."""

from dataclasses import replace
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QRadioButton

from desktop.domain.values import StageName
from desktop.domain.words import SnoozeReason
from desktop.watch.contract import AlertCard
from tests.desktop.stages.standing import AT_RISK
from tests.ui.clocks import clock_card, stand_still
from tests.ui.reading import button, nameless, words
from tests.ui.shell.conftest import Go, Hand
from ui.widgets.risk_row import RiskItem

GONE = 99999999


@pytest.fixture
async def warned(at: Go) -> Hand:
    hand = await at(StageName.EXECUTE)
    stand_still(hand)
    return hand


def show(hand: Hand, card: AlertCard) -> None:
    around = hand.window.around
    assert around is not None
    assert around.view is not None
    around.view = replace(around.view, alerts=(card,))


def asked(hand: Hand) -> list[Any]:
    clocks: Any = hand.window.desk.clocks  # type: ignore[union-attr]
    return clocks.asked  # type: ignore[no-any-return]


async def press(hand: Hand, card: AlertCard, which: str) -> None:
    show(hand, card)
    hand.window.rail.acted.emit(card.id, which)
    await hand.rest()


async def test_open_shows_the_ticket_of_one_clock(warned: Hand) -> None:
    await press(warned, clock_card(30, 20, ticket=AT_RISK[0]), "act")
    assert f"#{AT_RISK[0]}" in words(warned.window.pane)


async def test_open_lists_the_tickets_of_a_burst_nearest_first(warned: Hand) -> None:
    many = (GONE, *reversed(AT_RISK))
    card = clock_card(30, 20, ticket=0, tickets=len(many), about_tickets=many, title="A burst")
    await press(warned, card, "act")
    (sheet,) = warned.sheets
    rows = sheet.findChildren(RiskItem)
    assert len(rows) == len(many)
    assert f"#{GONE}" in words(rows[-1])
    assert "No longer in the queue" in words(rows[-1])
    ends = [row.clock._deadline for row in rows]
    assert ends == sorted(ends)
    assert nameless(sheet) == []
    before = rows[0].clock.text()
    warned.window.ticker.ticked.emit(warned.window.desk.clock.now().replace(year=2030))  # type: ignore[union-attr]
    assert rows[0].clock.text() != before, "the window's one ticker counts them down"
    assert warned.focus is rows[0]
    warned.press(Qt.Key.Key_Return)
    await warned.rest()
    assert warned.sheets == []
    assert warned.window.pane.isVisible()


async def test_acknowledge_tells_the_desk(warned: Hand) -> None:
    card = clock_card(0, -3)
    await press(warned, card, "way_out")
    assert asked(warned) == [("acknowledge", card.id)]


async def test_a_rest_has_a_length_and_a_reason(warned: Hand) -> None:
    card = clock_card(30, 20)
    await press(warned, card, "snooze")
    (sheet,) = warned.sheets
    said = words(sheet)
    for word in ("10 min", "60 min", "With engineering", "Agreed with the customer"):
        assert word in said
    assert nameless(sheet) == []
    button(sheet, "30 min").click()
    button(sheet, "With engineering").click()
    button(sheet, "Let it rest").click()
    await warned.rest()
    assert asked(warned) == [("snooze", card.id, 30, SnoozeReason.ENGINEERING)]
    assert warned.sheets == []


async def test_the_reasons_are_one_choice_by_keyboard(warned: Hand) -> None:
    await press(warned, clock_card(30, 20), "snooze")
    (sheet,) = warned.sheets
    first, second, *_ = sheet.findChildren(QRadioButton)
    first.setFocus()
    QTest.keyClick(first, Qt.Key.Key_Down)
    assert second.isChecked()
    assert not first.isChecked()


async def test_a_breach_cannot_be_put_to_rest(warned: Hand) -> None:
    await press(warned, clock_card(0, -3), "snooze")
    assert warned.sheets == []
    assert asked(warned) == []


async def test_the_desks_own_clocks_can_be_listed_and_put_to_rest(at: Go) -> None:
    hand = await at(StageName.EXECUTE)
    assert hand.window.view is not None
    card = next(one for one in hand.window.view.alerts if one.level is not None)
    view = next(one for one in hand.window.rail._cards.rows if one._id == card.id)
    view.act.click()
    await hand.rest()
    if card.tickets > 1:
        assert len(hand.sheets[0].findChildren(RiskItem)) == card.tickets
        hand.sheets[0].shut()
    view.snooze.click()
    button(hand.sheets[0], "Let it rest").click()
    await hand.rest()
    hand.relay.changed.emit()
    await hand.rest()
    assert card.id not in [one.id for one in hand.window.view.alerts]
    assert "an agent is on it" in words(hand.window.rail.resting)
    assert not hand.window.rail.resting.isHidden()


async def test_the_desks_own_clocks_can_be_acknowledged(at: Go) -> None:
    hand = await at(StageName.EXECUTE)
    assert hand.window.view is not None
    card = next(one for one in hand.window.view.alerts if one.level is not None)
    view = next(one for one in hand.window.rail._cards.rows if one._id == card.id)
    view.way_out.click()
    await hand.rest()
    hand.relay.changed.emit()
    await hand.rest()
    assert card.id not in [one.id for one in hand.window.view.alerts]
    assert hand.sheets == []
