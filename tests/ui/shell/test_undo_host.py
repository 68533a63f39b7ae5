"""The undo banner follows the mission's window and goes when it is over."""

from datetime import timedelta

import pytest
from pytestqt.qtbot import QtBot

from desktop.watch.releases import Release
from tests.ui.reading import nameless, words
from tests.ui.shell.views import NOW, view
from ui.shell.undo_host import UndoHost

UNTIL = NOW + timedelta(minutes=15)


@pytest.fixture
def undo(qtbot: QtBot) -> UndoHost:
    made = UndoHost()
    qtbot.addWidget(made)
    return made


def test_nothing_to_take_back_shows_nothing(undo: UndoHost) -> None:
    undo.show_view(view(), NOW)
    assert (undo.open, undo.isHidden()) == (False, True)


def test_it_says_what_is_held_and_offers_both_ways(undo: UndoHost) -> None:
    undo.show_view(view(undo_until=UNTIL), NOW)
    assert undo.open
    assert nameless(undo) == []
    told: list[str] = []
    undo.undo_all.connect(lambda: told.append("all"))
    undo.item_by_item.connect(lambda: told.append("items"))
    undo.banner.undo_all.emit()
    undo.banner.item_by_item.emit()
    assert told == ["all", "items"]


def test_when_all_left_it_says_so(undo: UndoHost) -> None:
    undo.show_view(view(undo_until=UNTIL), NOW)
    assert "No reply is held any more." in words(undo)


def test_it_goes_on_the_second_the_window_ends(undo: UndoHost) -> None:
    undo.show_view(view(undo_until=UNTIL), NOW)
    undo.tick(UNTIL - timedelta(seconds=1))
    assert undo.open
    undo.tick(UNTIL)
    assert (undo.open, undo.isHidden()) == (False, True)


@pytest.mark.parametrize("over", [view(undo_until=UNTIL, sealed=True), view(undo_until=NOW)])
def test_after_the_seal_or_the_window_it_stays_away(undo: UndoHost, over: object) -> None:
    undo.show_view(view(undo_until=UNTIL), NOW)
    undo.show_view(over, NOW)  # type: ignore[arg-type]
    assert (undo.open, undo.isHidden()) == (False, True)


def test_each_held_reply_is_there_with_its_time(undo: UndoHost) -> None:
    soon, last = NOW + timedelta(minutes=7), NOW + timedelta(minutes=15)
    releases = (*(Release(n, at) for n, at in ((1, soon), (2, last), (3, last))), Release(4, None))
    undo.show_view(view(undo_until=UNTIL, held=4, releases=releases), NOW)
    at, then = (f"{one.astimezone():%H:%M}" for one in (soon, last))
    assert f"4 held: {at}, 2 × {then}, 1 paused" in words(undo)
    spoken = undo.banner.held.accessibleName()
    assert spoken == f"Held replies: #1 {at}, #2 {then}, #3 {then}, #4 paused"
    assert undo.holds


def test_many_times_are_told_by_the_first_and_the_last_and_each_to_a_screen_reader(
    undo: UndoHost,
) -> None:
    moments = [NOW + timedelta(minutes=m) for m in (4, 7, 11)]
    releases = tuple(Release(n, at) for n, at in enumerate(moments))
    undo.show_view(view(undo_until=UNTIL, held=3, releases=releases), NOW)
    first, _, last = (f"{one.astimezone():%H:%M}" for one in moments)
    assert f"3 held: {first} to {last}" in words(undo)
    assert all(
        f"#{n} {at.astimezone():%H:%M}" in undo.banner.held.accessibleName()
        for n, at in enumerate(moments)
    )


def test_a_paused_reply_is_told_of_after_the_window_and_undo_is_not_offered(undo: UndoHost) -> None:
    undo.show_view(view(undo_until=UNTIL, held=1, releases=(Release(7, None),)), NOW)
    undo.tick(UNTIL)
    assert (undo.open, undo.isHidden()) == (False, False)
    undo.show_view(view(undo_until=None, held=1, releases=(Release(7, None),)), UNTIL)
    assert "Undo is over." in words(undo)
    assert "1 held: 1 paused" in words(undo)
    assert undo.banner.all.isHidden()
    assert not undo.banner.held.isHidden()
    told: list[str] = []
    undo.held_replies.connect(lambda: told.append("held"))
    undo.banner.held.click()
    assert told == ["held"]
