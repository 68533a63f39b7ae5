"""A window nobody touches covers what it shows; the work goes on, and only the right person comes back."""

import asyncio
from datetime import timedelta
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QFileDialog, QLabel, QLineEdit, QPushButton, QWidget

from desktop.domain.errors import PassphraseError
from desktop.domain.facts import AuditEventRecorded, AuditKind
from desktop.domain.values import StageName
from desktop.preferences.contract import KeptBy, LockRule
from tests.ui.reading import words
from tests.ui.shell.conftest import Go, Hand
from ui.bridge.problems import problem_of
from ui.shell.idle import Idle
from ui.shell.lock import goes_on

RIGHT = "the right passphrase"


class ToyLock:
    """A profile that answers at once, and only to the right passphrase."""

    def __init__(self, kept_by: KeptBy, rule: LockRule | None = None) -> None:
        self.kept_by = kept_by
        self.rule = rule or LockRule()

    async def read(self) -> LockRule:
        return self.rule

    async def save(self, minutes: int) -> LockRule:
        self.rule = LockRule(minutes)
        return self.rule

    async def prove(self, passphrase: str) -> None:
        if passphrase != RIGHT:
            raise PassphraseError("Wrong passphrase", "It does not open this profile.", "Again.")


@pytest.fixture
async def working(at: Go) -> Hand:
    """A mission that runs, with replies held; its profile is opened by the computer's login."""
    hand = await at(StageName.EXECUTE)
    await kept_by(hand, KeptBy.KEYRING)
    return hand


async def kept_by(hand: Hand, how: KeptBy, rule: LockRule | None = None) -> None:
    desk: Any = hand.window.desk
    object.__setattr__(desk, "lock", ToyLock(how, rule))
    hand.window.lock.follow(desk)
    await hand.rest()


def readable(window: QWidget) -> str:
    """Everything a person, or a screen reader, finds on the screen now."""
    parts = [one for one in window.findChildren(QWidget) if one.isVisible()]
    said = [one.text() for one in parts if isinstance(one, QLabel | QPushButton)]
    return "\n".join([*said, *(one.accessibleName() for one in parts), window.windowTitle()])


def screen_of(hand: Hand) -> Any:
    screen = hand.window.lock._screen
    assert screen is not None
    return screen


async def go_on(hand: Hand) -> None:
    await hand.rest()
    screen_of(hand).button.click()
    await hand.rest()


def audits(hand: Hand) -> list[tuple[AuditKind, str]]:
    facts = [fact for fact in hand.standing.facts if isinstance(fact, AuditEventRecorded)]
    of_locks = (AuditKind.WINDOW_LOCKED, AuditKind.WINDOW_UNLOCKED)
    return [(fact.event, fact.subject) for fact in facts if fact.event in of_locks]


async def test_nothing_of_a_customer_stays_readable(working: Hand) -> None:
    tickets = [str(one) for one in working.standing.desk.ledger.mission.scope_tickets]
    organisation = working.window.view.alerts[0].organisation  # type: ignore[union-attr]
    working.window.ticket_view.open(int(tickets[0]))
    await working.rest()
    assert any(number in readable(working.window) for number in tickets)
    working.window.lock.lock()
    await working.rest()
    left = readable(working.window)
    assert "Locked" in left
    assert not [number for number in tickets if number in left]
    assert not organisation or organisation not in left
    assert working.window.windowTitle() == "Locked · Triage Deck"


async def test_going_on_shows_everything_where_it_stood(working: Hand) -> None:
    docks = [dock for dock in working.window.docks.values() if dock.isVisible()]
    widths = [dock.width() for dock in docks]
    title, before = working.window.windowTitle(), readable(working.window)
    working.window.lock.lock()
    await working.rest()
    await go_on(working)
    assert not working.window.lock.on
    assert working.window.windowTitle() == title
    assert [dock.width() for dock in docks] == widths
    gone = set(before.splitlines()) - set(readable(working.window).splitlines())
    gone -= {"Triage Deck"}  # the head says so until the clock ticks first
    assert not [one for one in gone if not any(map(str.isdigit, one))], "clocks go on"


async def test_the_screen_says_honestly_what_protects_it(working: Hand) -> None:
    working.window.lock.lock()
    assert "Whoever can unlock this computer can go on." in words(screen_of(working))
    await working.rest()


async def test_a_sheet_that_lies_open_or_opens_behind_the_lock_waits(working: Hand) -> None:
    working.run("window.settings")
    (sheet,) = working.sheets
    working.window.lock.lock()
    assert working.sheets == []
    working.window.show_problem(problem_of(ValueError("one")))
    assert working.sheets == []
    await go_on(working)
    assert sheet in working.sheets
    assert len(working.sheets) == 2


async def test_a_sheet_closed_behind_the_lock_does_not_come_back(working: Hand) -> None:
    working.run("window.settings")
    (sheet,) = working.sheets
    working.window.lock.lock()
    sheet.give_up()
    await go_on(working)
    assert working.sheets == []


async def test_a_dialog_of_its_own_is_ended(working: Hand) -> None:
    dialog = QFileDialog(working.window)
    dialog.setOption(QFileDialog.Option.DontUseNativeDialog)
    dialog.open()
    working.window.lock.lock()
    assert not dialog.isVisible()
    await working.rest()


async def test_a_detached_dock_is_hidden_too(working: Hand) -> None:
    dock = working.window.docks["alerts"]
    dock.setFloating(True)
    assert dock.isVisible()
    working.window.lock.lock()
    assert not dock.isVisible()
    await go_on(working)
    assert dock.isVisible()
    dock.setFloating(False)


