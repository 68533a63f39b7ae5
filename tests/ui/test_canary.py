"""PySide6 6.12.0 drops a reference of True at every signal on Python 3.11; after some hundred the process dies."""

import sys

import pytest
from PySide6.QtCore import QObject, Signal


class Bell(QObject):
    rung = Signal()


@pytest.mark.skipif(sys.version_info >= (3, 12), reason="bools are immortal from 3.12 on")
def test_200_signals_leave_true_alone() -> None:
    bell, heard = Bell(), []
    bell.rung.connect(lambda: heard.append(None))
    before = sys.getrefcount(True)
    for _ in range(200):
        bell.rung.emit()
    assert len(heard) == 200
    assert abs(sys.getrefcount(True) - before) < 20
