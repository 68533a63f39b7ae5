"""A card that opens: what is not needed to go on waits behind its title."""

from PySide6.QtWidgets import QVBoxLayout, QWidget

from ui.widgets.button import Button
from ui.widgets.card import Card


class FoldCard(Card):
    """Closed at first; its title opens and closes it.

    Attributes:
        head: The title as a button.
        inside: The layout to fill.
    """

    def __init__(self, title: str) -> None:
        super().__init__()
        self.body.setContentsMargins(8, 6, 8, 6)
        self.body.setSpacing(0)
        self.head = Button(title, "quiet", "chevron-right", dense=True)
        self.head.clicked.connect(lambda: self.unfold(not self.unfolded))
        self._content = QWidget()
        self.inside = QVBoxLayout(self._content)
        self.inside.setContentsMargins(8, 8, 8, 8)
        self.inside.setSpacing(8)
        self.body.addWidget(self.head)
        self.body.addWidget(self._content)
        self.unfold(False)

    @property
    def unfolded(self) -> bool:
        """Whether it is open."""
        return not self._content.isHidden()

    def unfold(self, open_: bool) -> None:
        """Open or close it."""
        self._content.setVisible(open_)
        self.head.say(self.head.text(), icon="chevron-down" if open_ else "chevron-right")
        self.head.setAccessibleDescription("open" if open_ else "closed")
