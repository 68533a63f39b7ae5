"""The parts of the frame, loaded and made only once the first page is painted."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QMenuBar

from ui.shell.action_bar import ActionBar
from ui.shell.alert_rail import AlertRail
from ui.shell.checklist_dock import ChecklistDock
from ui.shell.page_host import PageHost
from ui.shell.status_bar import StatusLine
from ui.shell.step_bar import StepBar
from ui.shell.undo_host import UndoHost
from ui.widgets.focus_ring import FocusRing
from ui.widgets.toast import Toast

if TYPE_CHECKING:
    from ui.shell.frame import Frame


def place_furniture(frame: Frame) -> None:
    """Make every part; where each stands is the frame's own business."""
    frame.step_bar, frame.host, frame.undo = StepBar(), PageHost(), UndoHost()
    frame.bar, frame.status = ActionBar(), StatusLine()
    frame.checklist, frame.rail = ChecklistDock(), AlertRail()
    frame.menu_bar = QMenuBar()
    frame.toast = Toast(frame.host)
    FocusRing(frame)
