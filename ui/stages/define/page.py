"""The Define page: the intent in plain words, the scope it means, the brief that follows."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout

from desktop.stages.define.contract import Choice, Reading
from ui.stages.define.borderline import Borderline
from ui.stages.define.brief_card import BriefCard
from ui.stages.define.kept import KeptIntents
from ui.stages.define.parts import Answer, TipCard
from ui.stages.define.presenter import DefinePageView, DefinePresenter
from ui.stages.define.scope_chips import ScopeChips
from ui.widgets.button import Button
from ui.widgets.field import LineField
from ui.widgets.icon import Icon
from ui.widgets.page import Page, clear
from ui.widgets.rows import Rows
from ui.widgets.text import Label

_OFFER = "Triage high-priority API authentication tickets from the last 4 hours"
_TERMS = 8
"""So many of the words that matched are named."""


class DefinePage(Page):
    """Draws a ``DefinePageView``; the intent field belongs to the lead while it has the keyboard."""

    def __init__(self, presenter: DefinePresenter) -> None:
        super().__init__(
            "What is this mission for?",
            "Say it in your own words. Everything below follows from it.",
        )
        self._presenter = presenter
        self.intent = LineField(f"For example: {_OFFER}", "target", "Intent", tall=True)
        self.intent.line.textEdited.connect(presenter.type)
        self.intent.line.returnPressed.connect(presenter.primary)
        self.example = Button("Use this example", "quiet", "pencil", dense=True)
        self.example.clicked.connect(lambda: self._use(_OFFER))
        self.kept = KeptIntents()
        self.kept.used.connect(self._use)
        self.kept.saved.connect(presenter.save)
        self.kept.removed.connect(presenter.forget)
        self.chips = ScopeChips()
        self.chips.edited.connect(presenter.edit)
        self._mark = Icon("circle-check", "ok")
        self._count = Label("", "label")
        self._said = Label("", "body", "text2", wrap=True)
        self._terms = Label("", "caption", "text2", wrap=True)
        self.answers = Rows(Answer, self._show_answer, 4)
        self.borderline = Borderline()
        self.borderline.taken_in.connect(presenter.take_in)
        self.borderline.left_out.connect(presenter.leave_out)
        self.brief = BriefCard(presenter)
        self._tips = QHBoxLayout()
        self._tips.setSpacing(12)
        self._lay_out()

    def _lay_out(self) -> None:
        self.body.addWidget(self.intent)
        under = QHBoxLayout()
        under.addWidget(self.example)
        under.addWidget(self.kept)
        under.addStretch()
        self.body.addLayout(under)
        self.body.addWidget(self.chips)
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(self._mark, 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(self._count, 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(self._said, 1)
        self.body.addLayout(row)
        self.body.addWidget(self.answers)
        self.body.addWidget(self._terms)
        self.body.addWidget(self.borderline)
        self.body.addWidget(self.brief)
        self.body.addLayout(self._tips)

    def show_view(self, view: DefinePageView) -> None:
        """Draw what is understood, and the brief."""
        if self.intent.text() != view.intent and not self.intent.line.hasFocus():
            self.intent.line.setText(view.intent)
        self.example.setVisible(not view.intent)
        self.kept.show_kept(view.saved, can_save=bool(view.intent.strip()))
        self._show_reading(view.reading)
        self.brief.setVisible(view.brief is not None)
        if view.brief is not None:
            self.brief.show_brief(view.brief)
            self._show_tips(view.brief.brief.tips)

    def _show_reading(self, reading: Reading | None) -> None:
        scope = reading.understanding.scope if reading else None
        self.chips.setVisible(scope is not None)
        self._show_why(reading)
        if reading is None:
            self._mark.hide()
            self._count.say("")
            self._said.say("")
            return
        self.chips.show_scope(scope, reading.chips)
        match, question = reading.match, reading.understanding.question
        found = match is not None and match.count > 0
        self._mark.show()
        self._mark.show_icon("circle-check" if found else "info", "ok" if found else "warn")
        matches = "ticket matches" if match and match.count == 1 else "tickets match"
        self._count.say(f"{match.count} {matches}" if match else "One question")
        of = f"of {match.open_tickets} open. " if match else ""
        ignored = ", ".join(reading.understanding.ignored)
        left_out = f" Not understood, so left out: {ignored}." if ignored else ""
        self._said.say(f"{of}{question or reading.understanding.sentence}{left_out}")

    def _show_why(self, reading: Reading | None) -> None:
        """Show the answers to the question, or the words that matched and the edge of the scope."""
        match = reading.match if reading else None
        self.answers.show_values(reading.understanding.choices if reading else ())
        self.answers.setVisible(bool(reading and reading.understanding.choices))
        terms = match.terms if match else ()
        self._terms.say("Matched by " + ", ".join(f"{w} ({n})" for w, n in terms[:_TERMS]))
        self._terms.setVisible(bool(terms))
        self.borderline.show_match(match)

    def _show_answer(self, row: Answer, choice: Choice) -> None:
        row.show_choice(choice, self._use)

    def _show_tips(self, tips: tuple[str, ...]) -> None:
        clear(self._tips)
        for tip in tips:
            self._tips.addWidget(TipCard(tip), 1)

    def _use(self, intent: str) -> None:
        self.intent.line.setText(intent)
        self._presenter.type(intent)
        self.intent.line.setFocus(Qt.FocusReason.OtherFocusReason)

    def focus_first(self) -> None:
        """Put the keyboard into the intent."""
        self.intent.line.setFocus(Qt.FocusReason.OtherFocusReason)
