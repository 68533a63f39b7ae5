"""The running session: opens the profile, the services and the mission the window shows, and ends them in order."""

import asyncio
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, QTimer

from desktop.base.paths import ACCOUNT_PROFILES, Folder
from desktop.domain.errors import (
    Fault,
    InputError,
    KeyLostError,
    MissionBusyError,
    PassphraseError,
    TriageError,
)
from desktop.domain.words import Mode
from ui.app.garbage import MainThreadGarbage
from ui.app.looking import Looking
from ui.app.opened import Opened
from ui.app.profiles import open_profile
from ui.app.window import Options
from ui.bridge.problems import Problem, problem_of
from ui.bridge.tasks import Tasks

if TYPE_CHECKING:
    from desktop.deck import Deck
    from desktop.domain.values import Id
    from ui.shell.main_window import MainWindow


_KEY = "session"
_FIRST_PAINT = 0.02
"""Seconds the loop gets to put the first page on the screen before anything else is loaded."""
_PATIENCE = 5.0
"""Seconds the change under way gets before it is cut; it is read back when the mission goes on."""


_AGAIN_MS = 10_000
_LOOK_MS = 2_000


class Session(QObject):
    """One window's life. ``main`` runs until the window has left."""

    def __init__(
        self, window: "MainWindow", tasks: Tasks, folder: Folder, options: Options
    ) -> None:
        super().__init__()
        self._window, self._tasks = window, tasks
        self._folder, self._options = folder, options
        self._deck: Deck | None = None
        self._garbage = MainThreadGarbage(self)
        self.opened: Opened | None = None
        self._unlocked = ("", "")
        self._told = False
        self._gone = asyncio.Event()
        self._look = QTimer(self)
        self._look.setInterval(_LOOK_MS)
        self._look.timeout.connect(self._look_after_the_sandbox)
        self._looking: Looking | None = None
        window.leaving.connect(self._gone.set)
        window.welcome.tried.connect(self.try_sandbox)
        window.welcome.connected.connect(self._other_profile)
        window.mission_wanted.connect(self.change_mission)
        window.bag_wanted.connect(self.review)

    async def main(self) -> int:
        """Start what is wanted, wait for the window to leave, end everything."""
        await asyncio.sleep(_FIRST_PAINT)
        self._window.furnish()
        if self._options.bag is not None:
            self.review(str(self._options.bag))
        elif self._options.profile in ACCOUNT_PROFILES:
            self.open_accounts()
        elif self._options.sandbox or self._knows_the_sandbox():
            self.try_sandbox()
        self._look.start()
        await self._gone.wait()
        self._look.stop()
        self._window.hide()
        await self._close_mission()
        await self._tasks.close()
        if self._deck is not None:
            await asyncio.to_thread(self._deck.close)
        self._window.host.forget()
        self._garbage.close()
        return 0

    def _knows_the_sandbox(self) -> bool:
        return str(self._window.store.value("mode", "")) == "sandbox"

    def called(self, words: str) -> None:
        """A second start called: come to the front, and show its bundle."""
        self._window.come_back()
        if words:
            self.review(words)

    # Profiles with accounts.

    def open_accounts(self) -> None:
        """Open the profile's mission that was left, or a new one."""
        self._window.welcome.show_starting(f"Opening the profile {self._options.profile}")
        self._tasks.start(self._open_unlocked(), _KEY, self._not_opened)

    async def _open_unlocked(self) -> None:
        """Where the profile does not open by itself, a person is asked for what opens it."""
        _, recovery = self._unlocked
        try:
            await self._open(None)
        except (PassphraseError, KeyLostError) as shut:
            self._ask_to_unlock(shut, lost=isinstance(shut, KeyLostError) or bool(recovery))
        except InputError as slip:
            if self._deck is not None or not recovery:
                raise
            self._ask_to_unlock(slip, lost=True)

    def _ask_to_unlock(self, shut: TriageError, *, lost: bool) -> None:
        from ui.dialogs.unlock import UnlockSheet

        # Behind the sheet, for who closes it: nothing is being opened any more.
        name = self._options.profile
        self._window.show_welcome()
        self._window.welcome.show_problem(
            f"The profile {name} is closed", "Nothing was changed.", "Choose it again to open it."
        )
        begins = not self._folder.profile.exists()
        sheet = UnlockSheet(self._window, problem_of(shut), begins=begins, lost=lost)
        sheet.entered.connect(self._unlock)
        sheet.open()

    def _unlock(self, passphrase: str, recovery_key: str) -> None:
        self._unlocked = (passphrase, recovery_key)
        self.open_accounts()

    def _other_profile(self, profile: str) -> None:
        if profile == self._options.profile:
            self.open_accounts()
            return
        open_profile(profile)
        self._window.leave()

    # The sandbox.

    def try_sandbox(self) -> None:
        """Open the mission that was left, or a new one, on the sandbox; it has a profile of its own."""
        if self._options.profile in ACCOUNT_PROFILES:
            self._other_profile("sandbox")
            return
        self._window.welcome.show_starting("Starting the sandbox")
        self._tasks.start(self._open(None), _KEY, self._not_opened)

    def change_mission(self, mission: str) -> None:
        """Show another mission: one by its id, or with no id a new one."""
        self._window.show_welcome()
        self._window.welcome.show_starting("Opening the mission")
        self._tasks.start(self._open(mission), _KEY, self._not_opened)

    def _look_after_the_sandbox(self) -> None:
        """A sandbox that ended by itself is started again: it and the mission go on where both stood."""
        if self.opened is None or self.opened.sandbox is None or self._tasks.runs(_KEY):
            return
        if self.opened.sandbox.alive:
            return
        self._window.show_welcome()
        self._window.welcome.show_starting("The sandbox has ended: starting it again")
        self._tasks.start(self._open_again(self.opened), _KEY, self._not_opened)

    async def _open_again(self, ended: Opened) -> None:
        await self._open(ended.desk.ledger.mission.id)
        self._window.say("The sandbox was started again")

    async def _open(self, wanted: str | None) -> None:
        deck_room: Any = await asyncio.to_thread(import_module, "desktop.deck")
        accounts = self._options.profile in ACCOUNT_PROFILES
        if self._deck is None:
            self._deck = await self._open_deck(deck_room)
        mission: Id | None = wanted
        if wanted is None:
            mission = await deck_room.latest_mission(self._deck)
        await self._close_mission()
        try:
            self.opened = await self._opened(self._deck, mission, accounts=accounts)
        except MissionBusyError as busy:
            if mission is None:
                raise
            self._offer_to_look(busy, mission)
            return
        stage = self.opened.desk.ledger.mission.stage
        self._window.store.setValue("mode", "accounts" if accounts else Mode.SANDBOX.value)
        screen = self.opened.screen
        self._window.follow(screen, self.opened.relay, stage)
        # Asked first: from here on whatever is due leaves by itself.
        await self._window.going_on.opened(screen)
        self._tell_restored()
        self._keep_time()

    def _tell_restored(self) -> None:
        """Say once, over everything else, that the profile came back from a copy."""
        found = self._deck.restored if self._deck is not None else None
        if found is not None and not self._told:
            self._told = True
            words = f"{found.title}\n{found.message}\n{found.remedy}"
            told = Problem(found.title, found.message, found.remedy, Fault.USER, words)
            self._window.show_problem(told)

    async def _opened(self, deck: "Deck", mission: "Id | None", *, accounts: bool) -> Opened:
        if accounts:
            return await Opened.on_accounts(deck, mission)
        return await Opened.on_sandbox(deck, mission, self._options.queue)

    # A mission another window works on.

    def _offer_to_look(self, busy: MissionBusyError, mission: "Id") -> None:
        self._window.show_welcome()
        words = f"{busy.message} {busy.remedy}"
        way = "Look at it read-only"
        self._window.welcome.offer(busy.title, words, way, lambda: self.look_at(mission))

    def look_at(self, mission: "Id") -> None:
        """Show the mission as its record tells it while another window works on it."""
        self._window.welcome.show_starting("Reading the mission")
        self._tasks.start(self._look_at(mission), _KEY, self._not_opened)

    async def _look_at(self, mission: "Id") -> None:
        if self._deck is None:
            return
        await self._close_mission()
        self.opened = opened = await Opened.to_look(self._deck, mission)
        stage = opened.desk.ledger.mission.stage
        self._window.follow(opened.screen, opened.relay, stage)
        banner = self._window.read_only
        if self._looking is None:
            self._looking = Looking(banner, self._tasks, self)
            banner.taken_over.connect(self._take_over)
        self._looking.follow(opened)

    def _take_over(self) -> None:
        if self.opened is not None:
            self.change_mission(self.opened.desk.ledger.mission.id)

    async def _open_deck(self, room: Any) -> "Deck":
        """Open the profile. What a person typed to open it is used once and not kept."""
        if self._options.profile not in ACCOUNT_PROFILES:
            return await room.open_sandbox_deck(self._folder)  # type: ignore[no-any-return]
        (passphrase, recovery), self._unlocked = self._unlocked, ("", "")
        name = self._options.profile
        return await room.open_account_deck(  # type: ignore[no-any-return]
            self._folder, name, passphrase or None, recovery
        )

    def _keep_time(self) -> None:
        if self.opened is not None:
            work = self.opened.keep_time(self._window.going_on.may)
            self._tasks.start(work, "keep_time", self._time_stopped)

    def _time_stopped(self, problem: Problem) -> None:
        """A fault of ours is shown, but held replies are owed to customers: they are kept in time all the same."""
        if not self._window.covered():
            self._window.show_problem(problem)
        QTimer.singleShot(_AGAIN_MS, self._keep_time)

    def _not_opened(self, problem: Problem) -> None:
        self._window.show_welcome()
        self._window.welcome.show_problem(problem.title, problem.message, problem.remedy)

    async def _close_mission(self) -> None:
        """Let the change under way end, stop everything else that asks the services, then close them."""
        opened, self.opened = self.opened, None
        if opened is None:
            return
        opened.screen.execute.pause()
        if self._looking is not None:
            self._looking.end()
        self._window.leave_desk()
        await self._tasks.settle("execute.work", _PATIENCE)
        await self._tasks.close(but=_KEY)
        self._window.host.forget()
        await opened.close()

    # Evidence.

    def review(self, path: str) -> None:
        """Show a bundle, read-only, in this window."""
        self._tasks.start(self._review(path), "review.open", self._window.show_problem)

    async def _review(self, path: str) -> None:
        deck_room: Any = await asyncio.to_thread(import_module, "desktop.deck")
        review = await asyncio.to_thread(deck_room.review_bundle, Path(path))
        self._window.bundle_view.open(review)
