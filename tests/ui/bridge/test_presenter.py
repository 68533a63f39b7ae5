"""What all seven presenters share: one piece of work at a time, Views gathered, failures as a notice."""

import asyncio
from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, cast

import pytest
from PySide6.QtCore import QCoreApplication, QEvent

from desktop.bus import Bus, Progress
from desktop.domain.errors import ServiceError
from desktop.domain.values import StageName
from tests.ui.bridge.test_relay import happened
from ui.bridge.bar import Act, Bar, Busy, Notice
from ui.bridge.presenter import Presenter
from ui.bridge.relay import Relay
from ui.bridge.tasks import Tasks

if TYPE_CHECKING:
    from ui.bridge.desk import ScreenDesk
    from ui.bridge.problems import Problem

AWAY = ServiceError("Zendesk is away", "No answer.", "Look at its status page.")


class Counting(Presenter):
    """Its View is how often it was loaded; ``gate`` holds a load back."""

    stage = StageName.PLAN

    def __init__(self, *given: Any) -> None:
        super().__init__(*given)
        self.loads = self.arrivals = 0
        self.answer: Notice | Exception | None = None
        self.gate = asyncio.Event()
        self.gate.set()

    async def load(self) -> object:
        self.loads += 1
        number = self.loads
        await self.gate.wait()
        if isinstance(self.answer, Exception):
            raise self.answer
        return self.answer or number

    def bar(self) -> Bar:
        return Bar(primary=Act("Go", why_not="Busy." if self.busy else ""))

    def arrive(self) -> None:
        self.arrivals += 1


@dataclass
class Heard:
    """Everything a presenter told, in order."""

    presenter: Counting
    bus: Bus
    tasks: Tasks
    told: list[tuple[str, Any]] = field(default_factory=list)

    def all(self, name: str) -> list[Any]:
        return [what for said, what in self.told if said == name]

    async def rest(self) -> None:
        while self.tasks.runs("plan.view") or self.tasks.runs("plan.work"):  # noqa: ASYNC110 - as a person waits
            await asyncio.sleep(0.005)


@pytest.fixture
async def heard() -> AsyncIterator[Heard]:
    bus, tasks = Bus(), Tasks()
    relay = Relay(bus)
    presenter = Counting(cast("ScreenDesk", None), tasks, relay)
    listener = Heard(presenter, bus, tasks)
    for name in ("shown", "noticed", "barred", "worked", "failed", "left_for"):
        getattr(presenter, name).connect(lambda what, name=name: listener.told.append((name, what)))
    yield listener
    relay.close()
    await tasks.close()


async def test_coming_to_the_page_shows_its_view_then_its_bar(heard: Heard) -> None:
    heard.presenter.enter()
    await heard.rest()
    assert heard.told == [("shown", 1), ("barred", Bar(primary=Act("Go")))]
    assert heard.presenter.arrivals == 1


async def test_many_refreshes_while_one_view_is_made_make_one_more(heard: Heard) -> None:
    heard.presenter.gate.clear()
    heard.presenter.refresh()
    await asyncio.sleep(0)
    await asyncio.sleep(0)
    for _ in range(20):
        heard.presenter.refresh()
    heard.presenter.gate.set()
    await heard.rest()
    assert heard.all("shown") == [1, 2]


async def test_a_refresh_asked_in_the_moment_a_view_is_done_is_not_lost(heard: Heard) -> None:
    loop = asyncio.get_running_loop()

    def once(_: object) -> None:
        heard.presenter.barred.disconnect(once)
        loop.call_soon(heard.presenter.refresh)

    heard.presenter.barred.connect(once)
    heard.presenter.refresh()
    await asyncio.sleep(0.02)
    await heard.rest()
    assert heard.all("shown") == [1, 2]


async def test_a_change_is_shown_only_while_the_page_is_open(heard: Heard) -> None:
    heard.presenter.enter()
    await heard.rest()
    heard.bus.tell(happened(1))
    await asyncio.sleep(0.15)
    await heard.rest()
    assert heard.all("shown") == [1, 2]
    heard.presenter.leave()
    heard.bus.tell(happened(2))
    await asyncio.sleep(0.15)
    assert heard.all("shown") == [1, 2]


