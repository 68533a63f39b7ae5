"""Service levels as the lead enters them; each problem stands at its field, nothing typed is lost."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QHBoxLayout

from desktop.domain.sla.levels import ServiceLevels
from ui.dialogs.levels_hours import HoursForm
from ui.dialogs.levels_preview import PreviewCard
from ui.dialogs.levels_targets import AlertingForm, TargetsForm
from ui.dialogs.sheet import Sheet
from ui.theme.counted import counted
from ui.widgets.card import Section
from ui.widgets.text import Label

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from PySide6.QtWidgets import QWidget

    from desktop.domain.errors import FieldError
    from desktop.preferences.contract import LevelsCommands, Preview
    from ui.bridge.problems import Problem
    from ui.bridge.tasks import Tasks
    from ui.widgets.box import Faulty

WORDS = (
    "Used where Zendesk's own policies may not be read. Zendesk's own deadline always wins. "
    "When alerts are raised is decided here in any case."
)
_KEY = "levels"
_REST_MS = 250


class LevelsSheet(Sheet):
    """Signals: ``saved``."""

    saved = Signal()

    def __init__(self, window: QWidget, levels: LevelsCommands, tasks: Tasks) -> None:
        super().__init__(window, "Service levels", WORDS, 920)
        self._levels, self._tasks = levels, tasks
        self._kept: ServiceLevels | None = None
        self._trouble = ""
        self.hours, self.targets, self.alerting = HoursForm(), TargetsForm(), AlertingForm()
        self.preview = PreviewCard()
        self._state = Label("", "caption", "text2", wrap=True)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(_REST_MS)
        self._timer.timeout.connect(self._look)
        self._lay_out()
        self.discard = self.stay("Close", self.give_up, "quiet")
        self.keep = self.stay("Save", self._save)
        for form in (self.hours, self.targets, self.alerting):
            form.edited.connect(self._timer.start)
        self.hours.country_chosen.connect(self._ask_parts)
        self.closed.connect(self._end)

    def _lay_out(self) -> None:
        top = QHBoxLayout()
        top.setSpacing(20)
        top.addWidget(self.hours, 3)
        top.addWidget(self.preview, 2, Qt.AlignmentFlag.AlignTop)
        self.body.addWidget(
            Section("Business hours", "open to close, such as 09:00-12:30, 13:00-17:00")
        )
        self.body.addLayout(top)
        self.body.addSpacing(8)
        self.body.addWidget(Section("Targets", "what is promised, by priority"))
        self.body.addWidget(self.targets)
        self.body.addSpacing(8)
        self.body.addWidget(Section("Alerts", "a breach is told at any hour"))
        self.body.addWidget(self.alerting)
        self._foot.insertWidget(0, self._state, 1, Qt.AlignmentFlag.AlignVCenter)

    def open(self) -> None:
        """Show it, and read what was entered."""
        super().open()
        self.setEnabled(False)
        self._tasks.start(self._read(), _KEY, self._not_read)

    async def _read(self) -> None:
        self._begin(await self._levels.read())
        await self._offer()

    async def _offer(self) -> None:
        self.hours.offer_countries(await self._levels.countries())
        self._ask_parts(self.hours.country.choice.key())

    def _not_read(self, problem: Problem) -> None:
        """A broken file leaves the defaults to start from; saving keeps what it says beside it."""
        self._trouble = f"{problem.title}: {problem.message} {problem.remedy}"
        self._begin(ServiceLevels())
        self._tasks.start(self._offer(), _KEY)

    def _begin(self, levels: ServiceLevels) -> None:
        self.hours.put(levels.hours)
        self.targets.put(levels.targets)
        self.alerting.put(levels.alerting)
        self._kept = self.entered()[0]
        self.setEnabled(True)
        self.hours.zone.setFocus(Qt.FocusReason.TabFocusReason)
        self.refit()
        self._look()

    def entered(self) -> tuple[ServiceLevels, list[FieldError]]:
        """Return what stands in the form, and what in it cannot even be told to the deck."""
        targets, unread = self.targets.read()
        alerting, unread_too = self.alerting.read()
        return ServiceLevels(self.hours.read(), targets, alerting), unread + unread_too

    @property
    def changed(self) -> bool:
        """Whether something was typed that is not saved."""
        return self._kept is not None and repr(self.entered()[0]) != repr(self._kept)

    def shut(self) -> None:
        """Close it, unless that would lose what was typed."""
        if self.changed and self.isVisible():
            self._say("Not saved yet. Save it, or discard it.", "warn")
            self.discard.say("Discard")
            self.discard.setFocus(Qt.FocusReason.TabFocusReason)
        else:
            super().shut()

    def give_up(self) -> None:
        """Close it; what was typed and not saved is dropped."""
        self._kept = None
        super().shut()

    def _end(self) -> None:
        self._timer.stop()
        for key in (_KEY, f"{_KEY}.look", f"{_KEY}.parts"):
            self._tasks.cancel(key)

    # What it means.

    def _look(self) -> None:
        self._tasks.start(self._show(), f"{_KEY}.look")

    async def _show(self) -> None:
        levels, unread = self.entered()
        preview: Preview = await self._levels.preview(levels)
        self.preview.show_preview(preview)
        self.show_problems([*unread, *preview.problems])

    def _ask_parts(self, country: str) -> None:
        self._tasks.start(self._offer_parts(country), f"{_KEY}.parts", lambda _: None)

    async def _offer_parts(self, country: str) -> None:
        parts = await self._levels.subdivisions(country) if country else ()
        self.hours.offer_parts(country, parts)

    # What is wrong.

    def fields(self) -> Mapping[str, Faulty]:
        """Return every field by the path its errors have."""
        forms = (self.hours, self.targets, self.alerting)
        return {path: field for form in forms for path, field in form.fields()}

    def show_problems(self, problems: Sequence[FieldError]) -> Faulty | None:
        """Say each at its field, one that has none at the foot; return the first field at fault."""
        fields = self.fields()
        said: dict[Faulty, str] = {}
        homeless = [error.message for error in problems if error.field not in fields]
        for error in problems:
            field = fields.get(error.field)
            if field is not None:
                said.setdefault(field, error.message.removeprefix(f"{error.field}: "))
        for field in dict.fromkeys(fields.values()):
            if field in said:
                field.fail(said[field])
            else:
                field.clear_fault()
        self._say_count(len(said), homeless)
        self.refit()
        return next(iter(said), None)

    def _say_count(self, count: int, homeless: Sequence[str]) -> None:
        self.discard.say("Discard" if self.changed else "Close")
        if homeless:
            self._say(" ".join(homeless), "crit")
        elif count:
            self._say(f"{counted(count, 'field')} to correct before it can be saved", "crit")
        else:
            said = "Changed, not saved" if self.changed else ""
            self._say(said or self._trouble, "text2" if said else "crit")

    def _say(self, words: str, tone: str) -> None:
        self._state.say(words)
        self._state.tone(tone)

    # Saving.

    def _save(self) -> None:
        self._tasks.start(self._keep(), _KEY)

    async def _keep(self) -> None:
        levels, unread = self.entered()
        problems = unread or await self._levels.save(levels)
        if problems:
            first = self.show_problems(problems)
            if first is not None:
                first.setFocus(Qt.FocusReason.TabFocusReason)
                self._area.ensureWidgetVisible(first)
            return
        self._kept = levels
        self.shut()
        self.saved.emit()


def show_levels(window: QWidget, levels: LevelsCommands, tasks: Tasks) -> LevelsSheet:
    """Open the sheet."""
    sheet = LevelsSheet(window, levels, tasks)
    sheet.open()
    return sheet
