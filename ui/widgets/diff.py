"""What a repair changed, word by word: removed words struck through, added ones marked."""

import re
from collections.abc import Sequence
from difflib import SequenceMatcher
from typing import NamedTuple

from PySide6.QtCore import QPointF, QSize, Qt
from PySide6.QtGui import QFont, QPaintEvent, QTextCharFormat, QTextLayout
from PySide6.QtWidgets import QLabel, QSizePolicy

from ui.theme.fonts import font, line
from ui.theme.look import color, look
from ui.theme.plain import many_lines
from ui.widgets.painted import smooth
from ui.widgets.text_block import TextBlock

_LIMIT = 4_000
"""Longer texts are cut: comparing costs more than their length."""


class Piece(NamedTuple):
    """A stretch of words: ``same``, ``removed`` or ``added``."""

    text: str
    change: str


def word_diff(before: str, after: str) -> list[Piece]:
    """Compare two texts word by word; what was removed stands before what replaced it."""
    old, new = (re.findall(r"\S+\s*", many_lines(text, _LIMIT)) for text in (before, after))
    pieces: list[Piece] = []
    for a, b, c, d, same in _stretches(old, new):
        if same:
            pieces.append(Piece("".join(new[c:d]), "same"))
            continue
        pieces += [Piece("".join(old[a:b]).rstrip() + " ", "removed")] if a < b else []
        pieces += [Piece("".join(new[c:d]), "added")] if c < d else []
    return pieces


def _stretches(old: list[str], new: list[str]) -> list[tuple[int, int, int, int, bool]]:
    """Ranges of both that are the same or changed; one lone word between two changes joins them."""
    found: list[tuple[int, int, int, int, bool]] = []
    for kind, a, b, c, d in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        inside = a > 0 and b < len(old) and c > 0 and d < len(new)
        same = kind == "equal" and not (inside and b - a == 1)
        if found and not same and not found[-1][4]:
            first = found.pop()
            found.append((first[0], b, first[2], d, False))
        else:
            found.append((a, b, c, d, same))
    return found


class DiffLabel(QLabel):
    """Both texts in one, removed words in crit and struck, added words in ok."""

    def __init__(self) -> None:
        super().__init__()
        self.setTextFormat(Qt.TextFormat.PlainText)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self._pieces: list[Piece] = []
        self._block = TextBlock("", font("body"), line("body"))
        look().changed.connect(self._lay_out)

    def show_diff(self, before: str, after: str) -> None:
        """Show what ``after`` changed of ``before``."""
        self._pieces = word_diff(before, after)
        self.setAccessibleName(f"Before: {before[:_LIMIT]}. After: {after[:_LIMIT]}")
        self._lay_out()

    def sizeHint(self) -> QSize:
        """A readable width, as high as it wraps to."""
        return QSize(240, self.heightForWidth(240))

    def minimumSizeHint(self) -> QSize:
        """It may become narrow."""
        return QSize(80, line("body"))

    def hasHeightForWidth(self) -> bool:
        """It wraps."""
        return True

    def heightForWidth(self, width: int) -> int:
        """Return the height of the wrapped words."""
        return self._block.fit(width)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the words with their marks."""
        painter = smooth(self)
        painter.setPen(color("text"))
        self._block.fit(self.width())
        self._block.paint(painter, QPointF(0, 0))
        painter.end()

    def _lay_out(self) -> None:
        text = "".join(piece.text for piece in self._pieces)
        self._block = TextBlock(text, font("body"), line("body"), _ranges(self._pieces))
        self.updateGeometry()
        self.update()


def _ranges(pieces: Sequence[Piece]) -> list[QTextLayout.FormatRange]:
    ranges, at = [], 0
    for piece in pieces:
        if piece.change != "same":
            marked = QTextLayout.FormatRange()
            # Qt counts UTF-16 units; the blank behind the last word is not marked.
            marked.start, marked.length = at, _units(piece.text.rstrip())
            marked.format = _format(piece.change)
            ranges.append(marked)
        at += _units(piece.text)
    return ranges


def _format(change: str) -> QTextCharFormat:
    look_of = QTextCharFormat()
    removed = change == "removed"
    look_of.setForeground(color("crit" if removed else "ok"))
    look_of.setBackground(color("crit_soft" if removed else "ok_soft"))
    look_of.setFontStrikeOut(removed)
    look_of.setFontWeight(QFont.Weight.Normal if removed else QFont.Weight.Medium)
    return look_of


def _units(text: str) -> int:
    return len(text.encode("utf-16-le", "surrogatepass")) // 2
