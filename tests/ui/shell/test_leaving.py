"""Closing the window: asked only when something matters, and nothing is lost."""

from datetime import timedelta

import pytest

from desktop.domain.values import StageName
from tests.ui.reading import button, words
from tests.ui.shell.conftest import Go, Hand
from tests.ui.shell.views import NOW, view
from ui.dialogs.leaving import what_matters

SOON = NOW + timedelta(minutes=9)


@pytest.mark.parametrize(
    "calm", [None, view(), view(started_at=None, held=2), view(sealed=True, held=2)]
)
def test_nothing_speaks_against_going_when_nothing_is_open(calm: object) -> None:
    assert what_matters(calm, working=False) == ()  # type: ignore[arg-type]


def test_held_replies_are_named_with_when_the_first_would_leave() -> None:
    lines = what_matters(view(held=6, first_release=SOON, first_deadline=SOON), working=False)
    at = f"{SOON.astimezone():%H:%M:%S}"
    assert lines == (
        f"6 replies are held. The first leaves at {at}, only while we run.",
        f"The first clock ends at {at}.",
    )


def test_work_under_way_and_changes_without_an_answer_are_named() -> None:
    lines = what_matters(view(unknown=2), working=True)
    assert lines == (
        "A command is under way. It stops after the change it is making.",
        "2 changes have no answer yet. Nothing is sent again before it was read back.",
    )


async def test_a_quiet_window_goes_at_once_and_keeps_its_layout(hand: Hand) -> None:
    gone: list[str] = []
    hand.window.leaving.connect(lambda: gone.append("gone"))
    hand.window.close()
    hand.window.close()
    assert gone == ["gone"]
    assert hand.window.store.value("geometry") is not None


async def test_with_replies_held_it_asks_first(at: Go) -> None:
    hand = await at(StageName.EXECUTE)
    gone: list[str] = []
    hand.window.leaving.connect(lambda: gone.append("gone"))
    hand.window.close()
    (sheet,) = hand.sheets
    assert "replies are held" in words(sheet)
    button(sheet, "Stay").click()
    assert (gone, hand.sheets, hand.window.isVisible()) == ([], [], True)
    hand.window.close()
    button(hand.sheets[0], "Close now").click()
    assert gone == ["gone"]


async def test_asking_twice_opens_one_question(at: Go) -> None:
    hand = await at(StageName.EXECUTE)
    hand.window.close()
    hand.window.close()
    assert len(hand.sheets) == 1
