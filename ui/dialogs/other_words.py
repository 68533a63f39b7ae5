"""Other words for one draft: what leaves said first, then the difference and its checks, taken by a person or by nobody."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer, Signal

from desktop.domain.plan import spoken
from ui.dialogs.sheet import Sheet
from ui.theme.counted import counted
from ui.widgets.card import Card, Section
from ui.widgets.check_line import CheckLine
from ui.widgets.diff import DiffLabel
from ui.widgets.page import clear
from ui.widgets.state import StateView
from ui.widgets.tag import Tag
from ui.widgets.text import Label

if TYPE_CHECKING:
    from collections.abc import Callable, Coroutine
    from typing import Any

    from PySide6.QtWidgets import QWidget

    from desktop.domain.plan import CheckResult
    from desktop.stages.plan.contract import AssistantStanding, RewordCommands, Suggestion
    from ui.bridge.problems import Problem
    from ui.bridge.tasks import Tasks
    from ui.widgets.button import Button

_KEY = "reword"
_CONSENT = (
    "This sends the draft to {host}. Names, numbers, links and whatever may identify a patient are replaced first. "
    "{host}'s own terms apply. You can turn it off in Settings."
)
_MORE = (
    "Greeting and close stay here. What comes back goes through the same checks as every draft. "
    "Nothing is taken before you say so. That you agreed is put on record."
)


class OtherWordsSheet(Sheet):
    """Signals: ``taken`` (the ticket whose draft has other words now)."""

    taken = Signal(int)

    def __init__(
        self, window: QWidget, commands: RewordCommands, tasks: Tasks, ticket: int
    ) -> None:
        super().__init__(window, "Other words", f"For the draft of #{ticket}.", 640)
        self._commands, self._tasks, self._ticket = commands, tasks, ticket
        self._spent = Label("", "caption", "text2", wrap=True)
        self._foot.insertWidget(0, self._spent, 1, Qt.AlignmentFlag.AlignVCenter)
        self._buttons: list[Button] = []
        # What was just added is shown by the next turn of the loop, and has no height before.
        self._grow = QTimer(self)
        self._grow.setSingleShot(True)
        self._grow.setInterval(0)
        self._grow.timeout.connect(self.refit)
        self.closed.connect(lambda: self._tasks.cancel(_KEY))

    def open(self) -> None:
        """Show it, and ask: the assistant, or first the person."""
        super().open()
        self._start(self._begin())

    def _start(self, work: Coroutine[Any, Any, None]) -> None:
        self._tasks.start(work, _KEY, self._fail)

    async def _begin(self) -> None:
        standing = await self._commands.standing()
        self._count(standing)
        if standing.agreed:
            await self._ask(standing)
        else:
            self._show_consent(standing)

    def _show_consent(self, standing: AssistantStanding) -> None:
        clear(self.body)
        self.body.addWidget(Section(f"May drafts go to {standing.host}?", "", "label"))
        self.body.addWidget(Label(_CONSENT.format(host=standing.host), "body", wrap=True))
        self.body.addWidget(Label(_MORE, "body", "text2", wrap=True))
        self._offer(
            ("Not now", "secondary", self.shut),
            ("I agree, ask it", "primary", lambda: self._start(self._agree(standing))),
        )

    async def _agree(self, standing: AssistantStanding) -> None:
        await self._commands.agree(standing.host)
        await self._ask(standing)

    async def _ask(self, standing: AssistantStanding) -> None:
        clear(self.body)
        waiting = StateView()
        words = "What identifies anybody was replaced. You can go on without it."
        waiting.show_progress(f"Asking {standing.host}", 0, 0, words, self.shut)
        self.body.addWidget(waiting)
        self._offer()
        suggestion = await self._commands.suggest(self._ticket)
        self._count(await self._commands.standing())
        self._show(suggestion)

    def _show(self, suggestion: Suggestion) -> None:
        clear(self.body)
        tone, icon, words = _verdict(suggestion)
        self.body.addWidget(Tag(words, tone, icon))
        card = Card()
        diff = DiffLabel()
        diff.show_diff(suggestion.before, suggestion.after)
        card.body.addWidget(diff)
        self.body.addWidget(card)
        for check in (*suggestion.worse, *_rest(suggestion)):
            self.body.addWidget(CheckLine(check))
        self._offer(
            ("Keep mine", "secondary", self.shut),
            ("Use these words", "primary", self._take),
        )
        self._buttons[1].setEnabled(suggestion.may_use)
        self._buttons[1].setToolTip("" if suggestion.may_use else words)
        self._buttons[int(suggestion.may_use)].setFocus(Qt.FocusReason.TabFocusReason)

    def _take(self) -> None:
        """The plan is made again whether the sheet stays open or not."""
        self._offer()
        self._tasks.start(self._use(), f"{_KEY}.use", self._fail)

    async def _use(self) -> None:
        await self._commands.use_suggestion(self._ticket)
        self.shut()
        self.taken.emit(self._ticket)

    def _fail(self, problem: Problem) -> None:
        clear(self.body)
        state = StateView()
        again = ("Ask again", lambda: self._start(self._begin()))
        words = f"{problem.message} {problem.remedy}"
        state.show_state("triangle-alert", problem.title, words, [again], "warn")
        self.body.addWidget(state)
        self._offer(("Keep mine", "secondary", self.shut))

    def _count(self, standing: AssistantStanding) -> None:
        self._spent.say(
            f"{standing.spent:,} of {counted(standing.budget, 'token')} of this mission"
        )

    def _offer(self, *acts: tuple[str, str, Callable[[], None]]) -> None:
        self.setFocus(Qt.FocusReason.OtherFocusReason)  # what goes would hand it to the page below
        for old in self._buttons:
            old.hide()
            old.deleteLater()
        self._buttons = [self.stay(title, run, kind) for title, kind, run in acts]
        self._grow.start()


def _verdict(suggestion: Suggestion) -> tuple[str, str, str]:
    """Tone, icon and words of what may be done with a suggestion."""
    if suggestion.worse:
        count = counted(len(suggestion.worse), "check")
        return "warn", "triangle-alert", f"{count} would fail: these words cannot be used"
    if not suggestion.may_use:
        return "neutral", "info", "No other words: the letter stays as it is"
    return "ok", "check", "Every check holds as before"


def _rest(suggestion: Suggestion) -> list[CheckResult]:
    return [one for one in spoken(suggestion.checks) if one not in suggestion.worse]


def show_other_words(
    window: QWidget, commands: RewordCommands, tasks: Tasks, ticket: int
) -> OtherWordsSheet:
    """Open the sheet."""
    sheet = OtherWordsSheet(window, commands, tasks, ticket)
    sheet.open()
    return sheet
