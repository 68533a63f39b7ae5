"""The frame: an evidence bundle dropped on it is wanted for review, anything else is refused."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, QSettings, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QApplication

from ui.shell.frame import Frame


@pytest.fixture
def frame(qapp: QApplication, tmp_path: Path) -> Iterator[Frame]:
    store = QSettings(str(tmp_path / "window.ini"), QSettings.Format.IniFormat)
    frame = Frame(store)
    frame.show()
    yield frame
    frame.close()


def carrying(*urls: str) -> QMimeData:
    carried = QMimeData()
    carried.setUrls([QUrl(url) for url in urls])
    return carried


def drop(frame: Frame, carried: QMimeData) -> tuple[bool, bool, list[str]]:
    """Drag over the window and let go: was it taken in the hand, was it taken, which bundle is wanted?"""
    wanted: list[str] = []
    frame.bag_wanted.connect(wanted.append)
    copy, left, none = Qt.DropAction.CopyAction, Qt.MouseButton.LeftButton, Qt.KeyboardModifier(0)
    entering = QDragEnterEvent(QPoint(40, 40), copy, carried, left, none)
    dropping = QDropEvent(QPointF(40, 40), copy, carried, left, none)
    for event in (entering, dropping):
        event.ignore()
        QApplication.sendEvent(frame, event)
    return entering.isAccepted(), dropping.isAccepted(), wanted


@pytest.mark.parametrize(
    "name", ["mission.triagebag", "MISSION.TRIAGEBAG", "with blank ü.triagebag"]
)
def test_a_bundle_is_wanted_for_review(frame: Frame, tmp_path: Path, name: str) -> None:
    bag = tmp_path / name
    assert drop(frame, carrying(QUrl.fromLocalFile(str(bag)).url())) == (True, True, [str(bag)])


@pytest.mark.parametrize(
    "urls",
    [
        (),
        ("file:///tmp/mission.zip",),
        ("https://example.org/mission.triagebag",),
        ("file:///tmp/a.triagebag", "file:///tmp/b.triagebag"),
        ("file:///tmp/a.triagebag", "https://example.org/"),
    ],
    ids=["nothing", "a zip", "from the network", "two", "one and something else"],
)
def test_anything_else_is_refused(frame: Frame, urls: tuple[str, ...]) -> None:
    assert drop(frame, carrying(*urls)) == (False, False, [])
