"""The single parts: what they say, and how they are reached without a mouse."""

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QHBoxLayout, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from desktop.domain.standing import ClockState
from ui.dialogs.gallery_data import ALERTS, NOW, RISKS
from ui.theme.look import Look
from ui.widgets.alert_card import AlertCardView
from ui.widgets.banner import Banner, UndoBanner
from ui.widgets.button import Button
from ui.widgets.clock import ClockLabel
from ui.widgets.diff import DiffLabel, word_diff
from ui.widgets.field import LineField, NumberField, Slider, Switch
from ui.widgets.flow import Flow
from ui.widgets.focus_ring import FocusRing
from ui.widgets.fold import FoldCard
from ui.widgets.meter import Meter
from ui.widgets.risk_row import RiskItem
from ui.widgets.segments import Segments
from ui.widgets.stars import Stars
from ui.widgets.state import StateView
from ui.widgets.tag import Chip
from ui.widgets.text import Label
from ui.widgets.toast import Toast


def shown(qtbot: QtBot, widget: QWidget) -> QWidget:
    qtbot.addWidget(widget)
    widget.show()
    widget.activateWindow()
    with qtbot.waitActive(widget):
        pass
    return widget


def test_segments_go_along_with_the_arrow_keys(qtbot: QtBot) -> None:
    row = Segments([("all", "All", 47), ("needs", "Needs you", 3), ("near", "Near", None)])
    shown(qtbot, row)
    row.setFocus()
    with qtbot.waitSignal(row.chosen) as told:
        QTest.keyClick(row.focusProxy(), Qt.Key.Key_Right)
    assert told.args == ["needs"]
    assert row.focusProxy().hasFocus()
    QTest.keyClick(row.focusProxy(), Qt.Key.Key_Left)
    QTest.keyClick(row.focusProxy(), Qt.Key.Key_Left)
    assert row.key() == "near"


def test_a_number_stays_in_its_range(qtbot: QtBot) -> None:
    field = NumberField(1, 5, 4, "Batch size")
    shown(qtbot, field)
    heard: list[int] = []
    field.changed.connect(heard.append)
    field.put(9)
    field.put(-3)
    assert heard == [5, 1]
    assert field.value() == 1


def test_a_fault_is_seen_and_said_and_goes(qtbot: QtBot) -> None:
    field = LineField(name="Age")
    shown(qtbot, field)
    height = field._box.height()
    field.fail("Age must be a number.")
    assert field.line.accessibleDescription() == "Age must be a number."
    assert field._box.height() == height
    field.clear_fault()
    assert field.line.accessibleDescription() == ""


def test_a_switch_and_a_chip_turn_with_space(qtbot: QtBot) -> None:
    for control in (Switch("Reduced motion"), Chip("Slow")):
        shown(qtbot, control)
        with qtbot.waitSignal(control.toggled):
            QTest.keyClick(control, Qt.Key.Key_Space)
        assert control.isChecked()


def test_stars_take_digits_and_arrows(qtbot: QtBot) -> None:
    stars = Stars()
    shown(qtbot, stars)
    QTest.keyClick(stars, Qt.Key.Key_4)
    with qtbot.waitSignal(stars.chosen) as told:
        QTest.keyClick(stars, Qt.Key.Key_Right)
    assert told.args == [5]
    assert stars.accessibleName() == "Rating: 5 of 5 stars"


