"""Qt objects in cycles die in the main thread, whoever allocates."""

import gc
import threading
from collections.abc import Iterator

import pytest
from PySide6.QtCore import QObject

from ui.app.garbage import MainThreadGarbage


class Knot(QObject):
    """An object that holds itself, and notes in which thread it goes."""

    died_in: list[str]

    def __init__(self, died_in: list[str]) -> None:
        super().__init__()
        self.note = _Note(died_in, self)
        assert self.note.knot is self


class _Note:
    def __init__(self, died_in: list[str], knot: "Knot") -> None:
        self._died_in, self.knot = died_in, knot

    def __del__(self) -> None:
        self._died_in.append(threading.current_thread().name)


@pytest.fixture
def owner() -> Iterator[QObject]:
    parent = QObject()
    yield parent
    parent.deleteLater()


def allocate_a_lot() -> None:
    kept = [[number] for number in range(200_000)]
    del kept


def test_a_thread_that_allocates_collects_nothing(owner: QObject) -> None:
    garbage = MainThreadGarbage(owner)
    died_in: list[str] = []
    Knot(died_in)
    busy = threading.Thread(target=allocate_a_lot, name="allocating")
    busy.start()
    busy.join()
    assert died_in == []
    for _ in range(3):
        gc.collect(0)
        garbage.look()
    gc.collect()
    assert died_in == ["MainThread"]


def test_a_look_with_little_to_do_does_nothing(owner: QObject) -> None:
    garbage = MainThreadGarbage(owner)
    before = gc.get_stats()[2]["collections"]
    garbage.look()
    assert gc.get_stats()[2]["collections"] == before