async def test_no_key_reaches_what_is_covered(working: Hand) -> None:
    working.window.lock.lock()
    assert not working.run("window.palette")
    assert not working.run("ticket.open")
    working.press(Qt.Key.Key_Tab)
    focus = working.focus
    assert focus is not None
    assert screen_of(working).isAncestorOf(focus)
    await working.rest()


async def test_a_mission_that_is_followed_behind_the_lock_stays_covered(working: Hand) -> None:
    working.window.lock.lock()
    working.window.show_welcome()
    await working.follow(StageName.EXECUTE)
    await kept_by(working, KeptBy.KEYRING)
    assert "Locked" in readable(working.window)
    assert not working.window.areas.isVisible()
    assert not any(dock.isVisible() for dock in working.window.docks.values())
    await go_on(working)
    assert all(dock.isVisible() for dock in working.window.docks.values())


async def test_replies_are_sent_behind_the_lock(working: Hand) -> None:
    moment = working.standing.desk.execute.next_moment()
    view = working.window.view
    assert moment is not None
    assert view is not None
    assert view.held
    working.window.lock.lock()
    await working.standing.door.until(moment + timedelta(seconds=1))
    await working.standing.desk.execute.release_due()
    await working.rest()
    assert working.window.view is not None
    assert working.window.view.held < view.held


async def test_what_goes_on_is_said_in_counts(working: Hand) -> None:
    view = working.window.view
    assert view is not None
    assert view.first_release is not None
    said = goes_on(view, view.first_release - timedelta(minutes=3, seconds=12))
    assert said[0].endswith("eave in 03:12.") or "leaves in 03:12." in said[0]
    assert said[0].startswith(f"{view.held} held repl")
    working.window.lock.lock()
    assert f"{view.held} held repl" in words(screen_of(working))
    await working.rest()


async def test_where_a_passphrase_keeps_the_key_it_is_asked_for(working: Hand) -> None:
    await kept_by(working, KeptBy.PHRASE)
    working.window.lock.lock()
    await type_in(working, "a wrong passphrase")
    assert working.window.lock.on
    assert "Wrong passphrase" in words(screen_of(working))
    assert not screen_of(working).button.isEnabled()
    await asyncio.sleep(1.1)
    await type_in(working, RIGHT)
    assert not working.window.lock.on
    assert audits(working)[-1] == (AuditKind.WINDOW_UNLOCKED, "passphrase")


async def test_each_wrong_passphrase_makes_the_pause_longer(working: Hand) -> None:
    await kept_by(working, KeptBy.PHRASE)
    lock = working.window.lock
    lock.lock()
    pauses = []
    for _ in range(8):
        lock._not_before = 0.0
        screen_of(working).ready()
        await type_in(working, "a wrong passphrase")
        said = words(screen_of(working))
        pauses.append(int(said.split("again in ")[1].split(" s")[0]))
    assert pauses == [1, 2, 4, 8, 16, 32, 60, 60]
    await type_in(working, RIGHT)
    screen_of(working).entered.emit(RIGHT)
    await working.rest()
    assert lock.on, "not even the right one opens it within the pause"


async def type_in(hand: Hand, passphrase: str) -> None:
    screen = screen_of(hand)
    screen.findChild(QLineEdit).setText(passphrase)
    screen.button.click()
    await hand.rest()


async def test_locking_and_unlocking_go_on_record(working: Hand) -> None:
    working.run("window.lock")
    await working.rest()
    await go_on(working)
    working.window.lock.lock(idle=True)
    await working.rest()
    assert audits(working) == [
        (AuditKind.WINDOW_LOCKED, "asked-for"),
        (AuditKind.WINDOW_UNLOCKED, "login"),
        (AuditKind.WINDOW_LOCKED, "idle"),
    ]


async def test_closing_needs_whoever_may_unlock_while_replies_are_held(working: Hand) -> None:
    left: list[bool] = []
    working.window.leaving.connect(lambda: left.append(True))
    working.window.lock.lock()
    working.window.close()
    assert left == []
    assert "Unlock first, then close" in words(screen_of(working))
    await working.rest()


async def test_without_anything_to_cover_it_does_not_lock(hand: Hand) -> None:
    hand.window.lock.lock()
    assert not hand.window.lock.on


async def test_the_profile_says_after_how_long(working: Hand) -> None:
    await kept_by(working, KeptBy.KEYRING, LockRule(3, 5, "The administrator's file is broken."))
    assert working.window.lock.idle.minutes == 3
    assert "The administrator's file is broken." in words(working.window.status)
    working.window.lock.choose(2)
    await working.rest()
    assert working.window.lock.idle.minutes == 2


async def test_only_hands_count_and_time_without_them_is_told_once(working: Hand) -> None:
    now, told = [0.0], []
    idle = Idle(working.window, lambda: now[0])
    idle.due.connect(lambda: told.append(now[0]))
    idle.start()
    now[0] = 599
    idle.look()
    assert told == []
    handle = working.window.windowHandle()
    QTest.mouseMove(handle)
    QTest.keyClick(handle, Qt.Key.Key_Shift)
    now[0] = 900
    idle.look()
    assert told == [], "a key was pressed at 599 s"
    working.window.update()
    await asyncio.sleep(0.05)
    now[0] = 599 + 600
    idle.look()
    idle.look()
    assert told == [1199]
    idle.stop()
