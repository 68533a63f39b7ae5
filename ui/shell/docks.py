"""The two docks: they move, float, close and come back, by mouse and by menu; a head of their own."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QDockWidget, QHBoxLayout, QMainWindow, QWidget

from ui.widgets.button import IconButton
from ui.widgets.ground import Ground
from ui.widgets.tag import Count
from ui.widgets.text import Label

LEFT, RIGHT = Qt.DockWidgetArea.LeftDockWidgetArea, Qt.DockWidgetArea.RightDockWidgetArea


class DockHead(Ground):
    """Title, a count, and the button that folds or closes the dock."""

    folded = Signal()

    def __init__(self, title: str, icon: str, words: str) -> None:
        super().__init__("bg")
        self.title = Label(title, "label")
        self.count = Count(0, "warn")
        self.count.hide()
        fold = IconButton(icon, words)
        fold.clicked.connect(self.folded)
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 8, 10, 4)
        row.setSpacing(8)
        row.addWidget(self.title)
        row.addWidget(self.count)
        row.addStretch()
        row.addWidget(fold)

    def show_count(self, number: int) -> None:
        """Show how many cards there are."""
        self.count.setVisible(number > 0)
        self.count.show_count(number)


class Dock(QDockWidget):
    """A dock with our head; ``name`` is what the layout is kept under."""

    def __init__(self, window: QMainWindow, name: str, head: DockHead, inner: QWidget) -> None:
        super().__init__(head.title.text(), window)
        self.setObjectName(name)
        self.setAccessibleName(head.title.text())
        self.setAllowedAreas(LEFT | RIGHT)
        self.setTitleBarWidget(head)
        self.setWidget(inner)


def make_docks(
    window: QMainWindow, checklist: QWidget, alerts: QWidget
) -> tuple[dict[str, DockHead], dict[str, Dock]]:
    """Return the heads and the docks by their names."""
    heads = {
        "checklist": DockHead("Checklist", "panel-left", "Fold the checklist"),
        "alerts": DockHead("Alerts", "panel-right", "Close the alerts"),
    }
    inner = {"checklist": checklist, "alerts": alerts}
    return heads, {name: Dock(window, name, head, inner[name]) for name, head in heads.items()}


def dock_menu(window: QMainWindow, docks: dict[str, Dock]) -> list[tuple[str, str]]:
    """Return (name, title) of what the Window menu offers for docks: a way to move them without dragging."""
    titles = []
    for name, dock in docks.items():
        word = dock.windowTitle().lower()
        titles += [
            (f"dock.{name}", f"Show or hide {word}"),
            (f"move.{name}", f"Move {word} to the other side"),
        ]
        titles.append((f"float.{name}", f"Float {word}"))
    return titles


def move_over(window: QMainWindow, dock: Dock) -> None:
    """Move a dock to the other side."""
    area = RIGHT if window.dockWidgetArea(dock) == LEFT else LEFT
    window.addDockWidget(area, dock)
    dock.show()
