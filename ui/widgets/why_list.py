"""The list of what made a clock: when, what, how much of the time was used by then."""

from collections.abc import Sequence
from datetime import datetime

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QWidget

from desktop.domain.sla.why import Step, StepKind
from ui.theme.time_left import span_words
from ui.widgets.icon import Icon
from ui.widgets.text import Label

_ICONS = {
    StepKind.STARTED: ("play", "text2"),
    StepKind.TERM: ("file-text", "text2"),
    StepKind.PAUSED: ("pause", "text2"),
    StepKind.RESUMED: ("play", "text2"),
    StepKind.CLOSED: ("lock", "text2"),
    StepKind.ANSWERED: ("circle-check", "ok"),
    StepKind.BREACHED: ("octagon-alert", "crit"),
    StepKind.DUE: ("target", "warn"),
}
_TOP = Qt.AlignmentFlag.AlignTop


class WhyList(QWidget):
    """Steps, oldest first, in the lead's zone; a day stands over its steps."""

    def __init__(self, steps: Sequence[Step]) -> None:
        super().__init__()
        self.setAccessibleName(f"{len(steps)} steps that made this clock")
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 4, 0, 0)
        self._grid.setHorizontalSpacing(10)
        self._grid.setVerticalSpacing(6)
        self._grid.setColumnStretch(1, 1)
        for at, title in enumerate(("When", "What", "Used")):
            head = Label(title, "caption_strong", "text3")
            self._grid.addWidget(head, 0, at, _side(at))
        self._fill(steps)

    def _fill(self, steps: Sequence[Step]) -> None:
        row, day = 1, ""
        for step in steps:
            mine = step.at.astimezone()
            if f"{mine:%a %d %b}" != day:
                day = f"{mine:%a %d %b}"
                self._grid.addWidget(Label(day, "caption_strong", "text2"), row, 0, 1, 3)
                row += 1
            self._add(row, mine, step)
            row += 1

    def _add(self, row: int, at: datetime, step: Step) -> None:
        words = QWidget()
        words.setAccessibleName(f"{at:%H:%M:%S}: {step.words}")
        line = QHBoxLayout(words)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(6)
        line.addWidget(Icon(*_ICONS[step.kind], 14), 0, _TOP)
        ahead = step.kind is StepKind.DUE
        line.addWidget(Label(step.words, "caption", "text2" if ahead else "text", wrap=True), 1)
        self._grid.addWidget(Label(f"{at:%H:%M:%S}", "mono", "text2"), row, 0, _TOP)
        self._grid.addWidget(words, row, 1)
        self._grid.addWidget(Label(span_words(step.used), "mono", "text2"), row, 2, _side(2) | _TOP)


def _side(column: int) -> Qt.AlignmentFlag:
    return Qt.AlignmentFlag.AlignRight if column == 2 else Qt.AlignmentFlag.AlignLeft
