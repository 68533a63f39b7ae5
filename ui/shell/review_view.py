"""A bundle on the screen: offline, read-only, stepped through fact by fact."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QListView, QVBoxLayout, QWidget

from ui.models.facts import FactsModel
from ui.shell.fact_delegate import FactDelegate
from ui.shell.replay import Replay
from ui.theme.counted import counted
from ui.widgets.banner import Banner
from ui.widgets.card import Card, Rule, Section
from ui.widgets.ground import Ground
from ui.widgets.page import Page, clear
from ui.widgets.simple_table import SimpleTable
from ui.widgets.tag import Tag
from ui.widgets.text import Label

if TYPE_CHECKING:
    from PySide6.QtGui import QKeyEvent

    from desktop.evidence.contract import Review, ReviewStep, ReviewView


class ReviewPage(Page):
    """What the mission was after one fact, then what the bundle holds as a whole."""

    def __init__(self, view: ReviewView) -> None:
        super().__init__("")
        self._view = view
        self._figures = QHBoxLayout()
        self._figures.setSpacing(0)
        card = Card()
        card.body.setContentsMargins(0, 0, 0, 0)
        card.body.addLayout(self._figures)
        self._effects = SimpleTable(("Changes outside", "How many"))
        self.body.addWidget(card)
        self.body.addWidget(self._effects)
        self._add_outcome(view)
        self._add_checks(view)
        self.show_body()

    def _add_outcome(self, view: ReviewView) -> None:
        if view.outcome is None:
            return
        self.body.addWidget(Section("Outcome", "sealed" if view.outcome.sealed else "provisional"))
        table = SimpleTable(("Figure", "How it was counted"), stretch=(1, 2))
        table.show_rows([(figure.words, figure.rule) for figure in view.outcome.figures])
        self.body.addWidget(table)

    def _add_checks(self, view: ReviewView) -> None:
        passed = sum(check.passed for check in view.checks)
        self.body.addWidget(Section("Validator report", f"{passed} of {len(view.checks)} passed"))
        failed = [
            (f"#{one.ticket}", one.check.replace("_", " "), one.detail)
            for one in view.checks
            if not one.passed
        ]
        table = SimpleTable(("Ticket", "Check that failed", "Why"), stretch=2)
        table.show_rows(failed or [("", "None", "")])
        self.body.addWidget(table)
        self.body.addWidget(Section("Slack transcript", counted(len(view.transcript), "post")))
        posts = SimpleTable(("Channel", "Text"), stretch=1)
        posts.show_rows([(post.channel, " ".join(post.text.split())) for post in view.transcript])
        self.body.addWidget(posts)

    def show_step(self, step: int, state: ReviewStep) -> None:
        """Draw how it stood."""
        facts = self._view.facts
        known = step > 0 and facts[step - 1].at >= facts[0].at  # an unreadable fact has no time
        at = f" at {facts[step - 1].at.astimezone():%H:%M:%S}" if known else ""
        words = facts[step - 1].title if step else "Before the first fact"
        self.head(f"{state.stage.capitalize()}, as it stood{at}", words)
        clear(self._figures)
        for place, (name, value) in enumerate(_figures(state)):
            if place:
                self._figures.addWidget(Rule(upright=True))
            self._figures.addWidget(_figure(name, value), 1)
        self._effects.show_rows(
            [(name.replace("_", " "), str(count)) for name, count in state.effects]
        )
        self._effects.setVisible(bool(state.effects))


def _figures(state: ReviewStep) -> list[tuple[str, str]]:
    rows = [
        (item.step.value.replace("_", " ").capitalize(), f"{item.done} of {item.total}")
        for item in state.checklist
    ]
    undo = f"until {state.undo_until.astimezone():%H:%M}" if state.undo_until else "not open"
    return [
        *rows,
        ("Needs a person", str(state.open_alerts)),
        ("Undo", "sealed" if state.sealed else undo),
    ]


def _figure(name: str, value: str) -> QWidget:
    box = QWidget()
    column = QVBoxLayout(box)
    column.setContentsMargins(16, 8, 16, 8)
    column.addWidget(Label(name, "caption", "text2"))
    column.addWidget(Label(value, "section"))
    return box


class ReviewScreen(Ground):
    """Banner, strip, page, facts. ``closed`` tells that the reader is done; ``staged`` the stage of the step."""

    closed = Signal()
    staged = Signal(object)

    def __init__(self, review: Review) -> None:
        super().__init__("bg")
        self.setAccessibleName("Evidence, read only")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setProperty("wholePage", True)
        self._review, view = review, review.view
        self.page, self.replay = ReviewPage(view), Replay(view.facts)
        self._facts, self._list = FactsModel(view.facts), QListView()
        self.replay.stepped.connect(self._show)
        self._list.clicked.connect(lambda index: self.replay.go(index.row() + 1))
        self._lay_out(view)
        self.replay.go(len(view.facts))

    def _lay_out(self, view: ReviewView) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(self._banner(view))
        column.addWidget(self.replay)
        row = QHBoxLayout()
        row.setSpacing(0)
        row.addWidget(self.page, 1)
        row.addWidget(self._facts_list(view))
        column.addLayout(row, 1)

    def _banner(self, view: ReviewView) -> QVBoxLayout:
        box = QVBoxLayout()
        box.setContentsMargins(16, 12, 16, 12)
        intact = not view.problems
        banner = Banner("info" if intact else "crit", "eye" if intact else "octagon-alert")
        if intact:
            banner.say(
                "Read only.", "You are looking at a record. Nothing here can change a ticket."
            )
        else:
            first = view.problems[0]
            banner.say("This record has been changed.", f"{first.path} {first.what}")
        banner.row.addWidget(
            Tag(
                f"{counted(len(view.facts), 'fact')}, chain {'intact' if intact else 'broken'}",
                "ok" if intact else "crit",
                "link",
            )
        )
        banner.row.addWidget(
            Tag(
                f"Signed by {view.signer[:12]}" if view.signer else "Not signed",
                "neutral",
                "fingerprint",
            )
        )
        close = banner.action("Close bundle", "Esc")
        close.clicked.connect(self.closed)
        box.addWidget(banner)
        for problem in view.problems[1:6]:
            box.addWidget(Label(f"{problem.path} {problem.what}", "caption", "crit", wrap=True))
        return box

    def _facts_list(self, view: ReviewView) -> QWidget:
        box = Ground("bg", "l")
        box.setFixedWidth(320)
        column = QVBoxLayout(box)
        column.setContentsMargins(1, 8, 0, 0)
        head = Section("Facts", str(len(view.facts)), "label")
        head.setContentsMargins(16, 0, 16, 0)
        column.addWidget(head)
        self._list.setModel(self._facts)
        self._list.setItemDelegate(FactDelegate(self._list))
        self._list.setFrameShape(QListView.Shape.NoFrame)
        self._list.setUniformItemSizes(True)
        self._list.setAccessibleName("Facts")
        self._list.viewport().setAutoFillBackground(False)
        column.addWidget(self._list, 1)
        return box

    def _show(self, step: int) -> None:
        state = self._review.at(step)
        self.page.show_step(step, state)
        index = self._facts.index(step - 1) if step else QModelIndex()
        self._list.setCurrentIndex(index)
        self.staged.emit(state.stage)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """The strip's keys; Escape closes."""
        if event.key() == Qt.Key.Key_Escape:
            self.closed.emit()
        elif not self.replay.take_key(event):
            super().keyPressEvent(event)
