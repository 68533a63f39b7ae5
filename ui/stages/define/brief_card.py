"""The brief on Define: its lines, its safeguards as they were understood, its versions with their reasons."""

from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout

from desktop.domain.brief import Brief, Check, Safeguard
from desktop.stages.define.contract import DefineView, Version
from ui.dialogs.ask import ask_words
from ui.stages.define.parts import BriefLine
from ui.stages.define.presenter import DefinePresenter
from ui.widgets.button import Button, IconButton
from ui.widgets.card import Card, Rule, Section
from ui.widgets.field import LineField
from ui.widgets.icon import Icon
from ui.widgets.page import clear
from ui.widgets.tag import Tag
from ui.widgets.text import Label

_MEANS = {
    Check.VERIFIED_KB: "Every reply links an article marked verified.",
    Check.NO_JARGON: "Words of the trade are replaced, and the change is shown.",
    Check.EMPATHY: "Every reply holds all four, and blames nobody.",
}
_EXAMPLES = "Add a safeguard, for example: At most 120 words. Or: Never name a patient"


class BriefCard(Card):
    """Draws the brief of a ``DefineView``; locked, it offers to open a new version."""

    def __init__(self, presenter: DefinePresenter) -> None:
        super().__init__()
        self._presenter = presenter
        self._state = Tag("Draft", "neutral", "pencil")
        self.change = Button("Change the brief", "secondary", "pencil", dense=True)
        self.change.clicked.connect(self._ask_why)
        self._lines = {
            key: BriefLine("KPI" if key == "kpi" else key.capitalize(), partial(self._change, key))
            for key in ("objective", "audience", "kpi")
        }
        self._safeguards = QVBoxLayout()
        self._versions = Label("", "body", "text2", wrap=True)
        self.own = LineField(_EXAMPLES, "plus", "Own safeguard")
        self.own.line.textEdited.connect(self._say_back)
        self.own.line.returnPressed.connect(self._add)
        self.said = Label("", "caption", "text2", wrap=True)
        self._next = 2
        self._lay_out()

    def _lay_out(self) -> None:
        self.body.setContentsMargins(0, 0, 0, 8)
        self.body.setSpacing(0)
        head = Section("Brief")
        head.setContentsMargins(16, 10, 16, 10)
        head.place(self.change)
        head.place(self._state)
        self.body.addWidget(head)
        for line in self._lines.values():
            self.body.addWidget(Rule())
            self.body.addWidget(line)
        column = QVBoxLayout()
        column.setSpacing(4)
        column.addLayout(self._safeguards)
        column.addWidget(self.own)
        column.addWidget(self.said)
        self.body.addWidget(Rule())
        self.body.addLayout(_named("Safeguards", column))
        self._ruled = Rule()
        self._history = Label("Versions", "body", "text2")
        self.body.addWidget(self._ruled)
        versions = QVBoxLayout()
        versions.addWidget(self._versions)
        self.body.addLayout(_named(self._history, versions))

    def show_brief(self, view: DefineView) -> None:
        """Draw it."""
        brief, open_ = view.brief, not view.locked
        words = f"Locked, version {view.version}"
        tag = ("Draft", "neutral", "pencil") if open_ else (words, "accent", "lock")
        self._state.show_as(*tag)
        if self.change.hasFocus() and open_:
            # The button goes; the keyboard stays in the brief it has just opened.
            self._lines["objective"].pencil.setVisible(True)
            self._lines["objective"].pencil.setFocus(Qt.FocusReason.OtherFocusReason)
        self.change.setVisible(view.locked and not view.running)
        self._next = view.version + 1
        self._lines["objective"].show_words(brief.objective, changeable=open_)
        self._lines["audience"].show_words(brief.audience, changeable=open_)
        note = f"Your words. Measured: {view.measured}" if view.measured else ""
        self._lines["kpi"].show_words(
            brief.kpi, note or "Measured from the ledger, shown in Reflect.", changeable=open_
        )
        self._show_safeguards(brief, changeable=open_)
        self._show_versions(view.versions)

    def _show_safeguards(self, brief: Brief, *, changeable: bool) -> None:
        clear(self._safeguards)
        for one in brief.safeguards:
            self._safeguards.addLayout(self._safeguard(one, changeable=changeable))
        self.own.setVisible(changeable)
        self._say_back()

    def _safeguard(self, one: Safeguard, *, changeable: bool) -> QHBoxLayout:
        row, top = QHBoxLayout(), Qt.AlignmentFlag.AlignTop
        row.setSpacing(8)
        person = one.check is Check.OWN
        mark = Icon("user-check", "text2") if person else Icon("shield-check", "ok")
        row.addWidget(mark, 0, top)
        row.addWidget(Label(one.text, "name"), 0, top)
        means = one.understood or _MEANS.get(one.check, "A person checks this")
        row.addWidget(Label(means, "body", "text2", wrap=True), 1, top)
        row.addWidget(Label("Yours" if one.own else "Default", "caption", "text3"), 0, top)
        if one.own and changeable:
            drop = IconButton("x", f"Remove: {one.text}")
            drop.clicked.connect(lambda: self._presenter.remove_safeguard(one.text))
            row.addWidget(drop, 0, top)
        return row

    def _show_versions(self, versions: tuple[Version, ...]) -> None:
        several = len(versions) > 1
        self._versions.say("\n".join(map(_version, versions)) if several else "")
        for part in (self._versions, self._history, self._ruled):
            part.setVisible(several)

    def _say_back(self, _: str = "") -> None:
        """Say how the line would be understood, before it is added."""
        said = self._presenter.read_safeguard(self.own.text()) if self.own.text().strip() else ""
        self.said.say(f"{said}. Enter adds it." if said else "")
        self.said.setVisible(bool(said) and self.own.isVisibleTo(self))
        self.own.line.setAccessibleDescription(said)

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

    def _ask_why(self) -> None:
        ask_words(
            self.window(),
            "Why does the brief change?",
            f"Version {self._next} begins. What was read, the plan and a yes to it lapse; both versions "
            "and your reason stay in the ledger.",
            "",
            self._presenter.reopen,
            f"Open version {self._next}",
        )


def _named(name: str | Label, column: QVBoxLayout) -> QHBoxLayout:
    label = name if isinstance(name, Label) else Label(name, "body", "text2")
    label.setFixedWidth(100)
    row = QHBoxLayout()
    row.setContentsMargins(16, 10, 12, 4)
    row.setSpacing(16)
    row.addWidget(label, 0, Qt.AlignmentFlag.AlignTop)
    row.addLayout(column, 1)
    return row


def _version(one: Version) -> str:
    when = f"locked {one.locked_at.astimezone():%H:%M}" if one.locked_at else "not locked yet"
    return f"Version {one.number}, {when}" + (f", because: {one.reason}" if one.reason else "")
