"""At any text size the docks are as wide as what they hold: no id, clock or count is cut off at the edge."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import QSettings
from PySide6.QtWidgets import QApplication

from desktop.domain.values import StageName, to_millis
from desktop.watch.contract import DockItem, ItemState, RiskRow, WatchView
from ui.bridge.tasks import Tasks
from ui.shell.main_window import MainWindow
from ui.theme.look import look
from ui.widgets.scroll import Scroll

NOW = datetime(2026, 11, 23, 14, 5, tzinfo=UTC)


def view() -> WatchView:
    risk = RiskRow(
        48614, NOW + timedelta(hours=1), True, "svc_radiology locked after failed sign-ins"
    )
    return WatchView(
        mission="m",
        stage=StageName.EXECUTE,
        title="API authentication",
        started_at=NOW,
        completed_at=None,
        sealed=False,
        sandbox=True,
        group="High-Touch SLA Sweep",
        items=(DockItem("Categorise", ItemState.CURRENT, "47 of 47", done=4, total=47),),
        risks=(risk,),
        met=frozenset(),
        alerts=(),
        facts=1,
        held=0,
        unknown=0,
        first_release=None,
        first_deadline=risk.deadline,
        undo_until=None,
        undo_seconds=900,
        safeguards=(),
    )


@pytest.mark.parametrize("scale", [1.0, 1.5])
def test_the_checklist_holds_its_rows_whole(scale: float, tmp_path: Path) -> None:
    store = QSettings(str(tmp_path / "window.ini"), QSettings.Format.IniFormat)
    window = MainWindow(store, Tasks())
    window.resize(1920, 1080)
    window.show()
    window.furnish()
    window.show_mission()
    look().resize(scale)
    window.checklist.show_view(view(), to_millis(NOW))
    QApplication.processEvents()
    area = window.checklist.findChildren(Scroll)[0]
    assert not window.checklist.folded
    inner = area.widget()
    assert inner is not None
    assert inner.width() <= area.viewport().width()
    window.close()
    window.deleteLater()


def test_a_large_text_folds_the_checklist_where_a_small_window_would(tmp_path: Path) -> None:
    store = QSettings(str(tmp_path / "window.ini"), QSettings.Format.IniFormat)
    window = MainWindow(store, Tasks())
    window.resize(1440, 900)
    window.show()
    window.furnish()
    window.show_mission()
    folded = [window.checklist.folded]
    for scale in (1.5, 1.0):
        look().resize(scale)
        folded.append(window.checklist.folded)
    assert folded == [False, True, False]
    window.close()
    window.deleteLater()
