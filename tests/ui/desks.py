"""A desk as the pages see it, made of a real one on a real sandbox, and one presenter sitting at it."""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING, Any

from desktop.domain.values import StageName
from tests.desktop.stages.standing import Standing
from ui.app.opened import screen_of, settings_of
from ui.bridge.bar import Act, Bar, Notice
from ui.bridge.desk import ScreenDesk
from ui.bridge.problems import Problem
from ui.bridge.relay import Relay
from ui.bridge.tasks import Tasks
from ui.shell.rooms import ORDER, ROOMS
from ui.widgets.page import Page

if TYPE_CHECKING:
    from ui.bridge.presenter import Presenter

_POLLS = ("home.poll", "keep_time")
_GATHERED = 0.1
_SIGNALS = (
    "shown", "noticed", "barred", "worked", "failed", "said", "left_for", "asked",
)  # fmt: skip


def screen_desk(standing: Standing) -> ScreenDesk:
    """Return the standing's desk as a page drives it."""
    desk = standing.desk

    async def address() -> str:
        return "http://deck.test"

    async def skip_to(instant: datetime) -> None:
        await standing.door.until(instant)

    settings = settings_of(standing.deck)
    return screen_of(desk, settings, standing.services.clock, address, skip_to)


async def rest(tasks: Tasks) -> None:
    """Wait until nothing runs but what polls for ever, the relay's last burst included."""
    quiet = 0.0
    async with asyncio.timeout(30):
        while quiet < _GATHERED:
            busy = set(tasks._running) - set(_POLLS)
            quiet = 0.0 if busy else quiet + 0.01
            await asyncio.sleep(0.01)


@dataclass
class Seat:
    """One stage's presenter at a real desk, and everything it told."""

    standing: Standing = field(repr=False)
    presenter: Any
    tasks: Tasks = field(repr=False)
    relay: Relay = field(repr=False)
    told: list[tuple[str, Any]] = field(default_factory=list, repr=False)

    def all(self, name: str) -> list[Any]:
        """What it told by this signal, in order."""
        return [what for said, what in self.told if said == name]

    async def enter(self) -> None:
        """Come to the page and let it settle."""
        self.presenter.enter()
        await rest(self.tasks)

    async def do(self, act: Callable[..., object], *given: object) -> None:
        """Do something and let it settle."""
        act(*given)
        await rest(self.tasks)

    @property
    def view(self) -> Any:
        """The View as last shown."""
        return self.all("shown")[-1]

    @property
    def notice(self) -> Notice:
        """The notice that stands on the page now."""
        last = next(pair for pair in reversed(self.told) if pair[0] in ("shown", "noticed"))
        assert last[0] == "noticed", f"a View is on the page: {last[1]}"
        return last[1]  # type: ignore[no-any-return]

    @property
    def bar(self) -> Bar:
        """The bar as last told; it is what the presenter says now."""
        bar: Bar = self.all("barred")[-1]
        assert bar == self.presenter.bar()
        return bar

    @property
    def primary(self) -> tuple[str, str]:
        """Title of the main act, and why it is off."""
        act: Act | None = self.bar.primary
        return (act.title, act.why_not) if act else ("", "")

    @property
    def problems(self) -> list[Problem]:
        """What failed."""
        return self.all("failed")

    def page(self) -> Page:
        """Make the stage's page for this presenter; what was shown last is drawn on it."""
        room = ROOMS[ORDER.index(self.presenter.stage)]
        page: Any = room.make_page()(self.presenter)
        page.resize(1100, 800)
        page.show_view(self.view)
        page.show_body()
        return page  # type: ignore[no-any-return]

    async def leave(self) -> None:
        """Leave the page; nothing of it runs on."""
        self.presenter.leave()
        self.relay.close()
        await self.tasks.close()


def sit(standing: Standing, stage: StageName) -> Seat:
    """Seat the presenter of a stage at this desk."""
    tasks, relay = Tasks(), Relay(standing.deck.bus)
    presenter: Presenter = ROOMS[ORDER.index(stage)].make_presenter()(screen_desk(standing), tasks, relay)  # fmt: skip
    seat = Seat(standing, presenter, tasks, relay)
    tasks.failed.connect(lambda problem: seat.told.append(("failed", problem)))
    for name in _SIGNALS:
        signal = getattr(presenter, name)
        signal.connect(lambda *what, name=name: seat.told.append((name, *_one(what))))
    return seat


def _one(what: tuple[Any, ...]) -> tuple[Any]:
    return (what[0] if len(what) == 1 else what,)
