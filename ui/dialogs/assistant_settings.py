"""The writing assistant's settings: where it is, which model, its key; each problem at its field."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout

from desktop.preferences.contract import AssistantSettings
from ui.dialogs.sheet import Sheet
from ui.widgets.field import LineField, NumberField, Switch
from ui.widgets.text import Label

if TYPE_CHECKING:
    from collections.abc import Coroutine, Sequence
    from typing import Any

    from PySide6.QtWidgets import QWidget

    from desktop.domain.errors import FieldError
    from desktop.preferences.contract import AssistantCommands
    from ui.bridge.problems import Problem
    from ui.bridge.tasks import Tasks

WORDS = (
    "It may put one draft at a time into other words when you ask. It is off while there is no address. Before a draft "
    "leaves, names, numbers, links and whatever may identify a patient are replaced; you are asked once for each host."
)
_KEY = "assistant"
_KEPT = "A key is kept for this address"
_NONE = "Its key, if it wants one"


class AssistantSheet(Sheet):
    """Signals: ``saved``. What is saved acts at once."""

    saved = Signal()

    def __init__(self, window: QWidget, commands: AssistantCommands, tasks: Tasks) -> None:
        super().__init__(window, "Writing assistant", WORDS, 600)
        self._commands, self._tasks = commands, tasks
        self.on = Switch("May be asked", True)
        self.url = LineField("https://host/v1", name="Address")
        self.model = LineField("As the host calls it", name="Model")
        self.key = LineField(_NONE, name="Key")
        self.key.line.setEchoMode(QLineEdit.EchoMode.Password)
        self.forget = Switch("Forget the key that is kept", False)
        self.seconds = NumberField(1, 120, 20, "Seconds for an answer")
        self.tokens = NumberField(0, 10_000_000, 20_000, "Tokens for each mission")
        self._state = Label("", "caption", "text2", wrap=True)
        self._lay_out()
        self.stay("Close", self.shut, "quiet")
        self.stay("Test connection", lambda: self._start(self._try()), "secondary")
        self.stay("Save", lambda: self._start(self._save()))
        self.url.line.editingFinished.connect(self._look_for_key)
        self.closed.connect(self._end)

    def _lay_out(self) -> None:
        self._row("May be asked", "turned off it keeps its address", self.on)
        self._field("Address", "An API as OpenAI speaks it; most end in /v1.", self.url)
        self._field("Model", "", self.model)
        self._field("Key", "Sealed in this profile; sent to this address alone.", self.key)
        self._row("Forget the key", "that is kept for this address", self.forget)
        self._row("Time-out", "seconds for one answer", self.seconds)
        self._row("Budget", "tokens for each mission", self.tokens)
        self.body.addWidget(self._state)

    def _field(self, title: str, hint: str, field: QWidget) -> None:
        column = QVBoxLayout()
        column.setSpacing(4)
        column.addWidget(Label(title, "label"))
        column.addWidget(field)
        if hint:
            column.addWidget(Label(hint, "caption", "text2", wrap=True))
        self.body.addLayout(column)

    def _row(self, title: str, hint: str, control: QWidget) -> None:
        row = QHBoxLayout()
        row.addWidget(Label(title, "label"))
        row.addWidget(Label(hint, "caption", "text2"), 1)
        row.addWidget(control)
        self.body.addLayout(row)

    def open(self) -> None:
        """Show it, and read what is set."""
        super().open()
        self.setEnabled(False)
        self._start(self._read())

    async def _read(self) -> None:
        try:
            self._put(await self._commands.read())
        finally:
            self.setEnabled(True)
            self.url.setFocus(Qt.FocusReason.TabFocusReason)
        await self._show_key()

    def _put(self, now: AssistantSettings) -> None:
        self.on.setChecked(now.on)
        self.url.line.setText(now.url)
        self.model.line.setText(now.model)
        self.seconds.put(now.seconds)
        self.tokens.put(now.tokens_per_mission)

    def entered(self) -> AssistantSettings:
        """Return what stands in the form."""
        url, model = self.url.text().strip(), self.model.text().strip()
        seconds, tokens = self.seconds.value(), self.tokens.value()
        return AssistantSettings(url.rstrip("/"), model, self.on.isChecked(), seconds, tokens)

    def _typed_key(self) -> str | None:
        typed = self.key.text().strip()
        return typed or ("" if self.forget.isChecked() else None)

    def _look_for_key(self) -> None:
        if self.isVisible():  # a field that goes with its sheet loses the keyboard, too
            self._tasks.start(self._show_key(), f"{_KEY}.key", lambda _: None)

    async def _show_key(self) -> None:
        kept = await self._commands.has_key(self.entered().url)
        self.key.line.setPlaceholderText(_KEPT if kept else _NONE)
        self.forget.setEnabled(kept)
        self.forget.setChecked(self.forget.isChecked() and kept)

    # What is done.

    def _start(self, work: Coroutine[Any, Any, None]) -> None:
        self._tasks.start(work, _KEY, self._fail)

    async def _try(self) -> None:
        self._say("Asking for one word, none of it a customer's", "text2")
        self._show_problems(())
        self._say(await self._commands.try_out(self.entered(), self._typed_key()), "ok")

    async def _save(self) -> None:
        wrong = await self._commands.save(self.entered(), self._typed_key())
        self._show_problems(wrong)
        if not wrong:
            self.shut()
            self.saved.emit()

    def _show_problems(self, problems: Sequence[FieldError]) -> None:
        fields = {"url": self.url, "model": self.model, "key": self.key}
        for field in fields.values():
            field.clear_fault()
        for error in reversed(problems):
            field = fields[error.field]
            field.fail(_sentence(error))
            field.setFocus(Qt.FocusReason.TabFocusReason)
        self.refit()

    def _fail(self, problem: Problem) -> None:
        """What is wrong with a field stands there; everything else at the foot."""
        self._say(f"{problem.title}. {problem.message} {problem.remedy}", "crit")

    def _say(self, words: str, tone: str) -> None:
        self._state.say(words)
        self._state.tone(tone)
        self.refit()

    def _end(self) -> None:
        for key in (_KEY, f"{_KEY}.key"):
            self._tasks.cancel(key)


def _sentence(error: FieldError) -> str:
    words = error.message.removeprefix(f"{error.field}: ")
    return words[0].upper() + words[1:]


def show_assistant(window: QWidget, commands: AssistantCommands, tasks: Tasks) -> AssistantSheet:
    """Open the sheet."""
    sheet = AssistantSheet(window, commands, tasks)
    sheet.open()
    return sheet
