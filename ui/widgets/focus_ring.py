"""The ring around what the keyboard stands on: 2 px, with a gap of 2 px, above everything on the page."""

from collections.abc import Iterator

from PySide6.QtCore import QEvent, QObject, QPoint, QRect, QRectF, Qt
from PySide6.QtGui import QGuiApplication, QPaintEvent
from PySide6.QtWidgets import QAbstractItemView, QApplication, QComboBox, QWidget
from shiboken6 import isValid

from ui.widgets.box import InputBox
from ui.widgets.painted import follow_look, paint_box, smooth

_GAP = 2
_WIDTH = 2
_MOVES = {QEvent.Type.Move, QEvent.Type.Resize, QEvent.Type.Show}
_ENDS = {QEvent.Type.Hide, QEvent.Type.MouseButtonPress}


class FocusRing(QWidget):
    """Lies over ``parent`` and lets every click through; shows only focus that came by keyboard.

    Tables draw it inside the row, fields in their own border, and a whole page has none: all are left alone.
    """

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._page = parent
        self._watched: list[QWidget] = []
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        application = QApplication.instance()
        if isinstance(application, QApplication):
            application.focusChanged.connect(self._move_to)
        follow_look(self)
        self.hide()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Follow the control when it or what it lies in moves; go when it is pressed or hidden."""
        if event.type() in _MOVES:
            self._lay()
        elif event.type() in _ENDS:
            self.hide()
        return False

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the ring."""
        painter = smooth(self)
        paint_box(painter, QRectF(self.rect()), 9, "", "focus", _WIDTH)
        painter.end()

    def _move_to(self, _old: QWidget | None, new: QWidget | None) -> None:
        for widget in filter(isValid, self._watched):
            widget.removeEventFilter(self)
        self._watched = list(self._way_up(new)) if new is not None and self._rings(new) else []
        # Only the control and what it lies in are watched: a filter over every event of the
        # application would be paid for at every repaint.
        for widget in self._watched:
            widget.installEventFilter(self)
        self._lay()

    def _rings(self, widget: QWidget) -> bool:
        by_pointer = QGuiApplication.mouseButtons() != Qt.MouseButton.NoButton
        draws_itself = isinstance(widget, QAbstractItemView | QComboBox)
        draws_itself = draws_itself or bool(widget.property("wholePage"))
        boxed = isinstance(widget.parentWidget(), InputBox)
        return self._page.isAncestorOf(widget) and not (by_pointer or draws_itself or boxed)

    def _way_up(self, widget: QWidget | None) -> Iterator[QWidget]:
        while widget is not None and widget is not self._page:
            yield widget
            widget = widget.parentWidget()

    def _lay(self) -> None:
        if not self._watched or not isValid(self._watched[0]) or not self._watched[0].isVisible():
            self.hide()
            return
        target, reach = self._watched[0], _GAP + _WIDTH
        place = QRect(target.mapTo(self._page, QPoint(0, 0)), target.size())
        self.setGeometry(place.adjusted(-reach, -reach, reach, reach))
        self.raise_()
        self.show()