async def test_a_notice_takes_the_views_place(heard: Heard) -> None:
    heard.presenter.answer = Notice("lock", "Not yet", "Lock the brief first.")
    heard.presenter.refresh()
    await heard.rest()
    assert (heard.all("noticed"), heard.all("shown")) == ([heard.presenter.answer], [])


async def test_a_view_that_fails_is_said_with_a_way_on(heard: Heard) -> None:
    heard.presenter.answer = AWAY
    heard.presenter.enter()
    await heard.rest()
    (notice,) = heard.all("noticed")
    assert notice.title == "Zendesk is away"
    assert notice.message == "No answer. Look at its status page."
    assert (notice.retry, notice.tone) == ("Try again", "crit")
    assert "Fault: service" in notice.details
    heard.presenter.answer = None
    heard.presenter.retry()
    await heard.rest()
    assert heard.all("shown") == [2]


async def test_one_piece_of_work_at_a_time(heard: Heard) -> None:
    gate, second = asyncio.Event(), asyncio.sleep(0)
    assert heard.presenter.work(gate.wait(), "Planning")
    assert heard.all("barred")[-1].primary.why_not == "Busy."
    assert not heard.presenter.work(second, "Planning again")
    assert second.cr_frame is None, "the refused one would warn that it was never awaited"
    gate.set()
    await heard.rest()
    assert not heard.presenter.busy
    assert heard.all("barred")[-1].primary.why_not == ""


async def test_work_that_is_done_leads_on(heard: Heard) -> None:
    heard.presenter.work(asyncio.sleep(0), "Choosing", StageName.APPROVE)
    await heard.rest()
    assert heard.all("left_for") == [StageName.APPROVE]


async def test_work_that_fails_stays_and_says_why(heard: Heard) -> None:
    async def fail() -> None:
        raise AWAY

    heard.presenter.work(fail(), "Choosing", StageName.APPROVE)
    await heard.rest()
    problems: list[Problem] = heard.all("failed")
    assert [problem.title for problem in problems] == ["Zendesk is away"]
    assert heard.all("left_for") == []
    assert not heard.presenter.busy


async def test_work_that_is_cancelled_frees_the_page_and_leads_nowhere(heard: Heard) -> None:
    heard.presenter.work(asyncio.sleep(60), "Planning", StageName.APPROVE)
    await asyncio.sleep(0.01)
    heard.presenter.cancel()
    await heard.rest()
    assert not heard.presenter.busy
    assert heard.all("left_for") == []
    assert heard.all("failed") == []


async def test_work_that_is_cancelled_before_its_first_step_frees_the_page_too(
    heard: Heard,
) -> None:
    heard.presenter.work(asyncio.sleep(60), "Planning")
    heard.presenter.cancel()
    await heard.rest()
    assert not heard.presenter.busy


async def test_short_work_is_never_announced(heard: Heard) -> None:
    heard.presenter.work(asyncio.sleep(0.01), "Planning")
    await heard.rest()
    assert heard.all("worked") == [None]


async def test_long_work_is_announced_with_its_words(heard: Heard) -> None:
    heard.presenter.work(asyncio.sleep(0.4), "Planning")
    await heard.rest()
    assert heard.all("worked") == [Busy("Planning"), None]


async def test_progress_is_said_only_while_this_stage_works(heard: Heard) -> None:
    def progress(stage: StageName) -> Progress:
        return Progress("01k0mission", stage, 3, 11, "drafts")

    heard.bus.tell(progress(StageName.PLAN))
    heard.presenter.work(asyncio.sleep(0.05), "Planning")
    heard.bus.tell(progress(StageName.EXECUTE))
    heard.bus.tell(progress(StageName.PLAN))
    await heard.rest()
    assert heard.all("worked") == [Busy("drafts", 3, 11), None]


async def test_one_that_went_while_it_read_tells_nobody_and_the_next_reads_at_once(
    heard: Heard,
) -> None:
    old = heard.presenter
    old.gate.clear()
    old.enter()
    await asyncio.sleep(0)
    relay = Relay(heard.bus)
    fresh = Counting(old.desk, heard.tasks, relay)
    seen: list[object] = []
    fresh.shown.connect(seen.append)
    old.deleteLater()
    QCoreApplication.sendPostedEvents(old, QEvent.Type.DeferredDelete.value)
    fresh.enter()
    old.gate.set()
    await heard.rest()
    assert seen == [1]
    fresh.leave()
    relay.close()
