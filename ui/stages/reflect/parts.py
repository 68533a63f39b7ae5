"""Reflect's own part: whether the brief's KPI was met, with each of its numbers."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QWidget

from desktop.domain.outcome import KpiState, Outcome
from ui.widgets.icon import Icon
from ui.widgets.text import Label

_MARKS = {
    KpiState.MET: ("circle-check", "ok"),
    KpiState.MISSED: ("octagon-alert", "crit"),
    KpiState.OPEN: ("timer", "info"),
}


class KpiLine(QWidget):
    """One line; not there for a brief that kept no numbers for its KPI."""

    def __init__(self) -> None:
        super().__init__()
        self._mark, self._state = Icon("timer", "info"), Label("", "label")
        self._parts = Label("", "body", "text2", wrap=True)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        row.addWidget(self._mark, 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(self._state, 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(self._parts, 1, Qt.AlignmentFlag.AlignTop)

    def show_outcome(self, outcome: Outcome) -> None:
        """Draw the verdict."""
        self.setVisible(outcome.kpi is not None)
        if outcome.kpi is None:
            return
        state, figure = outcome.kpi
        self._mark.show_icon(*_MARKS[state])
        self._state.say(f"KPI {state.value}")
        self._parts.say(", ".join(figure.parts) + ".")
        self.setAccessibleName(f"{figure.words}. {figure.rule}")
