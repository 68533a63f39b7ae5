"""The forms of the promises, and of when clocks make themselves heard."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QCheckBox, QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from desktop.domain.errors import FieldError
from desktop.domain.sla.levels import Alerting, EnteredTarget
from desktop.domain.sla.runs import METRICS
from desktop.domain.ticket import Priority
from ui.theme.metrics import metric_words
from ui.theme.plain import one_line
from ui.widgets.button import Button, IconButton
from ui.widgets.field import BesideField, ChoiceField, LineField
from ui.widgets.text import Label

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from ui.widgets.box import Faulty

_FIRST = EnteredTarget(METRICS[0], Priority.URGENT, 60, business_hours=True)


class TargetsForm(QWidget):
    """One row to a promise. Signals: ``edited``."""

    edited = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.rows: list[TargetRow] = []
        self._rows = QVBoxLayout()
        self._rows.setSpacing(6)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addLayout(self._rows)
        more = Button("Add a target", "quiet", "plus", dense=True)
        more.clicked.connect(lambda: self.add(_FIRST).promise.setFocus())
        column.addWidget(more)

    def put(self, targets: Sequence[EnteredTarget]) -> None:
        """Show what was entered."""
        for target in targets:
            self.add(target)

    def add(self, target: EnteredTarget) -> TargetRow:
        """Add a row."""
        row = TargetRow(target)
        row.edited.connect(self.edited)
        row.gone.connect(lambda: self._drop(row))
        self.rows.append(row)
        self._rows.addWidget(row)
        self.edited.emit()
        return row

    def _drop(self, row: TargetRow) -> None:
        self.rows.remove(row)
        self._rows.removeWidget(row)
        row.hide()
        row.deleteLater()
        self.edited.emit()

    def read(self) -> tuple[tuple[EnteredTarget, ...], list[FieldError]]:
        """Return what stands in the form, and what in it is no number."""
        wrong = [
            FieldError(
                f"targets[{at}].minutes", f"“{one_line(row.minutes.text(), 20)}” is no number"
            )
            for at, row in enumerate(self.rows)
            if _number(row.minutes.text()) is None
        ]
        return tuple(row.read() for row in self.rows), wrong

    def fields(self) -> Iterator[tuple[str, Faulty]]:
        """Every field by the path its errors have."""
        for at, row in enumerate(self.rows):
            yield f"targets[{at}].metric", row.promise
            yield f"targets[{at}].priority", row.priority
            yield f"targets[{at}].minutes", row.minutes


class TargetRow(QWidget):
    """One promise. Signals: ``edited``, ``gone``."""

    edited = Signal()
    gone = Signal()

    def __init__(self, target: EnteredTarget) -> None:
        super().__init__()
        self.promise, self.priority = ChoiceField("Metric"), ChoiceField("Priority")
        self.promise.choice.offer([(one, metric_words(one)) for one in METRICS], target.metric)
        priorities = [(one.value, one.value.capitalize()) for one in Priority]
        self.priority.choice.offer(priorities, target.priority)
        self.minutes = LineField("90", name="Minutes")
        self.minutes.line.setText(f"{target.minutes:g}")
        self.business = QCheckBox("Business hours")
        self.business.setChecked(target.business_hours)
        self._lay_out()
        self.promise.choice.currentIndexChanged.connect(self.edited)
        self.priority.choice.currentIndexChanged.connect(self.edited)
        self.minutes.line.textChanged.connect(self.edited)
        self.business.toggled.connect(self.edited)

    def _lay_out(self) -> None:
        drop = IconButton("x", "Remove this target")
        drop.clicked.connect(self.gone)
        unit = Label("min", "body", "text2")
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        top = Qt.AlignmentFlag.AlignTop
        for field, share in ((self.promise, 4), (self.priority, 3), (self.minutes, 3)):
            row.addWidget(field, share, top)
        parts: tuple[QWidget, ...] = (unit, self.business, drop)
        for part in parts:
            row.addWidget(BesideField(part), 0, top)

    def read(self) -> EnteredTarget:
        """Return what stands in it; minutes that are no number are not a number."""
        minutes = _number(self.minutes.text())
        return EnteredTarget(
            self.promise.choice.key(),
            self.priority.choice.key(),
            float("nan") if minutes is None else minutes,
            business_hours=self.business.isChecked(),
        )


class AlertingForm(QWidget):
    """Minutes left at which clocks are heard, and the quiet hours. Signals: ``edited``."""

    edited = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.minutes = LineField("90, 30", name="Minutes left, with commas")
        self.begins = LineField("22:00", name="Quiet from")
        self.ends = LineField("07:00", name="Quiet until")
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(12)
        named = (("Minutes left", self.minutes), ("Quiet from", self.begins), ("until", self.ends))
        for at, (words, field) in enumerate(named):
            grid.addWidget(Label(words, "caption", "text2"), 0, at)
            grid.addWidget(field, 1, at, Qt.AlignmentFlag.AlignTop)
            field.line.textChanged.connect(self.edited)

    def put(self, alerting: Alerting) -> None:
        """Show what was entered."""
        self.minutes.line.setText(", ".join(map(str, alerting.minutes)))
        self.begins.line.setText(alerting.quiet_from)
        self.ends.line.setText(alerting.quiet_until)

    def read(self) -> tuple[Alerting, list[FieldError]]:
        """Return what stands in the form, and what in it is no whole number."""
        parts = [part.strip() for part in self.minutes.text().split(",") if part.strip()]
        whole = [part.isascii() and part.isdecimal() and len(part) < 10 for part in parts]
        wrong = [
            FieldError(f"alerting.minutes[{at}]", f"“{one_line(part, 20)}” is no whole number")
            for at, part in enumerate(parts)
            if not whole[at]
        ]
        numbers = tuple(int(part) if fits else 0 for part, fits in zip(parts, whole, strict=True))
        return Alerting(numbers, self.begins.text().strip(), self.ends.text().strip()), wrong

    def fields(self) -> Iterator[tuple[str, Faulty]]:
        """Every field by the path its errors have."""
        for at in range(len(self.read()[0].minutes)):
            yield f"alerting.minutes[{at}]", self.minutes
        yield "alerting.quiet_from", self.begins
        yield "alerting.quiet_until", self.ends


def _number(text: str) -> float | None:
    try:
        return float(text.strip())
    except ValueError:
        return None
