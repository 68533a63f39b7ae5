"""The one style sheet: plain controls of Qt in our colours. What has a shape of its own paints itself."""

from dataclasses import asdict
from string import Template

from desktop.base.paths import resource
from ui.theme.fonts import px
from ui.theme.tokens import Tokens

# The dot before QPushButton means Qt's own class alone: our buttons paint themselves and keep their size.
_SHEET = Template("""
QMainWindow, QDialog { background: $bg; }
QMainWindow::separator { background: $border; width: 1px; height: 1px; }
QToolTip { background: $raised; color: $text; border: 1px solid $border_strong; padding: 4px 8px; }
QMenu { background: $raised; color: $text; border: 1px solid $border_strong; padding: 4px; }
QMenu::separator { height: 1px; background: $border; margin: 4px 8px; }
.QPushButton { min-height: ${h30}px; padding: 0 12px; border: 1px solid $border_strong; border-radius: 6px;
  background: $surface; color: $text; }
.QPushButton:hover { background: $hover; }
.QPushButton:pressed { background: $pressed; }
.QPushButton:disabled { background: $sunken; color: $text3; border-color: $border; }
.QPushButton:default, .QPushButton[kind="primary"] { background: $accent_fill; border-color: $accent_fill;
  color: $on_accent; }
.QPushButton[dense="true"] { min-height: ${h26}px; padding: 0 10px; }
QLineEdit[bare="true"] { border: 0; background: transparent; padding: 0; color: $text;
  selection-background-color: $accent_fill; selection-color: $on_accent; }
QPlainTextEdit, QTextBrowser { border: 1px solid $border_control; border-radius: 6px; background: $surface;
  color: $text; padding: 4px; selection-background-color: $accent_fill; selection-color: $on_accent; }
QPlainTextEdit:focus { border: 2px solid $focus; padding: 3px; }
QPlainTextEdit[fault="true"] { border-color: $crit_mark; }
QTextBrowser { border-color: $border; }
QComboBox QAbstractItemView { background: $raised; color: $text; border: 1px solid $border_strong;
  selection-background-color: $selected; selection-color: $text; outline: 0; padding: 4px; }
QCheckBox, QRadioButton { spacing: 8px; color: $text; }
QCheckBox::indicator, QRadioButton::indicator { width: 14px; height: 14px; border: 1px solid $border_control;
  background: $surface; border-radius: 4px; }
QRadioButton::indicator { border-radius: 8px; }
QCheckBox::indicator:checked { background: $accent_fill; border-color: $accent_fill; image: url("$tick"); }
QRadioButton::indicator:checked { width: 6px; height: 6px; border: 5px solid $accent_fill;
  background: $on_accent; }
QCheckBox:disabled, QRadioButton:disabled { color: $text3; }
QTableView { background: transparent; border: 0; outline: 0; }
QHeaderView, QHeaderView::section { background: transparent; border: 0; }
QScrollArea { background: transparent; border: 0; }
QScrollBar { background: transparent; border: 0; margin: 0; }
QScrollBar:vertical { width: 10px; }
QScrollBar:horizontal { height: 10px; }
QScrollBar::handle { background: $border_strong; border-radius: 3px; margin: 2px; }
QScrollBar::handle:hover { background: $border_control; }
QScrollBar::handle:vertical { min-height: 24px; }
QScrollBar::handle:horizontal { min-width: 24px; }
QScrollBar::add-line, QScrollBar::sub-line { width: 0; height: 0; }
QScrollBar::add-page, QScrollBar::sub-page { background: transparent; }
""")


def make_sheet(tokens: Tokens) -> str:
    """Return the sheet of one theme at the present text size."""
    tick = resource("icons", "tick.svg").as_posix()
    # A control's min-height does not hold its border of 1 px above and below.
    heights = {"h30": px(32) - 2, "h26": px(28) - 2}
    return _SHEET.substitute(asdict(tokens), tick=tick, **{k: str(v) for k, v in heights.items()})
