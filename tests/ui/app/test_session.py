"""A whole life of the window: opens the sandbox's mission, follows it, ends everything in order."""

import asyncio
import os
import signal
from collections.abc import AsyncIterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from PySide6.QtCore import QSettings

from desktop.base.clock import SystemClock
from desktop.base.paths import Folder
from desktop.domain.facts import Mode
from desktop.domain.values import StageName
from desktop.store.copies import write_copy
from tests.desktop.evidence.conftest import bundle, pristine
from tests.queues.generate import INTENT
from tests.ui.desks import rest
from tests.ui.reading import button, words
from ui.app.session import Session
from ui.app.window import Options
from ui.bridge.tasks import Tasks
from ui.dialogs.sheet import Sheet
from ui.shell.main_window import MainWindow

__all__ = ["bundle", "pristine"]


@dataclass
class Life:
    """One window from start to end."""

    window: MainWindow
    session: Session
    tasks: Tasks
    living: "asyncio.Task[int]"

    async def rest(self) -> None:
        """Wait until nothing runs."""
        await asyncio.sleep(0.05)
        await rest(self.tasks)

    async def end(self) -> int:
        """Leave, and wait until everything is closed."""
        self.window.leave()
        async with asyncio.timeout(20):
            return await self.living


@pytest.fixture
async def live(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator["type[Life]"]:
    monkeypatch.setenv("TRIAGEDECK_PASSPHRASE", "a passphrase of the tests")
    lives: list[Life] = []

    def begin(**given: object) -> Life:
        folder = Folder(tmp_path / "profile")
        folder.make()
        store = QSettings(str(folder.root / "window.ini"), QSettings.Format.IniFormat)
        store.setValue("theme", "light")
        tasks = Tasks()
        window = MainWindow(store, tasks)
        window.furnish()
        window.show()
        window.furnish()
        session = Session(window, tasks, folder, Options(folder=folder.root, alone=True, **given))  # type: ignore[arg-type]
        lives.append(Life(window, session, tasks, asyncio.ensure_future(session.main())))
        return lives[-1]

    yield begin  # type: ignore[misc]
    for life in lives:
        if not life.living.done():
            await life.end()
        life.window.ticker.follow(None)
        life.window.deleteLater()
        life.session.deleteLater()


async def test_the_first_start_offers_two_ways_and_opens_nothing(live: type[Life]) -> None:
    life = live()
    await life.rest()
    assert life.window.welcome.isVisible()
    assert "Try it on the sandbox" in words(life.window.welcome)
    assert life.session.opened is None
    assert await life.end() == 0


async def test_trying_the_sandbox_opens_a_mission_and_is_remembered(live: type[Life]) -> None:
    life = live()
    await life.rest()
    life.window.welcome.try_it.click()
    await life.rest()
    assert life.window.host.stage is StageName.HOME
    assert life.session.opened is not None
    assert await life.end() == 0
    again = live()
    await again.rest()
    assert again.window.host.stage is StageName.HOME, "no question is asked twice"


async def test_a_mission_that_was_left_goes_on_where_it_stood(live: type[Life]) -> None:
    life = live(sandbox=True)
    await life.rest()
    assert life.session.opened is not None
    desk = life.session.opened.desk
    await desk.home.start(Mode.SANDBOX)
    await desk.define.submit(INTENT)
    mission = desk.ledger.mission.id
    await life.end()
    again = live(sandbox=True)
    await again.rest()
    assert again.session.opened is not None
    assert again.session.opened.desk.ledger.mission.id == mission
    assert again.window.host.stage is StageName.DEFINE


async def test_a_sandbox_that_was_killed_is_started_again_and_the_mission_goes_on(
    live: type[Life],
) -> None:
    life = live(sandbox=True)
    await life.rest()
    before = life.session.opened
    assert before is not None
    await before.desk.home.start(Mode.SANDBOX)
    await before.desk.define.submit(INTENT)
    mission = before.desk.ledger.mission
    again = asyncio.Event()
    life.window.followed.connect(again.set)
    os.kill(before.sandbox.pid, signal.SIGKILL)
    async with asyncio.timeout(30):
        await again.wait()
    await life.rest()
    after = life.session.opened
    assert after is not None
    assert after.desk.ledger.mission == mission
    assert life.window.host.stage is StageName.DEFINE
    assert (await after.desk.define.write_brief()).brief is not None
    await life.rest()  # what that made the pages load ends before the loop does


async def test_another_mission_takes_the_place_of_the_first(live: type[Life]) -> None:
    life = live(sandbox=True)
    await life.rest()
    assert life.session.opened is not None
    first = life.session.opened.desk.ledger.mission.id
    life.window.mission_wanted.emit("")
    await life.rest()
    assert life.session.opened is not None
    assert life.session.opened.desk.ledger.mission.id != first
    assert life.window.host.stage is StageName.HOME


async def test_a_queue_file_that_is_none_is_said_in_words_and_can_be_tried_again(
    live: type[Life], tmp_path: Path
) -> None:
    broken = tmp_path / "queue.json"
    broken.write_text('{"format": 1}', "utf-8")
    life = live(sandbox=True, queue=broken)
    await life.rest()
    assert life.window.welcome.isVisible()
    said = words(life.window.welcome)
    assert "The queue file cannot be used" in said or "queue" in said.lower()
    assert life.session.opened is None


async def test_a_bundle_named_at_the_start_is_shown_without_a_mission(
    live: type[Life], bundle: Path
) -> None:
    life = live(bag=bundle)
    await life.rest()
    assert life.window.bundle_view.screen is not None
    assert life.session.opened is None


async def test_a_file_that_is_no_bundle_is_a_problem_in_words(
    live: type[Life], tmp_path: Path
) -> None:
    junk = tmp_path / "junk.triagebag"
    junk.write_bytes(b"no bundle")
    life = live(bag=junk)
    await life.rest()
    assert life.window.bundle_view.screen is None
    assert life.window.covered()


async def test_a_second_start_brings_its_bundle_to_the_front(
    live: type[Life], bundle: Path
) -> None:
    life = live()
    await life.rest()
    life.session.called(str(bundle))
    await life.rest()
    assert life.window.bundle_view.screen is not None


@pytest.mark.announces("restored from a copy")
async def test_a_profile_that_came_back_from_a_copy_says_so_once(
    live: type[Life], tmp_path: Path
) -> None:
    life = live(sandbox=True)
    await life.rest()
    assert life.session.opened is not None
    await life.session.opened.desk.home.start(Mode.SANDBOX)
    await life.end()
    file = tmp_path / "profile" / "deck.db"
    write_copy(file, file.parent / "backups" / "deck-2026-11-28.db", SystemClock().now())
    file.write_bytes(b"\0" * file.stat().st_size)
    again = live(sandbox=True)
    await again.rest()
    (told,) = [one for one in again.window.findChildren(Sheet) if one.isVisible()]
    assert "The database was damaged" in words(told)
    assert "read back before anything is sent again" in words(told)
    button(told, "Close").click()
    assert again.session.opened is not None
    again.session.change_mission(again.session.opened.desk.ledger.mission.id)
    await again.rest()
    assert not [one for one in again.window.findChildren(Sheet) if one.isVisible()]
