"""What a widget says, as a person reads it and as a screen reader does."""

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QAbstractButton, QLabel, QLineEdit, QScrollBar, QWidget


def settle() -> None:
    """Let Qt show what was just added to a layout."""
    QCoreApplication.sendPostedEvents()


def words(widget: QWidget) -> str:
    """Everything its visible labels, fields and buttons say, in one line each."""
    settle()
    lines = [
        one.text()
        for one in widget.findChildren(QWidget)
        if isinstance(one, QLabel | QAbstractButton | QLineEdit) and one.isVisibleTo(widget)
    ]
    return "\n".join(line for line in lines if line)


def controls(widget: QWidget) -> list[QWidget]:
    """What the keyboard can reach."""
    settle()
    return [
        one
        for one in widget.findChildren(QWidget)
        if one.focusPolicy() & Qt.FocusPolicy.TabFocus
        and one.isVisibleTo(widget)
        and not isinstance(one, QScrollBar)
        and "qt_" not in one.objectName()
    ]


def name_of(widget: QWidget) -> str:
    """Its accessible name."""
    return QAccessible.queryAccessibleInterface(widget).text(QAccessible.Text.Name)


def nameless(widget: QWidget) -> list[str]:
    """The controls a screen reader cannot name."""
    return [
        f"{type(one).__name__} in {type(one.parent()).__name__}"
        for one in controls(widget)
        if not name_of(one).strip()
    ]


def markup(widget: QWidget) -> list[str]:
    """Labels that would read markup in what strangers wrote."""
    return [
        one.text()
        for one in widget.findChildren(QLabel)
        if one.textFormat() is not Qt.TextFormat.PlainText
    ]


def button(widget: QWidget, said: str) -> QAbstractButton:
    """The visible button that says or is named so."""
    for one in widget.findChildren(QAbstractButton):
        if one.isVisibleTo(widget) and said in (one.text(), one.accessibleName()):
            return one
    raise AssertionError(f"no button {said!r} in {words(widget)!r}")
