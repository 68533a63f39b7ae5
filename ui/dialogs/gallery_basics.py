"""The gallery's cards of single controls: each control in each of its states."""

from __future__ import annotations

from PySide6.QtWidgets import QCheckBox, QGridLayout, QHBoxLayout, QLayout, QRadioButton, QWidget

from ui.dialogs.gallery_data import CLOCKS, NOW, deadline
from ui.theme.fonts import ROLES
from ui.theme.look import look
from ui.theme.tokens import contrast
from ui.widgets.button import Button, IconButton
from ui.widgets.card import Card, Rule, Section
from ui.widgets.clock import ClockLabel
from ui.widgets.field import Choice, LineField, NumberField, Slider, Switch, TextField
from ui.widgets.flow import Flow
from ui.widgets.fold import FoldCard
from ui.widgets.segments import Segments
from ui.widgets.stars import Stars
from ui.widgets.tag import Chip, Count, KeyCap, ScopeChip, Tag, VipTag
from ui.widgets.text import Label, Link

_SHOWN = (
    ("text", "surface"), ("text2", "surface"), ("text3", "bg"), ("accent_text", "surface"),
    ("on_accent", "accent_fill"), ("ok", "ok_soft"), ("warn", "warn_soft"), ("crit", "crit_soft"),
    ("info", "info_soft"), ("vip", "vip_soft"), ("warn", "selected"), ("crit", "selected"),
)  # fmt: skip


def titled(title: str, *parts: QWidget | QLayout) -> Card:
    """Return a card with a caption and these parts below one another."""
    card = Card()
    card.body.setSpacing(12)
    card.body.addWidget(Label(title, "caption_strong", "text3"))
    for part in parts:
        if isinstance(part, QWidget):
            card.body.addWidget(part)
        else:
            card.body.addLayout(part)
    card.body.addStretch()
    return card


def row(*parts: QWidget, gap: int = 8) -> QHBoxLayout:
    """Return parts side by side, packed to the left."""
    line = QHBoxLayout()
    line.setSpacing(gap)
    for part in parts:
        line.addWidget(part)
    line.addStretch()
    return line


def flow(*parts: QWidget) -> QWidget:
    """Return parts that wrap."""
    place = QWidget()
    lines = Flow(place)
    for part in parts:
        lines.addWidget(part)
    return place


def buttons() -> Card:
    """Every kind of button: at rest, pressed, off."""
    grid = QGridLayout()
    grid.setHorizontalSpacing(12)
    grid.setVerticalSpacing(8)
    grid.setColumnStretch(4, 1)
    kinds = (
        ("Request", "primary", "", False, "Ctrl ↵"), ("Pause", "secondary", "pause", False, ""),
        ("Skip", "quiet", "", False, ""), ("Fix", "secondary", "", True, ""),
        ("Discard", "danger", "", False, ""),
    )  # fmt: skip
    for at, (text, kind, icon, dense, keys) in enumerate(kinds):
        for state in range(3):
            button = Button(text, kind, icon, dense, keys)
            button.setDown(state == 1)
            button.setEnabled(state != 2)
            grid.addWidget(button, at, state)
    icons = row(IconButton("settings", "Settings"), IconButton("bell", "Alerts"), Link("3 more"))
    return titled("Buttons: rest, pressed, off", grid, icons)


def inputs() -> Card:
    """Every field, switch and choice."""
    failed = LineField(name="Age")
    failed.line.setText("12 hours")
    failed.fail("Age must be a number of hours, for example 4.")
    off = LineField("Off", name="Off")
    off.setEnabled(False)
    choice = Choice("Persona")
    choice.addItems(["Support", "Compliance"])
    on, chosen = QCheckBox("On"), QRadioButton("On")
    on.setChecked(True)
    chosen.setChecked(True)
    counted = Segments(
        [("all", "All", 47), ("needs", "Needs you", 3), ("near", "Inside 90 min", 6)],
        {"needs": "warn"},
    )
    stars = Stars()
    stars.put(4)
    return titled(
        "Inputs: 32 high, border 3:1",
        row(LineField("Search or run", "search"), failed, off),
        row(on, QCheckBox("Off"), chosen, QRadioButton("Off"), Switch("On", True), Switch("Off")),
        row(Slider(1, 30, 12, "Batch size"), NumberField(1, 48, 24, "Age in hours"), choice),
        row(counted),
        stars,
        TextField("Note to the manager", 2),
    )


