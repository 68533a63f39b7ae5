"""What every page is made of: head, body that scrolls, and the states that stand in for it."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QHBoxLayout,
    QSizePolicy,
    QStackedLayout,
    QVBoxLayout,
    QWidget,
)

from ui.widgets.ground import Ground
from ui.widgets.scroll import Scroll
from ui.widgets.state import Skeleton, StateView
from ui.widgets.text import Label
from ui.widgets.ticket_clock import tick_named

WIDEST = 1320
_TOP, _SIDES = 20, 24


class Page(Ground):
    """A page without content of its own. Put widgets into ``body``; the state view replaces it when asked.

    Args:
        title: The page's one head.
        fills: Whether the body takes all the height there is (a table grows) instead of scrolling.
    """

    def __init__(self, title: str, subtitle: str = "", *, fills: bool = False) -> None:
        super().__init__("surface")
        self.setAccessibleName(title)
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self.setProperty("wholePage", True)
        self.title = Label(title, "title")
        self.subtitle = Label(subtitle, "body", "text2", wrap=True)
        self.head_aside = QHBoxLayout()
        self.body = QVBoxLayout()
        self.body.setSpacing(12)
        self.state = StateView()
        self.skeleton = Skeleton(6)
        self._content = QWidget()
        self._content.setMaximumWidth(WIDEST)
        self._fill_content(fills)
        self._stack = QStackedLayout(self)
        self._stack.addWidget(self._scrolled())
        self._stack.addWidget(self._centred(self.state))
        self._stack.addWidget(self._padded(self.skeleton))
        self.drawn = False

    def _fill_content(self, fills: bool) -> None:
        column = QVBoxLayout(self._content)
        column.setContentsMargins(_SIDES, _TOP, _SIDES, _TOP)
        column.setSpacing(16)
        column.addLayout(self._head())
        column.addLayout(self.body, int(fills))
        if not fills:
            column.addStretch(1)

    def _head(self) -> QHBoxLayout:
        words = QVBoxLayout()
        words.setSpacing(4)
        words.addWidget(self.title)
        words.addWidget(self.subtitle)
        row = QHBoxLayout()
        row.addLayout(words, 1)
        row.addLayout(self.head_aside)
        return row

    def _scrolled(self) -> Scroll:
        holder = QWidget()
        row = QHBoxLayout(holder)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self._content, 1)
        row.addStretch(0)
        self._content.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        return Scroll(holder)

    def _centred(self, inner: QWidget) -> QWidget:
        holder = QWidget()
        box = QVBoxLayout(holder)
        box.addStretch(2)
        box.addWidget(inner, 0, Qt.AlignmentFlag.AlignHCenter)
        box.addStretch(3)
        return holder

    def _padded(self, inner: QWidget) -> QWidget:
        holder = QWidget()
        box = QVBoxLayout(holder)
        box.setContentsMargins(_SIDES, _TOP, _SIDES, _TOP)
        box.addWidget(inner)
        box.addStretch()
        return holder

    def show_body(self) -> None:
        """Show the content again."""
        self.drawn = True
        self._stack.setCurrentIndex(0)

    def show_state(
        self,
        icon: str,
        title: str,
        message: str,
        actions: Sequence[tuple[str, Callable[[], None]]] = (),
        tone: str = "neutral",
    ) -> None:
        """Show a state in place of the content."""
        self.state.show_state(icon, title, message, list(actions), tone)
        self._stack.setCurrentIndex(1)

    def show_progress(
        self, title: str, done: int, total: int, words: str, on_cancel: Callable[[], None] | None
    ) -> None:
        """Show long work in place of the content."""
        self.state.show_progress(title, done, total, words, on_cancel)
        self._stack.setCurrentIndex(1)

    def show_loading(self) -> None:
        """Show a skeleton of the layout, unless something was drawn already."""
        if not self.drawn:
            self._stack.setCurrentIndex(2)

    def head(self, title: str, subtitle: str) -> None:
        """Say another head."""
        self.title.say(title)
        self.subtitle.say(subtitle)

    def tick(self, now_ms: int) -> None:
        """Paint the countdowns anew; pages with more than named tickets add to it."""
        tick_named(self, now_ms)

    def aside(self) -> QWidget | None:
        """Return what stands on top of the alert rail while this page is open."""
        return None


def clear(layout: QVBoxLayout | QHBoxLayout) -> None:
    """Take every widget and layout out of a layout and delete it."""
    while (item := layout.takeAt(0)) is not None:
        widget, inner = item.widget(), item.layout()
        if widget is not None:
            widget.hide()
            widget.deleteLater()
        elif isinstance(inner, QVBoxLayout | QHBoxLayout):
            clear(inner)
