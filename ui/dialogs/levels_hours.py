"""The form of business hours: zone, week, public holidays, dates with hours of their own."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimeZone, Signal
from PySide6.QtWidgets import QCompleter, QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from desktop.domain.sla.levels import EnteredHours, OwnHours
from ui.widgets.button import Button, IconButton
from ui.widgets.field import BesideField, ChoiceField, LineField
from ui.widgets.text import Label

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from ui.widgets.box import Faulty

DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_NONE = ("", "No public holidays")
_WHOLE = ("", "The whole country")


class HoursForm(QWidget):
    """Signals: ``edited``; ``country_chosen`` (code): its parts are wanted."""

    edited = Signal()
    country_chosen = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.zone = LineField("Europe/Berlin", name="Time zone")
        self.zone.line.setCompleter(_zones(self.zone))
        self.week = [LineField("closed", name=f"Hours on {day}") for day in DAYS]
        self.country = ChoiceField("Country of the public holidays")
        self.part = ChoiceField("Part of the country")
        self.dates: list[DateRow] = []
        self._rows = QVBoxLayout()
        self._rows.setSpacing(6)
        self._lay_out()
        for line in (self.zone, *self.week):
            line.line.textChanged.connect(self.edited)
        self.country.choice.currentIndexChanged.connect(self._chosen)
        self.part.choice.currentIndexChanged.connect(self.edited)

    def _lay_out(self) -> None:
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(12)
        grid.setVerticalSpacing(6)
        grid.setColumnStretch(1, 1)
        holidays = QHBoxLayout()
        holidays.setSpacing(6)
        holidays.addWidget(self.country, 1)
        holidays.addWidget(self.part, 1)
        named = [("Time zone", self.zone), *zip(DAYS, self.week, strict=True)]
        for row, (words, field) in enumerate(named):
            grid.addWidget(_beside(words), row, 0, Qt.AlignmentFlag.AlignTop)
            grid.addWidget(field, row, 1)
        grid.addWidget(_beside("Holidays"), len(named), 0, Qt.AlignmentFlag.AlignTop)
        grid.addLayout(holidays, len(named), 1)
        more = Button("Add a date", "quiet", "plus", dense=True)
        more.clicked.connect(lambda: self.add_date(OwnHours("")).date.setFocus())
        grid.addWidget(_beside("Own dates"), len(named) + 1, 0, Qt.AlignmentFlag.AlignTop)
        grid.addLayout(self._rows, len(named) + 1, 1)
        grid.addWidget(more, len(named) + 2, 1)

    def put(self, hours: EnteredHours) -> None:
        """Show what was entered."""
        self.zone.line.setText(hours.zone)
        for field, words in zip(self.week, hours.week, strict=False):
            field.line.setText(words)
        self.country.choice.offer([_NONE], hours.country)
        self.part.choice.offer([_WHOLE], hours.subdivision)
        for own in hours.dates:
            self.add_date(own)

    def offer_countries(self, countries: Sequence[tuple[str, str]]) -> None:
        """Offer these countries; the one chosen stays."""
        self.country.choice.offer([_NONE, *countries], self.country.choice.key())

    def offer_parts(self, country: str, parts: Sequence[tuple[str, str]]) -> None:
        """Offer the parts of the country that is chosen; an answer that comes too late is left."""
        if country == self.country.choice.key():
            self.part.choice.offer([_WHOLE, *parts], self.part.choice.key())
            self.part.choice.setEnabled(bool(parts) or bool(self.part.choice.key()))

    def add_date(self, own: OwnHours) -> DateRow:
        """Add a row for one date."""
        row = DateRow(own)
        row.edited.connect(self.edited)
        row.gone.connect(lambda: self._drop(row))
        self.dates.append(row)
        self._rows.addWidget(row)
        self.edited.emit()
        return row

    def _drop(self, row: DateRow) -> None:
        self.dates.remove(row)
        self._rows.removeWidget(row)
        row.hide()
        row.deleteLater()
        self.edited.emit()

    def _chosen(self) -> None:
        self.part.choice.offer([_WHOLE], "")
        self.country_chosen.emit(self.country.choice.key())
        self.edited.emit()

    def read(self) -> EnteredHours:
        """Return what stands in the form."""
        return EnteredHours(
            self.zone.text(),
            tuple(field.text() for field in self.week),
            self.country.choice.key(),
            self.part.choice.key(),
            tuple(row.read() for row in self.dates),
        )

    def fields(self) -> Iterator[tuple[str, Faulty]]:
        """Every field by the path its errors have."""
        yield "hours.zone", self.zone
        yield from ((f"hours.week[{at}]", field) for at, field in enumerate(self.week))
        yield "hours.week", self.week[0]
        yield "hours.country", self.country
        yield "hours.subdivision", self.part
        for at, row in enumerate(self.dates):
            yield f"hours.dates[{at}].date", row.date
            yield f"hours.dates[{at}].hours", row.hours


class DateRow(QWidget):
    """One date with hours of its own. Signals: ``edited``, ``gone``."""

    edited = Signal()
    gone = Signal()

    def __init__(self, own: OwnHours) -> None:
        super().__init__()
        self.date, self.hours = (
            LineField("2026-12-24", name="Date"),
            LineField("closed", name="Hours on that date"),
        )
        self.date.line.setText(own.date)
        self.hours.line.setText(own.hours)
        drop = IconButton("x", "Remove this date")
        drop.clicked.connect(self.gone)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(6)
        for part, share in ((self.date, 2), (self.hours, 3), (BesideField(drop), 0)):
            row.addWidget(part, share, Qt.AlignmentFlag.AlignTop)
        for field in (self.date, self.hours):
            field.line.textChanged.connect(self.edited)

    def read(self) -> OwnHours:
        """Return what stands in it."""
        return OwnHours(self.date.text(), self.hours.text())


def _zones(parent: QWidget) -> QCompleter:
    names = sorted(bytes(one.data()).decode() for one in QTimeZone.availableTimeZoneIds())
    completer = QCompleter(names, parent)
    completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
    completer.setFilterMode(Qt.MatchFlag.MatchContains)
    return completer


def _beside(words: str) -> QWidget:
    return BesideField(Label(words, "body", "text2"))