def test_a_click_on_the_slider_goes_there(qtbot: QtBot) -> None:
    slider = Slider(0, 100, 0, "Share")
    shown(qtbot, slider)
    QTest.mouseClick(slider, Qt.MouseButton.LeftButton, pos=QPoint(slider.width() // 2, 12))
    assert 45 <= slider.value() <= 55


def test_the_undo_banner_counts_down_and_warns_under_a_minute(qtbot: QtBot) -> None:
    banner = UndoBanner()
    shown(qtbot, banner)
    banner.follow(NOW + 872_000, 900)
    banner.tick(NOW)
    assert banner._clock.text() == "14:32"
    assert banner._bar._tone == "info_mark"
    banner.tick(NOW + 830_000)
    assert banner._clock.text() == "00:42"
    assert banner._bar._tone == "warn_mark"
    banner.tick(NOW + 990_000)
    assert banner._clock.text() == "00:00"
    with qtbot.waitSignal(banner.undo_all):
        banner.all.click()
    with qtbot.waitSignal(banner.item_by_item):
        banner.items.click()


def test_a_banners_actions_come_and_go(qtbot: QtBot) -> None:
    banner = Banner("neutral", "wifi-off")
    shown(qtbot, banner)
    banner.say("Offline since 10:33.", "You can read.")
    assert banner.accessibleName() == "Offline since 10:33. You can read."
    button = banner.action("Retry", "R")
    banner.clear_actions()
    assert not button.isVisible()


def test_a_toast_goes_by_itself_but_not_under_the_focus(qtbot: QtBot) -> None:
    page = shown(qtbot, QWidget())
    page.resize(600, 400)
    toast = Toast(page)
    done: list[int] = []
    toast.say("Linked", action_text="Undo", on_action=lambda: done.append(1))
    assert toast.isVisible()
    assert toast.geometry().bottom() < 400
    toast._link.setFocus()
    toast._timer.timeout.emit()
    assert toast.isVisible()
    page.setFocus()
    toast._link.clearFocus()
    toast._timer.timeout.emit()
    assert not toast.isVisible()
    toast.say("Linked", action_text="Undo", on_action=lambda: done.append(1))
    toast._link.click()
    assert done == [1]
    assert not toast.isVisible()


def test_a_clock_shows_nothing_before_it_knows_the_time() -> None:
    clock = ClockLabel()
    clock.follow(NOW + 60_000, ClockState.RUNNING)
    assert clock.text() == ""
    clock.tick(NOW)
    assert clock.text() == "00:01:00"
    assert clock.accessibleName() == "1 minute left"


def test_a_diff_marks_words_and_says_both() -> None:
    pieces = word_diff("please rotate the token now", "please sign in now")
    assert [(p.text.strip(), p.change) for p in pieces] == [
        ("please", "same"),
        ("rotate the token", "removed"),
        ("sign in", "added"),
        ("now", "same"),
    ]
    label = DiffLabel()
    label.show_diff("a b", "a c")
    assert label.accessibleName() == "Before: a b. After: a c"


@pytest.mark.parametrize(
    ("before", "after"), [("", "new"), ("old", ""), ("same", "same"), ("", "")]
)
def test_a_diff_of_little_loses_nothing(before: str, after: str) -> None:
    pieces = word_diff(before, after)
    assert "".join(p.text for p in pieces if p.change != "removed").strip() == after
    assert "".join(p.text for p in pieces if p.change != "added").strip() == before


def test_the_meter_says_its_counts() -> None:
    meter = Meter()
    meter.show_counts(30, 15, 14)
    assert meter.accessibleName() == "Can be taken back: 30 reversible, 15 compensable, 14 final"


def test_a_risk_opens_by_key_and_by_click(qtbot: QtBot) -> None:
    item = RiskItem()
    shown(qtbot, item)
    item.show_row(RISKS[0], met=False)
    item.tick(NOW)
    assert item.accessibleName() == (
        "Ticket 501, VIP, Badge reader refuses every card, 12 minutes left"
    )
    with qtbot.waitSignal(item.clicked) as told:
        QTest.keyClick(item, Qt.Key.Key_Return)
    assert told.args == [501]
    with qtbot.waitSignal(item.clicked):
        QTest.mouseClick(item, Qt.MouseButton.LeftButton)


def test_a_card_tells_which_of_its_two_ways_was_taken(qtbot: QtBot) -> None:
    card = AlertCardView()
    shown(qtbot, card)
    card.show_card(ALERTS[0])
    with qtbot.waitSignal(card.acted) as told:
        card.act.click()
    assert told.args == ["a1", "act"]
    with qtbot.waitSignal(card.acted) as told:
        card.way_out.click()
    assert told.args == ["a1", "way_out"]


def test_a_state_offers_its_actions_once(qtbot: QtBot, qapp: QApplication) -> None:
    view, done = StateView(), []
    shown(qtbot, view)
    view.show_state("plug", "Failed", "Kept here.", [("Try again", lambda: done.append(1))])
    view.show_state("plug", "Failed", "Kept here.", [("Try again", lambda: done.append(2))])
    qapp.processEvents()
    visible = [b for b in view.findChildren(Button) if not b.isHidden()]
    assert len(visible) == 1
    visible[0].click()
    assert done == [2]


def test_the_ring_follows_the_keyboard_and_not_the_pointer(qtbot: QtBot) -> None:
    page = QWidget()
    row = QHBoxLayout(page)
    first, second = Button("First"), Button("Second")
    row.addWidget(first)
    row.addWidget(second)
    ring = FocusRing(page)
    shown(qtbot, page)
    page.activateWindow()
    first.setFocus()
    QTest.keyClick(first, Qt.Key.Key_Tab)
    assert second.hasFocus()
    assert ring.isVisible()
    assert ring.geometry() == second.geometry().adjusted(-4, -4, 4, 4)
    QTest.mouseClick(first, Qt.MouseButton.LeftButton)
    first.setFocus(Qt.FocusReason.MouseFocusReason)
    QTest.mousePress(first, Qt.MouseButton.LeftButton)
    assert not ring.isVisible()
    QTest.mouseRelease(first, Qt.MouseButton.LeftButton)


def test_a_flow_wraps(qtbot: QtBot) -> None:
    page = QWidget()
    flow = Flow(page)
    for word in ("Saved time", "Slow", "Clear plan", "Too many alerts"):
        flow.addWidget(Chip(word))
    assert flow.heightForWidth(1000) == 24
    assert flow.heightForWidth(120) > 80
    qtbot.addWidget(page)


def test_words_grow_with_the_text_size(dressed: Look, qtbot: QtBot, qapp: QApplication) -> None:
    page = QWidget()
    column = QVBoxLayout(page)
    label, button = Label("Saved so far", "title"), Button("Request", "primary", keys="Ctrl ↵")
    column.addWidget(label)
    column.addWidget(button)
    shown(qtbot, page)
    before = label.sizeHint(), button.sizeHint()
    dressed.resize(1.5)
    qapp.processEvents()
    assert label.sizeHint().width() > before[0].width() * 1.3
    assert button.height() == 48


def test_a_card_opens_and_closes_by_its_title_and_says_how_it_stands(qtbot: QtBot) -> None:
    fold = FoldCard("What if?")
    fold.inside.addWidget(Label("It would breach."))
    qtbot.addWidget(fold)
    fold.show()
    assert (fold.unfolded, fold.head.accessibleDescription()) == (False, "closed")
    qtbot.keyClick(fold.head, Qt.Key.Key_Space)
    assert (fold.unfolded, fold.head.accessibleDescription()) == (True, "open")
    fold.head.click()
    assert not fold.unfolded
