"""Paints one fact: when, what, the first digits of its hash, its detail below."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRectF, QSize
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from ui.models.facts import FactsModel
from ui.theme.fonts import px
from ui.theme.look import color
from ui.widgets.painted import paint_words

if TYPE_CHECKING:
    from PySide6.QtGui import QPainter

_HIGH = 44


class FactDelegate(QStyledItemDelegate):
    """Reads the frozen lines of its ``FactsModel``."""

    def sizeHint(
        self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> QSize:
        """All rows are as high."""
        return QSize(200, px(_HIGH))

    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        """Draw the two lines."""
        model = index.model()
        if not isinstance(model, FactsModel):
            return
        fact, rect = model.facts[index.row()], QRectF(option.rect)
        painter.save()
        if option.state & QStyle.StateFlag.State_Selected:
            painter.fillRect(rect, color("selected"))
        half = rect.height() / 2
        top = QRectF(rect.left() + 16, rect.top() + 4, rect.width() - 32, half - 4)
        below = QRectF(rect.left() + 84, rect.top() + half, rect.width() - 100, half - 6)
        paint_words(painter, top, f"{fact.at.astimezone():%H:%M:%S}", "mono", "text2")
        title = top.adjusted(68, 0, -56, 0)
        paint_words(painter, title, fact.title, "name", "warn" if fact.exception else "text")
        paint_words(
            painter,
            QRectF(top.right() - 40, top.top(), 48, top.height()),
            fact.short_hash[:4],
            "mono",
            "text3",
        )
        paint_words(painter, below, fact.detail, "caption", "text2")
        painter.restore()
