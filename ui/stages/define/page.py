"""The Define page: the intent in plain words, the scope it means, the brief that follows."""

from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout

from desktop.domain.brief import Brief, Check, Safeguard
from desktop.stages.define.contract import Choice, DefineView, Reading
from ui.dialogs.ask import ask_words
from ui.stages.define.borderline import Borderline
from ui.stages.define.kept import KeptIntents
from ui.stages.define.parts import Answer, BriefLine
from ui.stages.define.presenter import DefinePageView, DefinePresenter
from ui.stages.define.scope_chips import ScopeChips
from ui.widgets.button import Button, IconButton
from ui.widgets.card import Card, Rule, Section
from ui.widgets.field import LineField
from ui.widgets.icon import Icon
from ui.widgets.page import Page, clear
from ui.widgets.rows import Rows
from ui.widgets.tag import Tag
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
        self._brief = self._make_brief()
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
        self.body.addWidget(self._brief)
        self.body.addLayout(self._tips)

    def _make_brief(self) -> Card:
        card = Card()
        card.body.setContentsMargins(0, 0, 0, 8)
        card.body.setSpacing(0)
        head = Section("Brief")
        head.setContentsMargins(16, 10, 16, 10)
        self._state = Tag("Draft", "neutral", "pencil")
        head.place(self._state)
        self._lines = {
            key: BriefLine("KPI" if key == "kpi" else key.capitalize(), partial(self._change, key))
            for key in ("objective", "audience", "kpi")
        }
        card.body.addWidget(head)
        for line in self._lines.values():
            card.body.addWidget(Rule())
            card.body.addWidget(line)
        card.body.addWidget(Rule())
        card.body.addLayout(self._make_safeguards())
        return card

    def _make_safeguards(self) -> QHBoxLayout:
        name = Label("Safeguards", "body", "text2")
        name.setFixedWidth(100)
        self._safeguards = QVBoxLayout()
        self._safeguards.setSpacing(2)
        self.own = LineField(
            "Add a safeguard, for example: Never name a patient", "plus", "Own safeguard"
        )
        self.own.line.returnPressed.connect(self._add)
        column = QVBoxLayout()
        column.addLayout(self._safeguards)
        column.addWidget(self.own)
        row = QHBoxLayout()
        row.setContentsMargins(16, 10, 12, 4)
        row.setSpacing(16)
        row.addWidget(name, 0, Qt.AlignmentFlag.AlignTop)
        row.addLayout(column, 1)
        return row

    def show_view(self, view: DefinePageView) -> None:
        """Draw what is understood, and the brief."""
        if self.intent.text() != view.intent and not self.intent.line.hasFocus():
            self.intent.line.setText(view.intent)
        self.example.setVisible(not view.intent)
        self.kept.show_kept(view.saved, can_save=bool(view.intent.strip()))
        self._show_reading(view.reading)
        self._brief.setVisible(view.brief is not None)
        if view.brief is not None:
            self._show_brief(view.brief)

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

    def _show_brief(self, view: DefineView) -> None:
        brief, open_ = view.brief, not view.locked
        tag = (
            ("Draft", "neutral", "pencil")
            if open_
            else (f"Locked, version {view.version}", "accent", "lock")
        )
        self._state.show_as(*tag)
        self._lines["objective"].show_words(brief.objective, changeable=open_)
        self._lines["audience"].show_words(brief.audience, changeable=open_)
        self._lines["kpi"].show_words(
            brief.kpi, "Measured from the ledger, shown in Reflect.", changeable=open_
        )
        self._show_safeguards(brief, changeable=open_)
        self._show_tips(brief)

    def _show_safeguards(self, brief: Brief, *, changeable: bool) -> None:
        clear(self._safeguards)
        for one in brief.safeguards:
            self._safeguards.addLayout(self._safeguard(one, changeable=changeable))
        self.own.setVisible(changeable)

    def _safeguard(self, one: Safeguard, *, changeable: bool) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(Icon("shield-check", "ok"))
        row.addWidget(Label(one.text, "body", wrap=True), 1)
        mine = one.check is Check.OWN
        row.addWidget(Label("Yours: a person checks it" if mine else "Checked", "caption", "text3"))
        if mine and changeable:
            drop = IconButton("x", f"Remove: {one.text}")
            drop.clicked.connect(lambda: self._presenter.remove_safeguard(one.text))
            row.addWidget(drop)
        return row

    def _show_tips(self, brief: Brief) -> None:
        clear(self._tips)
        for tip in brief.tips[:3]:
            who, _, words = tip.partition(":")
            card = Card()
            card.body.addWidget(
                Label(f"{who} would say" if words else "Tip", "caption_strong", "text2")
            )
            card.body.addWidget(Label(_sentence(words.strip() or who), "body", "text2", wrap=True))
            self._tips.addWidget(card, 1)

    def _use(self, intent: str) -> None:
        self.intent.line.setText(intent)
        self._presenter.type(intent)
        self.intent.line.setFocus(Qt.FocusReason.OtherFocusReason)

    def _add(self) -> None:
        words = self.own.text().strip()
        if words:
            self.own.line.clear()
            self._presenter.add_safeguard(words)

    def _change(self, key: str) -> None:
        ask_words(
            self.window(),
            key.capitalize(),
            "In the brief, and in what the manager reads.",
            self._lines[key].words.text(),
            lambda words: self._revise(key, words),
        )

    def _revise(self, key: str, words: str) -> None:
        now = {name: line.words.text() for name, line in self._lines.items()}
        self._presenter.revise(**{**now, key: words})

    def focus_first(self) -> None:
        """Put the keyboard into the intent."""
        self.intent.line.setFocus(Qt.FocusReason.TabFocusReason)


def _sentence(words: str) -> str:
    return words[:1].upper() + words[1:]
