"""The one place where a stranger's HTML is shown as such: capped, cleaned, and cut off from everything."""

from typing import Any

from PySide6.QtCore import QUrl
from PySide6.QtWidgets import QTextBrowser

from ui.theme.fonts import font
from ui.theme.look import color, look
from ui.widgets.markup import SIZE, break_long, safe_html

_SHOWN = 50_000
"""Characters laid out at most."""


class RichViewer(QTextBrowser):
    """Shows paragraphs, lists, quotes and code; loads nothing, leads nowhere."""

    def __init__(self, name: str = "Message") -> None:
        super().__init__()
        self.setAccessibleName(name)
        self.setOpenLinks(False)
        self.setOpenExternalLinks(False)
        self.setUndoRedoEnabled(False)
        look().changed.connect(self._dress)
        self._dress()

    def show_html(self, html: str) -> None:
        """Show a message; one that breaks a limit or is very long is shown as the plain text it is."""
        clean = safe_html(html)
        if clean is None or len(clean) > _SHOWN:
            self.show_text(html)
        else:
            self.setHtml(break_long(clean))

    def show_text(self, text: str) -> None:
        """Show plain text."""
        head = break_long(text[: min(SIZE, _SHOWN)])
        self.setPlainText(head if len(text) <= _SHOWN else head + "\n…")

    def loadResource(self, kind: int, name: QUrl | str) -> Any:
        """Load nothing: no picture, no style, no file, no network."""
        return None

    def _dress(self) -> None:
        self.document().setDefaultFont(font("body"))
        self.document().setDefaultStyleSheet(f"a {{ color: {color('accent_text').name()}; }}")
