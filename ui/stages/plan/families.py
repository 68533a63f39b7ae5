"""Drafts of one incident: the letter all share, and folded below it what each says otherwise."""

from PySide6.QtWidgets import QVBoxLayout

from desktop.stages.plan.contract import Family, Variant
from ui.theme.counted import counted
from ui.widgets.fold import FoldCard
from ui.widgets.ground import Ground
from ui.widgets.page import clear
from ui.widgets.text import Label

_LANGUAGES = {"en": "English", "de": "German"}


class FamiliesCard(FoldCard):
    """A card that is there only when drafts share an incident; closed at first."""

    def __init__(self) -> None:
        super().__init__("Drafts by incident")
        self._shown: tuple[Family, ...] = ()
        self.hide()

    def show_families(self, families: tuple[Family, ...]) -> None:
        """Draw one part an incident; what is drawn already stays as it was opened."""
        self.setVisible(bool(families))
        if families == self._shown:
            return
        self._shown = families
        drafts = counted(sum(len(one.variants) for one in families), "draft")
        self.head.say(f"Drafts by incident: {drafts} from {counted(len(families), 'letter')}")
        self.head.setAccessibleName(self.head.text())
        self.unfold(self.unfolded)
        clear(self.inside)
        for family in families:
            self.inside.addWidget(Label(_title(family), "label", wrap=True))
            self.inside.addWidget(_letter(family.master))
            self.inside.addWidget(_Differences(family.variants))


class _Differences(FoldCard):
    """What each draft says otherwise, closed at first."""

    def __init__(self, variants: tuple[Variant, ...]) -> None:
        super().__init__(f"What differs in {counted(len(variants), 'draft')}")
        for variant in variants:
            self.inside.addWidget(Label(f"#{variant.ticket}", "name"))
            for part, words in variant.parts:
                self.inside.addWidget(Label(f"{part}: {words}", "body", "text2", wrap=True))
            if not variant.parts:
                self.inside.addWidget(Label("Word for word the letter above.", "body", "text2"))


def _title(family: Family) -> str:
    language = _LANGUAGES.get(family.language, family.language)
    return f"{family.name}, {counted(len(family.variants), 'draft')}, {language}"


def _letter(words: str) -> Ground:
    ground = Ground("sunken", "")
    column = QVBoxLayout(ground)
    column.setContentsMargins(12, 10, 12, 10)
    column.addWidget(Label(words, "body", wrap=True))
    return ground
