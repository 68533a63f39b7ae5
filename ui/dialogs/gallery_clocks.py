"""The gallery's cards of clocks: what made them, and how they make themselves heard."""

from __future__ import annotations

from typing import TYPE_CHECKING

from desktop.domain.values import from_millis
from ui.dialogs.gallery_basics import titled
from ui.dialogs.gallery_data import CLOCK_ALERTS, NOW, RESTS, STORIES
from ui.dialogs.gallery_groups import stacked
from ui.widgets.alert_card import AlertCardView
from ui.widgets.clock_story import ClockStoryCard
from ui.widgets.resting import RestingLine

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget


def stories() -> list[QWidget]:
    """A card to each way a clock can stand; the first with its list open."""
    cards = [ClockStoryCard(story, from_millis(NOW)) for story in STORIES]
    for card in cards:
        card.tick(NOW)
    cards[0].unfold(True)
    return [stacked(cards[0]), stacked(*cards[1:])]


def thresholds() -> QWidget:
    """A card to each threshold, and what rests."""
    cards: list[QWidget] = []
    for alert in CLOCK_ALERTS:
        card = AlertCardView()
        card.show_card(alert)
        card.tick(NOW)
        cards.append(card)
    resting = RestingLine()
    resting.show_resting(RESTS)
    return titled("Clocks that make themselves heard", *cards, resting)
