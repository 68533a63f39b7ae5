"""The window as a whole: pages and what surrounds them follow one mission."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt

from desktop.domain.values import StageName
from desktop.evidence.review import open_review
from tests.desktop.stages.standing import AT_RISK, Standing
from tests.ui.reading import button, words
from tests.ui.shell.conftest import Go, Hand
from ui.bridge.problems import problem_of

CTRL = Qt.KeyboardModifier.ControlModifier


async def test_before_a_mission_only_the_welcome_is_there(hand: Hand) -> None:
    window = hand.window
    assert window.welcome.isVisible()
    assert not window.step_bar.isVisible()
    assert not any(dock.isVisible() for dock in window.docks.values())


async def test_a_mission_brings_everything_around_its_page(at: Go, standing: Standing) -> None:
    hand = await at(StageName.HOME)
    window = hand.window
    assert window.host.stage is StageName.HOME
    assert window.step_bar.isVisible()
    assert window.view is not None
    assert window.windowTitle() == f"{window.view.title} · Triage Deck"
    said = words(window.status)
    assert "Sandbox, sandbox time" in said
    assert f"Ledger {window.view.facts} facts" in said
    assert "Zendesk ready" in said


@pytest.mark.parametrize("stage", list(StageName))
async def test_every_page_can_be_opened_at_any_time(hand: Hand, stage: StageName) -> None:
    await hand.follow(StageName.HOME)
    assert hand.run(f"go.{stage}")
    await hand.rest()
    assert hand.window.host.stage is stage
    assert hand.window.host.page is not None
    assert words(hand.window.host.page)
    assert hand.sheets == []


async def test_the_one_act_of_a_notice_leads_where_the_missing_thing_is_done(hand: Hand) -> None:
    await hand.follow(StageName.HOME)
    hand.run("go.prepare")
    await hand.rest()
    page = hand.window.host.page
    assert page is not None
    button(page, "Go to Define").click()
    await hand.rest()
    assert hand.window.host.stage is StageName.DEFINE


async def test_the_keyboard_lands_on_the_page_that_opens(at: Go) -> None:
    hand = await at(StageName.EXECUTE)
    window = hand.window
    page = window.host.page
    assert page is not None
    assert hand.focus is not None
    assert page.isAncestorOf(hand.focus)
    hand.run("go.define")
    await hand.rest()
    assert hand.focus is window.host.page_of(StageName.DEFINE).intent.line


async def test_ctrl_enter_does_what_the_page_is_for(at: Go, standing: Standing) -> None:
    hand = await at(StageName.HOME)
    hand.press(Qt.Key.Key_Return, CTRL)
    await hand.rest()
    assert standing.kinds[0] == "MissionStarted"
    assert hand.window.host.stage is StageName.DEFINE


async def test_a_ticket_opens_beside_the_page_and_the_alerts_come_back(at: Go) -> None:
    hand = await at(StageName.EXECUTE)
    window = hand.window
    window.ticket_view.open(AT_RISK[0])
    await hand.rest()
    assert window.pane.isVisible()
    assert not window.rail.isVisible()
    assert f"#{AT_RISK[0]}" in words(window.pane)
    window.pane.shut.emit()
    assert not window.pane.isVisible()
    assert window.rail.isVisible()


async def test_a_ticket_that_cannot_be_read_says_so_in_its_place(
    at: Go, standing: Standing
) -> None:
    hand = await at(StageName.EXECUTE)
    hand.window.ticket_view.open(99999999)
    await hand.rest()
    assert hand.window.pane.isVisible()
    assert "Try again" in words(hand.window.pane)
    assert hand.sheets == []


async def test_a_problem_is_a_sheet_with_whose_fault_and_a_way_to_copy(hand: Hand) -> None:
    hand.window.show_problem(problem_of(RuntimeError("secret")))
    (sheet,) = hand.sheets
    said = words(sheet)
    assert "Something in Triage Deck broke" in said
    assert "secret" not in said
    assert "Copy details" in said
    hand.press(Qt.Key.Key_Escape)
    assert hand.sheets == []


async def test_a_bundle_covers_the_mission_and_gives_it_back(at: Go, bundle: Path) -> None:
    hand = await at(StageName.HOME)
    window = hand.window
    title = window.windowTitle()
    window.bundle_view.open(open_review(bundle))
    assert window.bundle_view.screen is not None
    assert window.windowTitle() == "mission.triagebag · Triage Deck"
    assert not any(dock.isVisible() for dock in window.docks.values())
    assert window.step_bar.isVisible()
    hand.press(Qt.Key.Key_Escape)
    assert window.bundle_view.screen is None
    assert window.host.isVisible()
    assert window.windowTitle() == title


async def test_a_bundle_without_a_mission_gives_the_welcome_back(hand: Hand, bundle: Path) -> None:
    hand.window.bundle_view.open(open_review(bundle))
    hand.window.bundle_view.close()
    assert hand.window.welcome.isVisible()


async def test_a_second_bundle_takes_the_firsts_place(hand: Hand, bundle: Path) -> None:
    hand.window.bundle_view.open(open_review(bundle))
    hand.window.bundle_view.open(open_review(bundle))
    assert hand.window.areas.count() == 3


async def test_a_minimised_window_paints_nothing_and_still_hears_the_time_pass(at: Go) -> None:
    hand = await at(StageName.HOME)
    window = hand.window
    painted: list[object] = []
    passed: list[object] = []
    window.showMinimized()
    window.ticker.ticked.connect(painted.append)
    window.ticker.passed.connect(passed.append)
    window.ticker._tick()
    assert (len(painted), len(passed)) == (0, 1)
    window.come_back()
    assert painted


async def test_following_another_mission_forgets_every_page_of_the_last(at: Go) -> None:
    hand = await at(StageName.HOME)
    first = hand.window.host.page_of(StageName.HOME)
    await hand.follow(StageName.HOME)
    assert hand.window.host.page_of(StageName.HOME) is not first
    assert hand.window.host.count() == 1


async def test_another_mission_is_not_told_twice_what_happened(at: Go, standing: Standing) -> None:
    hand = await at(StageName.HOME)
    drawn: list[object] = []
    await hand.follow(StageName.HOME)
    assert hand.window.around is not None
    hand.window.around.shown.connect(drawn.append)
    hand.relay.changed.emit()
    await hand.rest()
    assert len(drawn) == 1


async def test_a_sheet_with_unsaved_words_does_not_lie_over_the_next_mission(hand: Hand) -> None:
    await hand.follow(StageName.HOME)
    assert hand.window.actions_of_window.run("window.levels")
    await hand.rest()
    (sheet,) = hand.sheets
    sheet.hours.zone.line.setText("Europe/Paris")
    sheet.shut()
    assert hand.sheets == [sheet], "what was typed is not lost by a slip"
    await hand.follow(StageName.HOME)
    await hand.rest()
    assert hand.sheets == []
