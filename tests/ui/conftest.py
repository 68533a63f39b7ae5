"""A window without a screen: Qt draws into memory unless a test run brings a display of its own."""

import os
from collections.abc import Iterator

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

import pytest
from PySide6.QtWidgets import QApplication

from ui.theme.look import Look, apply, look


@pytest.fixture(scope="session")
def application(qapp: QApplication) -> QApplication:
    """The one application, in our look."""
    apply(qapp)
    return qapp


@pytest.fixture(autouse=True)
def dressed(application: QApplication) -> Iterator[Look]:
    """The application in our look: light, at 100 %, before each test."""
    _start()
    yield look()
    _start()


def _start() -> None:
    if look().mode != "light":
        look().choose("light")
    if look().scale != 1.0:
        look().resize(1.0)
    if look().reduced_motion:
        look().calm(False)