def tags() -> Card:
    """Every tag, count, chip and key."""
    words = (
        ("Ready", "ok", "circle-check"), ("Needs auth", "warn", "key-round"),
        ("Offline", "neutral", "wifi-off"), ("Surge", "warn", "trending-up"),
        ("Escalated", "info", "siren"), ("Draft ready", "accent", "pencil"),
        ("14 cannot be undone", "crit", "octagon-alert"), ("Categorised", "neutral", "tag"),
    )  # fmt: skip
    scope = (("Topic", "API authentication"), ("Age", "under 4 h"), ("Priority", "High, Urgent"))
    counts = (Count(47), Count(6, "warn"), Count(1, "crit"), Count(9, "accent"))
    keys = (KeyCap("Ctrl K"), KeyCap("E"))
    return titled(
        "Tags 20, chips 24, scope chips 28, badges 18",
        flow(*(Tag(*one) for one in words), VipTag()),
        flow(*(ScopeChip(*one) for one in scope), IconButton("plus", "Add to the scope")),
        flow(Chip("Saved time", True), Chip("Slow"), *counts, *keys),
    )


def clocks() -> Card:
    """Every kind of time left."""
    grid = QGridLayout()
    grid.setHorizontalSpacing(16)
    grid.setVerticalSpacing(12)
    for at, (minutes, state, words) in enumerate(CLOCKS):
        clock = ClockLabel()
        clock.follow(deadline(minutes), state)
        clock.tick(NOW)
        grid.addWidget(clock, at // 2, at % 2 * 2)
        grid.addWidget(Label(words, "caption", "text2"), at // 2, at % 2 * 2 + 1)
    large = ClockLabel("kpi_small")
    large.follow(deadline(27.8))
    large.tick(NOW)
    return titled("Time left: shape, word and colour together", grid, large)


def kinds_of_type() -> Card:
    """Every role of type."""
    lines = [Label(f"{name} {r.size:g}/{r.line} {r.weight}", name) for name, r in ROLES.items()]
    wrapped = Label("A sentence that is longer than its place goes on below. " * 3, wrap=True)
    closed, opened = FoldCard("A card that opens"), FoldCard("A card that is open")
    opened.inside.addWidget(Label("What was behind the title.", "body", "text2"))
    opened.unfold(True)
    return titled("Type", *lines, Section("Section", "aside"), Rule(), wrapped, closed, opened)


def colours() -> Card:
    """Each text colour on its ground, with its contrast in the present theme."""
    grid = QGridLayout()
    grid.setHorizontalSpacing(12)
    grid.setVerticalSpacing(10)
    grid.setColumnStretch(0, 1)
    for at, (text, ground) in enumerate(_SHOWN):
        grid.addWidget(Label(f"{text} on {ground}", "caption", "text2"), at, 0)
        grid.addWidget(Ratio(text, ground), at, 1)
    return titled("Colour, with contrast on its own ground", grid)


class Ratio(Label):
    """The contrast of two tokens in the present theme."""

    def __init__(self, text: str, ground: str) -> None:
        super().__init__("", "mono", "text2")
        self._pair = (text, ground)
        look().changed.connect(self._measure)
        self._measure()

    def _measure(self) -> None:
        text, ground = (getattr(look().tokens, name) for name in self._pair)
        self.say(f"{contrast(text, ground):.1f}")
