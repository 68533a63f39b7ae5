"""A mission another window works on is looked at, never touched, and taken over when that one has ended."""

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtWidgets import QPushButton

from desktop.base.paths import Folder
from desktop.deck import lock_mission
from desktop.domain.errors import ServiceError
from desktop.domain.facts import AuditEventRecorded, AuditKind, Mode
from desktop.domain.values import StageName
from desktop.ledger.ledger import open_ledger
from tests.queues.generate import INTENT
from tests.ui.app.test_session import Life, live
from tests.ui.reading import words

__all__ = ["live"]


@pytest.fixture
async def held(live: type[Life], tmp_path: Path) -> AsyncIterator[tuple[Life, Any]]:
    """A window that meets a mission somebody else holds, and the hold."""
    life = live(sandbox=True)
    await life.rest()
    assert life.session.opened is not None
    desk = life.session.opened.desk
    await desk.home.start(Mode.SANDBOX)
    await desk.define.submit(INTENT)
    mission = desk.ledger.mission.id
    await life.end()
    hold = lock_mission(Folder(tmp_path / "profile"), mission)
    again = live(sandbox=True)
    await again.rest()
    yield again, hold
    hold.release()


def press(life: Life, title: str) -> None:
    (button,) = [b for b in life.window.welcome.findChildren(QPushButton) if b.text() == title]
    button.click()


async def look(life: Life) -> Any:
    press(life, "Look at it read-only")
    await life.rest()
    opened: Any = life.session.opened
    assert opened is not None
    return opened


async def test_it_is_said_and_looking_is_offered(held: tuple[Life, Any]) -> None:
    life, _ = held
    assert "This mission is open elsewhere" in words(life.window.welcome)
    assert life.session.opened is None


async def test_the_pages_show_it_and_a_banner_says_why_nothing_can_be_done(
    held: tuple[Life, Any],
) -> None:
    life, _ = held
    opened = await look(life)
    assert life.window.host.stage is StageName.DEFINE
    assert "Read-only: another window works on this mission." in words(life.window.read_only)
    assert not life.window.read_only.take_over.isVisible()
    assert not life.window.bar.primary_button.isEnabled()
    assert opened.sandbox is None, "no service was started"
    assert not life.tasks.runs("keep_time"), "and nothing is sent from here"


async def test_nothing_is_appended_whatever_is_opened_or_asked(held: tuple[Life, Any]) -> None:
    life, _ = held
    opened = await look(life)
    ledger = opened.desk.ledger
    rows = await ledger._store.rows(ledger.mission.id)
    for stage in StageName:
        life.window.host.open(stage)
        await life.rest()
    life.tasks.start(opened.screen.define.write_brief())
    life.tasks.start(opened.screen.approval_url())
    await life.rest()
    assert await ledger._store.rows(ledger.mission.id) == rows
    assert "Read-only" in words(life.window.toast)
    assert not life.window.covered(), "a sentence, no sheet"
    for http in opened.services.https:
        with pytest.raises(ServiceError, match="is not asked here"):
            await http.get("/anything", dict)


async def test_what_the_other_one_does_is_shown(held: tuple[Life, Any]) -> None:
    life, _ = held
    opened = await look(life)
    before = len(opened.desk.ledger.entries)
    await _other_writes(life)
    assert life.session._looking is not None
    life.session._looking.look()
    await life.rest()
    assert len(opened.desk.ledger.entries) == before + 1
    assert life.window.view is not None
    assert life.window.view.facts == before + 1


async def _other_writes(life: Life) -> None:
    """Append one fact as the window that holds the mission does."""
    deck: Any = life.session._deck
    looked: Any = life.session.opened
    ledger = looked.desk.ledger
    writer = await open_ledger(
        deck.database, deck.keys, ledger.clock, deck.ids, deck.bus, ledger.actor, ledger.mission.id
    )
    await writer.append(AuditEventRecorded(event=AuditKind.EXPORT_MADE, subject="dry-run"))


async def test_when_the_other_one_ends_it_can_be_taken_over(held: tuple[Life, Any]) -> None:
    life, hold = held
    mission = (await look(life)).desk.ledger.mission.id
    hold.release()
    assert life.session._looking is not None
    life.session._looking.look()
    await life.rest()
    assert life.window.read_only.take_over.isVisible()
    life.window.read_only.take_over.click()
    await asyncio.sleep(0.1)
    await life.rest()
    opened: Any = life.session.opened
    assert opened.look is None
    assert opened.desk.ledger.mission.id == mission
    assert not life.window.read_only.isVisible()
    assert (await opened.desk.define.write_brief()).brief is not None


async def test_taken_over_by_somebody_else_it_is_said_again(held: tuple[Life, Any]) -> None:
    life, _ = held
    await look(life)
    life.window.read_only.taken_over.emit()
    await life.rest()
    assert "This mission is open elsewhere" in words(life.window.welcome)
